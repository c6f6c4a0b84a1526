// What a round asks next, from what the books hold and the run has learned.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "core/sync/sync.h"
#include "core/wire/hello.h"

namespace eddy::sync {
namespace pb = eddy::sync::v1;
namespace {
constexpr size_t kPush = (1 << 20) - (64 << 10);  // bytes of bundles in one push
constexpr int kMostBundles = 200;
constexpr int kMostFloor = 32;  // chains of one device and space in a list, which has room for 256 KiB
}  // namespace

std::optional<Sync::Call> Sync::next_in_round(Moment now) {
  auto& l = ledger();
  auto& r = *round_;
  if (!l.myself()) return std::nullopt;
  const uint32_t mine = l.roster().list.version();
  const auto give = [&](uint32_t version, const std::string& invite = "") {
    pb::PutRosterRequest q;
    q.set_account(l.local.account());
    *q.mutable_roster() = l.stored_roster(version);
    q.set_invite(invite);
    return call(Asked::give_roster, "PutRoster", q);
  };
  const auto ask_for = [&](uint32_t version) {
    pb::RosterRequest q;
    q.set_account(l.local.account());
    q.set_from_version(version);
    q.set_token(l.local.token());
    return call(Asked::rosters, "Rosters", q);
  };
  if (!l.has_token(now)) {
    if (!r.greeted) return ask_hello();
    if (!l.local.invite().empty()) return give(1, l.local.invite());
    // A server that lost the newest lists does not know this device: it is given them, oldest first.
    if (r.account_asked && r.gave < mine) return give(r.gave ? r.gave + 1 : mine);
    const auto id = l.me();
    return ask_auth(l.local.account(), &id, l.keys().sign);
  }
  if (!l.forked() && (r.ask_rosters || r.server_version > mine)) {
    r.ask_rosters = false;
    return ask_for(mine + 1);
  }
  if (std::exchange(r.compare_roster, false)) return ask_for(mine);
  if (r.server_version && r.server_version < mine) return give(r.server_version + 1);
  if (auto c = changing_roster()) return c;
  if (auto c = putting()) return c;
  if (auto c = pushing(now)) return c;
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
  if (r.gap && !r.push_again)
    l.notify(now, pb::Notice::DAMAGED, {});  // it misses what by its own list it has
  r.gap = false;
  r.healed = true;
  if (auto c = changing_roster()) return c;
  if (auto c = getting(now)) return c;
  return ending();
}

// Once everything is in the new account, the former one's server is asked to end it. And the other way: an account whose
// end somebody asked for stays, where its person says so.
std::optional<Sync::Call> Sync::ending() {
  auto& l = ledger();
  auto& r = *round_;
  const auto ask = [&](Asked what, const std::string& account, std::string_view seed, bool cancel) {
    pb::CloseRequest q;
    *q.mutable_hello() = r.hello_to_end;
    q.set_account(account);
    q.set_device(std::string(view(wire::device_of(sign_public(seed)))));
    q.set_cancel(cancel);
    q.set_signature(sign(seed, cancel ? wire::kCancelClosingLabel : wire::kCloseLabel,
                         wire::auth_statement(r.hello_to_end.greeting(), account, q.device())));
    return call(what, "Close", q);
  };
  const bool afresh = l.local.has_former() && l.waiting() == 0;
  if (r.end_asked || (!afresh && !l.local.cancel_closing())) return std::nullopt;
  if (afresh) server_ = l.local.former().server();
  const bool greeted = !r.hello_to_end.greeting().empty();
  r.end_asked = greeted;
  auto c = !greeted ? call(Asked::hello_to_end, "Hello", pb::HelloRequest())
           : afresh ? ask(Asked::end, l.local.former().account(), l.local.former().sign_seed(), false)
                    : ask(Asked::cancel_closing, l.local.account(), l.keys().sign.bytes(), true);
  if (afresh) c.set_fingerprint(l.local.former().fingerprint());
  return c;
}

// Pictures first, and then what speaks of them. Where one cannot be put, what speaks of it goes all the same.
std::optional<Sync::Call> Sync::putting() {
  auto& r = *round_;
  if (!r.pictures) r.pictures.emplace(session_, ledger());
  if (r.pulled) return std::nullopt;
  if (auto q = r.pictures->to_put()) return call(Asked::put_blob, "PutBlob", *q);
  return std::nullopt;
}

std::optional<Sync::Call> Sync::pushing(Moment now) {
  auto& l = ledger();
  if (round_->push_stopped || l.local.by_words()) return std::nullopt;
  auto waiting = l.to_send(kPush, kMostBundles);
  if (waiting.empty() && l.seal(now, 4 * kPush)) waiting = l.to_send(kPush, kMostBundles);
  if (waiting.empty()) return std::nullopt;
  pb::PushRequest q;
  q.set_account(l.local.account());
  for (const auto& b : waiting) q.add_bundle(b);
  round_->sent = std::move(waiting);
  return call(Asked::push, "Push", q);
}

std::optional<Sync::Call> Sync::getting(Moment now) {
  auto& pictures = *round_->pictures;
  if (auto q = pictures.to_list(round_->blobs, asked_for_)) return call(Asked::list_blobs, "ListBlobs", *q);
  if (auto q = pictures.to_put()) return call(Asked::put_blob, "PutBlob", *q);  // what the box has lost
  if (auto q = pictures.to_remove()) return call(Asked::remove_blob, "RemoveBlob", *q);
  if (auto q = pictures.to_get()) return call(Asked::get_blob, "GetBlob", *q);
  return pictures.acknowledge() ? pushing(now) : std::nullopt;
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
  for (auto& theirs : round_->chains) {
    const auto mine = l.head(theirs.space(), to_id(theirs.device(), "chain"), theirs.chain());
    if (!mine || mine->seq <= theirs.head_seq()) continue;
    auto lost = l.after(*mine, theirs.head_seq(), kPush, kMostBundles);
    if (lost.empty()) continue;
    theirs.set_head_seq(wire::parse_bundle(lost.back()).header.seq);  // asked once each
    pb::PushRequest q;
    q.set_account(l.local.account());
    for (const auto& b : lost) q.add_bundle(b);
    round_->sent = std::move(lost);
    return call(Asked::heal, "Push", q);
  }
  return std::nullopt;
}

void Sync::set_floor(pb::Roster& list) {
  // What an earlier version knew of removed devices stays; the rest is what is verified here now. Of a device
  // that opened more chains than have room, the longest: what a removed one wrote in others is published
  // again by whoever has it (`vouch`).
  using Place = std::tuple<uint32_t, std::string, uint64_t>;
  std::map<Place, uint64_t> here;
  for (const auto& h : ledger().heads()) here[{h.space, std::string(view(h.device)), h.chain}] = h.seq;
  std::set<Place> taken;
  std::vector<pb::Head> kept;
  for (const auto& f : list.heads_floor()) {
    const Place place{f.space(), f.device(), f.chain()};
    const auto mine = here.find(place);
    if (mine != here.end() && mine->second >= f.seq() && wire::find_device(list, to_id(f.device(), "device")))
      continue;
    kept.push_back(f);
    taken.insert(place);
  }
  for (const auto& h : ledger().longest(kMostFloor)) {
    if (h.seq == 0 || taken.count({h.space, std::string(view(h.device)), h.chain})) continue;
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
  // By its key: its address may be another one for every device (localhost, a number, a name).
  const bool server = list.server().key() != l.local.server_key();
  if (remove.empty() && !newcomer && !server) return;
  // A removal says how far the removed one is believed: everything that can be had is taken first, and given back to a
  // server that lost it.
  if (!remove.empty() && !round_->healed) return;
  auto next = successor(l.roster());
  next.set_signer(std::string(view(l.me())));
  if (server) {
    next.mutable_server()->set_url(l.local.server());
    next.mutable_server()->set_key(l.local.server_key());
  }
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
}  // namespace eddy::sync
