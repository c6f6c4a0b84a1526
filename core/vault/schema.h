// The tables. `record` is the truth; the rest are projections, rebuilt from it at will. README.md describes
// them for people who want to query their own diary.
#pragma once

namespace eddy {

constexpr int kFormat = 4;                  // PRAGMA user_version; a store of a later format is TOO_NEW
constexpr int kApplicationId = 0x45646479;  // "Eddy"

constexpr const char* kTables = R"sql(
CREATE TABLE local(name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE device(number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE);
CREATE TABLE record(rid INTEGER PRIMARY KEY, id BLOB NOT NULL, space INT NOT NULL, kind INT NOT NULL,
  body BLOB NOT NULL, clocks BLOB NOT NULL);
CREATE TABLE imported(import BLOB NOT NULL, rid INT NOT NULL, PRIMARY KEY(import, rid)) WITHOUT ROWID;
)sql";

// Since format 2. What waits to be published, and everything that was ever sealed: this device's bundles and
// the others', as the bytes that were signed, so that a server restored from an old backup can be given them
// again.
//   outbox   one row a local transaction and space, or a portion of an import; `writers`: 0 of what is sealed already, a drop
//   bundle   state: see core/sync/ledger.h
//   chain    seq, hash: the newest without a gap before it; top: the newest of all; ended: its own device says that nothing
//            follows
//   picture  word: its id in hex; rid: its record, none for what was dropped into home; there: 0 not known, 1 on the server,
//            2 removed there, 3 dropped into home, where a device of one's own has opened it
//   picture_part   of one that is on its way here
constexpr const char* kSyncTables = R"sql(
CREATE TABLE outbox(n INTEGER PRIMARY KEY, space INT NOT NULL, writers INT NOT NULL, body BLOB NOT NULL);
CREATE TABLE bundle(n INTEGER PRIMARY KEY, space INT NOT NULL, device BLOB NOT NULL, chain INT NOT NULL, seq INT NOT NULL,
  hash BLOB NOT NULL, state INT NOT NULL, body BLOB NOT NULL);
CREATE UNIQUE INDEX bundle_by_place ON bundle(space, device, chain, seq, hash);
CREATE INDEX bundle_by_state ON bundle(state) WHERE state != 0;
CREATE TABLE chain(space INT NOT NULL, device BLOB NOT NULL, chain INT NOT NULL, seq INT NOT NULL, hash BLOB NOT NULL,
  top INT NOT NULL, ended INT NOT NULL DEFAULT 0, PRIMARY KEY(space, device, chain)) WITHOUT ROWID;
CREATE TABLE roster(version INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE picture(word TEXT PRIMARY KEY, space INT NOT NULL, rid INT, there INT NOT NULL) WITHOUT ROWID;
CREATE TABLE picture_part(word TEXT NOT NULL, at INT NOT NULL, body BLOB NOT NULL, PRIMARY KEY(word, at));
)sql";

// Since format 3. What a work computer has written over, or cleared, on a device of one's own, oldest first:
// of a record what stood in the places that changed, a cleared cell where nothing did. Once there is one,
// what one's own devices change of it stands between them (by_work 0), so that each says what was there then.
constexpr const char* kEarlierTable = R"sql(
CREATE TABLE earlier(n INTEGER PRIMARY KEY, rid INT NOT NULL, by_work INT NOT NULL, body BLOB NOT NULL, clocks BLOB NOT NULL);
CREATE INDEX earlier_by_record ON earlier(rid, by_work);
)sql";

// Since format 4. What an import made into factors of what its rows had as feelings: of a record, those feelings beside
// their factors, so that it can be undone.
constexpr const char* kTurnedTable = R"sql(
CREATE TABLE IF NOT EXISTS turned(import BLOB NOT NULL, rid INT NOT NULL, body BLOB NOT NULL, PRIMARY KEY(import, rid))
  WITHOUT ROWID;
)sql";

// `carries`: which check-ins carry a factor.
constexpr const char* kProjections = R"sql(
CREATE TABLE event(at INT NOT NULL, rid INT NOT NULL, kind INT NOT NULL, offset_min INT NOT NULL, day INT NOT NULL,
  inside INT NOT NULL, a INT, b INT, c INT, d INT, word TEXT, PRIMARY KEY(at, rid)) WITHOUT ROWID;
CREATE INDEX event_by_kind ON event(kind, at) WHERE kind NOT IN (1, 2, 4);
CREATE INDEX practice_by_time ON event(at, rid, day, word, b, c) WHERE kind = 4;
CREATE INDEX factor_by_name ON event(word) WHERE kind = 16;
CREATE TABLE rollup(day INT NOT NULL, inside INT NOT NULL, metric INT NOT NULL, n INT NOT NULL, total INT NOT NULL,
  PRIMARY KEY(day, inside, metric)) WITHOUT ROWID;
CREATE TABLE carries(factor BLOB NOT NULL, space INT NOT NULL, rid INT NOT NULL, PRIMARY KEY(factor, space, rid))
  WITHOUT ROWID;
CREATE TABLE trash(rid INTEGER PRIMARY KEY);
CREATE TABLE worse(practice TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIEW check_in AS SELECT datetime(at/1000 + offset_min*60, 'unixepoch') AS local_time, date(day*86400, 'unixepoch')
  AS my_day, inside AS at_work, a AS mood, b AS energy, c AS tension, rid FROM event WHERE kind = 1;
CREATE VIEW hard_call AS SELECT datetime(at/1000 + offset_min*60, 'unixepoch') AS local_time, date(day*86400, 'unixepoch')
  AS my_day, inside AS at_work, a AS how_hard, b AS kind, c AS handled, rid FROM event WHERE kind = 2;
CREATE VIEW practice AS SELECT datetime(at/1000 + offset_min*60, 'unixepoch') AS local_time, date(day*86400, 'unixepoch')
  AS my_day, inside AS at_work, word AS practice, a AS seconds, b AS before, c AS after, d AS finished, rid FROM event
  WHERE kind = 4;
CREATE VIEW sleep AS SELECT datetime(at/1000 + offset_min*60, 'unixepoch') AS up, date(day*86400, 'unixepoch') AS my_day,
  a AS minutes, b AS quality, c AS nap, d AS device_free_min, rid FROM event WHERE kind = 5;
)sql";

constexpr const char* kDropProjections = R"sql(
DROP VIEW check_in; DROP VIEW hard_call; DROP VIEW practice; DROP VIEW sleep;
DROP TABLE trash; DROP TABLE worse; DROP TABLE event; DROP TABLE rollup;
DROP TABLE IF EXISTS carries;
)sql";

// The index of words, and that of the names of factors, stands by itself, since its rule changes more often (`words_rule` in `local`). Its texts are those of
// words.h: all beyond ASCII is a letter. A leaf of it fits a page: SQLCipher keeps 80 of its 4096 bytes for itself, and the
// default would spill over.
constexpr const char* kWords = R"sql(
CREATE VIRTUAL TABLE words USING fts5(text, content='', contentless_delete=1, tokenize="porter ascii");
CREATE VIRTUAL TABLE names USING fts5(text, content='', contentless_delete=1, tokenize="porter ascii");
INSERT INTO words(words, rank) VALUES('pgsz', 3900);
)sql";
constexpr const char* kDropWords = "DROP TABLE words; DROP TABLE IF EXISTS names";
// The same where the store can only be read: for as long as it is open, and before the other where words are looked for.
constexpr const char* kWordsInMemory = R"sql(
CREATE VIRTUAL TABLE temp.words USING fts5(text, content='', contentless_delete=1, tokenize="porter ascii");
CREATE VIRTUAL TABLE temp.names USING fts5(text, content='', contentless_delete=1, tokenize="porter ascii");
)sql";

}  // namespace eddy
