#include "tests/sync/devices.h"

#include <algorithm>

#include "core/crypto/recovery_phrase.h"
#include "core/wire/bundle.h"
#include "tests/sync/memory_store.h"

namespace eddy::test {
namespace pb = eddy::sync::v1;

Box::Box(std::unique_ptr<server::Store> s, uint64_t seed, const server::Limits& l)
    : store(std::move(s)),
      random(seed),
      limits(l),
      relay(*store, limits),
      authenticator(*store, std::string(32, 'S'), random, limits),
      service(relay, authenticator, limits) {}

std::string Box::invite() {
  std::string chance(32, '\0');
  random.fill(chance.data(), chance.size());
  return "eddy1-" + hex(authenticator.key()) + hex(std::string(32, 'F')) + relay.make_invite(chance);
}

api::StepRequest::Response Box::answer(const api::StepReply::Call& call, int64_t now_ms) {
  const auto got = service.call(call.method(), call.request(), "127.0.0.1", now_ms);
  api::StepRequest::Response out;
  out.set_status(got.status);
  out.set_reply(got.reply);
  out.set_message(got.error);
  return out;
}

Device::Device(uint64_t seed, bool with_words) {
  session.open_in_memory(seed);
  found(with_words);
}

Device::Device(const std::string& home, const std::string& pass, bool with_words, uint64_t seed)
    : passphrase(pass) {
  if (seed) session.be_repeatable(seed);
  session.attach(home);
  found(with_words);
}

Device::Device(const std::string& home, const std::string& pass) : passphrase(pass) {
  session.attach(home);
  session.unlock_passphrase(passphrase);
  sync.attend();
}

void Device::found(bool with_words) {
  const auto root = Secret::make(session.random());
  session.init(passphrase, false, with_words ? &root : nullptr);
  if (!with_words) return;
  sync.found(at(kNoon), root);
  for (const auto& w : to_phrase(root)) words += w + " ";
}

Device::Device(Device& other, uint64_t seed) : words(other.words) {
  session.open_in_memory_as(other.session, seed);
  sync.attend();
}

api::SyncState Device::sync_round(const Server& server, Moment now) {
  api::StepRequest q;
  q.set_now(true);
  asked.clear();
  for (int steps = 0; steps < 5000; ++steps) {
    const auto reply = sync.step(now, q);
    if (!reply.has_call()) return reply.state();
    ++calls;
    asked.push_back(reply.call().method().substr(reply.call().method().rfind('/') + 1));
    q.Clear();
    *q.mutable_response() = server(reply.call());
    bytes += reply.call().request().size() + q.response().reply().size();
  }
  ADD_FAILURE() << "never ends";
  return {};
}

api::SyncState Device::sync_round(Box& box, Moment now, const Between& between) {
  return sync_round(
      [&](const api::StepReply::Call& call) {
        auto answer = box.answer(call, now.ms);
        if (between && !between(call, answer)) {
          answer.Clear();
          answer.set_status(14);
        }
        return answer;
      },
      now);
}

void Device::join(Box& box, Moment, const std::string& name) {
  api::JoinRequest q;
  q.set_server("box:7443");
  q.set_invite(box.invite());
  q.set_name(name);
  sync.join(q);
}

Id Device::note(Moment when, const std::string& text, records::Space space) {
  records::Entry e;
  e.set_space(space);
  e.mutable_note()->set_text(text);
  return to_id(journal.keep(when, e, true, nullptr).id(), "id");
}

std::string Device::everything(int space, bool as_work) {
  std::string out;
  auto& v = session.vault();
  auto s = v.db().prepare("SELECT rid FROM record WHERE space = ? ORDER BY id");
  s.bind(space);
  std::vector<int64_t> rows;
  while (s.step()) rows.push_back(s.integer(0));
  for (const auto rid : rows) {
    auto r = v.at(rid);
    if (as_work) r.cells = at_work(r.cells);
    out += hex(view(r.id)) + " " + std::to_string(r.table) + "\n";
    for (const auto& c : r.cells)
      out += " " + std::to_string(c.field) + "." + std::to_string(c.sub) + " " + std::to_string(c.stamp.hlc) +
             " " + std::to_string(c.stamp.id) + " " + hex(c.bytes) + "\n";
  }
  return out;
}
std::string Device::everything() { return everything(1) + everything(2); }

void pair(Box& box, Device& trusted, Device& newcomer, Moment now, bool work, const std::string& name,
          bool instead) {
  api::EnterCodeRequest take;
  take.set_code(trusted.sync.show_code(now).code());
  take.set_name(name);
  take.set_passphrase(newcomer.passphrase);
  take.set_instead(instead);
  newcomer.sync.enter_code(now, take);
  api::SyncState one, two;
  for (int turn = 0; turn < 20 && two.pairing() != api::SyncState::PAIRED; ++turn, now.ms += 1500) {
    one = trusted.sync_round(box, now);
    two = newcomer.sync_round(box, now);
    if (one.pairing() == api::SyncState::ASK_DIGITS && two.pairing() == api::SyncState::SHOW_DIGITS) {
      EXPECT_EQ(one.newcomer_is_work(), newcomer.session.work());
      api::ConfirmRequest q;
      q.set_digits(two.digits());
      q.set_work(work);
      trusted.sync.confirm(q);
    }
    if (two.pairing() == api::SyncState::ASK_DEVICES) newcomer.sync.accept(now);
  }
  EXPECT_EQ(two.pairing(), api::SyncState::PAIRED);
}

Person::Person(const server::Limits& limits) : box(std::make_unique<MemoryStore>(), 1, limits) {
  phone.join(box, at(kNoon), "Phone");
  phone.sync_round(box, at(kNoon));
  pair(box, phone, work, at(kNoon), true);
  phone.sync_round(box, at(kNoon));
  work.sync_round(box, at(kNoon));
  records::Settings words;
  words.set_allow_text(true);
  work.session.change_settings(at(kNoon), words, false);
}

wire::Header first_of_a_chain(const eddy::sync::Ledger& author, uint64_t chain, uint16_t space,
                              wire::Kind kind) {
  wire::Header h;
  h.kind = kind;
  h.space = space;
  h.account = to_id(author.local.account(), "account");
  h.device = author.me();
  h.chain = chain;
  h.seq = 1;
  h.roster = author.roster().list.version();
  return h;
}

bool told(const api::SyncState& state, const std::string& what) {
  return std::any_of(state.notice().begin(), state.notice().end(),
                     [&](const auto& n) { return n.what() == what; });
}

}  // namespace eddy::test
