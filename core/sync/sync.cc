#include "core/sync/sync.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/crypto/words.h"
#include "core/wire/hello.h"

namespace eddy::sync {
namespace pb = eddy::sync::v1;
namespace {

constexpr size_t kPush = (1 << 20) - (64 << 10);  // bytes of bundles in one push
constexpr int kMostBundles = 200;
constexpr int kMostCalls = 100'000;  // in one exchange: a server that never ends is left
constexpr double kMailEvery = 1000;  // ms between two looks for a letter
constexpr int64_t kMyClock = 5 * kMinute;
constexpr int kPermission = 7, kNotFound = 5, kExhausted = 8;  // gRPC's status codes
constexpr size_t kInviteHead = 6, kHexKey = 64;

std::string unhex(std::string_view text) {
  std::string out;
  for (size_t i = 0; i + 1 < text.size(); i += 2) {
    const auto digit = [](char c) {
      if (c >= '0' && c <= '9') return c - '0';
      if (c >= 'a' && c <= 'f') return c - 'a' + 10;
      throw Failure{Fault::invalid, "invite", "not as eddyd printed it"};
    };
    out += char(digit(text[i]) << 4 | digit(text[i + 1]));
  }
  return out;
}

template <class M>
M parse(const std::string& bytes) {
  M m;
  if (!m.ParseFromString(bytes)) throw Failure{Fault::damaged, "server", "its answer is not one"};
  return m;
}

}  // namespace

Sync::Run::Run() = default;  // here: Clang does not see the members' defaults inside the class

Ledger& Sync::ledger() {
  auto& vault = session_.vault();
  if (!ledger_ || opening_ != session_.openings()) {
    ledger_ = std::make_unique<Ledger>(vault);
    opening_ = session_.openings();
    run_.reset(), joining_.reset(), asked_ = Asked::nothing;
    end_pairing();
  }
  return *ledger_;
}

void Sync::attend() {
  session_.drop_home = nullptr;
  if (!session_.open() || !ledger().has_account() || !session_.work()) return;
  session_.drop_home = [this](Moment now, const Id& id, int table, std::string_view body) {
    ledger().drop(id, table, split(table, body, ledger().stamp(now)));
  };
}

void Sync::found(Moment now, const Secret& words) {
  auto& l = ledger();
  if (!l.local.server().empty())
    throw Failure{Fault::refused, "words", "the account has its words; starting afresh makes new ones"};
  const Root root(words);
  auto& random = session_.random();
  const auto keys = DeviceKeys::make(random);
  pb::Local local;
  local.set_account(std::string(view(wire::account_of(root.account_key()))));
  local.set_sign_seed(std::string(keys.sign.bytes()));
  local.set_box_seed(std::string(keys.box.bytes()));
  local.set_chain(random.u64());
  l.adopt(now, local, {found_account(root, keys, "", random)});
}

void Sync::join(const api::JoinRequest& q) {
  auto& l = ledger();
  if (!l.local.server().empty()) throw Failure{Fault::refused, "server", "this diary has one already"};
  if (session_.work()) throw Failure{Fault::refused, "work", "a work computer is paired, it founds nothing"};
  const auto colon = q.server().rfind(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == q.server().size() || q.server().size() > 256 ||
      q.server().find(' ') != std::string::npos)
    throw Failure{Fault::invalid, "server", "host:port"};
  const std::string_view invite = q.invite();
  if (invite.size() != kInviteHead + 2 * kHexKey + 32 || invite.substr(0, kInviteHead) != "eddy1-")
    throw Failure{Fault::invalid, "invite", "not as eddyd printed it"};
  l.local.set_server_key(unhex(invite.substr(kInviteHead, kHexKey)));
  // All zero: something in front of the server ends TLS, with a certificate that the system judges.
  const auto fingerprint = unhex(invite.substr(kInviteHead + kHexKey, kHexKey));
  if (fingerprint != std::string(kHashSize, '\0')) l.local.set_fingerprint(fingerprint);
  l.local.set_invite(std::string(invite.substr(kInviteHead + 2 * kHexKey)));
  l.local.set_server(q.server());
  l.local.set_name(q.name().substr(0, 64));
  l.save();
}

bool Sync::work_hours(Moment now, double* until_ms) {
  if (!session_.work()) return false;
  const auto& spans = session_.vault().projections().shifts(now.ms, now.ms + 1, now.offset_min);
  for (const auto& s : spans)
    if (s.start <= now.ms && now.ms < s.end) {
      *until_ms = std::max(*until_ms, double(s.end));
      return true;
    }
  return false;
}

// --- what to ask ---

Sync::Call Sync::call(Asked what, const char* method, const google::protobuf::MessageLite& request,
                      bool anybody) {
  asked_ = what;
  Call c;
  c.set_server(server_);
  c.set_method(std::string("/eddy.sync.v1.Relay/") + method);
  c.set_request(request.SerializeAsString());
  if (ledger().has_account() && !joining_) c.set_fingerprint(ledger().local.fingerprint());
  if (joining_) c.set_fingerprint(joining_->local.fingerprint());
  c.set_any_certificate(anybody);
  return c;
}

// Before a server's key is known by a roster, whoever answers may: what it says is verified, and it learns nothing.
Sync::Call Sync::ask_hello() {
  return call(Asked::hello, "Hello", pb::HelloRequest(), joining_ && joining_->root);
}

Sync::Call Sync::ask_auth(const std::string& account, const Id* device, const Secret& key) {
  pb::AuthRequest q;
  *q.mutable_hello() = run_->hello;
  q.set_account(account);
  if (device) q.set_device(std::string(view(*device)));
  q.set_signature(sign(key.bytes(), wire::kAuthLabel,
                       wire::auth_statement(run_->hello.greeting(), q.account(), q.device())));
  run_->greeted = false;  // good for one
  return call(Asked::auth, "Auth", q, joining_ && joining_->root);
}

std::optional<Sync::Call> Sync::next(Moment now) {
  if (joining_) return next_joining();
  if (pairing_) {
    // The trusted side must be known to the server before it opens a mailbox, and must have signed before the last letter.
    if (auto c = next_mail(now)) return c;
    if (!pairing_->trusted_side() || (mailbox_open_ && !newcomer_)) return std::nullopt;
  }
  return next_exchange(now);
}

std::optional<Sync::Call> Sync::next_mail(Moment now) {
  auto& p = *pairing_;
  if (double(now.ms) > pairing_until_ms_) {
    stage_ = api::SyncState::FAILED;
    pairing_.reset();
    return std::nullopt;
  }
  if (p.trusted_side() && !mailbox_open_) {
    auto& l = ledger();
    if (l.local.token().empty() || l.local.token_until_ms() <= double(now.ms)) return std::nullopt;
    pb::OpenMailboxRequest q;
    q.set_account(l.local.account());
    q.set_token(l.local.token());
    q.set_mailbox(p.mailbox());
    return call(Asked::open_mailbox, "OpenMailbox", q);
  }
  if (double(now.ms) < mail_again_ms_) return std::nullopt;
  if (auto q = p.next()) return call(Asked::mail, "Mail", *q, !p.trusted_side());
  return std::nullopt;
}

std::optional<Sync::Call> Sync::next_joining() {
  auto& j = *joining_;
  auto& local = j.local;
  if (local.token().empty()) {
    if (!run_->greeted) return ask_hello();
    if (j.root) return ask_auth(local.account(), nullptr, j.root->sign);
    const auto id = j.keys.id();
    return ask_auth(local.account(), &id, j.keys.sign);
  }
  if (j.mine) {
    pb::PutRosterRequest q;
    q.set_account(local.account());
    *q.mutable_roster() = *j.mine;
    return call(Asked::put_roster, "PutRoster", q, true);
  }
  pb::RosterRequest q;
  q.set_account(local.account());
  q.set_from_version(uint32_t(j.rosters.size()) + 1);
  q.set_token(local.token());
  return call(Asked::rosters, "Rosters", q, bool(j.root));
}

std::optional<Sync::Call> Sync::next_exchange(Moment now) {
  auto& l = ledger();
  auto& r = *run_;
  if (!l.myself()) return std::nullopt;
  if (l.local.token().empty() || l.local.token_until_ms() <= double(now.ms)) {
    if (!r.greeted) return ask_hello();
    if (!l.local.invite().empty()) {
      pb::PutRosterRequest q;
      q.set_account(l.local.account());
      *q.mutable_roster() = l.stored_roster(1);
      q.set_invite(l.local.invite());
      return call(Asked::give_roster, "PutRoster", q);
    }
    // A server that lost the newest lists does not know this device: it is given them, oldest first.
    if (r.account_asked && r.gave < l.roster().list.version()) {
      pb::PutRosterRequest q;
      q.set_account(l.local.account());
      *q.mutable_roster() = l.stored_roster(r.gave ? r.gave + 1 : l.roster().list.version());
      return call(Asked::give_roster, "PutRoster", q);
    }
    const auto id = l.me();
    return ask_auth(l.local.account(), &id, l.keys().sign);
  }
  if (!l.forked() && (r.ask_rosters || r.server_version > l.roster().list.version())) {
    r.ask_rosters = false;
    pb::RosterRequest q;
    q.set_account(l.local.account());
    q.set_from_version(l.roster().list.version() + 1);
    q.set_token(l.local.token());
    return call(Asked::rosters, "Rosters", q);
  }
  if (r.server_version && r.server_version < l.roster().list.version()) {
    pb::PutRosterRequest q;
    q.set_account(l.local.account());
    *q.mutable_roster() = l.stored_roster(r.server_version + 1);
    return call(Asked::give_roster, "PutRoster", q);
  }
  if (auto c = changing_roster()) return c;
  if (!r.push_stopped) {
    auto waiting = l.to_send(kPush, kMostBundles);
    if (waiting.empty() && l.seal(now, 4 * kPush)) waiting = l.to_send(kPush, kMostBundles);
    if (!waiting.empty()) {
      pb::PushRequest q;
      q.set_account(l.local.account());
      for (const auto& b : waiting) q.add_bundle(b);
      r.sent = std::move(waiting);
      return call(Asked::push, "Push", q);
    }
  }
  if (!r.pulled) {
    pb::PullRequest q;
    q.set_account(l.local.account());
    q.set_after(l.local.cursor());
    q.set_after_hash(l.local.cursor_hash());
    q.set_spaces(session_.work() ? 1 : 3);
    q.set_token(l.local.token());
    return call(Asked::pull, "Pull", q);
  }
  if (auto c = healing()) return c;
  if (r.gap && !r.push_again) l.tell(now, pb::Told::DAMAGED, {});  // it misses what by its own list it has
  r.gap = false;
  r.healed = true;
  return changing_roster();
}

std::optional<Sync::Call> Sync::changing_roster() {
  auto& l = ledger();
  want_roster();
  if (l.local.pending().empty()) return std::nullopt;
  pb::PutRosterRequest q;
  q.set_account(l.local.account());
  q.mutable_roster()->ParseFromString(l.local.pending());
  return call(Asked::put_roster, "PutRoster", q);
}

// What the server had confirmed once and does not have any more.
std::optional<Sync::Call> Sync::healing() {
  auto& l = ledger();
  for (auto& theirs : run_->chains) {
    const auto mine = l.head(theirs.space(), to_id(theirs.device(), "chain"), theirs.chain());
    if (!mine || mine->seq <= theirs.head_seq()) continue;
    auto lost = l.after(*mine, theirs.head_seq(), kPush, kMostBundles);
    if (lost.empty()) continue;
    theirs.set_head_seq(wire::parse_bundle(lost.back()).header.seq);  // asked once each
    pb::PushRequest q;
    q.set_account(l.local.account());
    for (const auto& b : lost) q.add_bundle(b);
    run_->sent = std::move(lost);
    return call(Asked::heal, "Push", q);
  }
  return std::nullopt;
}

void Sync::set_floor(pb::Roster& list) {
  // What an earlier version knew of removed devices stays; the rest is what is verified here now.
  const auto heads = ledger().heads();
  std::vector<pb::Head> kept;
  for (const auto& f : list.heads_floor()) {
    const auto mine = std::find_if(heads.begin(), heads.end(), [&](const ChainHead& h) {
      return h.space == f.space() && f.device() == view(h.device) && h.chain == f.chain();
    });
    if (mine == heads.end() || mine->seq < f.seq() || !wire::find_device(list, to_id(f.device(), "device")))
      kept.push_back(f);
  }
  for (const auto& h : heads) {
    const auto same = [&](const pb::Head& f) {
      return f.space() == h.space && f.device() == view(h.device) && f.chain() == h.chain;
    };
    if (h.seq == 0 || std::any_of(kept.begin(), kept.end(), same)) continue;
    pb::Head f;
    f.set_space(h.space);
    f.set_device(std::string(view(h.device)));
    f.set_chain(h.chain);
    f.set_seq(h.seq);
    f.set_hash(h.hash);
    kept.push_back(std::move(f));
  }
  list.clear_heads_floor();
  for (auto& f : kept) *list.add_heads_floor() = std::move(f);
}

// Signs the next roster where something is to be changed and nothing is under way. Signed and stored before it is sent.
void Sync::want_roster() {
  auto& l = ledger();
  const auto* me = l.myself();
  if (!l.local.pending().empty() || !me || me->role() != pb::ROLE_FULL) return;
  if (l.forked()) return;
  const auto& list = l.roster().list;
  std::vector<Id> remove;
  for (const auto& id : l.local.remove())
    if (wire::find_device(list, to_id(id, "device"))) remove.push_back(to_id(id, "device"));
  const bool newcomer = newcomer_ && !wire::find_device(list, to_id(newcomer_->id(), "device"));
  const bool server = list.server().url() != l.local.server();
  if (remove.empty() && !newcomer && !server) return;
  // A removal says how far the removed one is believed: everything that can be had is taken first, and given back to a
  // server that lost it.
  if (!remove.empty() && !run_->healed) return;
  auto next = successor(l.roster());
  next.set_signer(std::string(view(l.me())));
  next.mutable_server()->set_url(l.local.server());
  next.mutable_server()->set_key(l.local.server_key());
  for (auto& d : *next.mutable_device())
    if (d.id() == view(l.me()) && server)
      d.set_name(seal_name(l.local.name(), l.space_keys(), wire::find_space(list, wire::kHome)->epoch(),
                           session_.random()));
  if (newcomer) add_device(next, *newcomer_, l.space_keys());
  set_floor(next);
  for (const auto& id : remove) remove_device(next, id, session_.random());
  const auto given = wire::sign_roster(next, l.keys().sign.bytes());
  (void)wire::next_roster(l.roster(), given);  // what would not be accepted is not sent
  l.local.set_pending(given.SerializeAsString());
  l.save();
}

// --- what an answer means ---

void Sync::handle(Moment now, const api::StepRequest::Answer& answer) {
  const auto asked = std::exchange(asked_, Asked::nothing);
  if (asked == Asked::nothing) return;
  if (answer.status() != 0) {
    asked_ = asked;
    handle_refusal(now, answer.status());
    asked_ = Asked::nothing;
    return;
  }
  auto& l = ledger();
  const auto& reply = answer.reply();
  switch (asked) {
    case Asked::hello: return handle_hello(now, reply);
    case Asked::auth: {
      const auto r = parse<pb::AuthReply>(reply);
      auto& local = joining_ ? joining_->local : l.local;
      local.set_token(r.token());
      local.set_token_until_ms(double(now.ms) + 14 * kMinute);  // by this clock, whatever the server's says
      if (!joining_) {
        l.save();
      }
      return;
    }
    case Asked::rosters: return handle_rosters(now, reply);
    case Asked::put_roster: return handle_put(now, reply);
    case Asked::give_roster: {
      const auto r = parse<pb::PutRosterReply>(reply);
      if (!l.local.invite().empty() && r.accepted()) {
        l.local.clear_invite();
        l.save();
        return;
      }
      if (r.version() == 0 || r.has_instead()) {
        l.tell(now, r.has_instead() ? pb::Told::ROSTER_FORK : pb::Told::NO_ACCOUNT, {});
        return finish(now, false, Fault::refused, "account");
      }
      if (r.accepted()) l.tell(now, pb::Told::SERVER_RESTORED, {});
      run_->gave = r.version();
      run_->server_version = r.version();
      return;
    }
    case Asked::push:
    case Asked::heal: {
      if (asked == Asked::heal) {
        l.tell(now, pb::Told::SERVER_RESTORED, {});
        run_->push_stopped = run_->push_again;  // what was missing may be there now: once more
        run_->push_again = true;
      }
      return handle_push(now, reply);
    }
    case Asked::pull: return handle_pull(now, reply);
    case Asked::open_mailbox: mailbox_open_ = true; return;
    case Asked::mail: {
      const auto r = parse<pb::MailReply>(reply);
      if (!r.there()) mail_again_ms_ = double(now.ms) + kMailEvery;
      pairing_->answer(r);
      if (pairing_->trusted_side()) {
        if (pairing_->sent_all())
          stage_ = api::SyncState::PAIRED, pairing_.reset(), newcomer_.reset();
        else if (!newcomer_ && !pairing_->digits().empty())
          stage_ = api::SyncState::ASK_DIGITS;
        return;
      }
      if (!pairing_->digits().empty()) stage_ = api::SyncState::SHOW_DIGITS;
      if (const auto& done = pairing_->done()) {
        Joining j;
        j.keys = {Secret(pairing_->keys().sign.bytes()), Secret(pairing_->keys().box.bytes())};
        j.local.set_account(done->account());
        j.local.set_server(pairing_->server());
        j.local.set_server_key(done->server_key());
        j.local.set_fingerprint(done->fingerprint());
        j.newest = done->roster_version();
        j.newest_hash = done->roster_hash();
        joining_ = std::move(j);
        stage_ = api::SyncState::WAIT_FOR_ANSWER;
      }
      return;
    }
    default: return;
  }
}

void Sync::handle_hello(Moment now, const std::string& reply) {
  auto& l = ledger();
  run_->hello = parse<pb::HelloReply>(reply);
  const auto greeting = parse<pb::Greeting>(run_->hello.greeting());
  const auto& pinned = joining_ ? joining_->local.server_key() : l.local.server_key();
  // By words, nothing is pinned yet: the rosters that this server hands over will name its key, or it is not the one.
  const auto& key = pinned.empty() ? greeting.server_key() : pinned;
  if (greeting.server_key() != key ||
      !verify(key, wire::kHelloLabel, run_->hello.greeting(), run_->hello.signature())) {
    l.tell(now, pb::Told::OTHER_SERVER, {});
    return finish(now, false, Fault::refused, "server");
  }
  if (joining_ && pinned.empty()) {
    joining_->local.set_server_key(key);
    joining_->local.set_fingerprint(greeting.fingerprint());
  }
  if (std::abs(greeting.now_ms() - double(now.ms)) > double(kMyClock)) l.tell(now, pb::Told::MY_CLOCK, {});
  run_->greeted = true;
}

void Sync::handle_rosters(Moment now, const std::string& reply) {
  const auto r = parse<pb::RosterReply>(reply);
  auto& l = ledger();
  if (!joining_) {
    if (r.roster_size() == 0) {
      const bool promised = run_->server_version > l.roster().list.version();
      run_->server_version = l.roster().list.version();
      if (promised && ++run_->fruitless > 2) {  // it speaks of lists that it does not give
        l.tell(now, pb::Told::DAMAGED, {});
        return finish(now, false, Fault::damaged, "roster");
      }
    }
    for (const auto& given : r.roster()) try {
        l.take_roster(now, given);
      } catch (const Failure& f) {
        if (f.fault != Fault::invalid) throw;
        // A next version that does not follow mine, though somebody who may has signed it: two lists.
        if (f.detail == "follows another history") {
          l.tell(now, pb::Told::ROSTER_FORK, {});
          return;  // exchanging goes on; the list stays as it is until the words settle it
        }
        l.tell(now, pb::Told::DAMAGED, {});
        return finish(now, false, Fault::damaged, "roster");
      }
    if (!l.myself()) finish(now, true);
    return;
  }
  auto& j = *joining_;
  for (const auto& given : r.roster()) j.rosters.push_back(given);
  if (r.roster_size() > 0 && (j.root || j.rosters.size() < j.newest)) {
    if (r.roster_size() >= 64) return;  // there may be more
    if (!j.root) return finish(now, false, Fault::damaged, "roster");
  }
  if (j.rosters.empty()) return finish(now, false, Fault::not_found, "account");
  auto newest = wire::first_roster(j.rosters[0], to_id(j.local.account(), "account"));
  for (size_t i = 1; i < j.rosters.size(); ++i) {
    newest = wire::next_roster(newest, j.rosters[i]);
    if (newest.list.version() == j.newest && !j.newest_hash.empty() && newest.hash != j.newest_hash)
      return finish(now, false, Fault::damaged, "roster");
  }
  if (!j.root) {
    if (newest.list.version() < j.newest) return finish(now, false, Fault::damaged, "roster");
    return adopted(now);
  }
  if (newest.list.server().key() != j.local.server_key()) {
    l.tell(now, pb::Told::OTHER_SERVER, {});
    return finish(now, false, Fault::refused, "server");
  }
  const auto keys = open_grants(newest.list, *j.root);
  auto list = successor(newest);
  list.clear_signer();
  pb::Device d;
  d.set_sign_key(sign_public(j.keys.sign.bytes()));
  d.set_id(std::string(view(j.keys.id())));
  d.set_box_key(box_public(j.keys.box));
  d.set_role(pb::ROLE_FULL);
  d.set_name(seal_name(j.local.name(), keys, wire::find_space(newest.list, wire::kHome)->epoch(),
                       session_.random()));
  add_device(list, d, keys);
  j.mine = wire::sign_roster(list, j.root->sign.bytes());
}

void Sync::handle_put(Moment now, const std::string& reply) {
  const auto r = parse<pb::PutRosterReply>(reply);
  if (joining_) {
    auto& j = *joining_;
    if (!r.accepted()) {  // another device changed the list meanwhile: again from what is there now
      j.mine.reset(), j.rosters.clear();
      if (++run_->fruitless > 5) finish(now, false, Fault::refused, "roster");
      return;
    }
    j.rosters.push_back(*j.mine);
    return adopted(now);
  }
  auto& l = ledger();
  const auto mine = parse<pb::SignedRoster>(l.local.pending());
  l.local.clear_pending();
  if (r.accepted()) {
    run_->server_version = std::max(run_->server_version, r.version());
    l.take_roster(now, mine);
    if (newcomer_ && pairing_ && wire::find_device(l.roster().list, to_id(newcomer_->id(), "device"))) {
      pb::PairingDone done;
      done.set_account(l.local.account());
      done.set_server_key(l.local.server_key());
      done.set_fingerprint(l.local.fingerprint());
      done.set_roster_version(l.roster().list.version());
      done.set_roster_hash(l.roster().hash);
      pairing_->finish(done);
    }
    auto& remove = *l.local.mutable_remove();
    remove.erase(std::remove_if(remove.begin(), remove.end(),
                                [&](const std::string& id) {
                                  return !wire::find_device(l.roster().list, to_id(id, "device"));
                                }),
                 remove.end());
  } else {
    // Somebody else's has this version; what was wanted is signed anew over it.
    run_->ask_rosters = true;
    if (++run_->fruitless > 5) finish(now, false, Fault::refused, "roster");
  }
  l.save();
}

void Sync::handle_push(Moment now, const std::string& reply) {
  const auto r = parse<pb::PushReply>(reply);
  auto& l = ledger();
  if (size_t(r.verdict_size()) != run_->sent.size())
    throw Failure{Fault::damaged, "server", "its answer is not one"};
  Transaction t(session_.vault().db());
  bool fork = false, refused = false, held_up = false;
  for (int i = 0; i < r.verdict_size(); ++i) {
    const auto b = wire::parse_bundle(run_->sent[size_t(i)]);
    l.answered(now, b, pb::Verdict(r.verdict(i)));
    switch (r.verdict(i)) {
      case pb::ACCEPTED: ++sent_; [[fallthrough]];
      case pb::DUPLICATE: break;
      case pb::FORK:
        if (b.header.device == l.me() && b.header.chain == l.local.chain())
          fork = true;
        else
          l.tell(now, pb::Told::FORK, b.header.device);
        break;
      case pb::EPOCH_OLD:
      case pb::REJECTED: refused = refused || b.header.device == l.me(); break;
      case pb::GAP:
        run_->gap = !run_->pulled;  // of one's own, before anything was given back
        [[fallthrough]];
      default: held_up = true;
    }
  }
  if (fork) {
    l.tell(now, pb::Told::COPIED, l.me());
    l.begin_chain(now);
    run_->gap = held_up = false;  // those after it in the chain it left: sealed anew
  }
  if (refused) {
    // Either there is a newer list of devices, or the server says no for no reason.
    run_->ask_rosters = !l.forked();
    if (l.stale())
      l.begin_chain(now);  // sealed again, that is an end
    else if (++run_->fruitless > 2)
      run_->push_stopped = true, l.tell(now, pb::Told::DAMAGED, {});
  }
  if (held_up || (fork && ++run_->fruitless > 5)) run_->push_stopped = true;
  l.save();
  t.commit();
}

void Sync::handle_pull(Moment now, const std::string& reply) {
  const auto r = parse<pb::PullReply>(reply);
  auto& l = ledger();
  run_->server_version = r.roster_version();
  if (r.other_history()) {
    // Another history than the one the cursor is of: from the beginning; what is here already is only counted.
    if (l.local.cursor() == 0 || ++run_->fruitless > 5) return finish(now, false, Fault::damaged, "server");
    l.local.set_cursor(0);
    l.local.set_cursor_hash("");
    l.tell(now, pb::Told::SERVER_RESTORED, {});
    l.save();
    return;
  }
  const auto before = l.local.cursor();
  const auto taken = l.take(now, r);
  if (taken.newer_roster) return;
  received_ += taken.records;
  if (taken.records) session_.taken();
  if (r.more()) {
    if (l.local.cursor() <= before || (taken.bundles == 0 && ++run_->fruitless > 1000)) {
      l.tell(now, pb::Told::DAMAGED, {});
      return finish(now, false, Fault::damaged, "server");
    }
    return;
  }
  // The box itself says what it has. What is lacking here was left out or damaged on the way: all of it is asked for again,
  // once; what is here already is only counted.
  const bool lacking = l.lacks(r);
  const bool again =
      lacking && !run_->from_zero && (asked_for_ || double(now.ms) > l.local.from_zero_ms() + double(kDay));
  if (again || lacking != l.local.lacking()) {
    l.local.set_lacking(lacking);
    if (again) {
      run_->from_zero = true;
      l.local.set_cursor(0);
      l.local.set_cursor_hash("");
      l.local.set_from_zero_ms(double(now.ms));
    }
    l.save();
    if (again) return;
  }
  run_->pulled = true;
  run_->chains.assign(r.chain().begin(), r.chain().end());
  // A chain that the server does not know at all any more.
  for (const auto& mine : l.heads()) {
    if (mine.seq == 0 || (session_.work() && mine.device != l.me() && mine.space != wire::kWork)) continue;
    const auto same = [&](const pb::Chain& c) {
      return c.space() == mine.space && c.device() == view(mine.device) && c.chain() == mine.chain;
    };
    const auto theirs = std::find_if(run_->chains.begin(), run_->chains.end(), same);
    if (theirs == run_->chains.end()) {
      pb::Chain c;
      c.set_space(mine.space);
      c.set_device(std::string(view(mine.device)));
      c.set_chain(mine.chain);
      run_->chains.push_back(std::move(c));
    } else if (theirs->head_seq() == mine.seq && theirs->head_hash() != mine.hash) {
      l.tell(now, pb::Told::FORK, mine.device);
    }
  }
}

void Sync::handle_refusal(Moment now, int status) {
  auto& l = ledger();
  const bool token = asked_ == Asked::pull || asked_ == Asked::rosters || asked_ == Asked::open_mailbox;
  if (asked_ == Asked::mail || asked_ == Asked::open_mailbox) {
    if (status == kPermission && asked_ == Asked::open_mailbox && !run_->token_again) {
      run_->token_again = true;
      return l.local.clear_token();
    }
    stage_ = api::SyncState::FAILED;
    pairing_.reset();
  }
  if (status == kPermission && token && !run_->token_again) {
    run_->token_again =
        true;  // it may have lived too long; or this device was taken out, and the rosters say so
    run_->ask_rosters = !joining_;
    (joining_ ? joining_->local : l.local).clear_token();
    return;
  }
  if (status == kPermission && asked_ == Asked::auth && !joining_ && !run_->account_asked) {
    run_->account_asked = true;  // perhaps the server lost the list that has this device
    return;
  }
  finish(now, false,
         status == kPermission                        ? Fault::refused
         : status == kNotFound                        ? Fault::not_found
         : status == kExhausted                       ? Fault::full
         : status == 4 || status == 14 || status == 1 ? Fault::offline
                                                      : Fault::damaged,
         asked_ == Asked::give_roster ? "invite" : "server");
}

void Sync::adopted(Moment now) {
  auto j = std::move(*joining_);
  joining_.reset();
  auto& local = j.local;
  local.set_sign_seed(std::string(j.keys.sign.bytes()));
  local.set_box_seed(std::string(j.keys.box.bytes()));
  local.set_chain(session_.random().u64());
  auto& l = ledger();
  l.adopt(now, local, j.rosters);
  if (l.myself()->role() == pb::ROLE_WORK) session_.become_work();
  if (j.words) session_.set_words(*j.words);
  attend();
  run_.emplace();
  if (pairing_) stage_ = api::SyncState::PAIRED;
  pairing_.reset();
}

// Ends the exchange. The next one nobody asks for: after a quarter of an hour, or later where nobody answers; give or take
// a third, so that devices do not come in step.
void Sync::finish(Moment now, bool well, Fault why, const char* subject) {
  run_.reset();
  asked_ = Asked::nothing;
  failed_.reset();
  if (!well) failed_ = {why, subject};
  if (joining_) {
    joining_.reset();
    end_pairing();
    stage_ = api::SyncState::FAILED;
    return;
  }
  auto& l = ledger();
  if (!l.has_account() || l.local.server().empty()) return;
  l.local.set_failures(well ? 0 : std::min(l.local.failures() + 1, 6));
  if (well) l.local.set_synced_ms(double(now.ms));
  const double every = double(kEvery) * (well ? 1 : std::min(16, 1 << l.local.failures()) / 2.0);
  l.local.set_due_ms(double(now.ms) + every * (0.7 + 0.6 * double(session_.random().below(1000)) / 1000));
  l.save();
}

// --- what a person asks ---

api::StepReply Sync::step(Moment now, const api::StepRequest& q) {
  api::StepReply reply;
  auto& l = ledger();
  const bool pairing = pairing_ || joining_;
  if (run_ && q.has_answer()) {
    try {
      if (++run_->calls > kMostCalls) throw Failure{Fault::damaged, "server", "never comes to an end"};
      handle(now, q.answer());
    } catch (const Failure& f) {
      if (f.fault == Fault::full || f.fault == Fault::bug) throw;
      if (asked_ == Asked::mail || pairing_) end_pairing(), stage_ = api::SyncState::FAILED;
      finish(now, false, f.fault, f.subject.c_str());
    }
  }
  const auto answered_end = q.has_answer() && !run_;
  if (!answered_end && (pairing || (l.has_account() && !l.local.server().empty()))) {
    double until = 0;
    const bool due = q.now() || double(now.ms) >= l.local.due_ms();
    if (!run_ && (pairing || q.now() || (due && !work_hours(now, &until)))) {
      run_.emplace();
      asked_for_ = q.now();
      sent_ = received_ = 0;
      failed_.reset();
    }
    if (run_) {
      server_ = joining_ ? joining_->local.server() : pairing_ ? pairing_->server() : l.local.server();
      if (auto c = next(now)) {
        *reply.mutable_call() = std::move(*c);
      } else if (!pairing_ && !joining_) {
        finish(now, true);
      }
    }
    if (!reply.has_call())
      reply.set_again_ms(pairing_ ? double(now.ms) + kMailEvery : std::max(l.local.due_ms(), until));
  }
  *reply.mutable_state() = state();
  return reply;
}

api::SyncState Sync::state() {
  api::SyncState s;
  auto& l = ledger();
  s.set_pairing(stage_);
  if (stage_ == api::SyncState::SHOW_DIGITS && pairing_) s.set_digits(pairing_->digits());
  s.set_busy(run_.has_value() && asked_ != Asked::nothing);
  if (failed_) {
    s.mutable_failed()->set_kind(api::Error::Kind(int(failed_->first)));
    s.mutable_failed()->set_subject(failed_->second);
  }
  if (!l.has_account()) return s;
  s.set_has_words(true);
  s.set_joined(!l.local.server().empty());
  s.set_server(l.local.server());
  s.set_waiting(s.joined() ? l.waiting() : 0);
  s.set_synced_ms(l.local.synced_ms());
  s.set_revoked(!l.myself());
  s.set_sent(sent_);
  s.set_received(received_);
  for (const auto& d : l.roster().list.device()) {
    auto* out = s.add_device();
    out->set_id(d.id());
    out->set_name(open_name(d.name(), l.space_keys()));
    out->set_work(d.role() == pb::ROLE_WORK);
    out->set_here(d.id() == view(l.me()));
    if (out->here() && out->name().empty()) out->set_name(l.local.name());
    for (const auto& h : l.local.heard())
      if (h.device() == d.id()) out->set_heard_ms(h.at_ms());
  }
  for (const auto& t : l.local.told()) {
    auto* n = s.add_notice();
    n->set_what(pb::Told::Kind_Name(t.kind()));
    n->set_device(t.device());
    n->set_at_ms(t.at_ms());
  }
  s.set_withheld(l.local.lacking());
  for (const auto& h : l.heads()) s.set_withheld(s.withheld() || (h.seq < h.top && !h.ended));
  return s;
}

api::PairingCode Sync::show_code(Moment now) {
  auto& l = ledger();
  if (!l.has_account() || l.local.server().empty()) throw Failure{Fault::refused, "server", "join one first"};
  const auto* me = l.myself();
  if (!me || me->role() != pb::ROLE_FULL)
    throw Failure{Fault::refused, "work", "only a device of one's own pairs another"};
  end_pairing();
  pairing_ = Pairing::show(l.local.server(), l.local.server_key(), l.local.account(), session_.random());
  mailbox_open_ = false, mail_again_ms_ = 0;
  pairing_until_ms_ = double(now.ms) + 10 * kMinute;
  stage_ = api::SyncState::WAIT_FOR_NEWCOMER;
  run_.reset();
  api::PairingCode out;
  out.set_code(pairing_->code());
  out.set_until_ms(pairing_until_ms_);
  return out;
}

void Sync::take_code(Moment now, const api::TakeCodeRequest& q) {
  auto& l = ledger();
  if (!l.local.server().empty())
    throw Failure{Fault::refused, "server", "this diary is one of your devices already"};
  end_pairing();
  pairing_ = Pairing::take(q.code(), q.name(), session_.random());
  mailbox_open_ = true, mail_again_ms_ = 0;
  pairing_until_ms_ = double(now.ms) + 10 * kMinute;
  stage_ = api::SyncState::WAIT_FOR_ANSWER;
  run_.reset();
}

void Sync::confirm(const api::ConfirmRequest& q) {
  if (!pairing_ || stage_ != api::SyncState::ASK_DIGITS)
    throw Failure{Fault::refused, "pairing", "not waiting for digits"};
  auto& l = ledger();
  try {
    auto d = pairing_->confirm(q.digits(), q.work() ? pb::ROLE_WORK : pb::ROLE_FULL);
    d.set_name(seal_name(pairing_->newcomer_name(), l.space_keys(),
                         wire::find_space(l.roster().list, wire::kHome)->epoch(), session_.random()));
    newcomer_ = std::move(d);
    stage_ = api::SyncState::WAIT_FOR_ANSWER;
  } catch (const Failure& f) {
    if (f.fault == Fault::wrong_key) end_pairing(), stage_ = api::SyncState::FAILED;
    throw;
  }
}

void Sync::revoke(const Id& device) {
  auto& l = ledger();
  const auto* me = l.has_account() ? l.myself() : nullptr;
  if (!me || me->role() != pb::ROLE_FULL)
    throw Failure{Fault::refused, "work", "only a device of one's own takes another out"};
  if (!wire::find_device(l.roster().list, device))
    throw Failure{Fault::not_found, "device", "not in the list"};
  if (device == l.me()) throw Failure{Fault::refused, "device", "this one: take it out on another device"};
  for (const auto& id : l.local.remove())
    if (id == view(device)) return;
  l.local.add_remove(std::string(view(device)));
  l.save();
}

void Sync::restore(const api::RestoreByWordsRequest& q) {
  auto& l = ledger();
  if (!l.local.server().empty()) throw Failure{Fault::refused, "server", "this diary has an account already"};
  if (session_.work()) throw Failure{Fault::refused, "work", "words are for one's own devices"};
  Joining j;
  j.words.emplace(from_words(q.words()));
  j.root.emplace(*j.words);
  j.keys = DeviceKeys::make(session_.random());
  j.local.set_account(std::string(view(wire::account_of(j.root->account_key()))));
  j.local.set_server(q.server());
  j.local.set_name(q.name().substr(0, 64));
  joining_ = std::move(j);
  run_.reset();
}

void Sync::understood() {
  auto& l = ledger();
  auto& told = *l.local.mutable_told();
  // What still holds is not put away by reading it.
  told.erase(std::remove_if(told.begin(), told.end(),
                            [](const pb::Told& t) {
                              return t.kind() != pb::Told::ROSTER_FORK && t.kind() != pb::Told::REVOKED;
                            }),
             told.end());
  l.save();
}

}  // namespace eddy::sync
