// A disk in memory that behaves like a bad one: it can lose power (what was not synced is dropped, torn or
// reordered), fail at a chosen call, or be full. It serves SQLite as its default file system and Eddy's file
// door alike.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/files.h"
#include "core/base/random.h"

namespace eddy::test {

class Disk {
 public:
  struct File {
    std::string durable, now;
    struct Write {
      size_t at;
      std::string bytes;
      bool truncate = false;  // to `at`
    };
    std::vector<Write> pending;
  };
  enum class Trouble { none, power, error, full };

  Disk();   // becomes SQLite's default
  ~Disk();  // and goes again
  std::map<std::string, File> files;
  // At the `calls`-th write, sync or truncate from now: power and error fail every call from then on until
  // `mend`, full fails writes only.
  void trouble_after(Trouble kind, int calls) { kind_ = kind, left_ = calls, struck_ = false; }
  void mend() { kind_ = Trouble::none, struck_ = false; }
  bool struck() const { return struck_; }
  // What is left on the platters. Returns how many unsynced writes were lost or torn.
  int cut_power(Random& random);
  bool call(bool write);  // false: it fails
  Trouble kind() const { return kind_; }
  Files& door() { return *door_; }
  void write(File& f, size_t at, std::string_view bytes);
  void truncate(File& f, size_t size);

 private:
  Trouble kind_ = Trouble::none;
  int left_ = 0;
  bool struck_ = false;
  std::unique_ptr<Files> door_;
};

}  // namespace eddy::test
