// Of the books: what other devices have published: believed or not, applied or held, and counted.
#include <algorithm>

#include "core/sync/ledger.h"
#include "core/sync/writers.h"
#include "core/vault/admit.h"
#include "eddy/records/own.pb.h"

namespace eddy::sync {
namespace pb = eddy::sync::v1;
namespace {

constexpr int64_t kClockAhead = 5 * kMinute;
constexpr int kMostOwed = 1000;  // receipts for pictures that have not come yet
const std::string kNoHash(kHashSize, '\0');

// What a drop said was in the trash. Every device that opens it writes the same cell.
Cells in_trash(Cells cells, const Id& device, const Id& drop) {
  Stamp stamp{0, device, Reader{digest("eddy/drop-trash/v1", view(drop), 16)}.get<uint64_t>()};
  for (const auto& c : cells) stamp.hlc = std::max(stamp.hlc, c.stamp.order() + 1);
  const auto fate = trash(cells, stamp);
  cells.insert(cells.begin(), fate.begin(), fate.end());
  return cells;
}

}  // namespace

uint64_t Ledger::believed(uint32_t space, const Id& device, uint64_t chain, uint64_t seq) {
  const auto& list = roster().list;
  return wire::find_device(list, device) ? seq
                                         : std::min(seq, wire::floor_of(list, space, view(device), chain));
}

bool Ledger::withheld() {
  const auto all = heads();
  return local.lacking() || std::any_of(all.begin(), all.end(), [&](const ChainHead& h) {
           return !h.ended && h.seq < believed(h.space, h.device, h.chain, h.top);
         });
}

bool Ledger::lacks(const pb::PullReply& reply) {
  for (const auto& theirs : reply.chain()) {
    const auto device = to_id(theirs.device(), "chain");
    if (device == me() && theirs.space() == wire::kHome && myself() && myself()->role() == pb::ROLE_WORK)
      continue;
    const auto upto = believed(theirs.space(), device, theirs.chain(), theirs.head_seq());
    const auto mine = head(theirs.space(), device, theirs.chain());
    if (upto > (mine ? mine->seq : 0) && !(mine && mine->ended)) return true;
  }
  return false;
}

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
  return h.seq <= believed(h.space, h.device, h.chain, h.seq) ? Trust::good : Trust::none;
}

// By its role in the list that the bundle names; of whoever is not in it the least is believed.
Author Ledger::author(const wire::Bundle& b) {
  const auto* then = version(b.header.roster);
  const auto* d = then ? wire::find_device(then->list, b.header.device) : nullptr;
  return d && d->role() == pb::ROLE_FULL ? Author::own : Author::work;
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
  if (s.step() && !s.is_null(0) && s.integer(0) == 0) notify(now, pb::Notice::FORK, device);
}

void Ledger::advance(Moment now, const wire::Bundle& b, const std::string& hash) {
  const auto& h = b.header;
  auto known = head(h.space, h.device, h.chain);
  if (!known) known = ChainHead{h.space, h.device, h.chain, 0, 0, kNoHash, false};
  known->top = std::max(known->top, h.seq);
  if (h.seq <= known->seq) notify(now, pb::Notice::FORK, h.device);  // another one has this place already
  if (h.seq == known->seq + 1) {
    if (view(h.prev_hash) != known->hash) notify(now, pb::Notice::FORK, h.device);
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

// By the key it names: of this account, or of one before it that this device was in. None: not for this one to read.
std::optional<pb::Drop> Ledger::open_drop(const wire::Bundle& b) {
  std::optional<Secret> drops;
  auto account = local.account();
  if (const auto key = space_keys_.find({wire::kHome, b.header.epoch});
      key != space_keys_.end() && drop_key_id(box_public(key->second.drops)) == b.header.key_id)
    drops = Secret(key->second.drops.bytes());
  for (const auto& before : local.drop_keys())
    if (!drops && before.key_id() == view(b.header.key_id))
      drops = Secret(before.seed()), account = before.account();
  if (!drops) return std::nullopt;
  std::string clear;
  if (!box_open(*drops, b.ciphertext, clear)) throw Failure{Fault::damaged, "drop", "does not open"};
  Reader r{clear};
  const auto text = r.take(r.get<uint32_t>());
  pb::Drop d;
  if (!d.ParseFromArray(text.data(), int(text.size()))) throw Failure{Fault::damaged, "drop", "not one"};
  // Who signs it may have had other keys when it was given: an undelivered one goes along to the next pairing.
  if (d.account() != account || d.space() != wire::kHome)
    throw Failure{Fault::damaged, "drop", "belongs to another account"};
  return d;
}

int Ledger::apply_drop(Vault::Write& w, const wire::Bundle& b) {
  auto opened = open_drop(b);
  if (!opened) throw Failure{Fault::wrong_key, "drop", "its key is not here"};
  auto& d = *opened;
  const int table = int(d.table());
  if (!plausible(table, d.body())) throw Failure{Fault::damaged, "drop", "not a record"};
  if (Vault::size_of_change(d.body(), d.clocks()) > Vault::kLargestChange)
    throw Failure{Fault::damaged, "drop", "larger than one may be given"};
  // Merged like anything else, since an edit of what it made may have come first. It reaches only records whose random id
  // its device knows, its own.
  const auto id = to_id(d.drop_id(), "drop");
  Writers writers(*d.mutable_writer());
  const auto cells = unpack(table, d.body(), d.clocks(), writers);
  admit(author(b), Door::drop, wire::kHome, id, table, cells);
  const auto now_cells = d.trashed() ? in_trash(cells, to_id(d.device(), "drop"), id) : cells;
  const int records = w.apply(id, table, wire::kHome, now_cells);
  const auto there = vault_.find(id);
  const bool taken = records && there && fate(there->cells) != Fate::purged;
  // Under a key of an account before this one: not every device of one's own has that.
  if (taken && d.account() != local.account()) w.publish(*there, now_cells);
  acknowledge(d.drop_id());
  records::BoardItem item;
  if (taken && table == kBoardItem && item.ParseFromString(d.body()) && item.has_picture()) {
    auto s = vault_.db().prepare("INSERT OR IGNORE INTO picture(word, space, rid, there) VALUES(?, 2, ?, 0)");
    s.text(hex(item.picture().id())).bind(there->rid).run();
    local.add_owed(item.picture().id());
    while (local.owed_size() > kMostOwed) local.mutable_owed()->DeleteSubrange(0, 1);
  }
  return records;
}

void Ledger::acknowledge(const std::string& received) {
  pb::Commit receipt;
  receipt.add_received(received);
  auto s = vault_.db().prepare("INSERT INTO outbox(space, writers, body) VALUES(1, 1, ?)");
  s.bind(receipt.SerializeAsString()).run();
}

// A work computer lets go of what has arrived where it belongs. Once nothing of home is left in it, its file is written
// anew under another key (Session::renew).
void Ledger::let_go(Vault::Write& w, const pb::Commit& commit) {
  bool gone = false;
  for (const auto& id : commit.received()) {
    auto s = vault_.db().prepare("UPDATE picture SET there = 3 WHERE word = ? AND space = 2");
    s.text(hex(id)).run();
    if (const auto here = vault_.find(to_id(id, "drop"));
        here && here->space == wire::kHome && fate(here->cells) != Fate::purged) {
      w.purge(here->id);
      gone = true;
    }
  }
  if (gone) note_clean();
}

void Ledger::note_clean() {
  auto s = vault_.db().prepare("SELECT 1 FROM record WHERE space = 2 AND length(body) > 0 LIMIT 1");
  if (!s.step()) vault_.set_local("clean", "1");
}

int Ledger::apply_bundle(Moment now, Vault::Write& w, const wire::Bundle& b) {
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
      if (!plausible(one.table, r.body())) throw Failure{Fault::damaged, "bundle", "not a record"};
      admit(author(b), Door::changes, b.header.space, one.id, one.table, one.cells);
      for (const auto& c : one.cells) {
        const auto at = c.stamp.order() >> 16;
        ahead = ahead || int64_t(at) > now.ms + kClockAhead;
        newest = std::max(newest, at);
      }
      all.push_back(std::move(one));
    }
  }
  if (ahead) notify(now, pb::Notice::CLOCK_AHEAD, b.header.device);
  heard(b.header.device, std::min(double(newest), double(now.ms)));
  // Only a device that reads home can say that something has arrived there.
  const auto* from = wire::find_device(roster().list, b.header.device);
  const auto* mine = myself();
  if (from && from->role() == pb::ROLE_FULL && mine && mine->role() == pb::ROLE_WORK)
    for (const auto& commit : p.commit()) let_go(w, commit);
  int records = 0;
  for (const auto& one : all) records += w.apply(one.id, one.table, b.header.space, one.cells);
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
      apply_bundle(now, w, b);
      auto s = vault_.db().prepare("UPDATE bundle SET state = 0 WHERE n = ?");
      s.bind(n).run();
    } catch (const Failure& f) {
      if (f.fault == Fault::full) throw;
    }
}

// Held, with a word to the person, where it cannot be applied.
BundleState Ledger::apply_or_hold(Moment now, Vault::Write& w, const wire::Bundle& b, Applied& out) try {
  out.records += apply_bundle(now, w, b);
  return BundleState::applied;
} catch (const Failure& f) {
  if (f.fault == Fault::full || f.fault == Fault::bug) throw;
  if (f.fault == Fault::too_new) notify(now, pb::Notice::NEWER, b.header.device);
  // A drop under a key of an account that this device was not in: another one opens it and publishes what it says.
  const bool elsewhere =
      b.header.kind == wire::Kind::drop && space_keys_.count({wire::kHome, b.header.epoch});
  if (f.fault == Fault::wrong_key && !elsewhere) notify(now, pb::Notice::NO_KEY, b.header.device);
  if (f.fault == Fault::damaged || f.fault == Fault::invalid)
    notify(now, pb::Notice::DAMAGED, b.header.device);
  return BundleState::held;
}

void Ledger::take(Moment now, Vault::Write& w, const std::string& bytes, Applied& out) {
  const auto b = wire::parse_bundle(bytes);
  const auto hash = b.hash();
  BundleState state;
  if (stored(b, hash, &state)) {
    if (state == BundleState::to_send) answered(now, b, pb::DUPLICATE);
    return;
  }
  const auto how = trust(b);
  if (how == Trust::none) return notify(now, pb::Notice::DAMAGED, {});
  state = how == Trust::good ? apply_or_hold(now, w, b, out) : BundleState::held;
  // Another one has this place already: two histories of one chain. The box keeps only one of them under its name, so the
  // other goes out again under this device's.
  auto others = vault_.db().prepare(
      "SELECT body FROM bundle WHERE space = ? AND device = ? AND chain = ? AND seq = ? AND state = 0");
  const auto& h = b.header;
  others.bind(int64_t(h.space)).bind(view(h.device)).bind(int64_t(h.chain)).bind(int64_t(h.seq));
  while (others.step()) publish_again(w, wire::parse_bundle(others.blob(0)));
  store(b, hash, bytes, state);
  advance(now, b, hash);
  ++out.bundles;
  out.copied = out.copied || (h.device == me() && h.chain == local.chain());
}

Applied Ledger::apply(Moment now, const pb::PullReply& reply) {
  Applied out;
  if (reply.roster_version() > roster().list.version() && !forked()) {
    out.newer_roster = true;
    return out;
  }
  Vault::Write w(vault_, now);
  w.in_portions();
  for (const auto& row : reply.row()) try {
      take(now, w, row.bundle(), out);
    } catch (const Failure& f) {
      if (f.fault != Fault::invalid && f.fault != Fault::too_new && f.fault != Fault::damaged) throw;
      notify(now, f.fault == Fault::too_new ? pb::Notice::NEWER : pb::Notice::DAMAGED, {});
    }
  if (out.copied) copied(now);
  local.set_cursor(reply.next());
  local.set_cursor_hash(reply.next_hash());
  save();
  w.commit();
  return out;
}

}  // namespace eddy::sync
