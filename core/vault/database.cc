#include "core/vault/database.h"

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>

namespace eddy {
namespace {

std::atomic<bool> short_of_memory{false};  // once: memory that was asked for was not to be had

[[noreturn]] void fail(sqlite3* db, int code) {
  const int last = db ? sqlite3_extended_errcode(db) : code;
  const int wide = last == SQLITE_OK ? code : last;
  const auto why = "SQLite error " + std::to_string(wide);
  const auto disk = [&](Reason reason) {
    const char* path = db ? sqlite3_db_filename(db, "main") : nullptr;
    return at_path(reason, path ? path : "", why);
  };
  const int error = db ? sqlite3_system_errno(db) : 0;  // what the disk said of an IOERR or a CANTOPEN
  switch (wide & 0xff) {
    case SQLITE_FULL: throw disk(Reason::disk_full);
    case SQLITE_IOERR: throw disk(error ? reason_of(error) : Reason::disk_error);
    case SQLITE_CANTOPEN: throw disk(error ? reason_of(error) : Reason::no_permission);
    case SQLITE_READONLY: throw disk(Reason::read_only);
    case SQLITE_BUSY:
    case SQLITE_LOCKED: throw Failure{Reason::store_busy, why + ": another program is writing"};
    // Also what is said of a page that SQLCipher cannot read.
    case SQLITE_NOMEM: throw Failure{short_of_memory ? Reason::no_memory : Reason::store_damaged, why};
    case SQLITE_ERROR:  // what SQLCipher says of a page whose authentication fails; our own SQL is fixed and
                        // tested
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT: throw Failure{Reason::store_damaged, why};
    default: throw Failure{Reason::bug_inside, why};
  }
}

void check(sqlite3* db, int code) {
  if (code != SQLITE_OK) fail(db, code);
}

// What SQLite frees is wiped first, decrypted pages included. This takes the place of cipher_memory_security,
// which also locks and unlocks memory around every single allocation: measured, that made a check-in four
// times slower. Keys are in locked memory either way. The size stands in front of each block.
constexpr int kHead = 16;
int size_of(void* p) { return p ? int(*reinterpret_cast<int64_t*>(static_cast<char*>(p) - kHead)) : 0; }
void* take(int n) {
  auto* p = static_cast<char*>(std::malloc(size_t(n) + kHead));
  if (!p) {
    short_of_memory = true;
    return nullptr;
  }
  *reinterpret_cast<int64_t*>(p) = n;
  return p + kHead;
}
void give(void* p) {
  if (!p) return;
  sodium_memzero(p, size_t(size_of(p)));
  std::free(static_cast<char*>(p) - kHead);
}
void* change(void* p, int n) {
  void* fresh = take(n);
  if (!fresh) return nullptr;
  std::memcpy(fresh, p, size_t(std::min(n, size_of(p))));
  give(p);
  return fresh;
}

void use_wiping_memory() {
  static const int once = [] {
    static sqlite3_mem_methods methods = {take,
                                          give,
                                          change,
                                          size_of,
                                          [](int n) { return (n + 7) & ~7; },
                                          [](void*) { return SQLITE_OK; },
                                          [](void*) {},
                                          nullptr};
    const int code = sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
    return code == SQLITE_OK ? sqlite3_initialize() : code;
  }();
  // MISUSE: another part of the program started SQLite before us; its memory is its own business.
  if (once != SQLITE_OK && once != SQLITE_MISUSE) fail(nullptr, once);
}

}  // namespace

Statement::~Statement() {
  if (!s_) return;
  sqlite3_reset(s_);
  sqlite3_clear_bindings(s_);
}
Statement& Statement::bind(int64_t v) { return check(nullptr, sqlite3_bind_int64(s_, next_++, v)), *this; }
Statement& Statement::bind(std::string_view v) {
  return check(nullptr,
               sqlite3_bind_blob(s_, next_++, v.data() ? v.data() : "", int(v.size()), SQLITE_STATIC)),
         *this;
}
Statement& Statement::text(std::string_view v) {
  return check(nullptr,
               sqlite3_bind_text(s_, next_++, v.data() ? v.data() : "", int(v.size()), SQLITE_STATIC)),
         *this;
}
Statement& Statement::null() { return check(nullptr, sqlite3_bind_null(s_, next_++)), *this; }
bool Statement::step() {
  const int code = sqlite3_step(s_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  fail(sqlite3_db_handle(s_), code);
}
int64_t Statement::integer(int column) const { return sqlite3_column_int64(s_, column); }
bool Statement::is_null(int column) const { return sqlite3_column_type(s_, column) == SQLITE_NULL; }
std::string_view Statement::blob(int column) const {
  const auto* p = static_cast<const char*>(sqlite3_column_blob(s_, column));
  return {p ? p : "", size_t(sqlite3_column_bytes(s_, column))};
}

void Database::Close::operator()(sqlite3* db) const { sqlite3_close_v2(db); }
void Database::Finalize::operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }

int commit_hook(void* self, sqlite3* db, const char* schema, int frames) {
  auto& committed = static_cast<Database*>(self)->committed_;
  try {  // no exception may pass through SQLite
    if (committed) committed(frames);
  } catch (...) {  // the mark is a hint: without it only the next shortening goes unnoticed
  }
  // What SQLite's own hook would do: keep the log near 4 MB.
  if (frames >= 1000) sqlite3_wal_checkpoint_v2(db, schema, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  return SQLITE_OK;
}

namespace {

int flags_of(Database::Opening how) {
  switch (how) {
    case Database::Opening::create: return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case Database::Opening::write: return SQLITE_OPEN_READWRITE;
    case Database::Opening::read: return SQLITE_OPEN_READONLY;
    case Database::Opening::read_alone: return SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
  }
  return 0;
}

std::string name_of(const std::string& path, Database::Opening how) {
  if (how != Database::Opening::read_alone) return path;
  std::string uri = "file:";
  for (const char c : path) {
    if (std::isalnum(static_cast<unsigned char>(c)) || std::strchr("/-._", c))
      uri += c;
    else
      uri += "%" + hex(std::string(1, c));
  }
  return uri + "?immutable=1";
}

}  // namespace

Database::Database(const std::string& path, const Secret& key, Opening how) {
  use_wiping_memory();
#ifdef __EMSCRIPTEN__
  open(path, key, how, true);  // no memory is shared there, and nobody else holds the file's handle
#else
  try {
    open(path, key, how, false);
  } catch (const Failure& f) {
    if (how != Opening::write || f.reason != Reason::disk_full) throw;
    open(path, key, how,
         true);  // no room even for the memory that programs share; it can be read all the same
  }
#endif
}

void Database::open(const std::string& path, const Secret& key, Opening how, bool alone) {
  sqlite3* db = nullptr;
  const bool create = how == Opening::create;
  const int code =
      sqlite3_open_v2(name_of(path, how).c_str(), &db, SQLITE_OPEN_NOMUTEX | flags_of(how), nullptr);
  db_.reset(db);
  check(db, code);
  sqlite3_extended_result_codes(db, 1);
  sqlite3_busy_timeout(db, 10'000);
  std::string spelled = "x'" + hex(key.bytes()) + "'";
  const int keyed = sqlite3_key_v2(db, "main", spelled.data(), int(spelled.size()));
  sodium_memzero(spelled.data(), spelled.size());
  check(db, keyed);
  // A log that cannot be read is not evidence of an empty one: closing leaves it alone until the store is
  // known to be whole.
  if (!create) sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  execute(
      "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;PRAGMA cell_size_check = ON; PRAGMA "
      "trusted_schema = OFF; PRAGMA foreign_keys = OFF;");
  if (alone) execute("PRAGMA locking_mode = EXCLUSIVE");
  if (create) execute("PRAGMA journal_mode = WAL");
  execute("PRAGMA synchronous = FULL");
  sqlite3_wal_hook(db, commit_hook, this);
}

void Database::opened_well() {
  check(db_.get(), sqlite3_db_config(db_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr));
}

void Database::leave_log() { sqlite3_db_config(db_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr); }

Database::~Database() { statements_.clear(); }

Statement Database::prepare(const char* sql) {
  auto& cached = statements_[sql];
  if (!cached) {
    sqlite3_stmt* s = nullptr;
    check(db_.get(), sqlite3_prepare_v3(db_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &s, nullptr));
    cached.reset(s);
  }
  return Statement(cached.get());
}

void Database::execute(const char* sql) {
  check(db_.get(), sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr));
}

int64_t Database::integer(const char* sql) {
  auto s = prepare(sql);
  return s.step() ? s.integer(0) : 0;
}

std::string Database::text(const char* sql) {
  auto s = prepare(sql);
  return s.step() ? std::string(s.blob(0)) : "";
}

int Database::wal_frames() {
  // The C function of this release refuses its own NOOP mode; the pragma knows it.
  auto s = prepare("PRAGMA wal_checkpoint(NOOP)");
  return s.step() ? int(s.integer(1)) : 0;
}

void Database::export_to(const std::string& path, const Secret& key, const char* statements) {
  {
    auto s = prepare("ATTACH DATABASE ? AS fresh KEY ?");
    std::string secret = "x'" + hex(key.bytes()) + "'";
    s.text(path).text(secret).run();
    sodium_memzero(secret.data(), secret.size());
  }
  struct Detach {
    Database& db;
    ~Detach() {
      try {
        db.execute("DETACH DATABASE fresh");
      } catch (const Failure&) {  // the connection ends soon
      }
    }
  } detach{*this};
  Transaction t(*this);
  execute(statements);
  t.commit();
}

void Database::copy_from(Database& other) {
  auto* copy = sqlite3_backup_init(db_.get(), "main", other.db_.get(), "main");
  if (!copy) throw Failure{Reason::bug_inside, sqlite3_errmsg(db_.get())};
  const int code = sqlite3_backup_step(copy, -1);
  sqlite3_backup_finish(copy);
  if (code != SQLITE_DONE) throw Failure{Reason::bug_inside, sqlite3_errstr(code)};
}

void Database::checkpoint() {
  check(db_.get(),
        sqlite3_wal_checkpoint_v2(db_.get(), "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr));
}

void Database::check_place() {
  int moved = 0;
  if (sqlite3_file_control(db_.get(), "main", SQLITE_FCNTL_HAS_MOVED, &moved) != SQLITE_OK || !moved) return;
  const char* path = sqlite3_db_filename(db_.get(), "main");
  if (::access(path, F_OK) != 0) throw at_path(Reason::diary_moved, path, "no file is there any more");
  throw Failure{Reason::written_anew, "another program has written this diary anew meanwhile: open it again"};
}

Transaction::Transaction(Database& db) : db_(db) {
  db_.execute("BEGIN IMMEDIATE");
  try {
    db_.check_place();
  } catch (const Failure&) {
    db_.execute("ROLLBACK");
    throw;
  }
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    db_.execute("ROLLBACK");
  } catch (const Failure&) {  // SQLite has already rolled back by itself after some errors
  }
}

void Transaction::commit() {
  db_.execute("COMMIT");
  open_ = false;
}

Savepoint::~Savepoint() {
  if (!open_) return;
  try {
    db_.execute("ROLLBACK TO part");
    db_.execute("RELEASE part");
  } catch (const Failure&) {  // after some errors the whole transaction is rolled back already
  }
}

void Savepoint::keep() {
  db_.execute("RELEASE part");
  open_ = false;
}

}  // namespace eddy
