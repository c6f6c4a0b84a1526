// Files that are nowhere but in memory: for a core that must never meet a disk (Core/OpenInMemory).
#include <map>

#include "core/base/files.h"

namespace eddy {
namespace {

struct MemoryFiles : Files {
  std::map<std::string, std::string> held;
  std::optional<std::string> read(const std::string& path, size_t limit) override {
    const auto f = held.find(path);
    return f == held.end() ? std::nullopt : std::optional(f->second.substr(0, limit));
  }
  bool exists(const std::string& path) override { return held.count(path) != 0; }
  int64_t size(const std::string& path) override { return exists(path) ? int64_t(held[path].size()) : 0; }
  void make_folder(const std::string&) override {}
  void replace(const std::string& path, std::string_view bytes) override { held[path] = bytes; }
  void append(const std::string& path, std::string_view bytes) override { held[path] += bytes; }
  void poke(const std::string& path, std::string_view bytes) override { held[path] = bytes; }
  void drain(const std::string& path, const std::function<void(std::string_view)>& taken) override {
    if (held[path].empty()) return;
    taken(held[path]);
    held[path].clear();
  }
  void remove(const std::string& path) override { held.erase(path); }
  void rename(const std::string& from, const std::string& to) override {
    held[to] = held[from];
    held.erase(from);
  }
};

}  // namespace

std::unique_ptr<Files> memory_files() { return std::make_unique<MemoryFiles>(); }

}  // namespace eddy
