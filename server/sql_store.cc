#include "server/sql_store.h"

#include <algorithm>
#include <condition_variable>
#include <iterator>
#include <mutex>
#include <random>
#include <thread>

#include "server/sql.h"

namespace eddy::server {
namespace {

// What brings a store from one format to the next; the first makes it. What was released is never changed.
// Keys begin with the account, so that a distributed database spreads them. Counters are of an account's row: a sequence
// for all would make readers miss rows that commit late.
constexpr const char* kFormats[] = {R"sql(
CREATE TABLE account(id BYTEA PRIMARY KEY, head BIGINT NOT NULL, history BYTEA NOT NULL, used BIGINT NOT NULL,
  quota BIGINT NOT NULL, roster BIGINT NOT NULL);
CREATE TABLE chain(account BYTEA NOT NULL, space BIGINT NOT NULL, device BYTEA NOT NULL, chain BIGINT NOT NULL,
  seq BIGINT NOT NULL, hash BYTEA NOT NULL, PRIMARY KEY(account, space, device, chain));
CREATE TABLE bundle(account BYTEA NOT NULL, number BIGINT NOT NULL, space BIGINT NOT NULL, device BYTEA NOT NULL,
  chain BIGINT NOT NULL, seq BIGINT NOT NULL, hash BYTEA NOT NULL, history BYTEA NOT NULL, size BIGINT NOT NULL,
  body BYTEA NOT NULL, PRIMARY KEY(account, number));
CREATE UNIQUE INDEX bundle_in_chain ON bundle(account, space, device, chain, seq);
CREATE TABLE roster(account BYTEA NOT NULL, version BIGINT NOT NULL, body BYTEA NOT NULL,
  PRIMARY KEY(account, version));
CREATE TABLE invite(hash BYTEA PRIMARY KEY);
CREATE TABLE once(hash BYTEA PRIMARY KEY, until BIGINT NOT NULL);
CREATE INDEX once_until ON once(until);
CREATE TABLE mailbox(id BYTEA PRIMARY KEY, account BYTEA NOT NULL, opened BIGINT NOT NULL, until BIGINT NOT NULL);
CREATE INDEX mailbox_of ON mailbox(account, opened);
CREATE TABLE letter(mailbox BYTEA NOT NULL, n BIGINT NOT NULL, body BYTEA NOT NULL, PRIMARY KEY(mailbox, n));
)sql",
                                    R"sql(
ALTER TABLE account ADD COLUMN roster_hash BYTEA NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN blobs BIGINT NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN blobs_work BIGINT NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN blobs_home BIGINT NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN closes BIGINT NOT NULL DEFAULT 0;
CREATE TABLE blob(account BYTEA NOT NULL, id BYTEA NOT NULL, space BIGINT NOT NULL, size BIGINT NOT NULL, hash BYTEA NOT NULL,
  have BIGINT NOT NULL, gone BIGINT NOT NULL, PRIMARY KEY(account, id));
CREATE TABLE blob_part(account BYTEA NOT NULL, id BYTEA NOT NULL, at BIGINT NOT NULL, body BYTEA NOT NULL,
  PRIMARY KEY(account, id, at));
)sql",
                                    R"sql(
CREATE TABLE used(account BYTEA NOT NULL, device BYTEA NOT NULL, work BIGINT NOT NULL, bytes BIGINT NOT NULL,
  blobs BIGINT NOT NULL, chains BIGINT NOT NULL, PRIMARY KEY(account, device));
INSERT INTO used(account, device, work, bytes, blobs, chains) SELECT b.account, b.device, 0, sum(b.size), 0,
  (SELECT count(*) FROM chain c WHERE c.account = b.account AND c.device = b.device) FROM bundle b
  GROUP BY b.account, b.device;
ALTER TABLE blob ADD COLUMN device BYTEA NOT NULL DEFAULT '';
)sql",
                                    // What is charged of a picture is what is here of it.
                                    R"sql(
UPDATE account SET blobs = blobs - (SELECT coalesce(sum(b.size - b.have), 0) FROM blob b WHERE b.account = account.id
  AND b.gone = 0);
UPDATE used SET blobs = blobs - (SELECT coalesce(sum(b.size - b.have), 0) FROM blob b WHERE b.account = used.account
  AND b.device = used.device AND b.gone = 0);
)sql"};
constexpr uint64_t kFormat = std::size(kFormats);
constexpr const char* kOfAccount[] = {
    "DELETE FROM bundle WHERE account = ?",    "DELETE FROM chain WHERE account = ?",
    "DELETE FROM roster WHERE account = ?",    "DELETE FROM blob WHERE account = ?",
    "DELETE FROM blob_part WHERE account = ?", "DELETE FROM used WHERE account = ?",
    "DELETE FROM account WHERE id = ?"};
constexpr uint64_t kRowsAtOnce = 1000;

AccountRow account_row(const Sql::Row& r, int from) {
  return {r.integer(from),
          r.blob(from + 1),
          r.integer(from + 2),
          r.integer(from + 3),
          uint32_t(r.integer(from + 4)),
          r.blob(from + 5),
          r.integer(from + 6),
          {r.integer(from + 7), r.integer(from + 8)},
          r.integer(from + 9)};
}

class SqlTransaction : public Transaction {
 public:
  SqlTransaction(Sql& sql, const Id& account, bool hold) : sql_(sql), id_(view(account)), hold_(hold) {}

  std::optional<AccountRow> account() override {
    std::optional<AccountRow> out;
    sql_.run(hold_ ? "SELECT head, history, used, quota, roster, roster_hash, blobs, blobs_work, blobs_home, "
                     "closes FROM account WHERE id = ? FOR UPDATE"
                   : "SELECT head, history, used, quota, roster, roster_hash, blobs, blobs_work, blobs_home, "
                     "closes FROM account WHERE id = ?",
             {id_}, [&](const Sql::Row& r) {
               out = account_row(r, 0);
               return true;
             });
    return out;
  }
  void add_account(const AccountRow& row) override {
    sql_.later(
        "INSERT INTO account(head, history, used, quota, roster, roster_hash, blobs, blobs_work, blobs_home, "
        "closes, id) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values_of(row));
  }
  void put_account(const AccountRow& row) override {
    sql_.later(
        "UPDATE account SET head = ?, history = ?, used = ?, quota = ?, roster = ?, roster_hash = ?, blobs = "
        "?, blobs_work = ?, blobs_home = ?, closes = ? WHERE id = ?",
        values_of(row));
  }
  std::optional<ChainRow> chain(const ChainKey& k) override {
    std::optional<ChainRow> out;
    sql_.run("SELECT seq, hash FROM chain WHERE account = ? AND space = ? AND device = ? AND chain = ?",
             {id_, uint64_t(k.space), view(k.device), k.chain}, [&](const Sql::Row& r) {
               out = ChainRow{k, r.integer(0), r.blob(1)};
               return true;
             });
    return out;
  }
  void put_chain(const ChainRow& row) override {
    const std::vector<Sql::Value> values = {
        row.seq, row.hash, id_, uint64_t(row.key.space), view(row.key.device), row.key.chain};
    if (row.seq == 1)
      sql_.later("INSERT INTO chain(seq, hash, account, space, device, chain) VALUES(?, ?, ?, ?, ?, ?)",
                 values);
    else
      sql_.later(
          "UPDATE chain SET seq = ?, hash = ? WHERE account = ? AND space = ? AND device = ? AND chain = ?",
          values);
  }
  std::vector<ChainRow> chains(uint32_t spaces) override {
    std::vector<ChainRow> out;
    sql_.run("SELECT space, device, chain, seq, hash FROM chain WHERE account = ?", {id_},
             [&](const Sql::Row& r) {
               if (spaces & 1u << (r.integer(0) - 1))
                 out.push_back({{uint16_t(r.integer(0)), to_id(r.blob(1), "device"), r.integer(2)},
                                r.integer(3),
                                r.blob(4)});
               return true;
             });
    return out;
  }
  std::vector<UseRow> uses() override {
    std::vector<UseRow> out;
    sql_.run("SELECT device, work, bytes, blobs, chains FROM used WHERE account = ? ORDER BY device", {id_},
             [&](const Sql::Row& r) {
               out.push_back(
                   {to_id(r.blob(0), "device"), r.integer(1) != 0, r.integer(2), r.integer(3), r.integer(4)});
               return true;
             });
    return out;
  }
  void put_use(const UseRow& u) override {
    sql_.later(
        "INSERT INTO used(account, device, work, bytes, blobs, chains) VALUES(?, ?, ?, ?, ?, ?) ON "
        "CONFLICT(account, device) DO UPDATE SET work = excluded.work, bytes = excluded.bytes, blobs = "
        "excluded.blobs, chains = excluded.chains",
        {id_, view(u.device), uint64_t(u.work), u.bytes, u.blobs, u.chains});
  }
  std::optional<std::string> bundle_hash(const ChainKey& k, uint64_t seq) override {
    return one(
        "SELECT hash FROM bundle WHERE account = ? AND space = ? AND device = ? AND chain = ? AND seq = ?",
        {id_, uint64_t(k.space), view(k.device), k.chain, seq});
  }
  std::optional<std::string> bundle(const ChainKey& k, uint64_t seq) override {
    return one(
        "SELECT body FROM bundle WHERE account = ? AND space = ? AND device = ? AND chain = ? AND seq = ?",
        {id_, uint64_t(k.space), view(k.device), k.chain, seq});
  }
  std::optional<std::string> history_at(uint64_t number) override {
    return one("SELECT history FROM bundle WHERE account = ? AND number = ?", {id_, number});
  }
  void add_bundle(const BundleRow& b) override {
    sql_.later(
        "INSERT INTO bundle(account, number, space, device, chain, seq, hash, history, size, body) VALUES(?, "
        "?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {id_, b.number, uint64_t(b.key.space), view(b.key.device), b.key.chain, b.seq, b.hash, b.history,
         uint64_t(b.body.size()), b.body});
  }
  std::vector<BundleRow> bundles(uint64_t after, uint32_t spaces, size_t bytes) override {
    // Sizes first: bodies are read only as far as they fit.
    const uint64_t one = spaces & 1 ? 1 : 2, two = spaces & 2 ? 2 : 1;
    if (!(spaces & 3)) return {};
    uint64_t last = 0, given = 0;
    sql_.run(
        "SELECT number, size FROM bundle WHERE account = ? AND number > ? AND space IN (?, ?) ORDER BY "
        "number LIMIT ?",
        {id_, after, one, two, kRowsAtOnce}, [&](const Sql::Row& r) {
          given += r.integer(1);
          if (last && given > bytes) return false;
          last = r.integer(0);
          return true;
        });
    std::vector<BundleRow> out;
    if (!last) return out;
    sql_.run(
        "SELECT number, space, device, chain, seq, hash, history, body FROM bundle WHERE account = ? AND "
        "number > ? AND number <= ? AND space IN (?, ?) ORDER BY number",
        {id_, after, last, one, two}, [&](const Sql::Row& r) {
          out.push_back({r.integer(0),
                         {uint16_t(r.integer(1)), to_id(r.blob(2), "device"), r.integer(3)},
                         r.integer(4),
                         r.blob(5),
                         r.blob(6),
                         r.blob(7)});
          return true;
        });
    return out;
  }
  bool any_after(uint64_t after, uint32_t spaces) override {
    const uint64_t one = spaces & 1 ? 1 : 2, two = spaces & 2 ? 2 : 1;
    return (spaces & 3) &&
           sql_.run("SELECT 1 FROM bundle WHERE account = ? AND number > ? AND space IN (?, ?) LIMIT 1",
                    {id_, after, one, two}) > 0;
  }
  std::optional<std::string> roster(uint32_t version) override {
    std::optional<std::string> out;
    sql_.run("SELECT body FROM roster WHERE account = ? AND version = ?", {id_, uint64_t(version)},
             [&](const Sql::Row& r) {
               out = r.blob(0);
               return true;
             });
    return out;
  }
  uint64_t roster_bytes() override {
    uint64_t out = 0;
    sql_.run("SELECT coalesce(sum(length(body)), 0) FROM roster WHERE account = ?", {id_},
             [&](const Sql::Row& r) {
               out = r.integer(0);
               return true;
             });
    return out;
  }
  void put_roster(uint32_t version, std::string_view body) override {
    sql_.run("INSERT INTO roster(account, version, body) VALUES(?, ?, ?)", {id_, uint64_t(version), body});
  }
  bool use_invite(std::string_view hash) override {
    return sql_.run("DELETE FROM invite WHERE hash = ?", {hash}) > 0;
  }
  std::optional<BlobRow> blob(const Id& id) override {
    std::optional<BlobRow> out;
    sql_.run("SELECT id, space, size, hash, have, gone, device FROM blob WHERE account = ? AND id = ?",
             {id_, view(id)}, [&](const Sql::Row& r) {
               out = blob_row(r);
               return true;
             });
    return out;
  }
  std::vector<BlobRow> blobs() override {
    std::vector<BlobRow> out;
    sql_.run("SELECT id, space, size, hash, have, gone, device FROM blob WHERE account = ? ORDER BY id",
             {id_}, [&](const Sql::Row& r) {
               out.push_back(blob_row(r));
               return true;
             });
    return out;
  }
  void put_blob(const BlobRow& b) override {
    sql_.run(
        "INSERT INTO blob(account, id, space, size, hash, have, gone, device) VALUES(?, ?, ?, ?, ?, ?, ?, ?) "
        "ON "
        "CONFLICT(account, id) DO UPDATE SET have = excluded.have, gone = excluded.gone, device = "
        "excluded.device",
        {id_, view(b.id), uint64_t(b.space), b.size, b.hash, b.have, uint64_t(b.gone), view(b.device)});
  }
  void add_part(const Id& blob, uint64_t at, std::string_view bytes) override {
    sql_.run("INSERT INTO blob_part(account, id, at, body) VALUES(?, ?, ?, ?)", {id_, view(blob), at, bytes});
  }
  std::string part(const Id& blob, uint64_t at) override {
    std::string out;
    sql_.run(
        "SELECT at, body FROM blob_part WHERE account = ? AND id = ? AND at <= ? ORDER BY at DESC LIMIT 1",
        {id_, view(blob), at}, [&](const Sql::Row& r) {
          out = r.blob(1);
          out.erase(0, size_t(at - r.integer(0)));
          return true;
        });
    return out;
  }
  void remove_parts(const Id& blob) override {
    sql_.run("DELETE FROM blob_part WHERE account = ? AND id = ?", {id_, view(blob)});
  }
  void remove_account() override {
    for (const char* sql : kOfAccount) sql_.run(sql, {id_});
  }

 private:
  std::optional<std::string> one(const char* sql, const std::vector<Sql::Value>& values) {
    std::optional<std::string> out;
    sql_.run(sql, values, [&](const Sql::Row& r) {
      out = r.blob(0);
      return true;
    });
    return out;
  }
  std::vector<Sql::Value> values_of(const AccountRow& row) const {
    return {row.head,
            row.history,
            row.used,
            row.quota,
            uint64_t(row.roster_version),
            row.roster_hash,
            row.blobs,
            row.blob_sums[0],
            row.blob_sums[1],
            row.closes_ms,
            id_};
  }
  static BlobRow blob_row(const Sql::Row& r) {
    return {to_id(r.blob(0), "blob"),
            uint32_t(r.integer(1)),
            r.integer(2),
            r.blob(3),
            r.integer(4),
            r.integer(5) != 0,
            r.blob(6).empty() ? Id{} : to_id(r.blob(6), "device")};
  }
  Sql& sql_;
  const std::string_view id_;
  const bool hold_;
};

class SqlStore : public Store {
 public:
  explicit SqlStore(std::unique_ptr<Driver> driver) : driver_(std::move(driver)) {
    auto sql = driver_->connect();
    // Several instances may begin at once on one database: whoever comes second finds it done.
    for (int tries = 0;; ++tries) try {
        bring_up_to_date(*sql);
        break;
      } catch (const Again&) {
        sql->script("ROLLBACK");
        if (tries == 20) throw Failure{Reason::database_away, "too busy"};
        pause(tries);
      }
    if (driver_->one_writer())
      writer_ = std::move(sql);
    else
      give(std::move(sql));
  }

  void write(const Id& account, const Work& work) override {
    write([&](Sql& sql) {
      SqlTransaction t(sql, account, driver_->holds_rows());
      work(t);
    });
  }

  void read(const Id& account, const Work& work) override {
    auto sql = acquire();
    sql->later(driver_->begin_read());
    try {
      SqlTransaction t(*sql, account, false);
      work(t);
    } catch (const Failure& f) {
      if (f.fault != Fault::offline) {
        sql->script("ROLLBACK");
        give(std::move(sql));
      }
      throw;
    }
    sql->script("COMMIT");
    give(std::move(sql));
  }

  void each_account(const std::function<void(const Id&, const AccountRow&)>& see) override {
    auto sql = acquire();
    sql->run(
        "SELECT id, head, history, used, quota, roster, roster_hash, blobs, blobs_work, blobs_home, closes "
        "FROM account ORDER BY id",
        {}, [&](const Sql::Row& r) {
          see(to_id(r.blob(0), "account"), account_row(r, 1));
          return true;
        });
    give(std::move(sql));
  }

  void add_invite(std::string_view hash) override {
    write([&](Sql& sql) { sql.run("INSERT INTO invite(hash) VALUES(?)", {hash}); });
  }

  bool once(std::string_view hash, int64_t now_ms, int64_t until_ms) override {
    bool first = false;
    write([&](Sql& sql) {
      sql.run("DELETE FROM once WHERE until < ?", {uint64_t(now_ms)});
      first = sql.run("INSERT INTO once(hash, until) VALUES(?, ?) ON CONFLICT(hash) DO NOTHING",
                      {hash, uint64_t(until_ms)}) > 0;
    });
    return first;
  }

  bool open_mailbox(const Id& box, const Id& account, int64_t now_ms, int64_t until_ms, int64_t since_ms,
                    int most) override {
    bool opened = false;
    write([&](Sql& sql) {
      opened = false;
      const auto since = uint64_t(since_ms);
      sql.run("DELETE FROM letter WHERE mailbox IN (SELECT id FROM mailbox WHERE opened < ?)", {since});
      sql.run("DELETE FROM mailbox WHERE opened < ?", {since});
      if (sql.run("SELECT 1 FROM mailbox WHERE account = ?", {view(account)}) >= uint64_t(most)) return;
      opened =
          sql.run(
              "INSERT INTO mailbox(id, account, opened, until) VALUES(?, ?, ?, ?) ON CONFLICT(id) DO NOTHING",
              {view(box), view(account), uint64_t(now_ms), uint64_t(until_ms)}) > 0;
    });
    return opened;
  }

  std::optional<std::string> mail(const Id& box, uint32_t n, std::string_view body, int64_t now_ms) override {
    std::optional<std::string> out;
    const auto look = [&](Sql& sql) {
      out.reset();
      if (sql.run("SELECT 1 FROM mailbox WHERE id = ? AND until >= ?", {view(box), uint64_t(now_ms)}) == 0)
        return;
      if (!body.empty())
        sql.run("INSERT INTO letter(mailbox, n, body) VALUES(?, ?, ?) ON CONFLICT(mailbox, n) DO NOTHING",
                {view(box), uint64_t(n), body});
      sql.run("SELECT body FROM letter WHERE mailbox = ? AND n = ?", {view(box), uint64_t(n)},
              [&](const Sql::Row& r) {
                out = r.blob(0);
                return true;
              });
    };
    if (body.empty()) {
      auto sql = acquire();
      look(*sql);
      give(std::move(sql));
    } else {
      write(look);
    }
    return out;
  }

 private:
  using Job = std::function<void(Sql&)>;

  void bring_up_to_date(Sql& sql) {
    sql.script(driver_->begin_write());
    sql.script("CREATE TABLE IF NOT EXISTS format(version BIGINT NOT NULL)");
    uint64_t format = 0;
    sql.run("SELECT version FROM format", {}, [&](const Sql::Row& r) {
      format = std::max(format, r.integer(0));
      return true;
    });
    if (format > kFormat) throw Failure{Reason::store_too_new, "of a later format"};
    if (format < kFormat) {
      for (auto next = format; next < kFormat; ++next) sql.script(kFormats[next]);
      sql.run("DELETE FROM format");
      sql.run("INSERT INTO format(version) VALUES(?)", {kFormat});
    }
    sql.script("COMMIT");
  }

  static void pause(int tries) {
    thread_local std::minstd_rand chance(std::random_device{}());
    std::this_thread::sleep_for(std::chrono::milliseconds(1 + chance() % (10u << std::min(tries, 5))));
  }

  void write(const Job& job) { driver_->one_writer() ? write_together(job) : write_alone(job); }

  // The database locks what it must; where it finds that two got in each other's way, one runs again.
  void write_alone(const Job& job) {
    for (int tries = 0;; ++tries) {
      auto sql = acquire();
      try {
        sql->later(driver_->begin_write());
        job(*sql);
        sql->script("COMMIT");
        give(std::move(sql));
        return;
      } catch (const Again&) {
        sql->script("ROLLBACK");
        give(std::move(sql));
        if (tries == 20) throw Failure{Reason::database_away, "too busy"};
        pause(tries);
      } catch (const Failure& f) {
        if (f.fault != Fault::offline) {
          sql->script("ROLLBACK");
          give(std::move(sql));
        }
        throw;
      }
    }
  }

  // Whoever comes while another commits waits; the next of them takes all who wait into one commit.
  struct Waiting {
    const Job* job;
    bool done = false;
    std::exception_ptr failed;
  };
  void write_together(const Job& job) {
    Waiting mine{&job, false, nullptr};
    std::unique_lock lock(mutex_);
    waiting_.push_back(&mine);
    turn_.wait(lock, [&] { return mine.done || !leading_; });
    if (!mine.done) {
      leading_ = true;
      const auto batch = std::move(waiting_);
      waiting_.clear();
      lock.unlock();
      commit(batch);
      lock.lock();
      for (auto* w : batch) w->done = true;
      leading_ = false;
      turn_.notify_all();
    }
    lock.unlock();
    if (mine.failed) std::rethrow_exception(mine.failed);
  }
  void commit(const std::vector<Waiting*>& batch) {
    try {
      writer_->script(driver_->begin_write());
      for (auto* w : batch) {
        writer_->script("SAVEPOINT job");
        try {
          (*w->job)(*writer_);
        } catch (...) {
          w->failed = std::current_exception();
          writer_->script("ROLLBACK TO job");
        }
        writer_->script("RELEASE job");
      }
      writer_->script("COMMIT");
    } catch (...) {
      const auto failed = std::current_exception();
      try {
        writer_->script("ROLLBACK");  // it may have been rolled back already
      } catch (const Failure&) {
      }
      for (auto* w : batch)
        if (!w->failed) w->failed = failed;
    }
  }

  std::unique_ptr<Sql> acquire() {
    {
      const std::lock_guard one(idle_mutex_);
      if (!idle_.empty()) {
        auto sql = std::move(idle_.back());
        idle_.pop_back();
        return sql;
      }
    }
    return driver_->connect();
  }
  void give(std::unique_ptr<Sql> sql) {
    const std::lock_guard one(idle_mutex_);
    if (idle_.size() < 16) idle_.push_back(std::move(sql));
  }

  const std::unique_ptr<Driver> driver_;
  std::unique_ptr<Sql> writer_;
  std::mutex mutex_, idle_mutex_;
  std::condition_variable turn_;
  std::vector<Waiting*> waiting_;
  bool leading_ = false;
  std::vector<std::unique_ptr<Sql>> idle_;
};

}  // namespace

std::unique_ptr<Store> open_store(const std::string& where) {
  const bool postgres = where.rfind("postgres", 0) == 0 || where.find("dbname=") != std::string::npos;
  return std::make_unique<SqlStore>(postgres ? postgres_driver(where) : sqlite_driver(where));
}

}  // namespace eddy::server
