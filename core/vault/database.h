// The door to SQLCipher: a connection, its statements, and what its errors mean to a person.
// Nothing else in the core includes sqlite3.h.
#pragma once
#include <concepts>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/crypto/keys.h"

struct sqlite3;
struct sqlite3_stmt;

namespace eddy {

// A prepared statement, borrowed from its database and reset when it goes.
class Statement {
 public:
  explicit Statement(sqlite3_stmt* s) : s_(s) {}
  Statement(Statement&& other) noexcept : s_(other.s_), next_(other.next_) { other.s_ = nullptr; }
  ~Statement();
  Statement& bind(int64_t v);
  Statement& bind(int v) { return bind(int64_t(v)); }
  Statement& bind(std::string_view blob);
  Statement& text(std::string_view text);
  // What is bound is looked at with each step: a string that is gone by then cannot be.
  template <class S>
    requires std::same_as<std::remove_const_t<S>, std::string>
  Statement& bind(S&&) = delete;
  template <class S>
    requires std::same_as<std::remove_const_t<S>, std::string>
  Statement& text(S&&) = delete;
  Statement& null();
  bool step();  // false: no more rows
  void run() { step(); }
  int64_t only() { return step() ? integer(0) : 0; }
  int64_t integer(int column) const;
  bool is_null(int column) const;
  std::string_view blob(int column) const;  // valid until the next step

 private:
  sqlite3_stmt* s_;
  int next_ = 1;
};

class Database {
 public:
  // `create` makes a new file and refuses one that is there; otherwise the file must be there and is never
  // changed by a failed opening. The key must already have passed its check: so what will not open is
  // DAMAGED.
  // `:memory:` is a store without a file. `committed(frames)` is called after every commit with the number of
  // frames now in the write-ahead log.
  enum class Opening {
    create,
    write,
    read,       // on a disk that can only be read; other programs may write it
    read_alone  // the same without a log: nobody writes it, and no file is made beside it
  };
  Database(const std::string& path, const Secret& key, Opening how);
  ~Database();
  Database(const Database&) = delete;

  Statement prepare(const char* sql);  // `sql` must be a literal: statements are kept by its address
  void execute(const char* sql);
  int64_t integer(const char* sql);
  std::string text(const char* sql);
  void on_commit(std::function<void(int frames)> committed) { committed_ = std::move(committed); }
  // The store is whole: closing may tidy up the log.
  void opened_well();
  void leave_log();  // closing leaves it as it is; throws nothing
  int wal_frames();  // readable ones
  // REFUSED where the file is not at its place any more: another program wrote it anew, and what went into
  // this one was lost.
  void check_place();
  void checkpoint();                // moves the whole log into the file
  void copy_from(Database& other);  // everything, both in memory
  // What `statements` put from `main` into `fresh`, another store's file with another key; all of them or none.
  void export_to(const std::string& path, const Secret& key, const char* statements);

 private:
  // `alone`: nobody else reads or writes it until it is closed, and its log's index is in this program's own memory.
  void open(const std::string& path, const Secret& key, Opening how, bool alone);
  friend int commit_hook(void*, sqlite3*, const char*, int);
  struct Close {
    void operator()(sqlite3* db) const;
  };
  struct Finalize {
    void operator()(sqlite3_stmt* s) const;
  };
  std::unique_ptr<sqlite3, Close> db_;
  std::map<const char*, std::unique_ptr<sqlite3_stmt, Finalize>> statements_;
  std::function<void(int)> committed_;
};

// All or nothing: what was not committed is rolled back when it goes.
class Transaction {
 public:
  // WRITTEN_ANEW, DIARY_MOVED where the file is not at its place any more.
  explicit Transaction(Database& db);
  ~Transaction();
  void commit();

 private:
  Database& db_;
  bool open_ = true;
};

// A part of a transaction: all of it or nothing, the rest goes on.
class Savepoint {
 public:
  explicit Savepoint(Database& db) : db_(db) { db_.execute("SAVEPOINT part"); }
  ~Savepoint();
  void keep();

 private:
  Database& db_;
  bool open_ = true;
};

}  // namespace eddy
