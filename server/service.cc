#include "server/service.h"

#include <malloc.h>

#include <algorithm>
#include <cmath>

#include "server/address.h"

namespace eddy::server {
namespace pb = eddy::sync::v1;
namespace {

constexpr std::string_view kService = "/eddy.sync.v1.Relay/";
template <class M>
M parse(std::string_view bytes) {
  M m;
  if (!m.ParseFromArray(bytes.data(), int(bytes.size())))
    throw Failure{Reason::bad_request, "not its message"};
  return m;
}

int code_of(Fault f) {
  switch (f) {
    case Fault::invalid: return 3;
    case Fault::not_found: return 5;
    case Fault::refused: return 7;
    case Fault::full: return 8;
    case Fault::too_new: return 9;
    case Fault::offline: return 14;
    case Fault::damaged: return 15;
    default: return 13;
  }
}

void keep_to(double wait_ms) {
  if (wait_ms > 0) throw asked_too_often(wait_ms);
}

}  // namespace

Answered refusal(const Failure& f) {
  auto said = std::to_string(int(f.reason));
  if (f.wait_ms > 0) said += " " + std::to_string(int64_t(std::ceil(f.wait_ms)));
  return {code_of(f.fault), "", said};
}

struct Asked {
  std::string_view request;
  std::string network;
  int64_t now_ms;
};

template <class Question, auto answer>
std::string Service::anybody(Service& s, const Method&, const Asked& a) {
  return answer(s, parse<Question>(a.request), a.now_ms).SerializeAsString();
}

// A signature cannot be guessed: only what it opens is counted, for whoever made it, and nobody else is kept waiting.
template <class Question, auto answer>
std::string Service::greeted(Service& s, const Method& m, const Asked& a) {
  const auto q = parse<Question>(a.request);
  s.authenticator_.prove(q, a.now_ms);
  keep_to((s.*m.limit).wait(q.account() + q.device(), a.now_ms));
  return answer(s, q, a.now_ms).SerializeAsString();
}

template <class Question, auto answer>
std::string Service::by_token(Service& s, const Method&, const Asked& a) {
  const auto q = parse<Question>(a.request);
  const auto device = s.authenticator_.device_of(q.token(), q.account(), a.now_ms);
  return answer(s.relay_, device, q, a.now_ms).SerializeAsString();
}

template <class Question, auto answer>
std::string Service::signed_by_itself(Service& s, const Method& m, const Asked& a) {
  const auto q = parse<Question>(a.request);
  (void)to_id(q.account(), "account");
  keep_to((s.*m.limit).wait(q.account() + a.network, a.now_ms));
  return answer(s.relay_, q).SerializeAsString();
}

const std::vector<Service::Method>& Service::methods() {
  using R = Relay;
  static const std::vector<Method> all = {
      {"Hello", Proof::none, nullptr,
       &anybody<pb::HelloRequest,
                [](Service& s, const auto&, int64_t now) { return s.authenticator_.hello(now); }>},
      {"Auth", Proof::greeting, &Service::auths_,
       &greeted<pb::AuthRequest,
                [](Service& s, const auto& q, int64_t now) { return s.authenticator_.token_for(q, now); }>},
      {"PutRoster", Proof::signature, &Service::rosters_,
       &signed_by_itself<pb::PutRosterRequest, [](R& r, const auto& q) { return r.put_roster(q); }>},
      {"Rosters", Proof::token, nullptr,
       &by_token<pb::RosterRequest, [](R& r, const Id&, const auto& q, int64_t) { return r.rosters(q); }>},
      {"Push", Proof::signature, &Service::pushes_,
       &signed_by_itself<pb::PushRequest, [](R& r, const auto& q) { return r.push(q); }>},
      {"Pull", Proof::token, nullptr,
       &by_token<pb::PullRequest,
                 [](R& r, const Id& who, const auto& q, int64_t) { return r.pull(who, q); }>},
      {"OpenMailbox", Proof::token, nullptr,
       &by_token<pb::OpenMailboxRequest, [](R& r, const Id& who, const auto& q,
                                            int64_t now) { return r.open_mailbox(who, q, now); }>},
      // A letter is for whoever knows the mailbox; what is in it is sealed.
      {"Mail", Proof::none, nullptr,
       &anybody<pb::MailRequest,
                [](Service& s, const auto& q, int64_t now) { return s.relay_.mail(q, now); }>},
      {"PutBlob", Proof::signature, &Service::blobs_,
       &signed_by_itself<pb::PutBlobRequest, [](R& r, const auto& q) { return r.put_blob(q); }>},
      {"GetBlob", Proof::token, nullptr,
       &by_token<pb::GetBlobRequest,
                 [](R& r, const Id& who, const auto& q, int64_t) { return r.get_blob(who, q); }>},
      {"ListBlobs", Proof::token, nullptr,
       &by_token<pb::ListBlobsRequest,
                 [](R& r, const Id& who, const auto& q, int64_t) { return r.list_blobs(who, q); }>},
      {"RemoveBlob", Proof::signature, &Service::blobs_,
       &signed_by_itself<pb::RemoveBlobRequest, [](R& r, const auto& q) { return r.remove_blob(q); }>},
      {"Close", Proof::greeting, &Service::auths_,
       &greeted<pb::CloseRequest, [](Service& s, const auto& q, int64_t now) {
         return s.relay_.close(to_id(q.account(), "account"), q.cancel(), now);
       }>}};
  return all;
}

Service::Service(Relay& relay, Authenticator& authenticator, const Limits& limits,
                 const std::vector<std::string>& proxies)
    : relay_(relay),
      authenticator_(authenticator),
      largest_(limits.request_bytes + (64 << 10)),
      calls_(limits.calls_per_minute, 60'000),
      auths_(limits.auths_per_minute, 60'000),
      rosters_(limits.rosters_per_minute, 60'000),
      pushes_(limits.pushes_per_minute, 60'000),
      blobs_(limits.blobs_per_minute, 60'000),
      counters_(methods().size()) {
  for (const auto& proxy : proxies) {
    bool known = false;
    const auto address = address_of(proxy, &known);
    if (known) proxies_.push_back(address);
  }
}

// The last of the list is the nearest proxy's own word; what stands before it anybody may have written.
std::string Service::asker(const std::string& peer, std::string_view forwarded) const {
  forwarded.remove_prefix(std::min(forwarded.size(), forwarded.find_last_of(", ") + 1));
  bool known = false;
  const auto address = address_of(peer, &known);
  const bool believed = known && (address.is_loopback() ||
                                  std::find(proxies_.begin(), proxies_.end(), address) != proxies_.end());
  return network_of(believed && !forwarded.empty() ? forwarded : std::string_view(peer));
}

Answered Service::call(std::string_view path, std::string_view request, const std::string& peer,
                       int64_t now_ms, std::string_view forwarded) {
  const auto name = path.substr(0, kService.size()) == kService ? path.substr(kService.size()) : "";
  const auto& all = methods();
  const auto method = std::find_if(all.begin(), all.end(), [&](const Method& m) { return m.name == name; });
  if (method == all.end()) return {12, "", "no such method"};
  auto& counter = counters_[size_t(method - all.begin())];
  Answered out;
  try {
    if (request.size() > largest_) throw Failure{Reason::bad_request, "larger than 1 MiB"};
    const Asked asked{request, asker(peer, forwarded), now_ms};
    keep_to(calls_.wait(asked.network, now_ms));
    out.reply = method->answer(*this, *method, asked);
    ++counter.fine;
  } catch (const Failure& f) {
    out = refusal(f);
    ++(f.fault == Fault::bug || f.fault == Fault::damaged || f.fault == Fault::offline ? counter.failed
                                                                                       : counter.refused);
  } catch (const std::exception&) {
    out = {13, "", "no reply"};
    ++counter.failed;
  }
  return out;
}

std::string Service::metrics() const {
  const auto heap = mallinfo2();
  const auto held = heap.uordblks + heap.hblkhd;
  // What it holds: returned to what it was once a flood is over.
  std::string out = "# TYPE eddyd_heap_bytes gauge\neddyd_heap_bytes " + std::to_string(held) +
                    "\n# TYPE eddyd_calls counter\n";
  for (size_t i = 0; i < counters_.size(); ++i) {
    const auto& c = counters_[i];
    for (const auto& [how, n] :
         {std::pair("fine", c.fine.load()), {"refused", c.refused.load()}, {"failed", c.failed.load()}})
      out += "eddyd_calls{method=\"" + std::string(methods()[i].name) + "\",ended=\"" + how + "\"} " +
             std::to_string(n) + "\n";
  }
  return out;
}

}  // namespace eddy::server
