#include "server/sqlite_store.h"

#include <sqlite3.h>

#include <map>
#include <mutex>

namespace eddy::server {
namespace {

constexpr int kFormat = 1;
constexpr const char* kSchema = R"sql(
CREATE TABLE account(id BLOB PRIMARY KEY, head INT NOT NULL, used INT NOT NULL, quota INT NOT NULL, roster INT NOT NULL)
  WITHOUT ROWID;
CREATE TABLE chain(account BLOB NOT NULL, space INT NOT NULL, device BLOB NOT NULL, chain INT NOT NULL, seq INT NOT NULL,
  hash BLOB NOT NULL, PRIMARY KEY(account, space, device, chain)) WITHOUT ROWID;
CREATE TABLE bundle(account BLOB NOT NULL, number INT NOT NULL, space INT NOT NULL, device BLOB NOT NULL,
  chain INT NOT NULL, seq INT NOT NULL, hash BLOB NOT NULL, body BLOB NOT NULL, PRIMARY KEY(account, number)) WITHOUT ROWID;
CREATE UNIQUE INDEX bundle_in_chain ON bundle(account, space, device, chain, seq);
CREATE TABLE roster(account BLOB NOT NULL, version INT NOT NULL, body BLOB NOT NULL, PRIMARY KEY(account, version))
  WITHOUT ROWID;
CREATE TABLE invite(hash BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE once(hash BLOB PRIMARY KEY, until INT NOT NULL) WITHOUT ROWID;
CREATE INDEX once_until ON once(until);
CREATE TABLE mailbox(id BLOB PRIMARY KEY, account BLOB NOT NULL, opened INT NOT NULL, until INT NOT NULL) WITHOUT ROWID;
CREATE INDEX mailbox_of ON mailbox(account, opened);
CREATE TABLE letter(mailbox BLOB NOT NULL, n INT NOT NULL, body BLOB NOT NULL, PRIMARY KEY(mailbox, n)) WITHOUT ROWID;
PRAGMA user_version = 1;
)sql";

[[noreturn]] void fail(sqlite3* db, int code) {
  switch (code & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN: throw Failure{Fault::full, "disk", sqlite3_errstr(code)};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: throw Failure{Fault::damaged, "store", sqlite3_errstr(code)};
    default: throw Failure{Fault::bug, "store", db ? sqlite3_errmsg(db) : "no memory"};
  }
}

// One connection and its prepared statements. Not for two threads at once.
class Connection {
 public:
  explicit Connection(const std::string& path) {
    if (const int code = sqlite3_open_v2(
            path.c_str(), &db_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr)) {
      sqlite3_close(db_);
      fail(nullptr, code);
    }
    sqlite3_busy_timeout(db_, 10'000);
    try {
      run("PRAGMA journal_mode = WAL");
      run("PRAGMA synchronous = FULL");
    } catch (const Failure&) {
      sqlite3_close(db_);  // no destructor runs for what was not finished
      throw;
    }
  }
  ~Connection() {
    for (auto& [sql, s] : statements_) sqlite3_finalize(s);
    sqlite3_close(db_);
  }
  Connection(const Connection&) = delete;

  // A statement in use; put back when it goes.
  class Use {
   public:
    Use(sqlite3* db, sqlite3_stmt* s) : db_(db), s_(s) {}
    ~Use() {
      sqlite3_reset(s_);
      sqlite3_clear_bindings(s_);
    }
    Use(const Use&) = delete;
    Use& bind(std::string_view v) {
      sqlite3_bind_blob64(s_, ++at_, v.data(), v.size(), SQLITE_TRANSIENT);
      return *this;
    }
    Use& bind(const Id& v) { return bind(view(v)); }
    Use& bind(uint64_t v) {
      sqlite3_bind_int64(s_, ++at_, sqlite3_int64(v));
      return *this;
    }
    bool step() {
      const int code = sqlite3_step(s_);
      if (code != SQLITE_ROW && code != SQLITE_DONE) fail(db_, code);
      return code == SQLITE_ROW;
    }
    uint64_t integer(int i) { return uint64_t(sqlite3_column_int64(s_, i)); }
    std::string blob(int i) {
      return {static_cast<const char*>(sqlite3_column_blob(s_, i)), size_t(sqlite3_column_bytes(s_, i))};
    }
    size_t size(int i) { return size_t(sqlite3_column_bytes(s_, i)); }

   private:
    sqlite3* db_;
    sqlite3_stmt* s_;
    int at_ = 0;
  };
  Use use(const char* sql) {
    auto& s = statements_[sql];
    if (!s)
      if (const int code = sqlite3_prepare_v2(db_, sql, -1, &s, nullptr)) fail(db_, code);
    return {db_, s};
  }
  void run(const char* sql) {
    if (const int code = sqlite3_exec(db_, sql, nullptr, nullptr, nullptr)) fail(db_, code);
  }

 private:
  sqlite3* db_ = nullptr;
  std::map<std::string, sqlite3_stmt*> statements_;
};

class SqliteTransaction : public Transaction {
 public:
  SqliteTransaction(Connection& c, const Id& account) : c_(c), id_(account) {}

  std::optional<AccountRow> account() override {
    auto s = c_.use("SELECT head, used, quota, roster FROM account WHERE id = ?");
    s.bind(id_);
    if (!s.step()) return std::nullopt;
    return AccountRow{s.integer(0), s.integer(1), s.integer(2), uint32_t(s.integer(3))};
  }
  void put_account(const AccountRow& row) override {
    auto s = c_.use("INSERT OR REPLACE INTO account(id, head, used, quota, roster) VALUES(?, ?, ?, ?, ?)");
    s.bind(id_).bind(row.head).bind(row.used).bind(row.quota).bind(uint64_t(row.roster_version)).step();
  }
  std::optional<ChainRow> chain(const ChainKey& key) override {
    auto s =
        c_.use("SELECT seq, hash FROM chain WHERE account = ? AND space = ? AND device = ? AND chain = ?");
    s.bind(id_).bind(uint64_t(key.space)).bind(key.device).bind(key.chain);
    if (!s.step()) return std::nullopt;
    return ChainRow{key, s.integer(0), s.blob(1)};
  }
  void put_chain(const ChainRow& row) override {
    auto s = c_.use(
        "INSERT OR REPLACE INTO chain(account, space, device, chain, seq, hash) VALUES(?, ?, ?, ?, ?, ?)");
    s.bind(id_)
        .bind(uint64_t(row.key.space))
        .bind(row.key.device)
        .bind(row.key.chain)
        .bind(row.seq)
        .bind(row.hash)
        .step();
  }
  std::vector<ChainRow> chains(uint32_t spaces) override {
    auto s = c_.use(
        "SELECT space, device, chain, seq, hash FROM chain WHERE account = ? AND (1 << (space - 1)) & ?");
    s.bind(id_).bind(uint64_t(spaces));
    std::vector<ChainRow> out;
    while (s.step())
      out.push_back(
          {{uint16_t(s.integer(0)), to_id(s.blob(1), "device"), s.integer(2)}, s.integer(3), s.blob(4)});
    return out;
  }
  std::optional<std::string> bundle_hash(const ChainKey& key, uint64_t seq) override {
    auto s = c_.use(
        "SELECT hash FROM bundle WHERE account = ? AND space = ? AND device = ? AND chain = ? AND seq = ?");
    s.bind(id_).bind(uint64_t(key.space)).bind(key.device).bind(key.chain).bind(seq);
    if (!s.step()) return std::nullopt;
    return s.blob(0);
  }
  std::optional<std::string> hash_at(uint64_t number) override {
    auto s = c_.use("SELECT hash FROM bundle WHERE account = ? AND number = ?");
    s.bind(id_).bind(number);
    if (!s.step()) return std::nullopt;
    return s.blob(0);
  }
  void add_bundle(const BundleRow& row) override {
    auto s = c_.use(
        "INSERT INTO bundle(account, number, space, device, chain, seq, hash, body) VALUES(?, ?, ?, ?, ?, ?, "
        "?, ?)");
    s.bind(id_)
        .bind(row.number)
        .bind(uint64_t(row.key.space))
        .bind(row.key.device)
        .bind(row.key.chain)
        .bind(row.seq);
    s.bind(row.hash).bind(row.body).step();
  }
  std::vector<BundleRow> bundles(uint64_t after, uint32_t spaces, size_t bytes) override {
    auto s = c_.use(
        "SELECT number, space, device, chain, seq, hash, body FROM bundle WHERE account = ? AND number > ? "
        "AND "
        "(1 << (space - 1)) & ? ORDER BY number");
    s.bind(id_).bind(after).bind(uint64_t(spaces));
    std::vector<BundleRow> out;
    size_t taken = 0;
    while (s.step()) {
      taken += s.size(6);
      if (!out.empty() && taken > bytes) break;
      out.push_back({s.integer(0),
                     {uint16_t(s.integer(1)), to_id(s.blob(2), "device"), s.integer(3)},
                     s.integer(4),
                     s.blob(5),
                     s.blob(6)});
    }
    return out;
  }
  std::optional<std::string> roster(uint32_t version) override {
    auto s = c_.use("SELECT body FROM roster WHERE account = ? AND version = ?");
    s.bind(id_).bind(uint64_t(version));
    if (!s.step()) return std::nullopt;
    return s.blob(0);
  }
  void put_roster(uint32_t version, std::string_view body) override {
    auto s = c_.use("INSERT INTO roster(account, version, body) VALUES(?, ?, ?)");
    s.bind(id_).bind(uint64_t(version)).bind(body).step();
  }
  bool use_invite(std::string_view hash) override {
    {
      auto s = c_.use("SELECT 1 FROM invite WHERE hash = ?");
      if (!s.bind(hash).step()) return false;
    }
    c_.use("DELETE FROM invite WHERE hash = ?").bind(hash).step();
    return true;
  }

 private:
  Connection& c_;
  const Id id_;
};

class SqliteStore : public Store {
 public:
  explicit SqliteStore(std::string path) : path_(std::move(path)), writer_(path_) {
    writer_.run("BEGIN IMMEDIATE");
    uint64_t format = 0;
    {
      auto s = writer_.use("PRAGMA user_version");
      format = s.step() ? s.integer(0) : 0;
    }
    if (format > kFormat) throw Failure{Fault::too_new, "store", "of a later format"};
    if (format == 0) writer_.run(kSchema);
    writer_.run("COMMIT");
  }

  void write(const Id& account, const Work& work) override {
    const std::lock_guard one(writing_);
    writer_.run("BEGIN IMMEDIATE");
    try {
      SqliteTransaction t(writer_, account);
      work(t);
      writer_.run("COMMIT");
    } catch (...) {
      // A commit that failed may have rolled back by itself.
      try {
        writer_.run("ROLLBACK");
      } catch (const Failure&) {
      }
      throw;
    }
  }

  void read(const Id& account, const Work& work) override {
    auto c = take();
    try {
      c->run("BEGIN");
      SqliteTransaction t(*c, account);
      work(t);
    } catch (...) {
      try {
        c->run("ROLLBACK");
        give(std::move(c));
      } catch (const Failure&) {
      }
      throw;
    }
    c->run("COMMIT");
    give(std::move(c));
  }

  void add_invite(std::string_view hash) override {
    const std::lock_guard one(writing_);
    writer_.use("INSERT INTO invite(hash) VALUES(?)").bind(hash).step();
  }

  bool once(std::string_view hash, int64_t now_ms, int64_t until_ms) override {
    const std::lock_guard one(writing_);
    writer_.use("DELETE FROM once WHERE until < ?").bind(uint64_t(now_ms)).step();
    {
      auto s = writer_.use("SELECT 1 FROM once WHERE hash = ?");
      if (s.bind(hash).step()) return false;
    }
    writer_.use("INSERT INTO once(hash, until) VALUES(?, ?)").bind(hash).bind(uint64_t(until_ms)).step();
    return true;
  }

  bool open_mailbox(const Id& box, const Id& account, int64_t now_ms, int64_t until_ms, int64_t since_ms,
                    int most) override {
    const std::lock_guard one(writing_);
    writer_.use("DELETE FROM letter WHERE mailbox IN (SELECT id FROM mailbox WHERE opened < ?)")
        .bind(uint64_t(since_ms))
        .step();
    writer_.use("DELETE FROM mailbox WHERE opened < ?").bind(uint64_t(since_ms)).step();
    {
      auto s = writer_.use("SELECT count(*) FROM mailbox WHERE account = ? OR id = ?");
      s.bind(view(account)).bind(view(box)).step();
      if (s.integer(0) >= uint64_t(most)) return false;
    }
    {
      auto s = writer_.use("SELECT 1 FROM mailbox WHERE id = ?");
      if (s.bind(view(box)).step()) return false;
    }
    writer_.use("INSERT INTO mailbox(id, account, opened, until) VALUES(?, ?, ?, ?)")
        .bind(view(box))
        .bind(view(account))
        .bind(uint64_t(now_ms))
        .bind(uint64_t(until_ms))
        .step();
    return true;
  }

  std::optional<std::string> mail(const Id& box, uint32_t n, std::string_view body, int64_t now_ms) override {
    const std::lock_guard one(writing_);
    {
      auto s = writer_.use("SELECT 1 FROM mailbox WHERE id = ? AND until >= ?");
      if (!s.bind(view(box)).bind(uint64_t(now_ms)).step()) return std::nullopt;
    }
    {
      auto s = writer_.use("SELECT body FROM letter WHERE mailbox = ? AND n = ?");
      if (s.bind(view(box)).bind(uint64_t(n)).step()) return s.blob(0);
    }
    if (body.empty()) return std::nullopt;
    writer_.use("INSERT INTO letter(mailbox, n, body) VALUES(?, ?, ?)")
        .bind(view(box))
        .bind(uint64_t(n))
        .bind(body)
        .step();
    return std::string(body);
  }

 private:
  std::unique_ptr<Connection> take() {
    {
      const std::lock_guard one(idle_mutex_);
      if (!idle_.empty()) {
        auto c = std::move(idle_.back());
        idle_.pop_back();
        return c;
      }
    }
    return std::make_unique<Connection>(path_);
  }
  void give(std::unique_ptr<Connection> c) {
    const std::lock_guard one(idle_mutex_);
    if (idle_.size() < 16) idle_.push_back(std::move(c));
  }

  const std::string path_;
  std::mutex writing_, idle_mutex_;
  Connection writer_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace

std::unique_ptr<Store> open_sqlite(const std::string& path) { return std::make_unique<SqliteStore>(path); }

}  // namespace eddy::server
