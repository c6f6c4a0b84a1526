#include <libpq-fe.h>

#include <map>

#include "core/base/failure.h"
#include "server/sql.h"

namespace eddy::server {
namespace {

using Result = std::unique_ptr<PGresult, void (*)(PGresult*)>;
constexpr unsigned kInt8 = 20, kBytea = 17;  // pg_type.dat

class Postgres : public Sql {
 public:
  explicit Postgres(const std::string& url) : db_(PQconnectdb(url.c_str())) {
    PQsetNoticeProcessor(db_, [](void*, const char*) {}, nullptr);
    if (PQstatus(db_) == CONNECTION_OK) return;
    PQfinish(db_);  // its message may hold the password
    throw Failure{Reason::database_away, "cannot connect to PostgreSQL"};
  }
  ~Postgres() override { PQfinish(db_); }

  uint64_t run(const char* sql, const std::vector<Value>& values,
               const std::function<bool(const Row&)>& each) override {
    later(sql, values);
    const auto r = send();
    if (PQresultStatus(r.get()) != PGRES_TUPLES_OK) return std::strtoull(PQcmdTuples(r.get()), nullptr, 10);
    for (ResultRow row(r.get()); each && row.at < PQntuples(r.get()) && each(row);) ++row.at;
    return uint64_t(PQntuples(r.get()));
  }

  void script(const std::string& statements) override {
    if (statements == "ROLLBACK") queue_.clear();
    if (queue_.empty()) return check(Result(PQexec(db_, statements.c_str()), PQclear).get());
    queue_.push_back({"", statements, {}, {}});
    (void)send();
  }

  void later(const char* sql, const std::vector<Value>& values) override {
    Queued q{prepared(sql, values), "", {}, std::vector<int>(values.size(), 1)};
    for (const auto& v : values)
      if (const auto* n = std::get_if<uint64_t>(&v)) {
        std::string number;
        for (int shift = 56; shift >= 0; shift -= 8) number += char(*n >> shift);
        q.values.push_back(std::move(number));
      } else {
        q.values.emplace_back(std::get<std::string_view>(v));
      }
    queue_.push_back(std::move(q));
  }

 private:
  struct Queued {
    std::string name, script;  // one of them
    std::vector<std::string> values;
    std::vector<int> binary;
  };
  struct ResultRow : Row {
    explicit ResultRow(PGresult* result) : r(result) {}
    PGresult* r;
    int at = 0;
    uint64_t integer(int i) const override {
      uint64_t v = 0;
      const auto* p = reinterpret_cast<const uint8_t*>(PQgetvalue(r, at, i));
      for (int n = PQgetlength(r, at, i); n > 0; --n) v = v << 8 | *p++;
      return v;
    }
    std::string blob(int i) const override { return {PQgetvalue(r, at, i), size_t(PQgetlength(r, at, i))}; }
  };

  // Everything that waits, in one journey (PostgreSQL's pipeline mode). Returns the last one's result.
  Result send() {
    const auto queue = std::move(queue_);
    queue_.clear();
    bool sent = PQenterPipelineMode(db_) == 1;
    for (const auto& q : queue) {
      std::vector<const char*> data;
      std::vector<int> sizes;
      for (const auto& v : q.values) data.push_back(v.data()), sizes.push_back(int(v.size()));
      const int count = int(data.size());
      sent = sent && (q.name.empty()
                          ? PQsendQueryParams(db_, q.script.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 1)
                          : PQsendQueryPrepared(db_, q.name.c_str(), count, data.data(), sizes.data(),
                                                q.binary.data(), 1)) == 1;
    }
    sent = sent && PQpipelineSync(db_) == 1;
    std::vector<Result> results;
    const PGresult* failed = nullptr;  // what comes after it was not done
    for (size_t i = 0; sent && i < queue.size(); ++i) {
      results.emplace_back(PQgetResult(db_), PQclear);
      const auto* r = results.back().get();
      for (PGresult* end; r && (end = PQgetResult(db_));) PQclear(end);
      const auto status = PQresultStatus(r);
      if (!failed && status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) failed = r;
    }
    if (sent) PQclear(PQgetResult(db_));  // the end of the pipeline
    if (PQexitPipelineMode(db_) != 1 || !sent)
      throw Failure{Reason::database_away, "the connection to PostgreSQL broke"};
    if (failed) check(failed);
    return std::move(results.back());
  }

  std::string prepared(const char* sql, const std::vector<Value>& values) {
    auto& name = names_[sql];
    if (!name.empty()) return name;
    name = "s" + std::to_string(names_.size());
    std::string numbered;
    int n = 0;
    for (const char* c = sql; *c; ++c)
      if (*c == '?')
        numbered += "$" + std::to_string(++n);
      else
        numbered += *c;
    std::vector<Oid> types;
    for (const auto& v : values) types.push_back(std::holds_alternative<uint64_t>(v) ? kInt8 : kBytea);
    check(Result(PQprepare(db_, name.c_str(), numbered.c_str(), int(types.size()), types.data()), PQclear)
              .get());
    return name;
  }

  void check(const PGresult* r) {
    const auto status = PQresultStatus(r);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return;
    const char* state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
    const std::string code = state ? state : "";
    // Serialization, deadlock, and two who make the same at once: an account's first roster, a table and its type, a column.
    for (const char* both : {"40001", "40P01", "23505", "42P07", "42710", "42701"})
      if (code == both) throw Again();
    if (code == "53100") throw Failure{Reason::disk_full, code};
    if (code == "53200") throw Failure{Reason::no_memory, code};
    if (code.rfind("53", 0) == 0) throw Failure{Reason::database_away, code};
    if (code.empty() || code.rfind("08", 0) == 0 || code.rfind("57", 0) == 0)
      throw Failure{Reason::database_away, "the connection to PostgreSQL broke"};
    if (code.rfind("XX", 0) == 0) throw Failure{Reason::store_damaged, code};
    throw Failure{Reason::bug_inside, code};
  }

  PGconn* db_;
  std::map<const char*, std::string> names_;
  std::vector<Queued> queue_;
};

class PostgresDriver : public Driver {
 public:
  explicit PostgresDriver(std::string url) : url_(std::move(url)) {}
  std::unique_ptr<Sql> connect() override { return std::make_unique<Postgres>(url_); }
  bool one_writer() const override { return false; }
  bool holds_rows() const override { return true; }
  const char* begin_write() const override { return "BEGIN"; }
  const char* begin_read() const override { return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"; }

 private:
  const std::string url_;
};

}  // namespace

std::unique_ptr<Driver> postgres_driver(const std::string& url) {
  return std::make_unique<PostgresDriver>(url);
}

}  // namespace eddy::server
