// Of the books: what a work computer gives to home. Both ends compute from it which record it makes.
#include <algorithm>

#include "core/sync/ledger.h"
#include "core/sync/pictures.h"
#include "core/sync/writers.h"
#include "core/vault/admit.h"
#include "core/vault/session.h"
#include "eddy/records/journal.pb.h"
#include "eddy/records/own.pb.h"

namespace eddy::sync {
namespace pb = eddy::sync::v1;
namespace {

constexpr int kMostOwed = 1000;  // receipts for pictures that have not come yet

// The stamp is computed, too: the same drop is the same cells, on every device and however often it comes.
Cells values_of(const pb::Drop& d, const Id& address) {
  return split_versions(int(d.table()), d.body(),
                        {uint64_t(std::min(time_of(address), kLatestStamp)) << 16, to_id(d.device(), "drop"),
                         drop_stamp(address)});
}

// What was in the trash there arrives in the trash.
Cells with_fate(const pb::Drop& d, Cells values) {
  if (!d.trashed() || values.empty()) return values;
  auto stamp = values[0].stamp;
  for (const auto& c : values) stamp.hlc = std::max(stamp.hlc, c.stamp.order() + 1);
  const auto fate = trash(values, stamp);
  values.insert(values.begin(), fate.begin(), fate.end());
  return values;
}

// What it names is another dropped record: the reference names what that one makes. Of the list no more than the message
// is used: an element's own name may stay.
void point(int table, Cells& cells, const std::map<Id, Id>& made) {
  for (auto& c : cells) {
    const auto* f = find_field(table, c.field);
    if (!f || !f->names || text_of(c).size() != sizeof(Id)) continue;
    if (const auto to = made.find(to_id(text_of(c), "record")); to != made.end())
      c.bytes.replace(c.bytes.size() - sizeof(Id), sizeof(Id), view(to->second));
  }
}

// What one was merged into comes before it.
std::vector<int64_t> factors_of_home(Vault& vault) {
  std::vector<std::pair<int, int64_t>> all;  // how many it means one after the other
  {
    auto s = vault.db().prepare("SELECT rid FROM record WHERE space = 2 AND kind = 16 ORDER BY rid");
    while (s.step()) all.emplace_back(0, s.integer(0));
  }
  for (auto& [steps, rid] : all)
    for (auto at = vault.find({vault.at(rid).id, wire::kHome, kFactor}); at && steps < int(all.size());
         ++steps) {
      records::Factor f;
      if (!f.ParseFromString(join(at->cells)) || f.merged_into().size() != sizeof(Id)) break;
      at = vault.find({to_id(f.merged_into(), "factor"), wire::kHome, kFactor});
    }
  std::stable_sort(all.begin(), all.end());
  std::vector<int64_t> out;
  for (const auto& one : all) out.push_back(one.second);
  return out;
}

}  // namespace

// In the order of time, by the first six bytes of the drop's id; and a place that nobody can aim at: another
// body is another record, so that what was given once cannot be changed from there.
Id made_by(const pb::Drop& d) {
  std::string said = d.device() + d.drop_id();
  put<uint32_t>(said, d.table());
  return to_id(d.drop_id().substr(0, 6) + digest("eddy/drop-address/v1", said + d.body(), 16).substr(0, 10),
               "drop");
}

// --- given

Id Ledger::drop(const Id& id, int table, std::string_view body, bool trashed) {
  if (Vault::size_of_change(body, {}) > Vault::kLargestChange)
    throw Failure{Reason::entry_too_large, "one entry holds at most 128 KiB"};
  const auto* home = wire::find_space(roster().list, wire::kHome);
  pb::Drop d;
  d.set_account(local.account());
  d.set_space(wire::kHome);
  d.set_device(std::string(view(me())));
  d.set_drop_id(std::string(view(id)));
  d.set_table(uint32_t(table));
  d.set_body(std::string(body));
  d.set_trashed(trashed);
  const auto text = d.SerializeAsString();
  std::string clear;
  put<uint32_t>(clear, uint32_t(text.size()));
  clear += text;
  clear.resize(padded(clear.size()), '\0');
  std::string row(view(drop_key_id(home->drop_key())));
  put<uint32_t>(row, home->epoch());
  row += box_seal(home->drop_key(), clear);
  put_drop(row);
  return made_by(d);
}

void Ledger::put_drop(std::string_view row) {
  auto s = vault_.db().prepare("INSERT INTO outbox(space, writers, body) VALUES(2, 0, ?)");
  s.bind(row).run();
}

void Ledger::seal_drop(std::string_view row) {
  auto h = next_header(wire::kHome, wire::Kind::drop);
  Reader r{row};
  h.key_id = to_id(r.take(16), "drop");
  h.epoch = r.get<uint32_t>();
  vault_.random().fill(h.nonce.data(), h.nonce.size());
  store_mine(wire::make_bundle(h, r.in, keys().sign.bytes()));
}

std::string Ledger::row_of(const wire::Bundle& drop) {
  std::string row(view(drop.header.key_id));
  put<uint32_t>(row, drop.header.epoch);
  return row.append(drop.ciphertext);
}

std::vector<std::string> Ledger::follows() {
  std::vector<std::string> out;
  for (const auto& key : local.drop_keys())
    if (out.empty() || out.back() != key.account()) out.push_back(key.account());
  return out;
}

std::vector<std::string> Ledger::given(bool all) {
  std::vector<std::string> rows;
  const auto device = me();
  auto sealed = vault_.db().prepare(
      "SELECT body FROM bundle WHERE space = 2 AND device = ? AND (? OR state = 1) ORDER BY chain, seq");
  sealed.bind(view(device)).bind(int(all));
  while (sealed.step())
    if (const auto b = wire::parse_bundle(sealed.blob(0)); b.header.kind == wire::Kind::drop)
      rows.push_back(row_of(b));
  auto waiting = vault_.db().prepare("SELECT body FROM outbox WHERE space = 2 AND writers = 0 ORDER BY n");
  while (waiting.step()) rows.emplace_back(waiting.blob(0));
  return rows;
}

// Enrolled as work where a diary was: what belongs to home goes there, sealed, what something is about before what is about
// it; from now on it is here in no other form. `elsewhere`: they are on another device of one's own already.
void Ledger::drop_home(Vault::Write& w, const std::set<Id>& elsewhere) {
  std::vector<int64_t> rows;
  {
    auto s = vault_.db().prepare("SELECT rid FROM record WHERE space = 2 AND kind != 16 ORDER BY kind, rid");
    while (s.step()) rows.push_back(s.integer(0));
  }
  const auto factors = factors_of_home(vault_);
  rows.insert(rows.begin(), factors.begin(), factors.end());
  std::map<Id, Id> made;
  for (const auto rid : rows) {
    auto r = vault_.at(rid);
    if (fate(r.cells) == Fate::purged) continue;
    w.purge({{r.id, r.space, r.table}});
    // Settings are of a device of one's own; this one has the work space's.
    if (r.table == kSettings || elsewhere.count(r.id)) continue;
    const bool trashed = fate(r.cells) == Fate::trashed;
    point(r.table, r.cells, made);
    const auto body = join(r.cells);
    made[r.id] = drop(r.id, r.table, body, trashed);
    note_dropped_picture(vault_, r.table, body);
  }
  note_clean();  // also where there was nothing: the old key wrapped a file that may have held something once
}

// --- opened

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
  if (!box_open(*drops, b.ciphertext, clear)) throw Failure{Reason::record_damaged, "drop: does not open"};
  Reader r{clear};
  const auto text = r.take(r.get<uint32_t>());
  pb::Drop d;
  if (!d.ParseFromArray(text.data(), int(text.size())))
    throw Failure{Reason::record_damaged, "drop: not one"};
  // Who signs it may have had other keys when it was given: an undelivered one goes along to the next pairing.
  if (d.account() != account || d.space() != wire::kHome || d.drop_id().size() != sizeof(Id) ||
      d.device().size() != sizeof(Id))
    throw Failure{Reason::record_damaged, "drop: belongs to another account"};
  return d;
}

int Ledger::apply_drop(Vault::Write& w, const wire::Bundle& b) {
  const auto d = open_drop(b);
  if (!d) throw Failure{Reason::key_not_here, "its key is not here"};
  const int table = int(d->table());
  if (!plausible(table, d->body())) throw Failure{Reason::record_damaged, "drop: not a record"};
  if (Vault::size_of_change(d->body(), {}) > Vault::kLargestChange)
    throw Failure{Reason::record_damaged, "drop: larger than one may be given"};
  const auto id = made_by(*d);
  const auto values = values_of(*d, id);
  admit(author(b), Door::drop, wire::kHome, id, table, values);
  const auto cells = with_fate(*d, values);
  // Merged, since an edit of what it made may have come first.
  w.apply(id, table, wire::kHome, cells);
  acknowledge(d->drop_id(), true);
  const auto there = vault_.find({id, wire::kHome, table});
  if (fate(there->cells) == Fate::purged) return 1;
  // Under a key of an account before this one: not every device of one's own has that.
  if (d->account() != local.account()) w.publish(*there, cells);
  records::BoardItem item;
  if (table == kBoardItem && item.ParseFromString(d->body()) && item.has_picture()) {
    auto s = vault_.db().prepare("INSERT OR IGNORE INTO picture(word, space, rid, there) VALUES(?, 2, ?, 0)");
    const auto word = hex(item.picture().id());
    s.text(word).bind(there->rid).run();
    local.add_owed(item.picture().id());
    while (local.owed_size() > kMostOwed) local.mutable_owed()->DeleteSubrange(0, 1);
  }
  return 1;
}

std::optional<Stored> Ledger::dropped(const wire::Bundle& b) {
  const auto d = open_drop(b);
  if (!d) return std::nullopt;
  Stored out;
  out.id = made_by(*d), out.table = int(d->table()), out.space = wire::kHome;
  out.cells = with_fate(*d, values_of(*d, out.id));
  return out;
}

// --- receipts

void Ledger::acknowledge(const std::string& given, bool taken) {
  pb::Commit receipt;
  *(taken ? receipt.add_received() : receipt.add_refused()) = given;
  auto s = vault_.db().prepare("INSERT INTO outbox(space, writers, body) VALUES(1, 1, ?)");
  const auto body = receipt.SerializeAsString();
  s.bind(body).run();
}

// What cannot be taken is kept as it came, and whoever gave it keeps it, too.
void Ledger::refuse_drop(const wire::Bundle& b) { acknowledge(b.hash().substr(0, sizeof(Id)), false); }

// A work computer lets go of what was taken where it belongs. Once nothing of home is left in it, its file is written
// anew under another key (Session::renew).
void Ledger::let_go(Moment now, Vault::Write& w, const pb::Commit& commit, const Id& by) {
  std::vector<Address> gone;
  for (const auto& id : commit.received()) {
    auto s = vault_.db().prepare("UPDATE picture SET there = 3 WHERE word = ? AND space = 2");
    const auto word = hex(id);
    s.text(word).run();
    const Address here{to_id(id, "drop"), wire::kHome};
    if (const auto of = vault_.find(here); of && fate(of->cells) != Fate::purged) gone.push_back(here);
  }
  w.purge(gone);
  if (!gone.empty()) note_clean();
  for (const auto& name : commit.refused()) {
    auto mine = vault_.db().prepare(
        "SELECT 1 FROM bundle WHERE space = 2 AND device = ? AND substr(hash, 1, 16) = ? LIMIT 1");
    const auto device = me();
    if (mine.bind(view(device)).bind(name).step()) notify(now, pb::Notice::NOT_TAKEN, by);
  }
}

void Ledger::note_clean() {
  auto s = vault_.db().prepare("SELECT 1 FROM record WHERE space = 2 AND length(body) > 0 LIMIT 1");
  if (!s.step()) vault_.set_local("clean", "1");
}

// --- what is on another device of one's own already

// None where it is not one of home that this device can open.
std::vector<Id> Ledger::records_in(const wire::Bundle& b) try {
  std::vector<Id> ids;
  if (b.header.kind == wire::Kind::drop) {
    if (const auto d = dropped(b)) ids.push_back(d->id);
    return ids;
  }
  const auto key = space_keys_.find({wire::kHome, b.header.epoch});
  pb::Payload p;
  if (key == space_keys_.end() || !p.ParseFromString(open_bundle(b, key->second))) return ids;
  for (const auto& c : p.commit())
    for (const auto& r : c.record()) ids.push_back(to_id(r.id(), "record"));
  return ids;
} catch (const Failure& f) {
  if (f.fault != Fault::damaged && f.fault != Fault::invalid) throw;
  return {};
}

// A device of an account that becomes a work computer gives only what whoever paired it has not.
std::set<Id> Ledger::known_elsewhere(const std::vector<pb::Head>& known) {
  std::map<std::pair<std::string, uint64_t>, uint64_t> upto;
  for (const auto& h : known) upto[{h.device(), h.chain()}] = h.seq();
  std::set<Id> there, here;
  auto s = vault_.db().prepare("SELECT body FROM bundle WHERE space = 2 AND state != 2");
  while (s.step()) {
    const auto b = wire::parse_bundle(s.blob(0));
    const auto seq = upto.find({std::string(view(b.header.device)), b.header.chain});
    const auto ids = records_in(b);
    (seq != upto.end() && b.header.seq <= seq->second ? there : here).insert(ids.begin(), ids.end());
  }
  auto waiting = vault_.db().prepare("SELECT body FROM outbox WHERE space = 2 AND writers > 0");
  while (waiting.step()) {
    pb::Commit c;
    if (!c.ParseFromArray(waiting.blob(0).data(), int(waiting.blob(0).size()))) continue;
    for (const auto& r : c.record()) here.insert(to_id(r.id(), "record"));
  }
  for (const auto& id : here) there.erase(id);
  return there;
}

}  // namespace eddy::sync
