// What the box's answers mean.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "core/sync/sync.h"
#include "core/wire/hello.h"

namespace eddy::sync {
namespace pb = eddy::sync::v1;
namespace {
constexpr int kMostHeads = 40;  // heads in a letter of a pairing
constexpr int64_t kMyClock = 5 * kMinute;
constexpr int kPermission = 7, kNotFound = 5, kExhausted = 8, kUnavailable = 14,
              kDeadline = 4;  // gRPC's status codes

template <class M>
M parse(const std::string& bytes) {
  M m;
  if (!m.ParseFromString(bytes)) throw Failure{Reason::answer_damaged, "its answer is not one"};
  return m;
}

// Why a box refused, by its own word: the number of its reason, and how long to wait. Unsigned as that is, it moves nothing but
// the sentence that a person reads; what is done about it follows from gRPC's status.
Failure refusal_of(const api::StepRequest::Response& answer) {
  const int status = answer.status();
  Failure said{status == kPermission                                          ? Reason::server_refused
               : status == kNotFound                                          ? Reason::no_account
               : status == kExhausted                                         ? Reason::server_full
               : status == kDeadline || status == kUnavailable || status == 1 ? Reason::unreachable
                                                                              : Reason::answer_damaged,
               "the server's status " + std::to_string(status)};
  int reason = 0;
  int64_t wait_ms = 0;
  const auto& words = answer.message();
  const char* end = words.data() + words.size();
  const char* at = std::from_chars(words.data(), end, reason).ptr;
  while (at != end && *at == ' ') ++at;
  std::from_chars(at, end, wait_ms);
  for (const auto known :
       {Reason::invite_used, Reason::not_a_device, Reason::account_full, Reason::asked_too_often})
    if (reason == int(known) && fault_of(known) == said.fault) said.reason = known;
  if (said.reason == Reason::asked_too_often && wait_ms > 0) said.wait_ms = double(std::min(wait_ms, kDay));
  return said;
}

}  // namespace

void Sync::handle(Moment now, const api::StepRequest::Response& answer) {
  const auto asked = std::exchange(asked_, Asked::nothing);
  if (asked == Asked::nothing) return;
  if (answer.status() != 0) {
    asked_ = asked;
    handle_refusal(now, answer);
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
    case Asked::give_roster: return handle_given(now, reply);
    case Asked::push:
    case Asked::heal: {
      if (asked == Asked::heal) {
        l.notify(now, pb::Notice::SERVER_RESTORED, {});
        round_->push_stopped = round_->push_again;  // what was missing may be there now: once more
        round_->push_again = true;
      }
      return handle_push(now, reply);
    }
    case Asked::pull: return handle_pull(now, reply);
    case Asked::put_blob: {
      const auto r = parse<pb::PutBlobReply>(reply);
      if (r.no_room()) {
        l.notify(now, pb::Notice::QUOTA, {});
        l.save();
      }
      return round_->pictures->put(r);
    }
    case Asked::hello_to_end: {
      auto hello = parse<pb::HelloReply>(reply);
      const auto& key = l.local.has_former() ? l.local.former().server_key() : l.local.server_key();
      if (verify(key, wire::kHelloLabel, hello.greeting(), hello.signature()))
        round_->hello_to_end = std::move(hello);
      else
        round_->end_asked = true;  // somebody else answers there: another day
      return;
    }
    case Asked::end: l.local.clear_former(); return l.save();
    case Asked::cancel_closing:
      l.local.clear_cancel_closing();
      l.local.set_closes_ms(parse<pb::CloseReply>(reply).closes_ms());
      return l.save();
    case Asked::list_blobs: return round_->pictures->listed(parse<pb::ListBlobsReply>(reply));
    case Asked::remove_blob: return round_->pictures->removed();
    case Asked::get_blob:
      if (!round_->pictures->got(parse<pb::GetBlobReply>(reply))) {
        l.notify(now, pb::Notice::DAMAGED, {});
        l.save();
      }
      return;
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
      if (!pairing_->digits().empty()) {
        leaves_nothing_behind(pairing_->offer());
        stage_ = api::SyncState::SHOW_DIGITS;
      }
      if (const auto& done = pairing_->done()) {
        Joining j({Secret(pairing_->keys().sign.bytes()), Secret(pairing_->keys().box.bytes())});
        j.local.set_account(done->account());
        j.local.set_server(pairing_->server());
        j.local.set_server_key(done->server_key());
        j.local.set_fingerprint(done->fingerprint());
        j.follows.insert(done->follows().begin(), done->follows().end());
        j.known.assign(done->known().begin(), done->known().end());
        *j.local.mutable_drop_keys() = done->drop_keys();
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
  round_->hello = parse<pb::HelloReply>(reply);
  const auto greeting = parse<pb::Greeting>(round_->hello.greeting());
  const auto& pinned = joining_ ? joining_->local.server_key() : l.local.server_key();
  // By words, nothing is pinned yet: the rosters that this server hands over will name its key, or it is not the one.
  const auto& key = pinned.empty() ? greeting.server_key() : pinned;
  if (greeting.server_key() != key ||
      !verify(key, wire::kHelloLabel, round_->hello.greeting(), round_->hello.signature())) {
    l.notify(now, pb::Notice::OTHER_SERVER, {});
    return finish(now, Failure{Reason::other_server});
  }
  if (joining_ && pinned.empty()) {
    joining_->local.set_server_key(key);
    joining_->local.set_fingerprint(greeting.fingerprint());
  }
  if (!joining_ && l.local.find_certificate()) {
    l.local.set_fingerprint(greeting.fingerprint());
    l.local.clear_find_certificate();
    l.save();
  }
  if (std::abs(greeting.now_ms() - double(now.ms)) > double(kMyClock))
    l.notify(now, pb::Notice::MY_CLOCK, {});
  round_->greeted = true;
}

void Sync::handle_rosters(Moment now, const std::string& reply) {
  const auto r = parse<pb::RosterReply>(reply);
  auto& l = ledger();
  if (!joining_) {
    if (r.roster_size() == 0) {
      const bool promised = round_->server_version > l.roster().list.version();
      round_->server_version = l.roster().list.version();
      if (promised && ++round_->fruitless > 2) {  // it speaks of lists that it does not give
        l.notify(now, pb::Notice::DAMAGED, {});
        return finish(now, Failure{Reason::answer_damaged});
      }
    }
    for (const auto& given : r.roster()) try {
        if (l.contradicts(given)) throw Failure{Reason::list_of_other_history, "follows another history"};
        l.accept_roster(now, given);
      } catch (const Failure& f) {
        if (f.fault != Fault::invalid) throw;
        // A next version that does not follow mine, though somebody who may has signed it: two lists.
        if (f.reason == Reason::list_of_other_history) {
          l.notify(now, pb::Notice::ROSTER_FORK, {});
          return;  // exchanging goes on; the list stays as it is until the words settle it
        }
        l.notify(now, pb::Notice::DAMAGED, {});
        return finish(now, f);
      }
    if (!l.myself()) finish(now);
    return;
  }
  auto& j = *joining_;
  for (const auto& given : r.roster()) j.rosters.push_back(given);
  if (r.roster_size() > 0 && (j.root || j.rosters.size() < j.newest)) {
    if (r.roster_size() >= 64) return;  // there may be more
    if (!j.root) return finish(now, Failure{Reason::answer_damaged});
  }
  if (j.rosters.empty()) return finish(now, Failure{Reason::no_account});
  auto newest = wire::first_roster(j.rosters[0], to_id(j.local.account(), "account"));
  for (size_t i = 1; i < j.rosters.size(); ++i) {
    newest = wire::next_roster(newest, j.rosters[i]);
    if (newest.list.version() == j.newest && !j.newest_hash.empty() && newest.hash != j.newest_hash)
      return finish(now, Failure{Reason::answer_damaged});
  }
  if (!j.root) {
    if (newest.list.version() < j.newest) return finish(now, Failure{Reason::answer_damaged});
    // The digits said that nobody is in between, not whose devices those are: that is for the person to see first.
    stage_ = api::SyncState::ASK_DEVICES;
    j.would_join = std::move(newest);
    return;
  }
  if (newest.list.server().key() != j.local.server_key()) {
    l.notify(now, pb::Notice::OTHER_SERVER, {});
    return finish(now, Failure{Reason::other_server});
  }
  const auto keys = open_grants(newest.list, *j.root);
  auto list = successor(newest);
  list.clear_signer();
  pb::Device d;
  d.set_sign_key(sign_public(j.keys.sign.bytes()));
  d.set_id(std::string(view(j.keys.id)));
  d.set_box_key(box_public(j.keys.box));
  d.set_role(pb::ROLE_FULL);
  d.set_name(seal_name(j.local.name(), keys, wire::find_space(newest.list, wire::kHome)->epoch(),
                       session_.random()));
  add_device(list, d, keys);
  j.mine = wire::sign_roster(list, j.root->sign.bytes());
}

void Sync::handle_given(Moment now, const std::string& reply) {
  auto& l = ledger();
  const auto r = parse<pb::PutRosterReply>(reply);
  if (!l.local.invite().empty() && r.accepted()) {
    l.local.clear_invite();
    return l.save();
  }
  if (r.version() == 0 || r.has_instead()) {
    l.notify(now, r.has_instead() ? pb::Notice::ROSTER_FORK : pb::Notice::NO_ACCOUNT, {});
    return finish(now, Failure{Reason::other_server});
  }
  // Else it was asked because of an answer that was lost, and has them all.
  if (r.accepted() && r.version() < l.roster().list.version()) l.notify(now, pb::Notice::SERVER_RESTORED, {});
  round_->gave = r.version();
  round_->server_version = r.version();
}

// The last letter of a pairing.
pb::PairingDone Sync::paired(bool own) {
  auto& l = ledger();
  pb::PairingDone done;
  done.set_account(l.local.account());
  done.set_server_key(l.local.server_key());
  done.set_fingerprint(l.local.fingerprint());
  done.set_roster_version(l.roster().list.version());
  done.set_roster_hash(l.roster().hash);
  for (const auto& account : l.follows()) done.add_follows(account);
  if (own) *done.mutable_drop_keys() = l.local.drop_keys();
  if (own) return done;
  // A letter has at most 4 KiB: what finds no room is given once more.
  for (const auto& h : l.longest(kMostHeads / 4)) {
    if (h.space != wire::kHome || done.known_size() >= kMostHeads) continue;
    auto* known = done.add_known();
    known->set_device(std::string(view(h.device)));
    known->set_chain(h.chain);
    known->set_seq(h.seq);
  }
  for (const auto& h : l.local.known())
    if (done.known_size() < kMostHeads) *done.add_known() = h;
  return done;
}

void Sync::handle_put(Moment now, const std::string& reply) {
  const auto r = parse<pb::PutRosterReply>(reply);
  if (joining_) {
    auto& j = *joining_;
    if (!r.accepted()) {  // another device changed the list meanwhile: again from what is there now
      j.mine.reset(), j.rosters.clear();
      if (++round_->fruitless > 5) finish(now, Failure{Reason::list_changed});
      return;
    }
    j.rosters.push_back(*j.mine);
    return adopted(now);
  }
  auto& l = ledger();
  const auto mine = parse<pb::SignedRoster>(l.local.pending());
  l.local.clear_pending();
  if (r.accepted()) {
    round_->server_version = std::max(round_->server_version, r.version());
    l.accept_roster(now, mine);
    if (newcomer_ && pairing_ && wire::find_device(l.roster().list, to_id(newcomer_->id(), "device"))) {
      pairing_->finish(paired(newcomer_->role() == pb::ROLE_FULL));
    }
    auto& remove = *l.local.mutable_remove();
    remove.erase(std::remove_if(remove.begin(), remove.end(),
                                [&](const std::string& id) {
                                  return !wire::find_device(l.roster().list, to_id(id, "device"));
                                }),
                 remove.end());
  } else {
    // Somebody else's has this version; what was wanted is signed anew over it.
    round_->ask_rosters = true;
    if (++round_->fruitless > 5) finish(now, Failure{Reason::list_changed});
  }
  l.save();
}

// Sealed for home in one account, it is opened there, and in those that follow it. The digits are not shown before.
void Sync::leaves_nothing_behind(const pb::PairingOffer& offer) {
  auto& l = ledger();
  if (!l.has_account() || !session_.work() || offer.account() == l.local.account()) return;
  const auto& follows = offer.follows();
  if (std::find(follows.begin(), follows.end(), l.local.account()) == follows.end() &&
      !l.given(false).empty())
    throw Failure{Reason::drops_waiting, "what was given for home is still on its way"};
}

// It is not looked for among what the box has lost.
void Sync::there(const wire::Header& h) {
  for (auto& c : round_->chains)
    if (c.space() == h.space && c.device() == view(h.device) && c.chain() == h.chain)
      return c.set_head_seq(std::max(c.head_seq(), h.seq));
}

void Sync::handle_push(Moment now, const std::string& reply) {
  const auto r = parse<pb::PushReply>(reply);
  auto& l = ledger();
  if (size_t(r.verdict_size()) != round_->sent.size())
    throw Failure{Reason::answer_damaged, "its answer is not one"};
  Transaction t(session_.vault().db());
  bool refused = false, held_up = false;
  std::optional<wire::Bundle> forked;  // the first that has not its place there
  for (int i = 0; i < r.verdict_size(); ++i) {
    const auto b = wire::parse_bundle(round_->sent[size_t(i)]);
    l.answered(now, b, pb::Verdict(r.verdict(i)));
    switch (r.verdict(i)) {
      case pb::ACCEPTED: ++sent_; [[fallthrough]];
      case pb::DUPLICATE: there(b.header); break;
      case pb::FORK:
        if (!forked) forked = b;
        break;
      case pb::EPOCH_OLD:
      case pb::REJECTED: refused = refused || b.header.device == l.me(); break;
      case pb::GAP:
        round_->gap = !round_->pulled;  // of one's own, before anything was given back
        [[fallthrough]];
      default: held_up = true;
    }
  }
  if (refused) {
    // Either there is a newer list of devices, or the server says no for no reason.
    round_->ask_rosters = !l.forked();
    if (l.stale())
      l.begin_chain(now);  // sealed again, that is an end
    else if (++round_->fruitless > 2)
      round_->push_stopped = true, l.notify(now, pb::Notice::DAMAGED, {});
  }
  const bool proven = forked && l.forks(*forked, r.instead());
  const bool copied = proven && forked->header.device == l.me() && forked->header.chain == l.local.chain();
  if (held_up || (forked && !proven)) round_->push_stopped = true;
  if (copied) {
    l.copied(now);
    round_->push_stopped = round_->gap = false;  // sealed anew, in a chain of its own
  } else if (proven) {
    l.notify(now, pb::Notice::FORK, forked->header.device);
  } else if (forked) {
    l.notify(now, pb::Notice::DAMAGED, {});  // a word without the other bundle
  }
  l.save();
  t.commit();
  if (proven) l.lost_branch(now, wire::parse_bundle(r.instead()));
}

void Sync::handle_pull(Moment now, const std::string& reply) {
  const auto r = parse<pb::PullReply>(reply);
  auto& l = ledger();
  round_->server_version = r.roster_version();
  round_->blobs = r.blobs();
  if (r.roster_version() == l.roster().list.version() && !r.roster_hash().empty() &&
      r.roster_hash() != l.roster().hash && !l.forked() && !round_->compared) {
    round_->compare_roster = round_->compared = true;
  }
  if (r.closes_ms() != l.local.closes_ms()) {
    l.local.set_closes_ms(r.closes_ms());
    if (r.closes_ms() > 0) l.notify(now, pb::Notice::ENDS, {});
    l.save();
  }
  if (r.other_history()) {
    // Another history than the one the cursor is of: from the beginning; what is here already is only counted.
    if (l.local.cursor() == 0 || ++round_->fruitless > 5) return finish(now, Failure{Reason::answer_damaged});
    l.local.set_cursor(0);
    l.local.set_cursor_hash("");
    l.notify(now, pb::Notice::SERVER_RESTORED, {});
    l.save();
    return;
  }
  const auto before = l.local.cursor();
  const auto taken = l.apply(now, r);
  if (taken.newer_roster) return;
  received_ += taken.records;
  if (taken.copied) round_->push_stopped = round_->gap = false;  // sealed anew, in a chain of its own
  if (taken.records) session_.applied();
  if (r.more()) {
    if (l.local.cursor() <= before || (taken.bundles == 0 && ++round_->fruitless > 1000)) {
      l.notify(now, pb::Notice::DAMAGED, {});
      return finish(now, Failure{Reason::answer_damaged});
    }
    return;
  }
  // The box itself says what it has. What is lacking here was left out or damaged on the way: all of it is asked for again,
  // once; what is here already is only counted.
  const bool lacking = l.lacks(r);
  const bool again =
      lacking && !round_->from_zero && (asked_for_ || double(now.ms) > l.local.from_zero_ms() + double(kDay));
  if (again || lacking != l.local.lacking()) {
    l.local.set_lacking(lacking);
    if (again) {
      round_->from_zero = true;
      l.local.set_cursor(0);
      l.local.set_cursor_hash("");
      l.local.set_from_zero_ms(double(now.ms));
    }
    l.save();
    if (again) return;
  }
  compare_chains(now, r);
}

// The box's own list of what it has beside mine: what it lost is given to it, another bundle in one's place is a fork.
void Sync::compare_chains(Moment now, const pb::PullReply& r) {
  auto& l = ledger();
  round_->pulled = true;
  if (l.local.by_words() == pb::Local::BY_WORDS_UNSEEN) {
    l.local.set_by_words(pb::Local::BY_WORDS_NO);  // all of it was made under this list, or earlier ones
    l.save();
  }
  round_->chains.assign(r.chain().begin(), r.chain().end());
  std::map<std::tuple<uint32_t, std::string_view, uint64_t>, const pb::Chain*> known;
  for (const auto& c : r.chain()) known[{c.space(), c.device(), c.chain()}] = &c;
  // A chain that the server does not know at all any more.
  for (const auto& mine : l.heads()) {
    if (mine.seq == 0 || (session_.work() && mine.device != l.me() && mine.space != wire::kWork)) continue;
    const auto found = known.find({mine.space, view(mine.device), mine.chain});
    const auto* theirs = found == known.end() ? nullptr : found->second;
    if (!theirs) {
      pb::Chain c;
      c.set_space(mine.space);
      c.set_device(std::string(view(mine.device)));
      c.set_chain(mine.chain);
      round_->chains.push_back(std::move(c));
    } else if (theirs->head_seq() == mine.seq && theirs->head_hash() != mine.hash) {
      l.notify(now, pb::Notice::FORK, mine.device);
    }
  }
}

Failure Sync::refusal(const api::StepRequest::Response& answer) const {
  auto said = refusal_of(answer);
  if (said.reason == Reason::server_refused && asked_ == Asked::give_roster)
    said.reason = Reason::invite_used;
  // By the recovery phrase: whoever knows that account would know its key.
  if (said.fault == Fault::refused && asked_ == Asked::auth && joining_ && joining_->root)
    said = Failure{Reason::no_account};
  return said;
}

void Sync::handle_refusal(Moment now, const api::StepRequest::Response& answer) {
  auto& l = ledger();
  const int status = answer.status();
  // That account is gone, or this device is none of its any more: there is nothing left to end, or to keep.
  if (asked_ == Asked::hello_to_end || asked_ == Asked::end || asked_ == Asked::cancel_closing) {
    round_->end_asked = true;
    if (status == kPermission || status == kNotFound) {
      if (asked_ == Asked::end) l.local.clear_former();
      if (asked_ == Asked::cancel_closing) l.local.clear_cancel_closing();
      l.save();
    }
    return;
  }
  // A picture that cannot go or come now holds nothing else up.
  if (asked_ == Asked::put_blob || asked_ == Asked::remove_blob ||
      (asked_ == Asked::get_blob && status != kPermission)) {
    if (status != kUnavailable && status != kDeadline) return round_->pictures->refused();
  }
  const bool token = asked_ == Asked::get_blob || asked_ == Asked::list_blobs || asked_ == Asked::pull ||
                     asked_ == Asked::rosters || asked_ == Asked::open_mailbox;
  if (asked_ == Asked::mail || asked_ == Asked::open_mailbox) {
    if (status == kPermission && asked_ == Asked::open_mailbox && !round_->token_again) {
      round_->token_again = true;
      return l.local.clear_token();
    }
    stage_ = api::SyncState::FAILED;
    pairing_.reset();
  }
  if (status == kPermission && token && !round_->token_again) {
    round_->token_again =
        true;  // it may have lived too long; or this device was taken out, and the rosters say so
    round_->ask_rosters = !joining_;
    (joining_ ? joining_->local : l.local).clear_token();
    return;
  }
  if (status == kPermission && asked_ == Asked::auth && !joining_ && !round_->account_asked) {
    round_->account_asked = true;  // perhaps the server lost the list that has this device
    return;
  }
  finish(now, refusal(answer));
}
}  // namespace eddy::sync
