#include "server/folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>

#include "core/wire/certificate.h"

namespace eddy::server {

int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw at_path(errno == ENOENT ? Reason::file_not_there : reason_of(errno), path, "cannot be read");
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_new(const std::string& path, const std::string& bytes) {
  const int f = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (f < 0) throw at_path(errno == EEXIST ? Reason::file_there : reason_of(errno), path, "cannot be made");
  const bool ok = ::write(f, bytes.data(), bytes.size()) == ssize_t(bytes.size()) && ::fsync(f) == 0;
  const int error = errno;
  ::close(f);
  if (!ok) throw at_path(reason_of(error), path, "not written");
}

void make_folder(const std::string& path) {
  std::filesystem::create_directories(path);
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
}

FolderHeld::FolderHeld(const std::string& path)
    : folder_(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (folder_ < 0)
    throw at_path(errno == ENOENT || errno == ENOTDIR ? Reason::file_not_there : reason_of(errno), path,
                  "cannot be opened");
  if (::flock(folder_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
    return;  // some networks' disks have no locks
  ::close(folder_);
  throw at_path(Reason::folder_in_use, path, "a box runs on it");
}

FolderHeld::~FolderHeld() { ::close(folder_); }

std::string certificate_path(const Config& c) {
  return c.certificate.empty() ? c.path("tls.pem") : c.certificate;
}

std::string pinned(const Config& c) {
  return c.proxied ? std::string(32, '\0') : wire::fingerprint(read_file(certificate_path(c)));
}

}  // namespace eddy::server
