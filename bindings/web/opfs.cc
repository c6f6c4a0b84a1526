#include "bindings/web/opfs.h"

#include <emscripten.h>
#include <sodium.h>
#include <sqlite3.h>

#include <cstring>

#include "core/base/bytes.h"
#include "core/base/failure.h"

// `places` is an array of FileSystemSyncAccessHandle that worker.ts hands in; the table of names lies behind the last one.
// clang-format off
EM_JS(double, place_read, (int place, double at, void* to, int size), {
  try { return Module.places[place].read(HEAPU8.subarray(to, to + size), { at: at }); } catch (e) { return -1; }
});
EM_JS(int, place_write, (int place, double at, const void* from, int size), {
  try { return Module.places[place].write(HEAPU8.subarray(from, from + size), { at: at }) === size ? 1 : 0; } catch (e) { return 0; }
});
EM_JS(int, place_truncate, (int place, double size), {
  try { Module.places[place].truncate(size); return 1; } catch (e) { return 0; }
});
EM_JS(int, place_flush, (int place), {
  try { Module.places[place].flush(); return 1; } catch (e) { return 0; }
});
EM_JS(double, place_size, (int place), {
  try { return Module.places[place].getSize(); } catch (e) { return -1; }
});
EM_JS(void, fill_with_chance, (void* to, int size), {
  for (let at = to; at < to + size; at += 65536) crypto.getRandomValues(HEAPU8.subarray(at, Math.min(at + 65536, to + size)));
});
EM_JS(double, wall_clock, (), { return Date.now(); });
// clang-format on

namespace eddy::web {
namespace {

constexpr int kNames = kPlaces;             // the place of the table
constexpr size_t kName = 64, kCopy = 4096;  // bytes

[[noreturn]] void fail(const char* what) { throw Failure{Reason::disk_error, what}; }

std::string checked(std::string body) {
  uint8_t sum[16];
  crypto_generichash(sum, sizeof sum, reinterpret_cast<const uint8_t*>(body.data()), body.size(), nullptr, 0);
  body.append(reinterpret_cast<const char*>(sum), sizeof sum);
  return body;
}

}  // namespace

size_t read(int place, uint64_t at, void* to, size_t size) {
  const double got = place_read(place, double(at), to, int(size));
  if (got < 0) fail("read");
  return size_t(got);
}
void write(int place, uint64_t at, std::string_view bytes) {
  if (!place_write(place, double(at), bytes.data(), int(bytes.size()))) fail("write");
}
void truncate(int place, uint64_t size) {
  if (!place_truncate(place, double(size))) fail("truncate");
}
void flush(int place) {
  if (!place_flush(place)) fail("flush");
}
uint64_t size(int place) {
  const double n = place_size(place);
  if (n < 0) fail("size");
  return uint64_t(n);
}

Places& Places::instance() {
  static Places places;
  return places;
}

// Two copies, written in turns: a power cut spoils at most the one that was being written.
Places::Places() {
  bool any = false;
  for (size_t copy = 0; copy < 2; ++copy) {
    std::string bytes(4 + kPlaces * kName + 16, '\0');
    const auto got = read(kNames, copy * kCopy, bytes.data(), bytes.size());
    if (got != bytes.size() || checked(bytes.substr(0, bytes.size() - 16)) != bytes) continue;
    uint32_t turn = 0;
    std::memcpy(&turn, bytes.data(), 4);
    if (any && turn < turn_) continue;
    any = true, turn_ = turn;
    for (size_t i = 0; i < kPlaces; ++i) names_[i] = bytes.substr(4 + i * kName, kName).c_str();
  }
  if (any) return;
  for (int i = 0; i < kPlaces; ++i)
    if (size(i) > 0) throw Failure{Reason::store_damaged, "the table of its files"};
}

void Places::save() {
  ++turn_;
  std::string body(4 + kPlaces * kName, '\0');
  std::memcpy(body.data(), &turn_, 4);
  for (size_t i = 0; i < kPlaces; ++i) std::memcpy(&body[4 + i * kName], names_[i].data(), names_[i].size());
  write(kNames, (turn_ % 2) * kCopy, checked(std::move(body)));
  flush(kNames);
}

int Places::find(std::string_view name) const {
  for (int i = 0; i < kPlaces; ++i)
    if (names_[i] == name) return i;
  return -1;
}

int Places::make(std::string_view name) {
  if (const int there = find(name); there >= 0) return there;
  const int free = find("");
  if (free < 0 || name.empty() || name.size() >= kName) fail("no place for another file");
  truncate(free, 0);
  names_[free] = name;
  save();
  return free;
}

void Places::remove(std::string_view name) {
  const int there = find(name);
  if (there < 0) return;
  names_[there].clear();
  save();
  truncate(there, 0);
}

void Places::rename(std::string_view from, std::string_view to) {
  const int source = find(from), over = find(to);
  if (source < 0) fail("there is no such file");
  if (over >= 0) names_[over].clear();
  names_[source] = to;
  save();
  if (over >= 0) truncate(over, 0);
}

}  // namespace eddy::web

// --- the same as SQLite's operating system ---

namespace {
using namespace eddy;

struct File {
  sqlite3_file base;
  int place;
};
int place_of(sqlite3_file* f) { return reinterpret_cast<File*>(f)->place; }

template <class Work>
int guarded(int otherwise, const Work& work) {
  try {
    return work();
  } catch (const Failure&) {
    return otherwise;
  }
}

const sqlite3_io_methods kFile = {
    1, [](sqlite3_file*) { return SQLITE_OK; },  // the handle stays open for whoever comes next
    [](sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
      return guarded(SQLITE_IOERR_READ, [&] {
        const auto got = web::read(place_of(f), uint64_t(at), to, size_t(size));
        if (got == size_t(size)) return SQLITE_OK;
        std::memset(static_cast<char*>(to) + got, 0, size_t(size) - got);
        return SQLITE_IOERR_SHORT_READ;
      });
    },
    [](sqlite3_file* f, const void* from, int size, sqlite3_int64 at) {
      return guarded(SQLITE_FULL, [&] {
        return web::write(place_of(f), uint64_t(at), {static_cast<const char*>(from), size_t(size)}),
               SQLITE_OK;
      });
    },
    [](sqlite3_file* f, sqlite3_int64 size) {
      return guarded(SQLITE_IOERR_TRUNCATE,
                     [&] { return web::truncate(place_of(f), uint64_t(size)), SQLITE_OK; });
    },
    [](sqlite3_file* f, int) {
      return guarded(SQLITE_IOERR_FSYNC, [&] { return web::flush(place_of(f)), SQLITE_OK; });
    },
    [](sqlite3_file* f, sqlite3_int64* size) {
      return guarded(SQLITE_IOERR_FSTAT,
                     [&] { return *size = sqlite3_int64(web::size(place_of(f))), SQLITE_OK; });
    },
    [](sqlite3_file*, int) { return SQLITE_OK; },  // one worker holds the handles; nobody else can
    [](sqlite3_file*, int) { return SQLITE_OK; },
    [](sqlite3_file*, int* held) { return *held = 0, SQLITE_OK; },
    [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }, [](sqlite3_file*) { return 4096; },
    // The mark beside the store needs it (core/vault/vault.cc); no browser tears what a flush had written before.
    [](sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }, nullptr, nullptr, nullptr, nullptr,
    nullptr, nullptr};

sqlite3_vfs system_of_places() {
  sqlite3_vfs v{};
  v.iVersion = 2;
  v.szOsFile = sizeof(File);
  v.mxPathname = 60;
  v.zName = "places";
  v.xOpen = [](sqlite3_vfs*, sqlite3_filename name, sqlite3_file* f, int flags, int* out) {
    auto* file = reinterpret_cast<File*>(f);
    file->base.pMethods = nullptr;
    if (!name) return SQLITE_CANTOPEN;  // temporary ones are in memory
    return guarded(SQLITE_CANTOPEN, [&] {
      auto& places = web::Places::instance();
      file->place = flags & SQLITE_OPEN_CREATE ? places.make(name) : places.find(name);
      if (file->place < 0) return SQLITE_CANTOPEN;
      file->base.pMethods = &kFile;
      if (out) *out = flags;
      return SQLITE_OK;
    });
  };
  v.xDelete = [](sqlite3_vfs*, const char* name, int) {
    return guarded(SQLITE_IOERR_DELETE, [&] { return web::Places::instance().remove(name), SQLITE_OK; });
  };
  v.xAccess = [](sqlite3_vfs*, const char* name, int, int* there) {
    return guarded(SQLITE_IOERR_ACCESS, [&] {
      const int place = web::Places::instance().find(name);
      *there = place >= 0 && web::size(place) > 0;  // an empty one is as good as none
      return SQLITE_OK;
    });
  };
  v.xFullPathname = [](sqlite3_vfs*, const char* name, int size, char* out) {
    if (int(std::strlen(name)) >= size) return SQLITE_CANTOPEN;
    return std::strcpy(out, name), SQLITE_OK;
  };
  v.xRandomness = [](sqlite3_vfs*, int size, char* out) {
    randombytes_buf(out, size_t(size));
    return size;
  };
  v.xSleep = [](sqlite3_vfs*, int) { return 0; };
  v.xCurrentTime = [](sqlite3_vfs*, double* days) {
    return *days = 2440587.5 + wall_clock() / 86'400'000, SQLITE_OK;
  };
  v.xGetLastError = [](sqlite3_vfs*, int, char*) { return 0; };
  v.xCurrentTimeInt64 = [](sqlite3_vfs*, sqlite3_int64* ms) {
    return *ms = 210'866'760'000'000 + sqlite3_int64(wall_clock()), SQLITE_OK;
  };
  return v;
}

}  // namespace

extern "C" {
// libtomcrypt, left alone where there are no files, makes randomness out of the clock's jitter.
extern unsigned long (*ltc_rng)(unsigned char* out, unsigned long size, void (*callback)());

int sqlite3_os_init() {
  static sqlite3_vfs places = system_of_places();
  ltc_rng = [](unsigned char* out, unsigned long size, void (*)()) -> unsigned long {
    randombytes_buf(out, size);
    return size;
  };
  return sqlite3_vfs_register(&places, 1);
}
int sqlite3_os_end() { return SQLITE_OK; }

// See thirdparty/chance.h.
randombytes_implementation eddy_web_random = {
    [] { return "getRandomValues"; },
    [] {
      uint32_t n = 0;
      fill_with_chance(&n, sizeof n);
      return n;
    },
    nullptr,
    nullptr,
    [](void* out, size_t size) { fill_with_chance(out, int(size)); },
    nullptr};
}
