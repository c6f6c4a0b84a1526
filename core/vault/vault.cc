#include "core/vault/vault.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/vault/admit.h"
#include "core/vault/schema.h"

namespace eddy {
namespace {

constexpr int kHomeSpace = 2;

// A file that is cut short opens as long as nobody reads the missing end; say it before anybody writes.
void check_size(Files& files, const std::string& path) {
  const auto size = files.size(path);
  if (size == 0) throw Failure{Reason::store_damaged, "the file is empty"};
  if (files.read(path, 15) == "SQLite format 3")
    throw Failure{Reason::not_a_diary, "a plain SQLite file, not one of Eddy's"};
}

Database::Opening opening_of(Files& files, const std::string& home, bool in_memory, bool create) {
  if (create || in_memory) return Database::Opening::create;
  const auto path = home + "/diary.db";
  check_size(files, path);
  for (const auto& needed : {home, path, path + "-wal", path + "-shm"})
    if (!files.can_write(needed))
      return files.size(path + "-wal") ? Database::Opening::read : Database::Opening::read_alone;
  return Database::Opening::write;
}

}  // namespace

Vault::Vault(Files& files, Random& random, const std::string& home, bool in_memory, const Secret& key,
             bool create)
    : files_(files),
      random_(random),
      path_(home + "/diary.db"),
      how_(opening_of(files, home, in_memory, create)),
      db_(in_memory ? ":memory:" : path_, key, how_),
      projections_(db_),
      devices_(db_),
      in_memory_(in_memory) {
  if (create) {
    Transaction t(db_);
    db_.execute(kTables);
    db_.execute(kSyncTables);
    db_.execute(kEarlierTable);
    db_.execute(kTurnedTable);
    db_.execute(kProjections);
    make_words();
    db_.execute(("PRAGMA application_id = " + std::to_string(kApplicationId)).c_str());
    db_.execute(("PRAGMA user_version = " + std::to_string(kFormat)).c_str());
    random_.fill(device_.data(), device_.size());
    db_.prepare("INSERT INTO device(number, id) VALUES(1, ?)").bind(view(device_)).run();
    set_local("row_key", derive(key, "eddy/row-key/v1").bytes());
    t.commit();
  } else {
    const auto format = db_.integer("PRAGMA user_version");
    if (format > kFormat) throw Failure{Reason::store_too_new, "format " + std::to_string(format)};
    if (format < 1 || db_.integer("PRAGMA application_id") != kApplicationId)
      throw Failure{Reason::store_damaged, "not a diary"};
    if (files_.size(path_ + "-wal") == 0 &&
        db_.integer("PRAGMA page_count") * db_.integer("PRAGMA page_size") > files_.size(path_))
      throw Failure{Reason::store_damaged, "the file is cut short"};
    device_ = to_id(db_.text("SELECT id FROM device WHERE number = 1"), "device");
  }
  if (!in_memory) watch_log(path_);
  begin();
  if (!create && db_.integer("PRAGMA user_version") < kFormat) {
    if (read_only())
      throw at_path(Reason::read_only, home, "of an earlier version: to be opened it is written anew");
    upgrade(key);
  }
  if (!read_only()) know_words();
  db_.opened_well();
}

Vault::Vault(Files& files, Random& random, const Secret& key, Vault& other)
    : files_(files),
      random_(random),
      how_(Database::Opening::create),
      db_(":memory:", key, how_),
      projections_(db_),
      devices_(db_),
      in_memory_(true) {
  db_.copy_from(other.db_);
  device_ = other.device_;
  begin();
}

Id brought_home(const Id& removed) {
  return to_id(
      std::string(view(removed).substr(0, 6)) + digest("eddy/removed/v1", view(removed), 16).substr(0, 10),
      "record");
}

void Vault::begin() {
  if (const auto boundary = local("day_boundary"); boundary.size() == 2)
    projections_.set_boundary(Reader{boundary}.get<int16_t>());
  if (const auto spaces = local("published"); spaces.size() == 1) published_ = uint8_t(spaces[0]);
}

Vault::~Vault() {
  if (in_memory_ || !log_used_) return;
  try {
    db_.check_place();  // else the mark there is another file's
    // "Closed" first, and on the disk: a log that is missing after that was moved into the file on purpose.
    const std::string closed(16, '\0');
    files_.replace(path_ + "-mark", closed);
    db_.checkpoint();
    files_.poke(path_ + "-mark", closed);  // where another program committed in between
  } catch (const Failure&) {
    db_.leave_log();  // it stays, and is read at the next opening: the mark still tells of it
  }
}

void Vault::require_whole(Files& files, const std::string& folder) {
  const auto file = folder + "/diary.db";
  if (files.size(file + "-wal") > 0)
    throw at_path(Reason::disk_error, file, "its log could not be moved into it");
}

void Vault::leave() {
  log_used_ = false;
  db_.leave_log();
}

// The mark: what the log held after the last commit that was confirmed. Written without waiting for the disk,
// so it is never ahead of the log: a log with less in it was shortened by something else. (Holds where the
// file system says POWERSAFE_OVERWRITE, as SQLite's own do: without it SQLite pads the log with frames that
// it does not sync.)
//   salt 8 | frames u32 | 4 spare; all zero: closed in order
void Vault::watch_log(const std::string& path) {
  const auto salt = [this, path] {
    const auto log = files_.read(path + "-wal", 32);
    return log && log->size() == 32 ? log->substr(16, 8) : std::string(8, '\0');
  };
  if (read_only()) return;
  if (const auto mark = files_.read(path + "-mark"); mark && mark->size() == 16) {
    Reader r{*mark};
    const auto marked_salt = r.take(8);
    const auto frames = int(r.get<uint32_t>());
    if (frames > 0) {
      log_used_ = true;
      const auto now = salt();
      const bool gone = now == std::string(8, '\0');
      shortened_ = gone || (now == marked_salt && db_.wal_frames() < frames);
    }
  }
  db_.on_commit([this, path, salt](int frames) {
    if (frames <= last_frames_ || log_salt_.empty()) log_salt_ = salt();
    last_frames_ = frames;
    log_used_ = true;
    std::string mark = log_salt_;
    put<uint32_t>(mark, uint32_t(frames));
    put<uint32_t>(mark, 0);
    files_.poke(path + "-mark", mark);
  });
}

uint32_t Vault::Numbers::number(const Id& id) {
  if (known.empty()) device(1);
  const auto found = numbers.find(id);
  if (found != numbers.end()) return found->second;
  db.prepare("INSERT INTO device(number, id) VALUES(?, ?)")
      .bind(int64_t(known.size() + 1))
      .bind(view(id))
      .run();
  known.push_back(id);
  return numbers[id] = uint32_t(known.size());
}

Id Vault::Numbers::device(uint32_t n) {
  if (n == 0 || n > known.size()) {
    forget();
    auto s = db.prepare("SELECT id FROM device ORDER BY number");
    while (s.step()) {
      known.push_back(to_id(s.blob(0), "device"));
      numbers[known.back()] = uint32_t(known.size());
    }
  }
  if (n == 0 || n > known.size()) throw Failure{Reason::record_damaged, "unknown device"};
  return known[n - 1];
}

// The row's number comes from the id itself (its second, and a byte of its chance), so that rows lie in the
// order of time, need no second index, and search's lists stay short. Where two give one number, the id and a key that only
// this store has say how far to step on, so that nobody can make ids that all go the same way; rows never go (a purged one
// keeps its place), so the way never breaks.
Vault::Place Vault::place_of(const Address& of) {
  int64_t step = 0;
  Place best{0, false};
  for (int64_t rid = first_place(of.id);; rid += step) {
    auto s = db_.prepare("SELECT id, space, kind FROM record WHERE rid = ?");
    s.bind(rid);
    if (!s.step()) return best.taken ? best : Place{rid, false};
    if (s.blob(0) == view(of.id) && (!of.space || s.integer(1) == of.space) &&
        (!of.table || s.integer(2) == of.table)) {
      if (of.space && of.table) return {rid, true};
      const bool better = !best.taken || s.integer(1) == kHomeSpace;
      best = {better ? rid : best.rid, true, best.taken};
    }
    if (step == 0) step = step_of(of.id);
  }
}

int64_t Vault::step_of(const Id& id) {
  if (row_key_.empty()) row_key_ = local("row_key");
  return 1 + Reader{digest("eddy/row/v1", row_key_ + std::string(view(id)), 16)}.get<uint16_t>();
}

Stored Vault::read(Statement& row) {
  Stored s;
  s.rid = row.integer(0);
  s.id = to_id(row.blob(1), "record");
  s.space = int(row.integer(2));
  s.table = int(row.integer(3));
  s.cells = unpack(s.table, row.blob(4), row.blob(5), devices_);
  return s;
}

std::optional<Stored> Vault::find(const Address& of) {
  const auto place = place_of(of);
  if (!place.taken) return std::nullopt;
  return at(place.rid);
}

std::optional<Stored> Vault::named(int from_space, int table, const Id& id) {
  auto own = find({id, from_space, table});
  return own || from_space != kHomeSpace ? own : find({id, 1, table});
}

Stored Vault::at(int64_t rid) {
  auto s = db_.prepare("SELECT rid, id, space, kind, body, clocks FROM record WHERE rid = ?");
  s.bind(rid);
  if (!s.step()) throw Failure{Reason::no_record, "no such row"};
  return read(s);
}

Stored Vault::get(const Address& of) {
  const auto place = place_of(of);
  if (place.several)
    throw Failure{Reason::several_records, "several records have it: say of which space and kind"};
  auto s = place.taken ? std::optional(at(place.rid)) : std::nullopt;
  if (!s || fate_of(*s) == Fate::purged) throw Failure{Reason::no_record, "no such record"};
  return std::move(*s);
}

void Vault::lost(const Stored& of, const std::function<bool(const Cells&, bool by_work)>& look) {
  auto s = db_.prepare("SELECT body, clocks, by_work FROM earlier WHERE rid = ? ORDER BY n DESC");
  s.bind(of.rid);
  for (bool more = true; more && s.step();) try {
      more = look(unpack(of.table, s.blob(0), s.blob(1), devices_), s.integer(2) != 0);
    } catch (const Failure& f) {  // a damaged one is stepped over; `check` names it
      if (f.fault != Fault::damaged && f.fault != Fault::invalid) throw;
    }
}

std::vector<Stored> Vault::earlier(const Stored& of, int skip, int most) {
  constexpr size_t kMostBytes = 4 << 20;
  std::vector<Stored> out;
  size_t bytes = 0;
  auto as_it_was = of;
  lost(of, [&](const Cells& gone, bool by_work) {
    auto& cells = as_it_was.cells;
    const auto is_back = [&](const Cell& c) {
      return std::any_of(gone.begin(), gone.end(),
                         [&](const Cell& l) { return l.field == c.field && l.sub == c.sub; });
    };
    cells.erase(std::remove_if(cells.begin(), cells.end(), is_back), cells.end());
    cells.insert(cells.end(), gone.begin(), gone.end());
    std::sort(cells.begin(), cells.end(), [](const Cell& a, const Cell& b) {
      return std::tie(a.field, a.sub, a.stamp) < std::tie(b.field, b.sub, b.stamp);
    });
    if (!by_work || skip-- > 0) return true;
    for (const auto& c : cells) bytes += c.bytes.size();
    out.push_back(as_it_was);
    return int(out.size()) < most && bytes < kMostBytes;
  });
  return out;
}

bool Vault::has_earlier(int64_t rid) {
  auto s = db_.prepare("SELECT 1 FROM earlier WHERE rid = ? AND by_work = 1 LIMIT 1");
  return s.bind(rid).step();
}

Fate Vault::fate_of(const Stored& stored) {
  const auto is = fate(stored.cells);
  if (is != Fate::purged || of_work() || purges(stored.cells)) return is;
  return has_earlier(stored.rid) ? Fate::trashed : is;
}

std::string Vault::local(const char* name) {
  auto s = db_.prepare("SELECT value FROM local WHERE name = ?");
  s.text(name);
  return s.step() ? std::string(s.blob(0)) : "";
}

void Vault::set_local(const char* name, std::string_view value) {
  if (!in_memory_) db_.check_place();
  auto s = db_.prepare(
      "INSERT INTO local(name, value) VALUES(?, ?) ON CONFLICT DO UPDATE SET value = excluded.value");
  s.text(name).bind(value).run();
}

void Vault::publish(uint8_t spaces) {
  set_local("published", std::string(1, char(spaces)));
  published_ = spaces;
}

void Vault::rebuild() {
  Transaction t(db_);
  rebuild_tables();
  t.commit();
  ++revision_;
}

void Vault::rebuild_tables() {
  projections_.forget();
  db_.execute(kDropProjections);
  db_.execute(kDropWords);
  db_.execute(kProjections);
  make_words();
  auto s = db_.prepare("SELECT rid, id, space, kind, body, clocks FROM record ORDER BY rid");
  while (s.step()) {
    const auto row = read(s);
    const auto now = fate_of(row);
    if (now == Fate::live) projections_.add(row.rid, row.space, row.table, s.blob(4));
    if (now == Fate::trashed) projections_.set_trashed(row.rid, true);
  }
  projections_.flush();
}

std::vector<std::string> Vault::check() {
  std::vector<std::string> problems;
  if (!in_memory_) {
    if (!read_only()) db_.checkpoint();
    auto pages = db_.prepare("PRAGMA cipher_integrity_check");
    while (pages.step()) problems.emplace_back(pages.blob(0));
  }
  auto tree = db_.prepare("PRAGMA integrity_check");
  while (tree.step())
    if (tree.blob(0) != "ok") problems.emplace_back(tree.blob(0));
  auto s = db_.prepare("SELECT rid, id, space, kind, body, clocks FROM record");
  while (s.step()) try {
      const auto row = read(s);
      if (fate(row.cells) != Fate::purged) to_event(row.table, s.blob(4));
    } catch (const Failure& f) {
      problems.push_back("record " + std::to_string(s.integer(0)) + ": " + f.detail);
    }
  auto before =
      db_.prepare("SELECT n, kind, earlier.body, earlier.clocks FROM earlier JOIN record USING(rid)");
  while (before.step()) try {
      unpack(int(before.integer(1)), before.blob(2), before.blob(3), devices_);
    } catch (const Failure& f) {
      problems.push_back("earlier version " + std::to_string(before.integer(0)) + ": " + f.detail);
    }
  return problems;
}

Vault::Write::Write(Vault& vault, Moment now) : vault_(vault), transaction_(vault.db_), now_ms_(now.ms) {
  stamp_.hlc = uint64_t(std::clamp<int64_t>(now.ms, 0, kLatestStamp)) << 16;
  stamp_.device = vault.device_;
  stamp_.id = vault.random_.u64();
}

Vault::Write::~Write() {
  if (!done_) vault_.undone();
}

void Vault::undone() {
  projections_.forget();
  devices_.forget();
}

Vault::Write::Part::Part(Write& write)
    : write_(write),
      out_((write.vault_.projections_.flush(), write.out_)),
      forgets_(write.forgets_),
      savepoint_(write.vault_.db_) {}

Vault::Write::Part::~Part() {
  if (kept_) return;
  write_.out_ = std::move(out_);
  write_.forgets_ = forgets_;
  write_.vault_.undone();
}

void Vault::Write::Part::keep() {
  savepoint_.keep();
  kept_ = true;
}

// Portions keep an import's bundles small; a person's own change is one. Of a record that is too large for a
// portion, or has too many writers, the cells go in several: they merge one by one.
void Vault::Write::publish(const Stored& of, const Cells& delta, bool of_work) {
  if (!echo_ || delta.empty() || of.space < 1 || of.space > 8 || !(vault_.published_ & 1 << (of.space - 1)))
    return;
  if (!portions_) return publish_part(of, delta, of_work);
  Cells part;
  size_t size = 0;
  for (const auto& c : delta) {
    const auto more = c.bytes.size() + 8 * c.covers.size() + 64;
    if (!part.empty() && (size + more > kPortion || part.size() >= kPortionWriters))
      publish_part(of, part, of_work), part.clear(), size = 0;
    part.push_back(c);
    size += more;
  }
  publish_part(of, part, of_work);
}

void Vault::Write::publish_part(const Stored& of, const Cells& delta, bool of_work) {
  auto& out = out_[of.space];
  if (out.commit.of_work() != of_work) write_out(of.space), out.commit.set_of_work(of_work);
  const auto packed = pack(of.table, delta, vault_.devices_);
  const auto size = out.size + size_of_change(packed.body, packed.clocks);
  if (!portions_ && size > kLargestChange)
    throw Failure{Reason::entry_too_large, "one entry holds at most 128 KiB"};
  out.size = size;
  auto* r = out.commit.add_record();
  r->set_id(std::string(view(of.id)));
  r->set_table(uint32_t(of.table));
  r->set_body(packed.body);
  r->set_clocks(packed.clocks);
  for (const auto& c : delta) out.writers.insert(vault_.devices_.number(c.stamp.device));
  if (portions_ && (out.size > kPortion || out.writers.size() > kPortionWriters)) write_out(of.space);
}

void Vault::Write::write_out(int space) {
  auto& out = out_[space];
  if (out.commit.record_size() == 0) return void(out = {});
  auto s = vault_.db_.prepare("INSERT INTO outbox(space, writers, body) VALUES(?, 1, ?)");
  const auto body = out.commit.SerializeAsString();
  s.bind(space).bind(body).run();
  out = {};
}

// What waits of a purged record need not go out any more, and its words are not kept for that. Before the purge itself is
// published: in a long write that may be in the outbox at once.
void Vault::Write::unpublish(const std::vector<Stored>& all) {
  std::set<std::tuple<int, int, std::string_view>> gone;
  for (const auto& one : all) gone.insert({one.space, one.table, view(one.id)});
  const auto leaves = [&](int space, sync::v1::Commit& commit) {
    auto& records = *commit.mutable_record();
    const auto kept = std::remove_if(records.begin(), records.end(), [&](const sync::v1::Record& r) {
      return gone.count({space, int(r.table()), std::string_view(r.id())}) > 0;
    });
    const bool some = kept != records.end();
    records.erase(kept, records.end());
    return some;
  };
  for (auto& [space, out] : out_) leaves(space, out.commit);
  std::vector<std::pair<int64_t, sync::v1::Commit>> rows;
  auto s = vault_.db_.prepare("SELECT n, space, body FROM outbox WHERE writers > 0");
  while (s.step()) {
    const auto body = s.blob(2);
    if (all.size() == 1 && body.find(view(all[0].id)) == body.npos) continue;
    sync::v1::Commit commit;
    if (commit.ParseFromArray(body.data(), int(body.size())) && leaves(int(s.integer(1)), commit))
      rows.emplace_back(s.integer(0), std::move(commit));
  }
  for (auto& [n, commit] : rows) {
    if (commit.record_size() + commit.received_size() + commit.refused_size() == 0) {
      vault_.db_.prepare("DELETE FROM outbox WHERE n = ?").bind(n).run();
    } else {
      const auto body = commit.SerializeAsString();
      vault_.db_.prepare("UPDATE outbox SET body = ? WHERE n = ?").bind(body).bind(n).run();
    }
  }
}

void Vault::Write::save(const Stored& before, bool fresh, const Cells& now, const Cells& delta) {
  auto& v = vault_;
  publish(before, delta);
  if (!fresh && (keeps_earlier_ || v.has_earlier(before.rid))) keep_earlier(before, now, keeps_earlier_);
  const auto body_before = fresh ? std::string() : join(before.cells);
  if (!fresh && fate(before.cells) == Fate::live)
    v.projections_.remove(before.rid, before.table, body_before);
  const auto packed = pack(before.table, now, v.devices_);
  if (fresh) {
    auto s = v.db_.prepare("INSERT INTO record(rid, id, space, kind, body, clocks) VALUES(?,?,?,?,?,?)");
    s.bind(before.rid)
        .bind(view(before.id))
        .bind(before.space)
        .bind(before.table)
        .bind(packed.body)
        .bind(packed.clocks)
        .run();
  } else {
    auto s = v.db_.prepare("UPDATE record SET body = ?, clocks = ? WHERE rid = ?");
    s.bind(packed.body).bind(packed.clocks).bind(before.rid).run();
  }
  auto after = before;
  after.cells = now;
  const auto then = fresh ? Fate::live : v.fate_of(before), is = v.fate_of(after);
  if (is == Fate::purged && !fresh) {
    forgets_ = true;
    v.db_.prepare("DELETE FROM turned WHERE rid = ?").bind(before.rid).run();
    if (purges(now)) v.db_.prepare("DELETE FROM earlier WHERE rid = ?").bind(before.rid).run();
  }
  if (is == Fate::live) v.projections_.add(before.rid, before.space, before.table, packed.body);
  if (is == Fate::trashed || then == Fate::trashed)
    v.projections_.set_trashed(before.rid, is == Fate::trashed);
}

int64_t Vault::Write::put(const Id& id, int table, int space, const Cells& cells) {
  const auto place = vault_.place_of({id, space, table});
  Stored s;
  s.rid = place.rid;
  if (place.taken) {
    s = vault_.at(place.rid);
    const auto merged = kept(space, merge(table, s.cells, cells));
    if (merged == s.cells) return s.rid;
    if (purges(merged)) unpublish({s});
    save(s, false, merged, cells);
    return s.rid;
  }
  s.id = id, s.table = table, s.space = space;
  save(s, true, kept(space, merge(table, {}, cells)), cells);
  return s.rid;
}

Cells Vault::Write::kept(int space, Cells cells) {
  return vault_.of_work() && space == 1 ? at_work(std::move(cells)) : cells;
}

void Vault::Write::apply(const Id& id, int table, int space, const Cells& cells, bool keeps_earlier) {
  struct Quiet {
    Quiet(bool& e, bool& k, bool keeps) : echo(e), earlier(k) { echo = false, earlier = keeps; }
    ~Quiet() { echo = true, earlier = false; }
    bool &echo, &earlier;
  } quiet(echo_, keeps_earlier_, keeps_earlier);
  put(id, table, space, cells);
}

void Vault::Write::hand_on(const Stored& of, const Address& to) {
  const auto rid = vault_.place_of(to).rid;
  vault_.db_.prepare("UPDATE earlier SET rid = ? WHERE rid = ?").bind(rid).bind(of.rid).run();
}

void Vault::Write::keep_earlier(const Stored& before, const Cells& now, bool by_work) {
  // A place, with all that stands side by side there.
  std::map<std::pair<uint32_t, uint64_t>, std::pair<Cells, Cells>> places;
  for (const auto& c : before.cells) places[{c.field, c.sub}].first.push_back(c);
  for (const auto& c : now) places[{c.field, c.sub}].second.push_back(c);
  Cells was;
  for (auto& [place, cells] : places) {
    if (place.first == 0 || cells.first == cells.second) continue;
    if (cells.first.empty())
      was.push_back({place.first, place.second, {0, vault_.device_, 0}, "", {}});
    else
      was.insert(was.end(), cells.first.begin(), cells.first.end());
  }
  if (was.empty()) return;
  const auto packed = pack(before.table, was, vault_.devices_);
  auto s = vault_.db_.prepare("INSERT INTO earlier(rid, by_work, body, clocks) VALUES(?, ?, ?, ?)");
  s.bind(before.rid).bind(int(by_work)).bind(packed.body).bind(packed.clocks).run();
}

void Vault::Write::publish_all(int space) {
  in_portions();
  auto s = vault_.db_.prepare(
      "SELECT rid, id, space, kind, body, clocks FROM record WHERE space = ? ORDER BY rid");
  s.bind(space);
  while (s.step()) {
    const auto row = vault_.read(s);
    if (vault_.of_work() && purges(row.cells)) continue;
    publish(row, row.cells);
  }
}

Id Vault::Write::create(int table, int space, std::string_view message, const Id* id, int64_t* row) {
  const auto cells = split(table, message, stamp_);
  const Id made = id ? *id : made_for(table, message);
  const auto rid = put(made, table, space, cells);
  if (row) *row = rid;
  return made;
}

Id Vault::Write::made_for(int table, std::string_view message) {
  const auto e = to_event(table, message);
  return vault_.random_.id(e ? e->at.ms : now_ms_);
}

Id Vault::Write::create_versions(int table, int space, std::string_view message) {
  const auto made = made_for(table, message);
  put(made, table, space, split_versions(table, message, stamp_));
  return made;
}

void Vault::Write::change(const Address& of, std::string_view message, const std::vector<uint64_t>* seen) {
  const auto s = vault_.get(of);
  const auto changed = edit(s.table, s.cells, message, stamp_, seen);
  if (!changed.empty()) save(s, false, merge(s.table, s.cells, changed), changed);
}

void Vault::Write::change_tags(const Address& of, std::string_view message) {
  const auto s = vault_.get(of);
  auto changed = edit(s.table, s.cells, message, stamp_, nullptr);
  std::erase_if(changed, [&](const Cell& c) {
    const auto* f = find_field(s.table, c.field);
    return !f || !f->tags;
  });
  if (!changed.empty()) save(s, false, merge(s.table, s.cells, changed), changed);
}

void Vault::Write::trash(const Address& of) {
  const auto s = vault_.get(of);
  if (fate(s.cells) == Fate::live) set_fate(s, eddy::trash(s.cells, stamp_));
}

void Vault::Write::restore(const Address& of) {
  const auto s = vault_.get(of);
  if (vault_.fate_of(s) != Fate::trashed) return;
  if (fate(s.cells) == Fate::trashed) return set_fate(s, eddy::restore(s.table, s.cells, stamp_));
  if (const auto before = vault_.earlier(s, 0, 1); !before.empty())
    change(of, join(before[0].cells), nullptr);
}

void Vault::Write::purge(const std::vector<Address>& all) {
  std::vector<Stored> gone;
  for (const auto& of : all) {
    const auto s = vault_.get(of);
    if (vault_.of_work() && s.space == 1)
      set_fate(s, eddy::remove(s.cells, stamp_));  // goes home with its words, and into the trash there
    else
      gone.push_back(s);
  }
  if (!gone.empty()) unpublish(gone);
  for (const auto& one : gone) {
    const auto s = vault_.at(one.rid);  // as it is by now: it may have been named twice, or gone with another
    if (purges(s.cells)) continue;
    set_fate(s, eddy::purge(stamp_));
    // Where another device brings home what was removed at work, it is purged there, too.
    if (removal(s.cells) && s.space == 1) put(brought_home(s.id), s.table, kHomeSpace, eddy::purge(stamp_));
  }
}

void Vault::Write::forget_removed(const Stored& of) {
  save(of, false, at_work(of.cells), {});  // of no change nothing is published
}

void Vault::Write::set_fate(const Stored& of, const Cells& fate) {
  save(of, false, kept(of.space, merge(of.table, of.cells, fate)), fate);
}

void Vault::Write::commit() {
  for (auto& [space, out] : out_) write_out(space);
  vault_.projections_.flush();
  if (forgets_) vault_.projections_.forget_words();
  transaction_.commit();
  done_ = true;
  ++vault_.revision_;
}

}  // namespace eddy
