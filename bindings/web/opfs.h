// The files of one diary in a browser's private file system (OPFS). A page can open a handle only while
// nobody waits, and the core may wait for nobody: so the worker opens a fixed number of handles before the
// first call, the places, and a table of names says which file lies in which place. Databases and what must
// be cheap to write live here; the rest in `files.cc`.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace eddy::web {

constexpr int kPlaces = 16;

class Places {
 public:
  // Reads the table of names. Throws DAMAGED where neither of its two copies is whole and there is something to lose.
  static Places& instance();
  int find(std::string_view name) const;                    // -1: there is none
  int make(std::string_view name);                          // its place; FULL where all are taken
  void remove(std::string_view name);                       // fine where there is none
  void rename(std::string_view from, std::string_view to);  // over what is there

 private:
  Places();
  void save();
  uint32_t turn_ = 0;
  std::string names_[kPlaces];
};

// Bytes of one place. What fails throws FULL; a read gives what is there.
size_t read(int place, uint64_t at, void* to, size_t size);
void write(int place, uint64_t at, std::string_view bytes);
void truncate(int place, uint64_t size);
void flush(int place);  // durable when it returns
uint64_t size(int place);

}  // namespace eddy::web
