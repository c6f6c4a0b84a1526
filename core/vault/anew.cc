// Of the vault: a store brought to today's format, its index of words to today's rule, and a work computer's, written anew.
#include "core/base/terms.h"
#include "core/vault/schema.h"
#include "core/vault/vault.h"

namespace eddy {

// All of it in one transaction: where the disk is full, or the program ends, it is as it was.
void Vault::upgrade(const Secret& key) {
  Transaction t(db_);
  const auto format = db_.integer("PRAGMA user_version");  // another program may have been first
  if (format >= kFormat) return;
  if (format < 2) db_.execute(kSyncTables);
  db_.execute(kTurnedTable);
  if (format < 3) {
    db_.execute(kEarlierTable);
    set_local("row_key", derive(key, "eddy/row-key/v1").bytes());
    place_again();
  }
  rebuild_tables();
  db_.execute(("PRAGMA user_version = " + std::to_string(kFormat)).c_str());
  t.commit();
  projections_.forget();
}

// Format 3 steps by a key of the store's own: what had stepped on is put where it is looked for now.
void Vault::place_again() {
  struct Row {
    int64_t from;
    std::string id, body, clocks;
    int space, kind;
  };
  std::vector<Row> rows;
  {
    auto s = db_.prepare("SELECT rid, id, space, kind, body, clocks FROM record");
    while (s.step())
      if (s.integer(0) != first_place(to_id(s.blob(1), "record")))
        rows.push_back({s.integer(0), std::string(s.blob(1)), std::string(s.blob(4)), std::string(s.blob(5)),
                        int(s.integer(2)), int(s.integer(3))});
  }
  for (const auto& r : rows) db_.prepare("DELETE FROM record WHERE rid = ?").bind(r.from).run();
  // Rows' numbers from before are negative on their way: none is taken for another's new one.
  for (const auto* sql :
       {"UPDATE imported SET rid = -rid WHERE rid = ?", "UPDATE picture SET rid = -rid WHERE rid = ?",
        "UPDATE turned SET rid = -rid WHERE rid = ?"})
    for (const auto& r : rows) db_.prepare(sql).bind(r.from).run();
  for (const auto& r : rows) {
    const auto to = place_of({to_id(r.id, "record"), r.space, r.kind}).rid;
    auto s = db_.prepare("INSERT INTO record(rid, id, space, kind, body, clocks) VALUES(?,?,?,?,?,?)");
    s.bind(to).bind(r.id).bind(r.space).bind(r.kind).bind(r.body).bind(r.clocks).run();
    for (const auto* sql :
         {"UPDATE imported SET rid = ? WHERE rid = ?", "UPDATE picture SET rid = ? WHERE rid = ?",
          "UPDATE turned SET rid = ? WHERE rid = ?"})
      db_.prepare(sql).bind(to).bind(-r.from).run();
  }
}

void Vault::make_words() {
  db_.execute(kWords);
  set_local("words_rule", rule_of_terms());
}

// A store of an earlier rule, once.
void Vault::know_words() {
  if (words_known_ || local("words_rule") == rule_of_terms()) return;
  if (read_only()) {
    Savepoint in_memory(db_);
    db_.execute(kWordsInMemory);
    index_words();
    in_memory.keep();
  } else {
    Transaction t(db_);
    if (local("words_rule") != rule_of_terms()) {  // another program may have been first
      db_.execute(kDropWords);
      make_words();
      index_words();
    }
    t.commit();
  }
  words_known_ = true;
}

void Vault::index_words() {
  auto s = db_.prepare("SELECT rid, id, space, kind, body, clocks FROM record ORDER BY rid");
  while (s.step()) try {
      const auto row = read(s);
      if (fate_of(row) == Fate::live && to_event(row.table, s.blob(4)))
        projections_.add_words(row.rid, row.table, s.blob(4));
    } catch (const Failure& f) {  // a damaged one is stepped over; `check` names it
      if (f.fault != Fault::damaged && f.fault != Fault::invalid) throw;
    }
}

namespace {
// What goes into a work computer's file: an allow list. Every other table is made from these.
constexpr const char* kOfWork = R"sql(
DELETE FROM fresh.local;
INSERT INTO fresh.local SELECT * FROM main.local
  WHERE name IN ('sync', 'published', 'day_boundary', 'row_key', 'inbox_before', 'work');
DELETE FROM fresh.device;
INSERT INTO fresh.device SELECT * FROM main.device;
INSERT INTO fresh.record SELECT * FROM main.record WHERE space = 1;
INSERT INTO fresh.imported SELECT * FROM main.imported WHERE rid IN (SELECT rid FROM main.record WHERE space = 1);
INSERT INTO fresh.turned SELECT * FROM main.turned WHERE rid IN (SELECT rid FROM main.record WHERE space = 1);
INSERT INTO fresh.outbox SELECT * FROM main.outbox WHERE space = 1 OR writers = 0;
INSERT INTO fresh.bundle SELECT * FROM main.bundle;
INSERT INTO fresh.chain SELECT * FROM main.chain;
INSERT INTO fresh.roster SELECT * FROM main.roster;
INSERT INTO fresh.picture SELECT word, space, CASE WHEN space = 1 THEN rid END, there FROM main.picture;
INSERT INTO fresh.picture_part SELECT p.* FROM main.picture_part p JOIN main.picture USING(word) WHERE space = 1;
)sql";
}  // namespace

void Vault::write_work(const std::string& folder, const Secret& key) {
  files_.make_folder(folder);
  for (const char* of_a_try : {"/diary.db", "/diary.db-wal", "/diary.db-shm", "/diary.db-mark"})
    files_.remove(folder + of_a_try);
  {
    const Vault made(files_, random_, folder, false, key, true);
  }
  db_.export_to(folder + "/diary.db", key, kOfWork);
  Vault fresh(files_, random_, folder, false, key, false);
  Transaction t(fresh.db_);
  fresh.place_again();  // the ways that led past what stays behind are shorter
  fresh.rebuild_tables();
  t.commit();
}

}  // namespace eddy
