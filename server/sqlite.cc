#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <map>
#include <memory>

#include "core/base/failure.h"
#include "server/sql.h"
#include "server/sql_store.h"

namespace eddy::server {
namespace {

[[noreturn]] void fail(sqlite3* db, int code) {
  switch (code & 0xff) {
    case SQLITE_FULL: throw Failure{Reason::disk_full, sqlite3_errstr(code)};
    case SQLITE_READONLY: throw Failure{Reason::read_only, sqlite3_errstr(code)};
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN: {
      const int error = db ? sqlite3_system_errno(db) : 0;
      throw Failure{error ? reason_of(error) : Reason::disk_error, sqlite3_errstr(code)};
    }
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: throw Failure{Reason::store_damaged, sqlite3_errstr(code)};
    default: throw Failure{Reason::bug_inside, db ? sqlite3_errmsg(db) : "no memory"};
  }
}

class Sqlite : public Sql {
 public:
  explicit Sqlite(const std::string& path) {
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (const int code = sqlite3_open_v2(path.c_str(), &db_, flags, nullptr)) {
      const std::unique_ptr<sqlite3, int (*)(sqlite3*)> closed(db_, sqlite3_close);
      fail(db_, code);
    }
    sqlite3_busy_timeout(db_, 10'000);
    try {
      // SQLite itself waits for a lock, but not for the one that turns a new file to WAL.
      for (int tries = 0;
           sqlite3_exec(db_, "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr) == SQLITE_BUSY &&
           tries < 1000;
           ++tries)
        sqlite3_sleep(10);
      script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    } catch (const Failure&) {
      sqlite3_close(db_);  // no destructor runs for what was not finished
      throw;
    }
  }
  ~Sqlite() override {
    for (auto& [sql, s] : statements_) sqlite3_finalize(s);
    sqlite3_close(db_);
  }

  uint64_t run(const char* sql, const std::vector<Value>& values,
               const std::function<bool(const Row&)>& each) override {
    auto& s = statements_[sql];
    if (!s)
      if (const int code = sqlite3_prepare_v2(db_, sql, -1, &s, nullptr)) fail(db_, code);
    struct Reset {
      sqlite3_stmt* s;
      ~Reset() {
        sqlite3_reset(s);
        sqlite3_clear_bindings(s);
      }
    } const reset{s};
    for (int i = 0; i < int(values.size()); ++i)
      if (const auto* n = std::get_if<uint64_t>(&values[size_t(i)]))
        sqlite3_bind_int64(s, i + 1, sqlite3_int64(*n));
      else {
        const auto bytes = std::get<std::string_view>(values[size_t(i)]);
        sqlite3_bind_blob64(s, i + 1, bytes.data() ? bytes.data() : "", bytes.size(), SQLITE_STATIC);
      }
    struct ResultRow : Row {
      sqlite3_stmt* s = nullptr;
      uint64_t integer(int i) const override { return uint64_t(sqlite3_column_int64(s, i)); }
      std::string blob(int i) const override {
        return {static_cast<const char*>(sqlite3_column_blob(s, i)), size_t(sqlite3_column_bytes(s, i))};
      }
    } row;
    row.s = s;
    uint64_t seen = 0;
    for (;;) {
      const int code = sqlite3_step(s);
      if (code == SQLITE_DONE) break;
      if (code != SQLITE_ROW) fail(db_, code);
      ++seen;
      if (each && !each(row)) break;
    }
    return sqlite3_column_count(s) > 0 ? seen : uint64_t(sqlite3_changes(db_));
  }

  void script(const std::string& statements) override {
    if (const int code = sqlite3_exec(db_, statements.c_str(), nullptr, nullptr, nullptr)) fail(db_, code);
  }

 private:
  sqlite3* db_ = nullptr;
  std::map<const char*, sqlite3_stmt*> statements_;
};

class SqliteDriver : public Driver {
 public:
  explicit SqliteDriver(std::string path) : path_(std::move(path)) {}
  std::unique_ptr<Sql> connect() override { return std::make_unique<Sqlite>(path_); }
  bool one_writer() const override { return true; }
  bool holds_rows() const override { return false; }
  const char* begin_write() const override { return "BEGIN IMMEDIATE"; }
  const char* begin_read() const override { return "BEGIN"; }

 private:
  const std::string path_;
};

}  // namespace

void copy_sqlite(const std::string& from, const std::string& to) {
  if (access(to.c_str(), F_OK) == 0) throw at_path(Reason::file_there, to, "is there already");
  std::string name;
  for (const char c : to) name += c == '\'' ? "''" : std::string(1, c);
  Sqlite(from).script("VACUUM INTO '" + name + "'");
  const int f = ::open(to.c_str(), O_RDONLY | O_CLOEXEC);
  const bool kept = f >= 0 && ::fsync(f) == 0;
  if (f >= 0) ::close(f);
  if (!kept) throw at_path(Reason::disk_full, to, "not written");
}

std::unique_ptr<Driver> sqlite_driver(const std::string& path) {
  return std::make_unique<SqliteDriver>(path);
}

}  // namespace eddy::server
