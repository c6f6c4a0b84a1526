#include "core/base/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "core/base/failure.h"

namespace eddy {
namespace {

[[noreturn]] void fail(const char* step, const std::string& path) {
  const int error = errno;
  throw at_path(reason_of(error), path, std::string(step) + ": error " + std::to_string(error));
}

// (Without waiting for whoever is at the other end of a pipe of somebody's.)
struct Descriptor {
  const std::string path;
  int fd;
  Descriptor(std::string of, int flags)
      : path(std::move(of)), fd(::open(path.c_str(), flags | O_CLOEXEC | O_NONBLOCK, 0600)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
  void write_all(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto n = ::write(fd, bytes.data(), bytes.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) fail("write", path);
      bytes.remove_prefix(size_t(n));
    }
  }
  bool is_at(const std::string& name) const {
    struct stat here{}, there{};
    return ::fstat(fd, &here) == 0 && ::stat(name.c_str(), &there) == 0 && here.st_dev == there.st_dev &&
           here.st_ino == there.st_ino;
  }
  void sync() const {
    if (::fsync(fd) != 0) fail("fsync", path);
  }
  std::string read_all(size_t limit = SIZE_MAX) const {
    std::string out;
    char part[65536];
    for (;;) {
      const auto n = ::read(fd, part, std::min(sizeof part, limit - out.size()));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) fail("read", path);
      if (n == 0) return out;
      out.append(part, size_t(n));
    }
  }
};

void sync_folder(const std::string& path) {
  const auto slash = path.rfind('/');
  const Descriptor d(slash == std::string::npos ? "." : path.substr(0, slash + 1), O_RDONLY | O_DIRECTORY);
  if (d.fd >= 0) ::fsync(d.fd);
}

bool is_absent(int error) { return error == ENOENT || error == ENOTDIR; }

// Its size in bytes; none where there is no such file.
std::optional<int64_t> look_at(const std::string& path) {
  struct stat s{};
  if (::stat(path.c_str(), &s) == 0) return s.st_size;
  if (is_absent(errno)) return std::nullopt;
  fail("look", path);
}

std::string target_of(const std::string& link) {
  char target[4096];
  const auto n = ::readlink(link.c_str(), target, sizeof target);
  if (n < 0) fail("look", link);
  return {target, size_t(n)};
}

bool is_anothers(const std::string& in, const struct stat& link) {
  struct stat folder{};
  if (link.st_uid == 0 || link.st_uid == ::geteuid() || ::stat(in.c_str(), &folder) != 0) return false;
  return (folder.st_mode & (S_IWGRP | S_IWOTH)) != 0;
}

// A name at a time, as the system goes; a link that may be followed puts its target in front of the names that are left.
void check_each_name(std::string names) {
  constexpr int kMostLinks = 40;
  std::string at = names[0] == '/' ? "/" : "./";
  for (int links = 0; !names.empty() && links <= kMostLinks;) {
    const auto slash = std::min(names.find('/'), names.size());
    const auto here = at + names.substr(0, slash);
    const bool empty = slash == 0;
    names.erase(0, slash + 1);
    if (empty) continue;
    struct stat s{};
    if (::lstat(here.c_str(), &s) != 0) return;  // whoever goes on hears why
    if (!S_ISLNK(s.st_mode)) {
      at = here + "/";
      continue;
    }
    if (is_anothers(at, s)) throw at_path(Reason::link_of_another, here, "a link of another user's");
    ++links;
    const auto target = target_of(here);
    if (target[0] == '/') at = "/";
    names = target + "/" + names;
  }
}

// Two names of one file: a rename that was cut short between them.
bool is_same(const std::string& one, const std::string& other) {
  struct stat a{}, b{};
  return ::stat(one.c_str(), &a) == 0 && ::stat(other.c_str(), &b) == 0 && a.st_dev == b.st_dev &&
         a.st_ino == b.st_ino;
}

// A lock of the system's on a file that is there only as long as it is held.
class FileHold : public Files::Hold {
 public:
  explicit FileHold(const std::string& path) : path_(path) {
    for (;;) {
      file_.emplace(path, O_RDWR | O_CREAT);
      if (file_->fd < 0) fail("open", path_);
      if (::flock(file_->fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) fail("lock", path_);
        file_.reset();
        return;
      }
      struct stat s{};
      if (::fstat(file_->fd, &s) != 0) fail("look", path_);
      if (s.st_nlink > 0) return;  // else its last holder removed it meanwhile
    }
  }
  ~FileHold() override {
    if (held()) ::unlink(path_.c_str());
  }
  bool held() const { return file_.has_value(); }

 private:
  const std::string path_;
  std::optional<Descriptor> file_;
};

struct DiskFiles : Files {
  std::optional<std::string> read(const std::string& path, size_t limit) override {
    const Descriptor d(path, O_RDONLY);
    if (d.fd >= 0) {
      struct stat s{};
      if (::fstat(d.fd, &s) != 0) fail("look", path);
      if (!S_ISREG(s.st_mode)) throw at_path(Reason::no_file, path, "what lies there is no file");
      return d.read_all(limit);
    }
    if (is_absent(errno)) return std::nullopt;
    fail("open", path);
  }
  bool exists(const std::string& path) override { return look_at(path).has_value(); }
  bool can_write(const std::string& path) override {
    return ::access(path.c_str(), W_OK) == 0 || is_absent(errno);
  }
  void check_way(const std::string& path) override { check_each_name(path); }
  int64_t size(const std::string& path) override { return look_at(path).value_or(0); }
  void make_folder(const std::string& path) override {
    check_each_name(path);
    for (size_t at = path.find('/', 1);; at = path.find('/', at + 1)) {
      const auto part = path.substr(0, at);
      if (::mkdir(part.c_str(), 0700) != 0 && errno != EEXIST) fail("mkdir", part);
      if (at == std::string::npos) break;
    }
    sync_folder(path);
  }
  void replace(const std::string& path, std::string_view bytes) override {
    const auto fresh = path + ".new";
    std::optional<Descriptor> d;
    do {  // one program at a time; whoever waited finds that name given to another file, or to none
      d.emplace(fresh, O_WRONLY | O_CREAT);
      if (d->fd < 0) fail("create", fresh);
      if (::flock(d->fd, LOCK_EX) != 0) fail("lock", fresh);
    } while (!d->is_at(fresh));
    if (::ftruncate(d->fd, 0) != 0) fail("truncate", fresh);
    d->write_all(bytes);
    d->sync();
    if (::rename(fresh.c_str(), path.c_str()) != 0) fail("rename", path);
    sync_folder(path);
  }
  void append(const std::string& path, std::string_view bytes) override {
    const bool fresh = !exists(path);
    const Descriptor d(path, O_WRONLY | O_CREAT | O_APPEND);
    if (d.fd < 0) fail("open", path);
    if (::flock(d.fd, LOCK_EX) != 0) fail("lock", path);
    const auto before = ::lseek(d.fd, 0, SEEK_END);
    try {
      d.write_all(bytes);
      d.sync();
    } catch (...) {
      if (::ftruncate(d.fd, before) != 0) {
      }  // the torn tail is recognised by its checksum if this fails too
      throw;
    }
    if (fresh) sync_folder(path);
  }
  void poke(const std::string& path, std::string_view bytes) override {
    const Descriptor d(path, O_WRONLY | O_CREAT);
    if (d.fd < 0) fail("open", path);
    d.write_all(bytes);
  }
  void drain(const std::string& path, const std::function<void(std::string_view)>& taken) override {
    const Descriptor d(path, O_RDWR);
    if (d.fd < 0 && is_absent(errno)) return;
    if (d.fd < 0) fail("open", path);
    if (::flock(d.fd, LOCK_EX) != 0) fail("lock", path);
    const auto bytes = d.read_all();
    if (bytes.empty()) return;
    taken(bytes);
    if (::ftruncate(d.fd, 0) != 0) fail("truncate", path);
    d.sync();
  }
  void remove(const std::string& path) override {
    if (std::remove(path.c_str()) != 0 && errno != ENOENT) fail("remove", path);
  }
  void rename(const std::string& from, const std::string& to) override {
    if (::rename(from.c_str(), to.c_str()) != 0) fail("rename", to);
    sync_folder(to);
  }
  bool rename_new(const std::string& from, const std::string& to) override {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) != 0) {
      if (errno == EEXIST) return false;
      if (errno != EINVAL && errno != ENOSYS) fail("rename", to);
      // A disk that cannot do that at once (a network's): a second name is never given over a first one either.
      if (::link(from.c_str(), to.c_str()) != 0 && !(errno == EEXIST && is_same(from, to))) {
        if (errno == EEXIST) return false;
        fail("link", to);
      }
      if (::unlink(from.c_str()) != 0) fail("remove", to);
    }
    sync_folder(to);
    return true;
  }
  std::unique_ptr<Hold> hold(const std::string& path) override {
    auto out = std::make_unique<FileHold>(path);
    if (!out->held()) out.reset();
    return out;
  }
};

}  // namespace

std::unique_ptr<Files> disk_files() { return std::make_unique<DiskFiles>(); }

}  // namespace eddy
