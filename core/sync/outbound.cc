// Of the books: what this device publishes, under its own name, its own and what it vouches for.
#include <algorithm>

#include "core/sync/ledger.h"
#include "core/sync/writers.h"
#include "core/vault/admit.h"

namespace eddy::sync {
namespace pb = eddy::sync::v1;
namespace {

constexpr size_t kPayload = 160 << 10;  // bytes of changes in one bundle, before packing
constexpr int kMostSeen = 32;           // chains of each device that a bundle names

}  // namespace

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

// What another hand, or another branch, had published goes out once more by this device, with the stamps it
// has: no more of it than was let in from that hand.
void Ledger::publish_again(Vault::Write& w, const wire::Bundle& b) {
  if (b.header.kind == wire::Kind::drop) {
    const auto d = dropped(b);
    if (!d) return put_drop(row_of(b));  // not for this one to read
    return w.publish(*d, d->cells);
  }
  const auto key = space_keys_.find({b.header.space, b.header.epoch});
  if (key == space_keys_.end()) return;
  if (b.header.kind == wire::Kind::changes) {
    pb::Payload p;
    p.ParseFromString(open_bundle(b, key->second));
    std::vector<Admitted> all;
    try {
      all = admitted(b, p);
    } catch (const Failure& f) {  // let in by an earlier version, and not by this one
      if (f.fault != Fault::damaged && f.fault != Fault::invalid) throw;
      return;
    }
    for (const auto& one : all) {
      if (vault_.of_work() && purges(one.cells)) continue;  // nobody would take that from here
      w.publish(one, one.cells, one.by == Author::work);
    }
  }
}

bool Ledger::forks(const wire::Bundle& b, const std::string& instead) try {
  const auto other = wire::parse_bundle(instead);
  const auto& h = b.header;
  const auto& o = other.header;
  const auto* then = version(h.roster);  // a device's id is of its key, whatever list names it
  const auto* d = then ? wire::find_device(then->list, o.device) : nullptr;
  const bool another =
      o.seq == h.seq ? other.hash() != b.hash() : o.seq + 1 == h.seq && other.hash() != view(h.prev_hash);
  return another && o.account == h.account && o.space == h.space && o.device == h.device &&
         o.chain == h.chain && d && wire::signed_by(other, d->sign_key());
} catch (const Failure& f) {
  if (f.fault != Fault::invalid && f.fault != Fault::too_new) throw;
  return false;
}

void Ledger::lost_branch(Moment now, const wire::Bundle& instead) {
  const auto& h = instead.header;
  auto known = head(h.space, h.device, h.chain);
  if (!known || known->seq < h.seq) return;
  const auto theirs = instead.hash();
  Vault::Write w(vault_, now);
  w.in_portions();
  auto mine = vault_.db().prepare(
      "SELECT body FROM bundle WHERE space = ? AND device = ? AND chain = ? AND seq >= ? AND hash <> ? AND "
      "state = 0 ORDER BY seq");
  mine.bind(int64_t(h.space)).bind(view(h.device)).bind(int64_t(h.chain)).bind(int64_t(h.seq)).bind(theirs);
  while (mine.step()) publish_again(w, wire::parse_bundle(mine.blob(0)));
  known->seq = known->top = h.seq;
  known->hash = theirs;
  put_head(*known);
  w.commit();
}

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
  if (key == space_keys_.end()) throw Failure{Reason::space_not_here, "its key is not here"};
  store_mine(seal_bundle(next_header(space, wire::Kind::changes), payload, key->second, epoch, keys(),
                         vault_.random()));
}

// From the moment a person takes a device out, nothing is sealed with keys that it has: it waits for a list without it.
bool Ledger::takes_out() {
  return !forked() && std::any_of(local.remove().begin(), local.remove().end(), [&](const std::string& id) {
    return wire::find_device(roster().list, to_id(id, "device"));
  });
}

// A row of the outbox, whose clocks name devices by this store's numbers, as a payload has it: by its list of writers.
std::string Ledger::by_writers(const std::string& row, Devices& writers) {
  pb::Commit commit;
  if (!commit.ParseFromString(row)) throw Failure{Reason::books_damaged, "outbox: not a commit"};
  for (auto& r : *commit.mutable_record()) r.set_clocks(renumbered(r.clocks(), vault_.devices(), writers));
  return commit.SerializeAsString();
}

// What this device knows of the others' chains in that space, and which of its own it has left.
void Ledger::tell_chains(pb::Payload& head, uint16_t space, const std::vector<ChainHead>& known) {
  for (const auto& h : known) {
    if (h.space != space || h.seq == 0 || (h.device == me() && h.chain == local.chain())) continue;
    auto* seen = head.add_seen();
    seen->set_device(std::string(view(h.device)));
    seen->set_chain(h.chain);
    seen->set_seq(h.seq);
    seen->set_hash(h.hash);
  }
  for (const auto& e : local.ended())
    if (e.space() == space) *head.add_ended() = e;
}

bool Ledger::seal(Moment, size_t bytes) {
  if (!myself() || takes_out()) return false;
  struct Row {
    int64_t n;
    uint16_t space;
    bool drop;
    std::string body;
  };
  std::vector<Row> rows;
  {
    auto s = vault_.db().prepare("SELECT n, space, writers = 0, body FROM outbox ORDER BY n");
    for (size_t size = 0; size < bytes && s.step(); size += rows.back().body.size())
      rows.push_back({s.integer(0), uint16_t(s.integer(1)), s.integer(2) != 0, std::string(s.blob(3))});
  }
  if (rows.empty()) return false;
  const auto known = longest(kMostSeen);
  Transaction t(vault_.db());
  for (const uint16_t space : {wire::kWork, wire::kHome}) {
    std::string commits;
    pb::Payload head;
    Writers writers(*head.mutable_writer());
    const auto flush = [&] {
      if (commits.empty()) return;
      head.set_min_reader(kReader);
      tell_chains(head, space, known);
      seal_changes(space, head.SerializeAsString() + commits);
      commits.clear(), head.Clear();
    };
    for (const auto& row : rows) {
      if (row.space != space) continue;
      if (row.drop) {
        seal_drop(row.body);
        continue;
      }
      if (commits.size() + row.body.size() > kPayload || head.writer_size() > kMostWriters / 4) flush();
      const auto body = by_writers(row.body, writers);
      put_varint(commits, pb::Payload::kCommitFieldNumber << 3 | 2);
      put_varint(commits, body.size());
      commits += body;
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
    const auto hash = b.hash();
    s.bind(hash).run();
  };
  if (verdict == pb::QUOTA) notify(now, pb::Notice::QUOTA, {});
  if (b.header.device != me()) return;
  if (verdict == pb::ACCEPTED || verdict == pb::DUPLICATE) mark(BundleState::applied);
  // Sealed with a key that is not written with any more: it must be sealed again, whatever was confirmed before.
  if (verdict == pb::EPOCH_OLD) mark(BundleState::to_send);
}

void Ledger::copied(Moment now) {
  notify(now, pb::Notice::COPIED, me());
  begin_chain(now);
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
    put_head({h.space, h.device, h.chain, h.seq - 1, 0, std::string(view(h.prev_hash)), false});
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
      seal_drop(row_of(b));
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

}  // namespace eddy::sync
