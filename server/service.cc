#include "server/service.h"

namespace eddy::server {
namespace pb = eddy::sync::v1;
namespace {

constexpr std::string_view kService = "/eddy.sync.v1.Relay/";
constexpr const char* kMethods[] = {"Hello",     "Auth",        "PutRoster", "Rosters", "Push",
                                    "Pull",      "OpenMailbox", "Mail",      "PutBlob", "GetBlob",
                                    "ListBlobs", "RemoveBlob",  "Close"};

template <class M>
M parse(std::string_view bytes) {
  M m;
  if (!m.ParseFromArray(bytes.data(), int(bytes.size())))
    throw Failure{Fault::invalid, "request", "not its message"};
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

}  // namespace

Service::Service(Relay& relay, Authenticator& authenticator, Limits limits, bool proxied)
    : relay_(relay),
      authenticator_(authenticator),
      limits_(limits),
      proxied_(proxied),
      pushes_(size_t(limits.pushes_per_minute), 60'000),
      blobs_(size_t(limits.blobs_per_minute), 60'000),
      auths_(size_t(limits.auths_per_minute), 60'000),
      refused_(size_t(limits.auth_failures), 15 * 60'000) {
  for (const char* m : kMethods) counters_[m];
}

Answered Service::call(std::string_view path, std::string_view request, const std::string& peer,
                       int64_t now_ms, std::string_view forwarded) {
  // The last of the list is the nearest proxy's own word; what stands before it anybody may have written.
  forwarded.remove_prefix(std::min(forwarded.size(), forwarded.find_last_of(", ") + 1));
  const bool loopback = peer == "127.0.0.1" || peer == "::1" || peer == "[::1]" || peer == "%5B::1%5D";
  const bool believed = proxied_ || loopback;
  const auto address = believed && !forwarded.empty() ? std::string(forwarded) : peer;
  const auto method = path.substr(0, kService.size()) == kService ? path.substr(kService.size()) : "";
  const auto counter = counters_.find(method);
  if (counter == counters_.end()) return {12, "", "no such method"};
  Answered out;
  try {
    if (request.size() > limits_.request_bytes + (64 << 10))
      throw Failure{Fault::invalid, "request", "larger than 1 MiB"};
    out.reply = answer(method, request, address, now_ms);
    ++counter->second.fine;
  } catch (const Failure& f) {
    out.status = code_of(f.fault);
    out.error = f.subject + ": " + f.detail;
    ++(f.fault == Fault::bug || f.fault == Fault::damaged || f.fault == Fault::offline
           ? counter->second.failed
           : counter->second.refused);
  } catch (const std::exception&) {
    out = {13, "", "no reply"};
    ++counter->second.failed;
  }
  return out;
}

std::string Service::answer(std::string_view method, std::string_view request, const std::string& address,
                            int64_t now_ms) {
  const auto too_many = [] { throw Failure{Fault::full, "rate", "too many; later"}; };
  if (method == "Hello") return authenticator_.hello(now_ms).SerializeAsString();
  if (method == "Auth" || method == "Close") {
    if (refused_.full(address, now_ms) || !auths_.allow(address, now_ms)) too_many();
    try {
      if (method == "Auth")
        return authenticator_.auth(parse<pb::AuthRequest>(request), now_ms).SerializeAsString();
      const auto q = parse<pb::CloseRequest>(request);
      authenticator_.prove_close(q, now_ms);
      return relay_.close(to_id(q.account(), "account"), q.cancel(), now_ms).SerializeAsString();
    } catch (const Failure& f) {
      if (f.fault == Fault::refused) refused_.allow(address, now_ms);
      throw;
    }
  }
  if (method == "PutRoster")
    return relay_.put_roster(parse<pb::PutRosterRequest>(request)).SerializeAsString();
  if (method == "Rosters") {
    const auto q = parse<pb::RosterRequest>(request);
    (void)authenticator_.device_of(q.token(), q.account(), now_ms);
    return relay_.rosters(q).SerializeAsString();
  }
  if (method == "Push") {
    const auto q = parse<pb::PushRequest>(request);
    if (!pushes_.allow(q.account() + address, now_ms)) too_many();
    return relay_.push(q).SerializeAsString();
  }
  if (method == "Pull") {
    const auto q = parse<pb::PullRequest>(request);
    return relay_.pull(authenticator_.device_of(q.token(), q.account(), now_ms), q).SerializeAsString();
  }
  if (method == "OpenMailbox") {
    const auto q = parse<pb::OpenMailboxRequest>(request);
    return relay_.open_mailbox(authenticator_.device_of(q.token(), q.account(), now_ms), q, now_ms)
        .SerializeAsString();
  }
  if (method == "PutBlob") {
    const auto q = parse<pb::PutBlobRequest>(request);
    if (!blobs_.allow(q.account() + address, now_ms)) too_many();
    return relay_.put_blob(q).SerializeAsString();
  }
  if (method == "GetBlob") {
    const auto q = parse<pb::GetBlobRequest>(request);
    return relay_.get_blob(authenticator_.device_of(q.token(), q.account(), now_ms), q).SerializeAsString();
  }
  if (method == "ListBlobs") {
    const auto q = parse<pb::ListBlobsRequest>(request);
    return relay_.list_blobs(authenticator_.device_of(q.token(), q.account(), now_ms), q).SerializeAsString();
  }
  if (method == "RemoveBlob") {
    const auto q = parse<pb::RemoveBlobRequest>(request);
    if (!blobs_.allow(q.account() + address, now_ms)) too_many();
    relay_.remove_blob(q);
    return "";
  }
  return relay_.mail(parse<pb::MailRequest>(request), now_ms).SerializeAsString();
}

std::string Service::metrics() const {
  std::string out = "# TYPE eddyd_calls counter\n";
  for (const auto& [method, c] : counters_)
    for (const auto& [how, n] :
         {std::pair("fine", c.fine.load()), {"refused", c.refused.load()}, {"failed", c.failed.load()}})
      out += "eddyd_calls{method=\"" + method + "\",ended=\"" + how + "\"} " + std::to_string(n) + "\n";
  return out;
}

}  // namespace eddy::server
