// The core's door to the disk in a browser: small files are rows of a table, so that replacing one is a
// commit. What they hold was sealed before it came here. Databases themselves, and the mark beside them, are
// places (opfs.h).
#include "core/base/files.h"

#include <sqlite3.h>

#include "bindings/web/opfs.h"
#include "core/base/failure.h"

namespace eddy {
namespace {

bool is_place(const std::string& path) { return path.find(".db") != std::string::npos; }

class WebFiles : public Files {
 public:
  std::optional<std::string> read(const std::string& path, size_t limit) override {
    if (is_place(path)) {
      const int place = web::Places::instance().find(path);
      if (place < 0) return std::nullopt;
      std::string out(std::min<uint64_t>(limit, web::size(place)), '\0');
      out.resize(web::read(place, 0, out.data(), out.size()));
      return out;
    }
    std::optional<std::string> out;
    Row row(table(), "SELECT body FROM file WHERE path = ?", path);
    if (row.step()) out = row.bytes().substr(0, limit);
    return out;
  }
  bool exists(const std::string& path) override {
    if (is_place(path)) return web::Places::instance().find(path) >= 0;
    return Row(table(), "SELECT 1 FROM file WHERE path = ?", path).step();
  }
  int64_t size(const std::string& path) override {
    if (is_place(path)) {
      const int place = web::Places::instance().find(path);
      return place < 0 ? 0 : int64_t(web::size(place));
    }
    Row row(table(), "SELECT body FROM file WHERE path = ?", path);
    return row.step() ? int64_t(row.bytes().size()) : 0;
  }
  void make_folder(const std::string&) override {}
  void replace(const std::string& path, std::string_view bytes) override {
    if (is_place(path)) return put(path, bytes, true);
    Row(table(), "REPLACE INTO file(path, body) VALUES(?1, ?2)", path, bytes).step();
  }
  void append(const std::string& path, std::string_view bytes) override {
    Row(table(),
        "INSERT INTO file(path, body) VALUES(?1, ?2) ON CONFLICT(path) DO UPDATE SET body = body || ?2", path,
        bytes)
        .step();
  }
  void poke(const std::string& path, std::string_view bytes) override {
    if (is_place(path)) return put(path, bytes, false);
    replace(path, bytes);
  }
  void drain(const std::string& path, const std::function<void(std::string_view)>& taken) override {
    const auto held = read(path, SIZE_MAX);
    if (!held || held->empty()) return;
    taken(*held);
    replace(path, "");
  }
  void remove(const std::string& path) override {
    if (is_place(path)) return web::Places::instance().remove(path);
    Row(table(), "DELETE FROM file WHERE path = ?", path).step();
  }
  void rename(const std::string& from, const std::string& to) override {
    if (is_place(from)) return web::Places::instance().rename(from, to);
    Row(table(), "UPDATE OR REPLACE file SET path = CAST(?2 AS TEXT) WHERE path = ?1", from, to).step();
  }

 private:
  // One statement over the table; throws FULL where it cannot be done.
  class Row {
   public:
    Row(sqlite3* db, const char* sql, std::string_view path, std::string_view body = {}) {
      if (sqlite3_prepare_v2(db, sql, -1, &statement_, nullptr) != SQLITE_OK) fail(db);
      sqlite3_bind_text(statement_, 1, path.data(), int(path.size()), SQLITE_STATIC);
      if (sqlite3_bind_parameter_count(statement_) > 1)
        sqlite3_bind_blob(statement_, 2, body.data() ? body.data() : "", int(body.size()), SQLITE_STATIC);
    }
    ~Row() { sqlite3_finalize(statement_); }
    bool step() {
      const int code = sqlite3_step(statement_);
      if (code != SQLITE_ROW && code != SQLITE_DONE) fail(sqlite3_db_handle(statement_));
      return code == SQLITE_ROW;
    }
    std::string bytes() const {
      const auto* p = static_cast<const char*>(sqlite3_column_blob(statement_, 0));
      return {p ? p : "", size_t(sqlite3_column_bytes(statement_, 0))};
    }

   private:
    sqlite3_stmt* statement_ = nullptr;
  };

  [[noreturn]] static void fail(sqlite3* db) {
    throw Failure{sqlite3_errcode(db) == SQLITE_FULL ? Reason::disk_full : Reason::disk_error,
                  "SQLite error " + std::to_string(sqlite3_extended_errcode(db))};
  }
  static void put(const std::string& path, std::string_view bytes, bool durable) {
    const int place = web::Places::instance().make(path);
    web::write(place, 0, bytes);
    if (!durable) return;
    web::truncate(place, bytes.size());
    web::flush(place);
  }
  sqlite3* table() {
    if (db_) return db_;
    if (sqlite3_open_v2("files.db", &db_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr) != SQLITE_OK ||
        sqlite3_exec(db_,
                     "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = "
                     "FULL;PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;CREATE TABLE IF NOT EXISTS "
                     "file(path TEXT PRIMARY KEY, body BLOB NOT NULL)",
                     nullptr, nullptr, nullptr) != SQLITE_OK) {
      sqlite3_close_v2(db_);
      db_ = nullptr;
      throw Failure{Reason::disk_error, "the table of small files does not open"};
    }
    return db_;
  }
  sqlite3* db_ = nullptr;
};

}  // namespace

std::unique_ptr<Files> disk_files() { return std::make_unique<WebFiles>(); }

}  // namespace eddy
