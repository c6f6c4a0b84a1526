// Of the books: what other devices have published: believed or not, applied or held, and counted.
#include <algorithm>

#include "core/sync/ledger.h"
#include "core/sync/writers.h"
#include "core/vault/admit.h"

namespace eddy::sync {
namespace pb = eddy::sync::v1;
namespace {

constexpr int64_t kClockAhead = 5 * kMinute;
constexpr int64_t kMostChains = 10'000;  // of a device in a space: as many as the box lets it open
const std::string kNoHash(kHashSize, '\0');

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

// The records of a bundle that its author may write. A purge from work alone is left out, not what was written beside it.
std::vector<Ledger::Admitted> Ledger::admitted(const wire::Bundle& b, pb::Payload& p, bool* left_out) {
  std::vector<Admitted> all;
  Writers writers(*p.mutable_writer());
  const auto take = [&](const pb::Record& r, Author by) {
    Admitted one;
    one.by = by;
    one.id = to_id(r.id(), "record"), one.table = int(r.table()), one.space = b.header.space;
    one.cells = unpack(one.table, r.body(), r.clocks(), writers);
    if (one.cells.empty()) return;
    if (by == Author::work && purges(one.cells)) {
      if (left_out) *left_out = true;
      return;
    }
    if (!plausible(one.table, r.body())) throw Failure{Reason::record_damaged, "bundle: not a record"};
    admit(by, Door::changes, one.space, one.id, one.table, one.cells);
    all.push_back(std::move(one));
  };
  for (const auto& commit : p.commit())
    for (const auto& r : commit.record()) take(r, commit.of_work() ? Author::work : author(b));
  return all;
}

void Ledger::note_clock(Moment now, const Id& device, const std::vector<Admitted>& all) {
  uint64_t newest = 0;
  for (const auto& one : all)
    for (const auto& c : one.cells) newest = std::max(newest, c.stamp.order() >> 16);
  if (int64_t(newest) > now.ms + kClockAhead) notify(now, pb::Notice::CLOCK_AHEAD, device);
  heard(device, double(now.ms));
}

// What it writes over stays as an earlier version on one's own devices, and it makes no record larger than
// one may be: where it is so already, by one's own hand, not larger still.
void Ledger::apply_from_work(Vault::Write& w, const Stored& one, bool keeps_earlier) {
  const Address of{one.id, one.space, one.table};
  const auto before = vault_.find(of);
  w.apply(one.id, one.table, one.space, one.cells, keeps_earlier);
  const auto after = vault_.find(of);
  const bool grew = !before || after->cells.size() > before->cells.size() ||
                    join(after->cells).size() > join(before->cells).size();
  if (grew && !fits(one.table, after->cells, Author::work))
    throw Failure{Reason::record_damaged, "bundle: more than a record holds"};
}

int64_t Ledger::chains_of(uint32_t space, const Id& device) {
  auto s = vault_.db().prepare("SELECT count(*) FROM chain WHERE space = ? AND device = ?");
  return s.bind(int64_t(space)).bind(view(device)).only();
}

int Ledger::apply_bundle(Moment now, Vault::Write& w, const wire::Bundle& b) {
  if (b.header.kind == wire::Kind::drop) return apply_drop(w, b);
  if (b.header.kind != wire::Kind::changes) return 0;
  const auto key = space_keys_.find({b.header.space, b.header.epoch});
  if (key == space_keys_.end()) throw Failure{Reason::key_not_here, "its key is not here yet"};
  pb::Payload p;
  if (!p.ParseFromString(open_bundle(b, key->second)))
    throw Failure{Reason::record_damaged, "bundle: not a payload"};
  if (p.writer_size() > kMostWriters || p.ended_size() > kMostEnded)
    throw Failure{Reason::record_damaged, "bundle: more writers, or ended chains, than any has"};
  if (p.min_reader() > kReader) throw Failure{Reason::record_too_new, "of a later version"};
  bool left_out = false;
  const auto all = admitted(b, p, &left_out);  // looked at before any of it is written
  if (left_out) notify(now, pb::Notice::DAMAGED, b.header.device);
  note_clock(now, b.header.device, all);
  // Only a device that reads home can say that something has arrived there.
  const auto* from = wire::find_device(roster().list, b.header.device);
  const auto* mine = myself();
  if (from && from->role() == pb::ROLE_FULL && mine && mine->role() == pb::ROLE_WORK)
    for (const auto& commit : p.commit()) let_go(now, w, commit, b.header.device);
  const bool own_device = mine && mine->role() == pb::ROLE_FULL;
  for (const auto& one : all) {
    if (one.by == Author::own)
      w.apply(one.id, one.table, one.space, one.cells);
    else
      apply_from_work(w, one, own_device);
  }
  // What a work computer says it has seen is its word alone; it raises no alarm.
  if (author(b) == Author::own)
    for (const auto& seen : p.seen()) saw(now, seen, b.header.space);
  for (const auto& e : p.ended()) {
    auto known = head(b.header.space, b.header.device, e.chain());
    if (!known && chains_of(b.header.space, b.header.device) >= kMostChains) continue;
    if (!known) known = ChainHead{b.header.space, b.header.device, e.chain(), 0, 0, kNoHash, false};
    known->ended = true;
    known->top = e.seq();
    put_head(*known);
  }
  return int(all.size());
}

void Ledger::whole(Vault::Write& w, const std::function<void()>& what) {
  auto before = local;
  try {
    Vault::Write::Part part(w);
    what();
    part.keep();
  } catch (...) {
    local = std::move(before);
    throw;
  }
}

int Ledger::retry(Moment now) {
  if (vault_.db().integer("SELECT count(*) FROM bundle WHERE state = 2 AND state != 0") == 0) return 0;
  Vault::Write w(vault_, now);
  w.in_portions();
  const int records = retry_held(now, w);
  save();
  w.commit();
  return records;
}

int Ledger::retry_held(Moment now, Vault::Write& w) {
  int records = 0;
  std::vector<int64_t> rows;
  {
    auto s = vault_.db().prepare("SELECT n FROM bundle WHERE state = 2 AND state != 0 ORDER BY n");
    while (s.step()) rows.push_back(s.integer(0));
  }
  for (const auto n : rows) try {
      auto held = vault_.db().prepare("SELECT body FROM bundle WHERE n = ?");
      held.bind(n).step();
      const auto b = wire::parse_bundle(held.blob(0));
      if (trust(b) != Trust::good) continue;
      whole(w, [&] { records += apply_bundle(now, w, b); });
      auto s = vault_.db().prepare("UPDATE bundle SET state = 0 WHERE n = ?");
      s.bind(n).run();
    } catch (const Failure& f) {
      if (f.fault == Fault::full) throw;
    }
  return records;
}

// Held, with a word to the person, where it cannot be applied.
BundleState Ledger::apply_or_hold(Moment now, Vault::Write& w, const wire::Bundle& b, Applied& out) try {
  whole(w, [&] { out.records += apply_bundle(now, w, b); });
  return BundleState::applied;
} catch (const Failure& f) {
  if (f.fault == Fault::full || f.fault == Fault::bug) throw;
  if (f.fault == Fault::too_new) notify(now, pb::Notice::NEWER, b.header.device);
  // A drop under a key of an account that this device was not in: another one opens it and publishes what it says.
  const bool elsewhere =
      b.header.kind == wire::Kind::drop && space_keys_.count({wire::kHome, b.header.epoch});
  if (f.fault == Fault::wrong_key && !elsewhere) notify(now, pb::Notice::NO_KEY, b.header.device);
  if (f.fault == Fault::damaged || f.fault == Fault::invalid) {
    notify(now, pb::Notice::DAMAGED, b.header.device);
    if (b.header.kind == wire::Kind::drop) refuse_drop(b);
  }
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
  // Made under a later list than the one that was restored with, also where this device's own has the same
  // number by now: it knows keys that this one was not given.
  const auto* space = wire::find_space(roster().list, b.header.space);
  const auto* by =
      wire::find_device(roster().list, b.header.device);  // a work computer's word says nothing of that
  if (local.by_words() && by && by->role() == pb::ROLE_FULL && b.header.kind == wire::Kind::changes &&
      (b.header.roster > roster().list.version() || (space && b.header.epoch > space->epoch()))) {
    local.set_by_words(pb::Local::BY_WORDS_OLD_LIST);
    notify(now, pb::Notice::OLD_LIST, {});
  }
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
      whole(w, [&] { take(now, w, row.bundle(), out); });
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
