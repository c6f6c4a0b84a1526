#include "core/sync/ledger.h"

#include <algorithm>

namespace eddy::sync {
namespace pb = eddy::sync::v1;
namespace {

constexpr int kMostKnown = 8;      // chains of each device of the account before
constexpr int kMostDropKeys = 64;  // one for every epoch of home in every account before this one

pb::SignedRoster parse_signed(std::string_view body) {
  pb::SignedRoster out;
  if (!out.ParseFromArray(body.data(), int(body.size())))
    throw Failure{Reason::books_damaged, "roster: stored one"};
  return out;
}

}  // namespace

Ledger::Ledger(Vault& vault) : vault_(vault) { load(); }

void Ledger::load() {
  local.Clear(), keys_.reset(), roster_.reset(), older_.clear(), space_keys_.clear();
  if (!local.ParseFromString(vault_.local("sync"))) throw Failure{Reason::books_damaged, "sync: its state"};
  if (!has_account()) return;
  keys_ = DeviceKeys{Secret(local.sign_seed()), Secret(local.box_seed())};
  local.clear_sign_seed(), local.clear_box_seed();  // in locked memory they are from now on
  auto s = vault_.db().prepare("SELECT body FROM roster ORDER BY version DESC LIMIT 1");
  if (!s.step()) throw Failure{Reason::books_damaged, "sync: no roster"};
  roster_ = wire::stored_roster(s.blob(0));
  space_keys_ = open_grants(roster_->list, keys());
}

void Ledger::save() {
  auto whole = local;
  if (keys_) {
    whole.set_sign_seed(std::string(keys_->sign.bytes()));
    whole.set_box_seed(std::string(keys_->box.bytes()));
  }
  vault_.set_local("sync", whole.SerializeAsString());
}

void Ledger::notify(Moment now, pb::Notice::Kind kind, const Id& device) {
  for (const auto& t : local.notice())
    if (t.kind() == kind && t.device() == view(device)) return;
  auto* t = local.add_notice();
  t->set_kind(kind);
  t->set_device(std::string(view(device)));
  t->set_at_ms(double(now.ms));
}

bool Ledger::forked() const {
  for (const auto& t : local.notice())
    if (t.kind() == pb::Notice::ROSTER_FORK) return true;
  return false;
}

void Ledger::heard(const Id& device, double at_ms) {
  if (device == me()) return;
  for (auto& h : *local.mutable_heard())
    if (h.device() == view(device)) return h.set_at_ms(std::max(h.at_ms(), at_ms));
  auto* h = local.add_heard();
  h->set_device(std::string(view(device)));
  h->set_at_ms(at_ms);
}

const wire::Roster* Ledger::version(uint32_t v) {
  if (v == roster().list.version()) return &*roster_;
  if (const auto known = older_.find(v); known != older_.end()) return &known->second;
  auto s = vault_.db().prepare("SELECT body FROM roster WHERE version = ?");
  s.bind(int64_t(v));
  if (!s.step()) return nullptr;
  return &older_.emplace(v, wire::stored_roster(s.blob(0))).first->second;
}

pb::SignedRoster Ledger::stored_roster(uint32_t v) {
  auto s = vault_.db().prepare("SELECT body FROM roster WHERE version = ?");
  s.bind(int64_t(v));
  if (!s.step()) throw Failure{Reason::no_record, "no such version"};
  return parse_signed(s.blob(0));
}

void Ledger::adopt(Moment now, const pb::Local& fresh, const std::vector<pb::SignedRoster>& rosters,
                   const std::set<std::string>& follows, const std::vector<pb::Head>& known) try {
  if (rosters.empty()) throw Failure{Reason::list_malformed, "roster: none"};
  auto newest = wire::first_roster(rosters[0], to_id(fresh.account(), "account"));
  for (size_t i = 1; i < rosters.size(); ++i) newest = wire::next_roster(newest, rosters[i]);
  const DeviceKeys keys{Secret(fresh.sign_seed()), Secret(fresh.box_seed())};
  const auto* d = wire::find_device(newest.list, keys.id);
  if (!d) throw Failure{Reason::list_malformed, "roster: this device is not in it"};
  auto next = fresh;
  keep_drop_keys(next, *d);
  const auto drops = drops_along(next, follows);
  const bool same = has_account() && (local.account() == next.account() || follows.count(local.account()));
  const bool gave_before = same && myself() && myself()->role() == pb::ROLE_WORK;
  const auto there = same ? known_elsewhere(known) : std::set<Id>();
  if (has_account() && local.account() != next.account())
    for (const auto& h : longest(kMostKnown)) {
      if (h.space != wire::kHome) continue;
      auto* head = next.add_known();
      head->set_device(std::string(view(h.device)));
      head->set_chain(h.chain);
      head->set_seq(h.seq);
    }
  Vault::Write w(vault_, now);
  w.in_portions();
  bring_home_removed(w);
  for (const char* sql :
       {"DELETE FROM outbox", "DELETE FROM bundle", "DELETE FROM chain", "DELETE FROM roster",
        "DELETE FROM picture_part", "UPDATE picture SET there = 0 WHERE there = 1"})
    vault_.db().execute(sql);
  // What nobody there could open, nobody there could remove either.
  if (has_account() && !same)
    vault_.db().execute("UPDATE picture SET there = 3 WHERE rid IS NULL AND there <> 2");
  for (size_t i = 0; i < rosters.size(); ++i) {
    auto s = vault_.db().prepare("INSERT INTO roster(version, body) VALUES(?, ?)");
    const auto body = rosters[i].SerializeAsString();
    s.bind(int64_t(i + 1)).bind(body).run();
  }
  vault_.set_local("sync", next.SerializeAsString());
  vault_.publish(d->role() == pb::ROLE_FULL ? 3 : 1);
  w.publish_all(wire::kWork);
  if (d->role() == pb::ROLE_FULL) {
    w.publish_all(wire::kHome);
  } else {
    vault_.db().execute("DELETE FROM earlier");
    load();
    if (gave_before)
      note_clean();
    else
      drop_home(w, there);
    for (const auto& row : drops) put_drop(row);
  }
  w.commit();
  load();
} catch (...) {
  vault_.begin();  // what was rolled back on the disk is not gone on with in memory
  load();
  throw;
}

// What a work computer removed for good is not published to work again: its words go on at home, in the trash, and of the
// record only its stamps stay.
void Ledger::bring_home_removed(Vault::Write& w) {
  std::vector<int64_t> rows;
  {
    auto s = vault_.db().prepare("SELECT rid FROM record WHERE space = 1 AND length(body) > 0 ORDER BY rid");
    while (s.step()) rows.push_back(s.integer(0));
  }
  for (const auto rid : rows) {
    const auto of = vault_.at(rid);
    const auto* removed = removal(of.cells);
    if (!removed) continue;
    Cells words;
    for (const auto& c : of.cells)
      if (c.field != 0 && !c.bytes.empty() &&
          std::binary_search(removed->covers.begin(), removed->covers.end(), c.stamp.id))
        words.push_back({c.field, c.sub, c.stamp, c.bytes, {}});
    if (words.empty()) continue;
    const auto fate = trash(words, removed->stamp);
    words.insert(words.begin(), fate.begin(), fate.end());
    const Address home{brought_home(of.id), wire::kHome, of.table};
    w.apply(home.id, of.table, wire::kHome, words);  // what is published of it goes with all the rest
    auto picture = vault_.db().prepare("UPDATE picture SET space = 2, rid = ? WHERE rid = ?");
    picture.bind(vault_.find(home)->rid).bind(rid).run();
    w.hand_on(of, home);
    w.forget_removed(of);
  }
}

// What opens that which a work computer gave to an account before the next one, and which may come only then.
// A work computer keeps none: it might be somebody's second one, or have been one's own.
void Ledger::keep_drop_keys(pb::Local& next, const pb::Device& me) {
  if (me.role() != pb::ROLE_FULL) return next.clear_drop_keys();
  std::set<std::string> known;
  for (const auto& k : next.drop_keys()) known.insert(k.key_id());
  const auto keep = [&](const pb::DropKey& k) {
    if (known.insert(k.key_id()).second) *next.add_drop_keys() = k;
  };
  if (!has_account()) return;
  for (const auto& k : local.drop_keys()) keep(k);
  for (const auto& [epoch, key] : space_keys_) {
    if (epoch.first != wire::kHome || local.account() == next.account()) continue;
    pb::DropKey k;
    k.set_account(local.account());
    k.set_key_id(std::string(view(drop_key_id(box_public(key.drops)))));
    k.set_seed(std::string(key.drops.bytes()));
    keep(k);
  }
  while (next.drop_keys_size() > kMostDropKeys) next.mutable_drop_keys()->DeleteSubrange(0, 1);
}

std::vector<std::string> Ledger::drops_along(const pb::Local& next, const std::set<std::string>& follows) {
  if (!has_account()) return {};
  if (local.account() == next.account()) return given(false);
  return follows.count(local.account()) ? given(true) : std::vector<std::string>();
}

void Ledger::accept_roster(Moment now, const pb::SignedRoster& given) {
  const auto before = roster();
  auto next = wire::next_roster(before, given);
  Vault::Write w(vault_, now);
  w.in_portions();
  auto s = vault_.db().prepare("INSERT INTO roster(version, body) VALUES(?, ?)");
  const auto body = given.SerializeAsString();
  s.bind(int64_t(next.list.version())).bind(body).run();
  older_.emplace(before.list.version(), before);
  roster_ = std::move(next);
  space_keys_ = open_grants(roster_->list, keys());
  if (!myself()) {
    notify(now, pb::Notice::REVOKED, me());
  } else {
    vouch(w, before);
    retry_held(now, w);
    if (stale()) begin_chain(now);
  }
  save();
  w.commit();
}

bool Ledger::contradicts(const pb::SignedRoster& other) {
  pb::Roster list;
  if (!list.ParseFromString(other.roster()) || list.version() != roster().list.version()) return false;
  const auto* before = list.version() > 1 ? version(list.version() - 1) : nullptr;
  const auto theirs = before ? wire::next_roster(*before, other)
                             : wire::first_roster(other, to_id(local.account(), "account"));
  return theirs.hash != roster().hash;
}

std::vector<ChainHead> Ledger::heads() {
  std::vector<ChainHead> out;
  auto s = vault_.db().prepare("SELECT space, device, chain, seq, hash, top, ended FROM chain");
  while (s.step())
    out.push_back({uint32_t(s.integer(0)), to_id(s.blob(1), "device"), uint64_t(s.integer(2)),
                   uint64_t(s.integer(3)), uint64_t(s.integer(5)), std::string(s.blob(4)),
                   s.integer(6) != 0});
  return out;
}

std::vector<ChainHead> Ledger::longest(int of_each) {
  auto all = heads();
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.seq > b.seq; });
  std::map<std::pair<uint32_t, Id>, int> taken;
  std::erase_if(all, [&](const ChainHead& h) { return ++taken[{h.space, h.device}] > of_each; });
  return all;
}

std::optional<ChainHead> Ledger::head(uint32_t space, const Id& device, uint64_t chain) {
  auto s = vault_.db().prepare(
      "SELECT seq, hash, top, ended FROM chain WHERE space = ? AND device = ? AND chain = ?");
  s.bind(int64_t(space)).bind(view(device)).bind(int64_t(chain));
  if (!s.step()) return std::nullopt;
  return ChainHead{space,
                   device,
                   chain,
                   uint64_t(s.integer(0)),
                   uint64_t(s.integer(2)),
                   std::string(s.blob(1)),
                   s.integer(3) != 0};
}

void Ledger::put_head(const ChainHead& h) {
  auto s = vault_.db().prepare(
      "INSERT INTO chain(space, device, chain, seq, hash, top, ended) VALUES(?, ?, ?, ?, ?, ?, ?) ON "
      "CONFLICT DO UPDATE SET seq = excluded.seq, hash = excluded.hash, top = excluded.top, ended = "
      "excluded.ended");
  s.bind(int64_t(h.space)).bind(view(h.device)).bind(int64_t(h.chain)).bind(int64_t(h.seq)).bind(h.hash);
  s.bind(int64_t(std::max(h.top, h.seq))).bind(int(h.ended)).run();
}

std::vector<std::string> Ledger::after(const ChainHead& of, uint64_t seq, size_t bytes, int most) {
  std::vector<std::string> out;
  auto s = vault_.db().prepare(
      "SELECT body FROM bundle WHERE space = ? AND device = ? AND chain = ? AND seq > ? AND state != 1 ORDER "
      "BY seq LIMIT ?");
  s.bind(int64_t(of.space)).bind(view(of.device)).bind(int64_t(of.chain)).bind(int64_t(seq)).bind(most);
  for (size_t size = 0; s.step();) {
    size += s.blob(0).size() + 8;
    if (!out.empty() && size > bytes) break;
    out.emplace_back(s.blob(0));
  }
  return out;
}

bool Ledger::stored(const wire::Bundle& b, const std::string& hash, BundleState* state) {
  auto s = vault_.db().prepare(
      "SELECT state FROM bundle WHERE space = ? AND device = ? AND chain = ? AND seq = ? AND hash = ?");
  const auto& h = b.header;
  s.bind(int64_t(h.space)).bind(view(h.device)).bind(int64_t(h.chain)).bind(int64_t(h.seq)).bind(hash);
  if (!s.step()) return false;
  *state = BundleState(s.integer(0));
  return true;
}

void Ledger::store(const wire::Bundle& b, const std::string& hash, std::string_view bytes,
                   BundleState state) {
  auto s = vault_.db().prepare(
      "INSERT INTO bundle(space, device, chain, seq, hash, state, body) VALUES(?, ?, ?, ?, ?, ?, ?)");
  const auto& h = b.header;
  s.bind(int64_t(h.space)).bind(view(h.device)).bind(int64_t(h.chain)).bind(int64_t(h.seq)).bind(hash);
  s.bind(int(state)).bind(bytes).run();
}

}  // namespace eddy::sync
