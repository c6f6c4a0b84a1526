#include "tests/core/disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>

#include "core/base/failure.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {

Disk* disk = nullptr;
sqlite3_vfs* real = nullptr;

struct Open {
  sqlite3_file base;
  Disk::File* file;
};
Disk::File& file_of(sqlite3_file* f) { return *reinterpret_cast<Open*>(f)->file; }

int fault(int io) { return disk->kind() == Disk::Trouble::full ? SQLITE_FULL : io; }

int close_file(sqlite3_file*) { return SQLITE_OK; }
int read_file(sqlite3_file* f, void* out, int n, sqlite3_int64 at) {
  auto& now = file_of(f).now;
  if (disk->struck() && disk->kind() != Disk::Trouble::full) return SQLITE_IOERR_READ;
  const auto there = size_t(at) < now.size() ? std::min(size_t(n), now.size() - size_t(at)) : 0;
  memcpy(out, now.data() + std::min(size_t(at), now.size()), there);
  memset(static_cast<char*>(out) + there, 0, size_t(n) - there);
  return there == size_t(n) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}
int write_file(sqlite3_file* f, const void* bytes, int n, sqlite3_int64 at) {
  if (!disk->call(true)) return fault(SQLITE_IOERR_WRITE);
  disk->write(file_of(f), size_t(at), {static_cast<const char*>(bytes), size_t(n)});
  return SQLITE_OK;
}
int truncate_file(sqlite3_file* f, sqlite3_int64 size) {
  if (!disk->call(false)) return fault(SQLITE_IOERR_TRUNCATE);
  disk->truncate(file_of(f), size_t(size));
  return SQLITE_OK;
}
int sync_file(sqlite3_file* f, int) {
  if (!disk->call(false)) return SQLITE_IOERR_FSYNC;
  auto& file = file_of(f);
  file.durable = file.now;
  file.pending.clear();
  return SQLITE_OK;
}
int size_file(sqlite3_file* f, sqlite3_int64* size) {
  return *size = sqlite3_int64(file_of(f).now.size()), SQLITE_OK;
}
int lock_file(sqlite3_file*, int) { return SQLITE_OK; }
int reserved(sqlite3_file*, int* out) { return *out = 0, SQLITE_OK; }
int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector(sqlite3_file*) { return 512; }
// As on every disk SQLite meets by default: a torn write spoils no byte outside of itself.
int traits(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

std::map<Disk::File*, std::vector<std::string>> shared;
int shm_map(sqlite3_file* f, int region, int size, int, void volatile** out) {
  auto& regions = shared[&file_of(f)];
  while (int(regions.size()) <= region) regions.emplace_back(size_t(size), '\0');
  return *out = regions[size_t(region)].data(), SQLITE_OK;
}
int shm_lock(sqlite3_file*, int, int, int) { return SQLITE_OK; }
void shm_barrier(sqlite3_file*) {}
int shm_unmap(sqlite3_file* f, int) { return shared.erase(&file_of(f)), SQLITE_OK; }

const sqlite3_io_methods methods = {2,           close_file, read_file, write_file, truncate_file,
                                    sync_file,   size_file,  lock_file, lock_file,  reserved,
                                    control,     sector,     traits,    shm_map,    shm_lock,
                                    shm_barrier, shm_unmap,  nullptr,   nullptr};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* f, int flags, int* out) {
  if (!name) return SQLITE_CANTOPEN;
  if (!disk->files.count(name)) {
    if (!(flags & SQLITE_OPEN_CREATE)) return SQLITE_CANTOPEN;
    disk->files[name];
  }
  reinterpret_cast<Open*>(f)->file = &disk->files[name];
  f->pMethods = &methods;
  if (out) *out = flags;
  return SQLITE_OK;
}
int delete_file(sqlite3_vfs*, const char* name, int) {
  if (!disk->call(false)) return SQLITE_IOERR_DELETE;
  disk->files.erase(name);
  return SQLITE_OK;
}
int access_file(sqlite3_vfs*, const char* name, int, int* out) {
  return *out = disk->files.count(name) && !(std::strstr(name, "-wal") && disk->files[name].now.empty()),
         SQLITE_OK;
}
int full_path(sqlite3_vfs*, const char* name, int n, char* out) {
  return sqlite3_snprintf(n, out, "%s", name), SQLITE_OK;
}
int randomness(sqlite3_vfs*, int n, char* out) { return real->xRandomness(real, n, out); }
int rest(sqlite3_vfs*, int) { return 0; }
int clock_now(sqlite3_vfs*, double* out) { return *out = 2460000.0, SQLITE_OK; }
int last_error(sqlite3_vfs*, int, char*) { return 0; }

sqlite3_vfs vfs = {1,           sizeof(Open), 512,     nullptr, "disk",  nullptr, open_file,  delete_file,
                   access_file, full_path,    nullptr, nullptr, nullptr, nullptr, randomness, rest,
                   clock_now,   last_error,   nullptr, nullptr, nullptr, nullptr};

struct Door : Files {
  [[noreturn]] static void fail() { throw Failure{Reason::disk_full, "the disk of this test"}; }
  std::optional<std::string> read(const std::string& path, size_t limit) override {
    const auto f = disk->files.find(path);
    return f == disk->files.end() ? std::nullopt : std::optional(f->second.now.substr(0, limit));
  }
  bool exists(const std::string& path) override { return disk->files.count(path) != 0; }
  int64_t size(const std::string& path) override {
    return exists(path) ? int64_t(disk->files[path].now.size()) : 0;
  }
  void make_folder(const std::string&) override {}
  void replace(const std::string& path, std::string_view bytes) override {
    if (!disk->call(true)) fail();
    disk->files[path] = {std::string(bytes), std::string(bytes), {}};
  }
  void append(const std::string& path, std::string_view bytes) override {
    replace(path, read(path, SIZE_MAX).value_or("") + std::string(bytes));
  }
  void poke(const std::string& path, std::string_view bytes) override {
    if (!disk->call(true)) fail();
    disk->write(disk->files[path], 0, bytes);
  }
  void drain(const std::string&, const std::function<void(std::string_view)>&) override {}
  void remove(const std::string& path) override { disk->files.erase(path); }
  void rename(const std::string& from, const std::string& to) override {
    disk->files[to] = disk->files[from];
    disk->files.erase(from);
  }
};

}  // namespace

Disk::Disk() : door_(std::make_unique<Door>()) {
  World();  // starts SQLite as Eddy does, with memory that is wiped: nobody can once it is started
  if (!real) real = sqlite3_vfs_find(nullptr);
  disk = this;
  sqlite3_vfs_register(&vfs, 1);
}
Disk::~Disk() {
  sqlite3_vfs_register(real, 1);
  sqlite3_vfs_unregister(&vfs);
  disk = nullptr;
}

bool Disk::call(bool is_write) {
  if (kind_ == Trouble::none) return true;
  if (!struck_ && --left_ <= 0) struck_ = true;
  return !struck_ || (kind_ == Trouble::full && !is_write);
}

void Disk::write(File& f, size_t at, std::string_view bytes) {
  if (f.now.size() < at + bytes.size()) f.now.resize(at + bytes.size());
  std::copy(bytes.begin(), bytes.end(), f.now.begin() + long(at));
  f.pending.push_back({at, std::string(bytes)});
}

void Disk::truncate(File& f, size_t size) {
  f.now.resize(size);
  f.pending.push_back({size, "", true});
}

int Disk::cut_power(Random& random) {
  int lost = 0;
  for (auto& [name, f] : files) {
    auto platter = f.durable;
    auto writes = f.pending;
    // The drive wrote them in an order of its own, some not at all, some only in part (whole sectors).
    for (size_t i = writes.size(); i > 1; --i) std::swap(writes[i - 1], writes[random.below(i)]);
    for (auto& w : writes) {
      const auto fate = random.below(3);
      if (fate == 0) {
        ++lost;
        continue;
      }
      if (w.truncate) {
        if (platter.size() > w.at) platter.resize(w.at);
        continue;
      }
      auto bytes = w.bytes;
      if (fate == 1 && bytes.size() > 512) {
        bytes.resize(512 * random.below(bytes.size() / 512));
        ++lost;
      }
      if (bytes.empty()) continue;
      if (platter.size() < w.at + bytes.size()) platter.resize(w.at + bytes.size());
      std::copy(bytes.begin(), bytes.end(), platter.begin() + long(w.at));
    }
    f.durable = f.now = platter;
    f.pending.clear();
  }
  shared.clear();
  mend();
  return lost;
}

}  // namespace eddy::test
