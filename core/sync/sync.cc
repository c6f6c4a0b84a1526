#include "core/sync/sync.h"

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/crypto/recovery_phrase.h"
#include "core/sync/device_name.h"
#include "core/wire/hello.h"

namespace eddy::sync {
namespace pb = eddy::sync::v1;
namespace {

constexpr int kMostCalls = 100'000;  // in one round: a server that never ends is left
constexpr size_t kInviteHead = 6, kHexKey = 64;

std::string from_invite(std::string_view hex) {
  if (auto bytes = unhex(hex)) return *bytes;
  throw Failure{Reason::invite_malformed, "not as eddyd printed it"};
}

}  // namespace

Sync::Round::Round() = default;  // here: Clang does not see the members' defaults inside the class

Ledger& Sync::ledger() {
  auto& vault = session_.vault();
  if (!ledger_ || opening_ != session_.openings()) {
    ledger_ = std::make_unique<Ledger>(vault);
    opening_ = session_.openings();
    retry_ = true;
    round_.reset(), joining_.reset(), asked_ = Asked::nothing;
    cancel_pairing();
  }
  return *ledger_;
}

void Sync::attend() {
  session_.drop_home = nullptr;
  if (!session_.open() || !ledger().has_account()) return;
  const auto* me = ledger().myself();
  if (me && me->role() == pb::ROLE_WORK && !session_.work()) session_.become_work();  // it was cut short
  if (!session_.work()) return;
  session_.drop_home = [this](const Id& id, int table, std::string_view body, bool trashed) {
    note_dropped_picture(session_.vault(), table, body);
    return ledger().drop(id, table, body, trashed);
  };
}

void Sync::found(Moment now, const Secret& phrase) {
  auto& l = ledger();
  if (!l.local.server().empty())
    throw Failure{Reason::phrase_there, "the account has its words; starting afresh makes new ones"};
  make_account(now, phrase, {});
}

// `local`: what is known of its server.
void Sync::make_account(Moment now, const Secret& phrase, pb::Local local) {
  auto& l = ledger();
  const Root root(phrase);
  auto& random = session_.random();
  const auto keys = DeviceKeys::make(random);
  local.set_account(std::string(view(wire::account_of(root.account_key()))));
  local.set_sign_seed(std::string(keys.sign.bytes()));
  local.set_box_seed(std::string(keys.box.bytes()));
  local.set_chain(random.u64());
  l.adopt(now, local, {found_account(root, keys, "", random)});
}

namespace {
void check_address(const std::string& server) {
  const auto colon = server.rfind(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == server.size() || server.size() > 256 ||
      server.find(' ') != std::string::npos)
    throw Failure{Reason::address_malformed, "host:port"};
}

// Where a server is, and what its invite says of it.
pb::Local read_invite(const api::JoinRequest& q) {
  check_address(q.server());
  const std::string_view invite = q.invite();
  if (invite.size() != kInviteHead + 2 * kHexKey + 32 || invite.substr(0, kInviteHead) != "eddy1-")
    throw Failure{Reason::invite_malformed, "not as eddyd printed it"};
  pb::Local out;
  out.set_server_key(from_invite(invite.substr(kInviteHead, kHexKey)));
  // All zero: something in front of the server ends TLS, with a certificate that the system judges.
  const auto fingerprint = from_invite(invite.substr(kInviteHead + kHexKey, kHexKey));
  if (fingerprint != std::string(kHashSize, '\0')) out.set_fingerprint(fingerprint);
  out.set_invite(std::string(invite.substr(kInviteHead + 2 * kHexKey)));
  out.set_server(q.server());
  out.set_name(device_name(q.name()));
  return out;
}
}  // namespace

void Sync::may_join(const api::JoinRequest& q) {
  if (!ledger().local.server().empty()) throw Failure{Reason::has_server, "this diary has one already"};
  if (session_.work()) throw Failure{Reason::own_device_only, "a work computer is paired, it founds nothing"};
  (void)read_invite(q);
}

void Sync::join(const api::JoinRequest& q) {
  may_join(q);
  auto& l = ledger();
  l.local.MergeFrom(read_invite(q));
  l.save();
}

void Sync::start_afresh(Moment now, const Secret& phrase, const api::JoinRequest& q) {
  auto& l = ledger();
  if (session_.work()) throw Failure{Reason::own_device_only, "a work computer is paired, it founds nothing"};
  if (!l.has_account() || l.local.server().empty())
    throw Failure{Reason::no_server, "this diary is on no server: join one"};
  auto local = read_invite(q);
  cancel_pairing();
  round_.reset();
  auto& former = *local.mutable_former();
  former.set_account(l.local.account());
  former.set_sign_seed(std::string(l.keys().sign.bytes()));
  former.set_server(l.local.server());
  former.set_server_key(l.local.server_key());
  former.set_fingerprint(l.local.fingerprint());
  make_account(now, phrase, std::move(local));
}

void Sync::set_server(const std::string& server) {
  check_address(server);
  auto& l = ledger();
  if (!l.has_account() || l.local.server().empty()) throw Failure{Reason::no_server, "join one first"};
  if (l.local.server() == server) return;
  round_.reset(), asked_ = Asked::nothing;
  cancel_pairing();
  l.local.set_server(server);
  l.local.set_find_certificate(true);
  l.local.clear_token();
  l.local.clear_due_ms();
  l.save();
}

void Sync::cancel_closing() {
  auto& l = ledger();
  if (!l.has_account() || l.local.server().empty()) throw Failure{Reason::no_server, "join one first"};
  const auto* me = l.myself();
  if (!me || me->role() != pb::ROLE_FULL)
    throw Failure{Reason::own_device_only, "only a device of one's own keeps an account"};
  l.local.set_cancel_closing(true);
  l.save();
}

bool Sync::work_hours(Moment now, double* until_ms) {
  if (!session_.work()) return false;
  const auto& spans = session_.vault().projections().shifts(now.ms, now.ms + 1, session_.zone);
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
  if (anybody) c.clear_fingerprint();
  c.set_any_certificate(anybody);
  return c;
}

// Before a server's key is known by a roster, or where its certificate may be another one, whoever answers
// may: what it says is verified, and it learns nothing.
Sync::Call Sync::ask_hello() {
  const bool anybody = joining_ ? joining_->root.has_value() : ledger().local.find_certificate();
  return call(Asked::hello, "Hello", pb::HelloRequest(), anybody);
}

Sync::Call Sync::ask_auth(const std::string& account, const Id* device, const Secret& key) {
  pb::AuthRequest q;
  *q.mutable_hello() = round_->hello;
  q.set_account(account);
  if (device) q.set_device(std::string(view(*device)));
  q.set_signature(sign(key.bytes(), wire::kAuthLabel,
                       wire::auth_statement(round_->hello.greeting(), q.account(), q.device())));
  round_->greeted = false;  // good for one
  return call(Asked::auth, "Auth", q, joining_ && joining_->root);
}

std::optional<Sync::Call> Sync::next(Moment now) {
  if (joining_) return next_joining(now);
  if (pairing_) {
    // The trusted side must be known to the server before it opens a mailbox, and must have signed before the last letter.
    if (auto c = next_mail(now)) return c;
    if (!pairing_->trusted_side() || (mailbox_open_ && !newcomer_)) return std::nullopt;
  }
  return next_in_round(now);
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
    if (!l.has_token(now)) return std::nullopt;
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

std::optional<Sync::Call> Sync::next_joining(Moment now) {
  auto& j = *joining_;
  auto& local = j.local;
  if (j.would_join) {  // the person is asked
    if (double(now.ms) > pairing_until_ms_)
      finish(now, Failure{Reason::pairing_over, "ten minutes are over"});
    return std::nullopt;
  }
  if (local.token().empty()) {
    if (!round_->greeted) return ask_hello();
    if (j.root) return ask_auth(local.account(), nullptr, j.root->sign);
    const auto id = j.keys.id;
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

void Sync::adopted(Moment now) {
  auto j = std::move(*joining_);
  joining_.reset();
  auto& local = j.local;
  local.set_sign_seed(std::string(j.keys.sign.bytes()));
  local.set_box_seed(std::string(j.keys.box.bytes()));
  local.set_chain(session_.random().u64());
  auto& l = ledger();
  std::optional<records::Settings>
      practising;  // what somebody cannot stand, they cannot stand at work either
  if (!session_.work() && session_.has_settings()) practising = Session::practising(session_.settings());
  l.adopt(now, local, j.rosters, j.follows, j.known);
  const bool by_pairing = pairing_.has_value();
  if (l.myself()->role() == pb::ROLE_WORK) {
    const auto renewal = std::exchange(renewal_, std::nullopt);
    session_.become_work();
    if (practising && !session_.has_settings()) session_.change_settings(now, *practising, false);
    // From here on the books are other ones. Where something of home waits in the clear, the file stays until it is let go.
    if (renewal && session_.vault().local("clean") == "1") session_.renew(*renewal);
  }
  if (j.phrase) {
    session_.set_phrase(*j.phrase);
    ledger().local.set_by_words(pb::Local::BY_WORDS_UNSEEN);
    ledger().save();
  }
  attend();
  round_.emplace();
  if (by_pairing) stage_ = api::SyncState::PAIRED;
  pairing_.reset();
  renewal_.reset();
}

// Ends the round. The next one nobody asks for: after a quarter of an hour, or later where nobody answers; give or take
// a third, so that devices do not come in step.
void Sync::finish(Moment now, std::optional<Failure> failed) {
  const bool well = !failed;
  round_.reset();
  asked_ = Asked::nothing;
  failed_ = std::move(failed);
  if (joining_) {
    joining_.reset();
    cancel_pairing();
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

void Sync::answered(Moment now, const api::StepRequest::Response& answer) try {
  if (++round_->calls > kMostCalls) throw Failure{Reason::answer_damaged, "never comes to an end"};
  handle(now, answer);
} catch (const Failure& f) {
  if (f.fault == Fault::full || f.fault == Fault::bug) throw;
  if (asked_ == Asked::mail || pairing_) cancel_pairing(), stage_ = api::SyncState::FAILED;
  finish(now, f);
}

// What is held, once an opening.
void Sync::try_again(Moment now) {
  if (std::exchange(retry_, false) && ledger().has_account() && ledger().retry(now) > 0) session_.applied();
}

api::StepReply Sync::step(Moment now, const api::StepRequest& q) try {
  api::StepReply reply;
  (void)ledger();
  const bool pairing = pairing_ || joining_;
  try_again(now);
  if (round_ && q.has_response()) answered(now, q.response());
  const auto answered_end = q.has_response() && !round_;
  auto& l = ledger();  // another one, where this has just become a work computer
  if (!answered_end && (pairing || (l.has_account() && !l.local.server().empty()))) {
    double until = 0;
    const bool due = q.now() || double(now.ms) >= l.local.due_ms();
    if (!round_ && (pairing || q.now() || (due && !work_hours(now, &until)))) {
      round_.emplace();
      asked_for_ = q.now();
      sent_ = received_ = 0;
      failed_.reset();
    }
    if (round_) {
      server_ = joining_ ? joining_->local.server() : pairing_ ? pairing_->server() : l.local.server();
      if (auto c = next(now)) {
        *reply.mutable_call() = std::move(*c);
      } else if (!pairing_ && !joining_) {
        finish(now);
      }
    }
    if (!reply.has_call())
      reply.set_again_ms(pairing_ ? double(now.ms) + kMailEvery : std::max(l.local.due_ms(), until));
  }
  *reply.mutable_state() = state();
  return reply;
} catch (...) {
  ledger_.reset();  // what was rolled back on the disk is not gone on with in memory
  throw;
}

void Sync::show_would_join(api::SyncState& s) {
  if (!joining_ || !joining_->would_join) return;
  const auto& list = joining_->would_join->list;
  const auto keys = open_grants(list, joining_->keys);
  for (const auto& d : list.device()) {
    auto* out = s.add_would_join();
    out->set_id(d.id());
    out->set_work(d.role() == pb::ROLE_WORK);
    out->set_this_device(d.id() == view(joining_->keys.id));
    out->set_name(open_name(d.name(), keys));
  }
}

api::SyncState Sync::state() {
  api::SyncState s;
  auto& l = ledger();
  s.set_pairing(stage_);
  if (stage_ == api::SyncState::SHOW_DIGITS && pairing_) s.set_digits(pairing_->digits());
  s.set_newcomer_is_work(stage_ == api::SyncState::ASK_DIGITS && pairing_ && pairing_->newcomer_is_work());
  s.set_busy(round_.has_value() && asked_ != Asked::nothing);
  if (failed_) *s.mutable_failed() = error_of(*failed_);
  show_would_join(s);
  if (!l.has_account()) {
    s.set_server(server_);  // where it was asked last
    return s;
  }
  s.set_joined(!l.local.server().empty());
  s.set_server(l.local.server());
  s.set_waiting(s.joined() ? l.waiting() : 0);
  s.set_synced_ms(l.local.synced_ms());
  s.set_revoked(!l.myself());
  s.set_ends_ms(l.local.closes_ms());
  s.set_sent(sent_);
  s.set_received(received_);
  for (const auto& d : l.roster().list.device()) {
    auto* out = s.add_device();
    out->set_id(d.id());
    out->set_name(open_name(d.name(), l.space_keys()));
    out->set_work(d.role() == pb::ROLE_WORK);
    out->set_this_device(d.id() == view(l.me()));
    if (out->this_device() && out->name().empty()) out->set_name(l.local.name());
    for (const auto& h : l.local.heard())
      if (h.device() == d.id()) out->set_heard_ms(h.at_ms());
    const auto& leave = l.local.remove();
    out->set_leaving(std::find(leave.begin(), leave.end(), d.id()) != leave.end());
  }
  for (const auto& t : l.local.notice()) {
    auto* n = s.add_notice();
    n->set_what(pb::Notice::Kind_Name(t.kind()));
    n->set_device(t.device());
    std::string name = "a device that is not yours any more";
    for (const auto& d : s.device())
      if (d.id() == t.device())
        name = d.this_device() ? "this device" : d.name().empty() ? "another of your devices" : d.name();
    n->set_text(notice_text(t, name));
  }
  s.set_withheld(l.withheld());
  return s;
}

api::PairingCode Sync::show_code(Moment now) {
  auto& l = ledger();
  if (!l.has_account() || l.local.server().empty()) throw Failure{Reason::no_server, "join one first"};
  const auto* me = l.myself();
  if (!me || me->role() != pb::ROLE_FULL)
    throw Failure{Reason::own_device_only, "only a device of one's own pairs another"};
  cancel_pairing();
  pb::PairingOffer offer;
  offer.set_account(l.local.account());
  offer.set_server_key(l.local.server_key());
  for (const auto& account : l.follows()) offer.add_follows(account);
  pairing_ = Pairing::show(l.local.server(), offer, session_.random());
  mailbox_open_ = false, mail_again_ms_ = 0;
  pairing_until_ms_ = double(now.ms) + 10 * kMinute;
  stage_ = api::SyncState::WAIT_FOR_NEWCOMER;
  round_.reset();
  api::PairingCode out;
  out.set_code(pairing_->code());
  return out;
}

void Sync::enter_code(Moment now, const api::EnterCodeRequest& q) {
  auto& l = ledger();
  if (!l.local.server().empty() && !q.instead())
    throw Failure{Reason::paired_already, "this diary is one of your devices already"};
  cancel_pairing();
  pairing_ = Pairing::enter(q.code(), device_name(q.name()), session_.work(), session_.random());
  renewal_ = session_.prepare_renewal(q.passphrase());
  mailbox_open_ = true, mail_again_ms_ = 0;
  pairing_until_ms_ = double(now.ms) + 10 * kMinute;
  stage_ = api::SyncState::WAIT_FOR_ANSWER;
  round_.reset();
}

void Sync::confirm(const api::ConfirmRequest& q) {
  if (!pairing_ || stage_ != api::SyncState::ASK_DIGITS)
    throw Failure{Reason::pairing_not_waiting, "not waiting for digits"};
  auto& l = ledger();
  try {
    auto d = pairing_->confirm(q.digits(), q.work() ? pb::ROLE_WORK : pb::ROLE_FULL);
    d.set_name(seal_name(pairing_->newcomer_name(), l.space_keys(),
                         wire::find_space(l.roster().list, wire::kHome)->epoch(), session_.random()));
    newcomer_ = std::move(d);
    stage_ = api::SyncState::WAIT_FOR_ANSWER;
  } catch (const Failure& f) {
    if (f.fault == Fault::wrong_key) cancel_pairing(), stage_ = api::SyncState::FAILED;
    throw;
  }
}

void Sync::accept(Moment now) {
  (void)ledger();
  if (!joining_ || !joining_->would_join)
    throw Failure{Reason::pairing_not_waiting, "there is nobody to join"};
  leaves_nothing_behind(pairing_->offer());  // something may have been given since the digits
  try {
    adopted(now);
  } catch (...) {
    ledger_.reset();  // as in `step`
    throw;
  }
}

void Sync::revoke(const Id& device) {
  auto& l = ledger();
  if (!l.has_account()) throw Failure{Reason::no_server, "join one first"};
  const auto* me = l.myself();
  if (!me || me->role() != pb::ROLE_FULL)
    throw Failure{Reason::own_device_only, "only a device of one's own takes another out"};
  if (!wire::find_device(l.roster().list, device)) throw Failure{Reason::no_device, "not in the list"};
  if (device == l.me()) throw Failure{Reason::this_device, "this one: take it out on another device"};
  if (l.forked()) throw Failure{Reason::two_lists, "two lists of devices: only starting afresh ends that"};
  for (const auto& id : l.local.remove())
    if (id == view(device)) return;
  l.local.add_remove(std::string(view(device)));
  l.save();
}

void Sync::restore(const api::RestoreByPhraseRequest& q) {
  auto& l = ledger();
  if (!l.local.server().empty()) throw Failure{Reason::has_server, "this diary has an account already"};
  if (session_.work()) throw Failure{Reason::own_device_only, "words are for one's own devices"};
  check_address(q.server());
  Joining j(DeviceKeys::make(session_.random()));
  j.phrase.emplace(from_phrase(q.recovery_phrase()));
  j.root.emplace(*j.phrase);
  j.local.set_account(std::string(view(wire::account_of(j.root->account_key()))));
  j.local.set_server(q.server());
  j.local.set_name(device_name(q.name()));
  joining_ = std::move(j);
  round_.reset();
}

void Sync::acknowledge() {
  auto& l = ledger();
  auto& notices = *l.local.mutable_notice();
  // What still holds is not put away by reading it.
  notices.erase(std::remove_if(notices.begin(), notices.end(),
                               [](const pb::Notice& t) {
                                 return t.kind() != pb::Notice::ROSTER_FORK &&
                                        t.kind() != pb::Notice::OLD_LIST && t.kind() != pb::Notice::REVOKED;
                               }),
                notices.end());
  l.save();
}

}  // namespace eddy::sync
