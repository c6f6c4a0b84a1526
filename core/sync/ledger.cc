#include "core/sync/ledger.h"

#include <algorithm>

namespace eddy::sync {
namespace pb = eddy::sync::v1;
namespace {

constexpr uint32_t kReader = 1;         // what this version understands of payloads
constexpr size_t kPayload = 160 << 10;  // bytes of changes in one bundle, before packing
constexpr int64_t kClockAhead = 5 * kMinute;
constexpr int kMostEnded = 32;

const std::string kNoHash(kHashSize, '\0');

std::string bytes_of(const std::array<uint8_t, kHashSize>& a) {
  return {reinterpret_cast<const char*>(a.data()), a.size()};
}

Id drop_key_id(std::string_view public_key) {
  return to_id(digest("eddy/drop-key-id/v1", public_key, 16), "key");
}

// The devices that clocks name, by their place in a message's list.
struct Writers : Devices {
  using List = google::protobuf::RepeatedPtrField<std::string>;
  explicit Writers(List& l) : list(l) {}
  uint32_t number(const Id& id) override {
    for (int i = 0; i < list.size(); ++i)
      if (list[i] == view(id)) return uint32_t(i + 1);
    *list.Add() = std::string(view(id));
    return uint32_t(list.size());
  }
  Id device(uint32_t n) override {
    if (n == 0 || n > uint32_t(list.size())) throw Failure{Fault::damaged, "bundle", "unknown writer"};
    return to_id(list[int(n) - 1], "writer");
  }
  List& list;
};

pb::SignedRoster parse_signed(std::string_view body) {
  pb::SignedRoster out;
  if (!out.ParseFromArray(body.data(), int(body.size())))
    throw Failure{Fault::damaged, "roster", "stored one"};
  return out;
}

}  // namespace

Ledger::Ledger(Vault& vault) : vault_(vault) { load(); }

void Ledger::load() {
  local.Clear(), keys_.reset(), roster_.reset(), older_.clear(), space_keys_.clear();
  if (!local.ParseFromString(vault_.local("sync"))) throw Failure{Fault::damaged, "sync", "its state"};
  if (!has_account()) return;
  keys_ = DeviceKeys{Secret(local.sign_seed()), Secret(local.box_seed())};
  auto s = vault_.db().prepare("SELECT body FROM roster ORDER BY version DESC LIMIT 1");
  if (!s.step()) throw Failure{Fault::damaged, "sync", "no roster"};
  roster_ = wire::stored_roster(s.blob(0));
  space_keys_ = open_grants(roster_->list, keys());
}

void Ledger::save() { vault_.set_local("sync", local.SerializeAsString()); }

void Ledger::tell(Moment now, pb::Told::Kind kind, const Id& device) {
  for (const auto& t : local.told())
    if (t.kind() == kind && t.device() == view(device)) return;
  auto* t = local.add_told();
  t->set_kind(kind);
  t->set_device(std::string(view(device)));
  t->set_at_ms(double(now.ms));
}

bool Ledger::forked() const {
  for (const auto& t : local.told())
    if (t.kind() == pb::Told::ROSTER_FORK) return true;
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
  if (!s.step()) throw Failure{Fault::not_found, "roster", "no such version"};
  return parse_signed(s.blob(0));
}

void Ledger::adopt(Moment now, const pb::Local& fresh, const std::vector<pb::SignedRoster>& rosters) {
  if (rosters.empty()) throw Failure{Fault::invalid, "roster", "none"};
  auto newest = wire::first_roster(rosters[0], to_id(fresh.account(), "account"));
  for (size_t i = 1; i < rosters.size(); ++i) newest = wire::next_roster(newest, rosters[i]);
  const DeviceKeys keys{Secret(fresh.sign_seed()), Secret(fresh.box_seed())};
  const auto* d = wire::find_device(newest.list, keys.id());
  if (!d) throw Failure{Fault::invalid, "roster", "this device is not in it"};
  Vault::Write w(vault_, now);
  w.in_portions();
  for (const char* sql :
       {"DELETE FROM outbox", "DELETE FROM bundle", "DELETE FROM chain", "DELETE FROM roster",
        "DELETE FROM picture_part", "UPDATE picture SET there = 0 WHERE there = 1"})
    vault_.db().execute(sql);
  for (size_t i = 0; i < rosters.size(); ++i) {
    auto s = vault_.db().prepare("INSERT INTO roster(version, body) VALUES(?, ?)");
    s.bind(int64_t(i + 1)).bind(rosters[i].SerializeAsString()).run();
  }
  vault_.set_local("sync", fresh.SerializeAsString());
  vault_.publish(d->role() == pb::ROLE_FULL ? 3 : 1);
  w.publish_all(wire::kWork);
  if (d->role() == pb::ROLE_FULL) {
    w.publish_all(wire::kHome);
  } else {
    load();
    drop_home(w);
  }
  w.commit();
  load();
}

// Enrolled as work where a diary was: what belongs to home goes there, sealed; the originals stay until it has arrived.
void Ledger::drop_home(Vault::Write& w) {
  std::vector<int64_t> rows;
  {
    auto s = vault_.db().prepare("SELECT rid FROM record WHERE space = 2 ORDER BY rid");
    while (s.step()) rows.push_back(s.integer(0));
  }
  for (const auto rid : rows) {
    const auto r = vault_.at(rid);
    if (fate(r.cells) == Fate::purged) continue;
    if (r.table == kSettings)
      w.purge(r.id);  // of a device of one's own; this one has the work space's
    else
      drop(r.id, r.table, r.cells);
  }
  note_clean();  // also where there was nothing: the old key wrapped a file that may have held something once
}

void Ledger::take_roster(Moment now, const pb::SignedRoster& given) {
  const auto before = roster();
  auto next = wire::next_roster(before, given);
  Vault::Write w(vault_, now);
  w.in_portions();
  auto s = vault_.db().prepare("INSERT INTO roster(version, body) VALUES(?, ?)");
  s.bind(int64_t(next.list.version())).bind(given.SerializeAsString()).run();
  older_.emplace(before.list.version(), before);
  roster_ = std::move(next);
  space_keys_ = open_grants(roster_->list, keys());
  if (!myself()) {
    tell(now, pb::Told::REVOKED, me());
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

bool Ledger::stale() {
  auto waiting = vault_.db().prepare("SELECT body FROM bundle WHERE state = 1 AND state != 0");
  while (waiting.step()) {
    const auto h = wire::parse_bundle(waiting.blob(0)).header;
    const auto* space = wire::find_space(roster().list, h.space);
    if (h.kind != wire::Kind::drop && space && h.epoch < space->min_write_epoch()) return true;
  }
  return false;
}

// What a removed device had published and this one had taken before it knew is published again by this one: others, who
// learn of the removal first, would refuse it from its old hand.
void Ledger::vouch(Vault::Write& w, const wire::Roster& before) {
  for (const auto& d : before.list.device()) {
    const auto id = to_id(d.id(), "device");
    if (wire::find_device(roster().list, id)) continue;
    for (const auto& head : heads()) {
      if (head.device != id) continue;
      const auto floor = wire::floor_of(roster().list, head.space, d.id(), head.chain);
      auto s = vault_.db().prepare(
          "SELECT body FROM bundle WHERE space = ? AND device = ? AND chain = ? AND seq > ? AND state = 0");
      s.bind(int64_t(head.space)).bind(view(id)).bind(int64_t(head.chain)).bind(int64_t(floor));
      while (s.step()) publish_again(w, wire::parse_bundle(s.blob(0)));
    }
  }
}

// What another hand, or another branch, had published goes out once more by this device, with the stamps it has.
void Ledger::publish_again(Vault::Write& w, const wire::Bundle& b) {
  const auto key = space_keys_.find({b.header.space, b.header.epoch});
  if (b.header.kind == wire::Kind::drop && key == space_keys_.end()) {  // not for this one to read
    std::string row(view(b.header.key_id));
    put<uint32_t>(row, b.header.epoch);
    row += b.ciphertext;
    auto s = vault_.db().prepare("INSERT INTO outbox(space, writers, body) VALUES(2, 0, ?)");
    s.bind(row).run();
    return;
  }
  if (key == space_keys_.end()) return;
  Stored of;
  of.space = b.header.space;
  if (b.header.kind == wire::Kind::drop) {
    auto d = open_drop(b, key->second);
    of.id = to_id(d.drop_id(), "drop"), of.table = int(d.table());
    Writers writers(*d.mutable_writer());
    w.publish(of, unpack(of.table, d.body(), d.clocks(), writers));
  } else if (b.header.kind == wire::Kind::changes) {
    pb::Payload p;
    p.ParseFromString(open_bundle(b, key->second));
    Writers writers(*p.mutable_writer());
    for (const auto& c : p.commit())
      for (const auto& r : c.record()) {
        of.id = to_id(r.id(), "record"), of.table = int(r.table());
        w.publish(of, unpack(of.table, r.body(), r.clocks(), writers));
      }
  }
}

void Ledger::lost_branch(Moment now, const wire::Bundle& b) {
  const auto& h = b.header;
  auto known = head(h.space, h.device, h.chain);
  const auto before = bytes_of(h.prev_hash);
  std::string theirs;
  {
    auto s = vault_.db().prepare(
        "SELECT hash FROM bundle WHERE space = ? AND device = ? AND chain = ? AND seq = ? AND hash <> ?");
    s.bind(int64_t(h.space)).bind(view(h.device)).bind(int64_t(h.chain)).bind(int64_t(h.seq) - 1);
    s.bind(before);
    if (!known || known->seq < h.seq || !s.step()) return;
    theirs = s.blob(0);
  }
  Vault::Write w(vault_, now);
  w.in_portions();
  auto mine = vault_.db().prepare(
      "SELECT body FROM bundle WHERE space = ? AND device = ? AND chain = ? AND seq >= ? AND state = 0 ORDER "
      "BY seq");
  mine.bind(int64_t(h.space)).bind(view(h.device)).bind(int64_t(h.chain)).bind(int64_t(h.seq));
  while (mine.step()) publish_again(w, wire::parse_bundle(mine.blob(0)));
  known->seq = known->top = h.seq - 1;
  known->hash = theirs;
  put_head(*known);
  w.commit();
}

bool Ledger::lacks(const pb::PullReply& reply) {
  for (const auto& theirs : reply.chain()) {
    const auto device = to_id(theirs.device(), "chain");
    if (device == me() && theirs.space() == wire::kHome && myself() && myself()->role() == pb::ROLE_WORK)
      continue;
    auto upto = theirs.head_seq();
    if (!wire::find_device(roster().list, device))  // a removed one's: what is believed of it
      upto = std::min(upto, wire::floor_of(roster().list, theirs.space(), theirs.device(), theirs.chain()));
    const auto mine = head(theirs.space(), device, theirs.chain());
    if (upto > (mine ? mine->seq : 0) && !(mine && mine->ended)) return true;
  }
  return false;
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
      "CONFLICT DO "
      "UPDATE SET seq = excluded.seq, hash = excluded.hash, top = excluded.top, ended = excluded.ended");
  s.bind(int64_t(h.space)).bind(view(h.device)).bind(int64_t(h.chain)).bind(int64_t(h.seq)).bind(h.hash);
  s.bind(int64_t(std::max(h.top, h.seq))).bind(int(h.ended)).run();
}

std::vector<std::string> Ledger::after(const ChainHead& of, uint64_t seq, size_t bytes, int most) {
  std::vector<std::string> out;
  auto s = vault_.db().prepare(
      "SELECT body FROM bundle WHERE space = ? AND device = ? AND chain = ? AND seq > ? AND state != 1 ORDER "
      "BY seq LIMIT "
      "?");
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

// --- what this device publishes ---

wire::Header Ledger::next_header(uint16_t space, wire::Kind kind) {
  wire::Header h;
  h.kind = kind;
  h.space = space;
  h.account = to_id(local.account(), "account");
  h.device = me();
  h.chain = local.chain();
  h.roster = roster().list.version();
  const auto last = head(space, h.device, h.chain);
  h.seq = last ? last->seq + 1 : 1;
  if (last) std::copy(last->hash.begin(), last->hash.end(), h.prev_hash.begin());
  return h;
}

void Ledger::store_mine(const std::string& bytes) {
  const auto b = wire::parse_bundle(bytes);
  const auto hash = b.hash();
  store(b, hash, bytes, BundleState::to_send);
  put_head({b.header.space, b.header.device, b.header.chain, b.header.seq, b.header.seq, hash, false});
}

void Ledger::seal_changes(uint16_t space, std::string_view payload) {
  const auto epoch = wire::find_space(roster().list, space)->epoch();
  const auto key = space_keys_.find({space, epoch});
  if (key == space_keys_.end()) throw Failure{Fault::refused, "space", "its key is not here"};
  store_mine(seal_bundle(next_header(space, wire::Kind::changes), payload, key->second, epoch, keys(),
                         vault_.random()));
}

void Ledger::seal_drop(std::string_view row) {
  auto h = next_header(wire::kHome, wire::Kind::drop);
  Reader r{row};
  h.key_id = to_id(r.take(16), "drop");
  h.epoch = r.get<uint32_t>();
  vault_.random().fill(h.nonce.data(), h.nonce.size());
  store_mine(wire::make_bundle(h, r.in, keys().sign.bytes()));
}

Stamp Ledger::stamp(Moment now) {
  return {uint64_t(std::max<int64_t>(now.ms, 0)) << 16, vault_.device(), vault_.random().u64()};
}

void Ledger::drop(const Id& id, int table, const Cells& cells) {
  const auto* home = wire::find_space(roster().list, wire::kHome);
  pb::Drop d;
  Writers writers(*d.mutable_writer());
  const auto packed = pack(table, cells, writers);
  if (packed.body.size() > Vault::kLargestChange)
    throw Failure{Fault::invalid, "text", "one entry holds at most 128 KiB"};
  d.set_account(local.account());
  d.set_space(wire::kHome);
  d.set_device(std::string(view(me())));
  d.set_drop_id(std::string(view(id)));
  d.set_table(uint32_t(table));
  d.set_body(packed.body);
  d.set_clocks(packed.clocks);
  const auto text = d.SerializeAsString();
  std::string clear;
  put<uint32_t>(clear, uint32_t(text.size()));
  clear += text;
  clear.resize(padded(clear.size()), '\0');
  std::string row(view(drop_key_id(home->drop_key())));
  put<uint32_t>(row, home->epoch());
  row += box_seal(home->drop_key(), clear);
  auto s = vault_.db().prepare("INSERT INTO outbox(space, writers, body) VALUES(2, 0, ?)");
  s.bind(row).run();
}

bool Ledger::seal(Moment, size_t bytes) {
  if (!myself()) return false;
  struct Row {
    int64_t n;
    uint16_t space;
    int64_t writers;
    std::string body;
  };
  std::vector<Row> rows;
  {
    auto s = vault_.db().prepare("SELECT n, space, writers, body FROM outbox ORDER BY n");
    for (size_t size = 0; size < bytes && s.step(); size += rows.back().body.size())
      rows.push_back({s.integer(0), uint16_t(s.integer(1)), s.integer(2), std::string(s.blob(3))});
  }
  if (rows.empty()) return false;
  Transaction t(vault_.db());
  for (const uint16_t space : {wire::kWork, wire::kHome}) {
    std::string commits;
    int64_t writers = 0;
    const auto flush = [&] {
      if (commits.empty()) return;
      pb::Payload head;
      head.set_min_reader(kReader);
      for (int64_t n = 1; n <= writers; ++n)
        head.add_writer(std::string(view(vault_.devices().device(uint32_t(n)))));
      for (const auto& h : heads()) {
        if (h.space != space || h.seq == 0 || (h.device == me() && h.chain == local.chain())) continue;
        auto* seen = head.add_seen();
        seen->set_device(std::string(view(h.device)));
        seen->set_chain(h.chain);
        seen->set_seq(h.seq);
        seen->set_hash(h.hash);
      }
      for (const auto& e : local.ended())
        if (e.space() == space) *head.add_ended() = e;
      seal_changes(space, head.SerializeAsString() + commits);
      commits.clear();
    };
    for (const auto& row : rows) {
      if (row.space != space) continue;
      if (row.writers == 0) {
        seal_drop(row.body);
        continue;
      }
      if (commits.size() + row.body.size() > kPayload) flush();
      put_varint(commits, pb::Payload::kCommitFieldNumber << 3 | 2);
      put_varint(commits, row.body.size());
      commits += row.body;
      writers = std::max(writers, row.writers);
    }
    flush();
  }
  auto gone = vault_.db().prepare("DELETE FROM outbox WHERE n <= ?");
  gone.bind(rows.back().n).run();
  t.commit();
  return true;
}

int Ledger::waiting() {
  return int(vault_.db().integer(
      "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM bundle WHERE state = 1 AND state != 0)"));
}

std::vector<std::string> Ledger::to_send(size_t bytes, int most) {
  std::vector<std::string> out;
  auto s = vault_.db().prepare("SELECT body FROM bundle WHERE state = 1 AND state != 0 ORDER BY n LIMIT ?");
  s.bind(most);
  for (size_t size = 0; s.step();) {
    size += s.blob(0).size() + 8;
    if (!out.empty() && size > bytes) break;
    out.emplace_back(s.blob(0));
  }
  return out;
}

void Ledger::answered(Moment now, const wire::Bundle& b, pb::Verdict verdict) {
  const auto mark = [&](BundleState state) {
    auto s = vault_.db().prepare(
        "UPDATE bundle SET state = ? WHERE space = ? AND device = ? AND chain = ? AND seq = ? AND hash = ?");
    const auto& h = b.header;
    s.bind(int(state))
        .bind(int64_t(h.space))
        .bind(view(h.device))
        .bind(int64_t(h.chain))
        .bind(int64_t(h.seq));
    s.bind(b.hash()).run();
  };
  if (verdict == pb::QUOTA) tell(now, pb::Told::QUOTA, {});
  if (b.header.device != me()) return;
  if (verdict == pb::ACCEPTED || verdict == pb::DUPLICATE) mark(BundleState::applied);
  // Sealed with a key that is not written with any more: it must be sealed again, whatever was confirmed before.
  if (verdict == pb::EPOCH_OLD) mark(BundleState::to_send);
}

void Ledger::begin_chain(Moment) {
  const auto old = local.chain();
  do local.set_chain(vault_.random().u64());
  while (local.chain() == old);
  struct Row {
    int64_t n;
    std::string body;
  };
  std::vector<Row> rows;
  {
    auto s = vault_.db().prepare("SELECT n, body FROM bundle WHERE state = 1 AND state != 0 ORDER BY n");
    while (s.step()) rows.push_back({s.integer(0), std::string(s.blob(1))});
  }
  // Others never saw these: the old chain ends before the first of them.
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    const auto h = wire::parse_bundle(row->body).header;
    put_head({h.space, h.device, h.chain, h.seq - 1, 0, bytes_of(h.prev_hash), false});
    auto s = vault_.db().prepare("DELETE FROM bundle WHERE n = ?");
    s.bind(row->n).run();
  }
  // Somebody may have seen their names all the same: they are told that nothing follows.
  local.clear_ended();
  for (auto& h : heads()) {
    if (h.device != me() || h.chain == local.chain()) continue;
    h.ended = true, h.top = h.seq;
    put_head(h);
    auto* e = local.add_ended();
    e->set_space(h.space);
    e->set_chain(h.chain);
    e->set_seq(h.seq);
    e->set_hash(h.hash);
  }
  while (local.ended_size() > kMostEnded) local.mutable_ended()->DeleteSubrange(0, 1);
  for (const auto& row : rows) {
    const auto b = wire::parse_bundle(row.body);
    if (b.header.kind == wire::Kind::drop) {
      std::string again(view(b.header.key_id));
      put<uint32_t>(again, b.header.epoch);
      seal_drop(again.append(b.ciphertext));
    } else if (const auto key = space_keys_.find({b.header.space, b.header.epoch});
               key != space_keys_.end()) {
      pb::Payload p;
      p.ParseFromString(open_bundle(b, key->second));
      p.clear_ended();
      for (const auto& e : local.ended())
        if (e.space() == b.header.space) *p.add_ended() = e;
      seal_changes(b.header.space, p.SerializeAsString());
    }
  }
  save();
}

// --- what other devices have published ---

Ledger::Trust Ledger::trust(const wire::Bundle& b) {
  const auto& h = b.header;
  if (view(h.account) != local.account()) return Trust::none;
  // Signed under a list that is not here yet, by a device that is: kept until the list comes. Of anybody else it is not
  // known who made it; it is asked for again when it is.
  const bool later = h.roster > roster().list.version();
  const auto* then = later ? &roster() : version(h.roster);
  const auto* d = then ? wire::find_device(then->list, h.device) : nullptr;
  if (!d || !wire::signed_by(b, d->sign_key())) return Trust::none;
  if (later) return Trust::later;
  if (h.kind == wire::Kind::drop ? h.space != wire::kHome : !wire::may_use(d->role(), h.space))
    return Trust::none;
  if (wire::find_device(roster().list, h.device)) return Trust::good;
  // Of a removed device: what was known when it was removed.
  return h.seq <= wire::floor_of(roster().list, h.space, view(h.device), h.chain) ? Trust::good : Trust::none;
}

// A head that somebody's bundle names: if it cannot be had, something is withheld.
void Ledger::saw(Moment now, const pb::Head& seen, uint32_t space) {
  const auto device = to_id(seen.device(), "seen");
  auto known = head(space, device, seen.chain());
  if (!known) known = ChainHead{space, device, seen.chain(), 0, 0, kNoHash, false};
  if (known->ended) return;
  if (seen.seq() > known->top) {
    known->top = seen.seq();
    put_head(*known);
    return;
  }
  auto s = vault_.db().prepare(
      "SELECT max(hash = ?) FROM bundle WHERE space = ? AND device = ? AND chain = ? AND seq = ?");
  s.bind(seen.hash())
      .bind(int64_t(space))
      .bind(view(device))
      .bind(int64_t(seen.chain()))
      .bind(int64_t(seen.seq()));
  if (s.step() && !s.is_null(0) && s.integer(0) == 0) tell(now, pb::Told::FORK, device);
}

void Ledger::advance(Moment now, const wire::Bundle& b, const std::string& hash) {
  const auto& h = b.header;
  auto known = head(h.space, h.device, h.chain);
  if (!known) known = ChainHead{h.space, h.device, h.chain, 0, 0, kNoHash, false};
  known->top = std::max(known->top, h.seq);
  if (h.seq <= known->seq) tell(now, pb::Told::FORK, h.device);  // another one has this place already
  if (h.seq == known->seq + 1) {
    if (bytes_of(h.prev_hash) != known->hash) tell(now, pb::Told::FORK, h.device);
    known->seq = h.seq;
    known->hash = hash;
    // What had come before its time follows now.
    while (known->seq < known->top) {
      auto next = vault_.db().prepare(
          "SELECT hash FROM bundle WHERE space = ? AND device = ? AND chain = ? AND seq = ?");
      next.bind(int64_t(h.space)).bind(view(h.device)).bind(int64_t(h.chain)).bind(int64_t(known->seq + 1));
      if (!next.step()) break;
      known->hash = next.blob(0);
      ++known->seq;
    }
  }
  if (known->ended) known->top = known->seq;
  put_head(*known);
}

pb::Drop Ledger::open_drop(const wire::Bundle& b, const SpaceKey& key) {
  std::string clear;
  if (!box_open(key.drops, b.ciphertext, clear)) throw Failure{Fault::damaged, "drop", "does not open"};
  Reader r{clear};
  const auto text = r.take(r.get<uint32_t>());
  pb::Drop d;
  if (!d.ParseFromArray(text.data(), int(text.size()))) throw Failure{Fault::damaged, "drop", "not one"};
  if (d.account() != local.account() || d.space() != wire::kHome || d.device() != view(b.header.device))
    throw Failure{Fault::damaged, "drop", "belongs to another bundle"};
  return d;
}

int Ledger::apply_drop(Vault::Write& w, const wire::Bundle& b) {
  const auto key = space_keys_.find({wire::kHome, b.header.epoch});
  if (key == space_keys_.end()) throw Failure{Fault::wrong_key, "drop", "its key is not here yet"};
  auto d = open_drop(b, key->second);
  const int table = int(d.table());
  if (table <= 0 || !plausible(table, d.body())) throw Failure{Fault::damaged, "drop", "not a record"};
  // Merged like anything else, since an edit of what it made may have come first. It reaches only records whose random id
  // its device knows, its own; the one home record with an id that everybody knows is not for drops.
  if (table == kSettings) throw Failure{Fault::damaged, "drop", "settings are not dropped"};
  Writers writers(*d.mutable_writer());
  const int records =
      w.take(to_id(d.drop_id(), "drop"), table, wire::kHome, unpack(table, d.body(), d.clocks(), writers));
  pb::Commit receipt;
  receipt.add_received(d.drop_id());
  auto s = vault_.db().prepare("INSERT INTO outbox(space, writers, body) VALUES(1, 1, ?)");
  s.bind(receipt.SerializeAsString()).run();
  return records;
}

// A work computer lets go of what has arrived where it belongs. Once nothing of home is left in it, its file is written
// anew under another key (Session::renew).
void Ledger::let_go(Vault::Write& w, const pb::Commit& commit) {
  bool gone = false;
  for (const auto& id : commit.received())
    if (const auto here = vault_.find(to_id(id, "drop"));
        here && here->space == wire::kHome && fate(here->cells) != Fate::purged) {
      w.purge(here->id);
      gone = true;
    }
  if (gone) note_clean();
}

void Ledger::note_clean() {
  auto s = vault_.db().prepare("SELECT 1 FROM record WHERE space = 2 AND length(body) > 0 LIMIT 1");
  if (!s.step()) vault_.set_local("clean", "1");
}

int Ledger::apply(Moment now, Vault::Write& w, const wire::Bundle& b) {
  if (b.header.kind == wire::Kind::drop) return apply_drop(w, b);
  if (b.header.kind != wire::Kind::changes) return 0;
  const auto key = space_keys_.find({b.header.space, b.header.epoch});
  if (key == space_keys_.end()) throw Failure{Fault::wrong_key, "bundle", "its key is not here yet"};
  pb::Payload p;
  if (!p.ParseFromString(open_bundle(b, key->second)))
    throw Failure{Fault::damaged, "bundle", "not a payload"};
  if (p.min_reader() > kReader) throw Failure{Fault::too_new, "bundle", "of a later version"};
  // All of it is looked at before any of it is written.
  struct One {
    Id id;
    int table;
    Cells cells;
  };
  std::vector<One> all;
  Writers writers(*p.mutable_writer());
  bool ahead = false;
  uint64_t newest = 0;
  for (const auto& commit : p.commit()) {
    for (const auto& r : commit.record()) {
      One one{to_id(r.id(), "record"), int(r.table()), unpack(int(r.table()), r.body(), r.clocks(), writers)};
      if (one.table <= 0 || !plausible(one.table, r.body()))
        throw Failure{Fault::damaged, "bundle", "not a record"};
      for (const auto& c : one.cells) {
        const auto at = c.stamp.order() >> 16;
        ahead = ahead || int64_t(at) > now.ms + kClockAhead;
        newest = std::max(newest, at);
      }
      all.push_back(std::move(one));
    }
  }
  if (ahead) tell(now, pb::Told::CLOCK_AHEAD, b.header.device);
  heard(b.header.device, std::min(double(newest), double(now.ms)));
  // Only a device that reads home can say that something has arrived there.
  const auto* from = wire::find_device(roster().list, b.header.device);
  const auto* mine = myself();
  if (from && from->role() == pb::ROLE_FULL && mine && mine->role() == pb::ROLE_WORK)
    for (const auto& commit : p.commit()) let_go(w, commit);
  int records = 0;
  for (const auto& one : all) records += w.take(one.id, one.table, b.header.space, one.cells);
  for (const auto& seen : p.seen()) saw(now, seen, b.header.space);
  for (const auto& e : p.ended()) {
    auto known = head(b.header.space, b.header.device, e.chain());
    if (!known) known = ChainHead{b.header.space, b.header.device, e.chain(), 0, 0, kNoHash, false};
    known->ended = true;
    known->top = e.seq();
    put_head(*known);
  }
  return records;
}

void Ledger::retry_held(Moment now, Vault::Write& w) {
  std::vector<std::pair<int64_t, std::string>> rows;
  {
    auto s = vault_.db().prepare("SELECT n, body FROM bundle WHERE state = 2 AND state != 0 ORDER BY n");
    while (s.step()) rows.emplace_back(s.integer(0), std::string(s.blob(1)));
  }
  for (const auto& [n, body] : rows) try {
      const auto b = wire::parse_bundle(body);
      if (trust(b) != Trust::good) continue;
      apply(now, w, b);
      auto s = vault_.db().prepare("UPDATE bundle SET state = 0 WHERE n = ?");
      s.bind(n).run();
    } catch (const Failure& f) {
      if (f.fault == Fault::full) throw;
    }
}

Taken Ledger::take(Moment now, const pb::PullReply& reply) {
  Taken out;
  if (reply.roster_version() > roster().list.version() && !forked()) {
    out.newer_roster = true;
    return out;
  }
  Vault::Write w(vault_, now);
  w.in_portions();
  bool copied = false;
  for (const auto& row : reply.row()) {
    try {
      const auto b = wire::parse_bundle(row.bundle());
      const auto hash = b.hash();
      BundleState state;
      if (stored(b, hash, &state)) {
        if (state == BundleState::to_send) answered(now, b, pb::DUPLICATE);
        continue;
      }
      const auto how = trust(b);
      if (how == Trust::none) {
        tell(now, pb::Told::DAMAGED, {});
        continue;
      }
      state = how == Trust::good ? BundleState::applied : BundleState::held;
      if (how == Trust::good) try {
          out.records += apply(now, w, b);
        } catch (const Failure& f) {
          if (f.fault == Fault::full || f.fault == Fault::bug) throw;
          if (f.fault == Fault::too_new) tell(now, pb::Told::NEWER, b.header.device);
          if (f.fault == Fault::wrong_key) tell(now, pb::Told::NO_KEY, b.header.device);
          if (f.fault == Fault::damaged || f.fault == Fault::invalid)
            tell(now, pb::Told::DAMAGED, b.header.device);
          state = BundleState::held;
        }
      // Another one has this place already: two histories of one chain. The box keeps only one of them under its name, so
      // the other goes out again under this device's.
      auto others = vault_.db().prepare(
          "SELECT body FROM bundle WHERE space = ? AND device = ? AND chain = ? AND seq = ? AND state = 0");
      const auto& h = b.header;
      others.bind(int64_t(h.space)).bind(view(h.device)).bind(int64_t(h.chain)).bind(int64_t(h.seq));
      while (others.step()) publish_again(w, wire::parse_bundle(others.blob(0)));
      store(b, hash, row.bundle(), state);
      advance(now, b, hash);
      ++out.bundles;
      copied = copied || (b.header.device == me() && b.header.chain == local.chain());
    } catch (const Failure& f) {
      if (f.fault != Fault::invalid && f.fault != Fault::too_new && f.fault != Fault::damaged) throw;
      tell(now, f.fault == Fault::too_new ? pb::Told::NEWER : pb::Told::DAMAGED, {});
    }
  }
  // Somebody with this device's keys has gone on from where this store stands: it is a copy, and becomes its own.
  if (copied) {
    tell(now, pb::Told::COPIED, me());
    begin_chain(now);
  }
  local.set_cursor(reply.next());
  local.set_cursor_hash(reply.next_hash());
  save();
  w.commit();
  return out;
}

}  // namespace eddy::sync
