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
    PQsetNoticeProcessor(
        db_, [](void*, const char*) {}, nullptr);
    if (PQstatus(db_) == CONNECTION_OK) return;
    PQfinish(db_);  // its message may hold the password
    throw Failure{Fault::offline, "database", "cannot connect to PostgreSQL"};
  }
  ~Postgres() override { PQfinish(db_); }

  uint64_t run(const char* sql, const std::vector<Value>& values,
               const std::function<bool(const Row&)>& each) override {
    const auto name = prepared(sql, values);
    std::vector<std::string> numbers(values.size());
    std::vector<const char*> data;
    std::vector<int> sizes;
    for (size_t i = 0; i < values.size(); ++i)
      if (const auto* n = std::get_if<uint64_t>(&values[i])) {
        for (int shift = 56; shift >= 0; shift -= 8) numbers[i] += char(*n >> shift);
        data.push_back(numbers[i].data());
        sizes.push_back(8);
      } else {
        const auto bytes = std::get<std::string_view>(values[i]);
        data.push_back(bytes.data() ? bytes.data() : "");
        sizes.push_back(int(bytes.size()));
      }
    const std::vector<int> binary(values.size(), 1);
    const Result r(
        PQexecPrepared(db_, name.c_str(), int(values.size()), data.data(), sizes.data(), binary.data(), 1),
        PQclear);
    check(r.get());
    struct Here : Row {
      PGresult* r;
      int at = 0;
      uint64_t integer(int i) const override {
        uint64_t v = 0;
        const auto* p = reinterpret_cast<const uint8_t*>(PQgetvalue(r, at, i));
        for (int n = PQgetlength(r, at, i); n > 0; --n) v = v << 8 | *p++;
        return v;
      }
      std::string blob(int i) const override { return {PQgetvalue(r, at, i), size_t(PQgetlength(r, at, i))}; }
    } row;
    row.r = r.get();
    if (PQresultStatus(r.get()) != PGRES_TUPLES_OK) return std::strtoull(PQcmdTuples(r.get()), nullptr, 10);
    for (; row.at < PQntuples(r.get()); ++row.at)
      if (each && !each(row)) break;
    return uint64_t(PQntuples(r.get()));
  }

  void script(const std::string& statements) override {
    check(Result(PQexec(db_, statements.c_str()), PQclear).get());
  }

 private:
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

  void check(PGresult* r) {
    const auto status = PQresultStatus(r);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return;
    const char* state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
    const std::string code = state ? state : "";
    // Serialization, deadlock, and two who make the same at once: an account's first roster, a table, a column.
    for (const char* both : {"40001", "40P01", "23505", "42P07", "42701"})
      if (code == both) throw Again();
    if (code.rfind("53", 0) == 0) throw Failure{Fault::full, "database", code};
    if (code.empty() || code.rfind("08", 0) == 0 || code.rfind("57", 0) == 0)
      throw Failure{Fault::offline, "database", "the connection to PostgreSQL broke"};
    if (code.rfind("XX", 0) == 0) throw Failure{Fault::damaged, "database", code};
    throw Failure{Fault::bug, "database", code};
  }

  PGconn* db_;
  std::map<const char*, std::string> names_;
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
