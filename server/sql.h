// What the store asks of a database: statements with `?` for their values, rows of whole numbers and byte strings. The same
// statements run on both drivers.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace eddy::server {

// The database asks for the transaction to be run again from its beginning.
struct Again : std::exception {
  const char* what() const noexcept override { return "again"; }
};

// One connection. Not for two threads at once. Everything throws Failure (DAMAGED, FULL, OFFLINE, BUG) or Again.
class Sql {
 public:
  using Value = std::variant<uint64_t, std::string_view>;
  struct Row {
    virtual ~Row() = default;
    virtual uint64_t integer(int column) const = 0;
    virtual std::string blob(int column) const = 0;
  };
  virtual ~Sql() = default;
  // Prepared once. `sql` must be a literal. `each` sees the rows; false from it: no more. Returns how many
  // rows were seen or changed.
  virtual uint64_t run(const char* sql, const std::vector<Value>& values = {},
                       const std::function<bool(const Row&)>& each = nullptr) = 0;
  virtual void script(const std::string& statements) = 0;
  // A statement whose answer nobody waits for: it may go together with the next one, and fails with it.
  virtual void later(const char* sql, const std::vector<Value>& values = {}) { run(sql, values); }
};

struct Driver {
  virtual ~Driver() = default;
  virtual std::unique_ptr<Sql> connect() = 0;
  // One writer at a time for the whole database: writers are gathered into one commit.
  virtual bool one_writer() const = 0;
  // Whether an account's row must be held against other writers by SELECT ... FOR UPDATE.
  virtual bool holds_rows() const = 0;
  virtual const char* begin_write() const = 0;
  virtual const char* begin_read() const = 0;
};

std::unique_ptr<Driver> sqlite_driver(const std::string& path);
std::unique_ptr<Driver> postgres_driver(const std::string& url);

}  // namespace eddy::server
