// A file written whole or not at all.
#pragma once
#include <fcntl.h>
#include <unistd.h>

#include "apps/cli/shell.h"

namespace eddy::cli {

// All or nothing: a new file beside the old one, and then in its place.
class OutFile {
 public:
  explicit OutFile(std::string path)
      : path_(std::move(path)),
        fresh_(path_ + ".part"),
        fd_(::open(fresh_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {
    if (fd_ < 0) throw Usage("cannot write " + path_);
  }
  ~OutFile() {
    if (fd_ >= 0) ::close(fd_), ::unlink(fresh_.c_str());
  }
  void write(const std::string& bytes) {
    for (size_t at = 0; at < bytes.size();) {
      const auto n = ::write(fd_, bytes.data() + at, bytes.size() - at);
      if (n < 0) throw Usage("cannot write " + path_ + ": is the disk full?");
      at += size_t(n);
    }
  }
  void done() {
    const bool well = ::fsync(fd_) == 0 && ::close(fd_) == 0 && ::rename(fresh_.c_str(), path_.c_str()) == 0;
    fd_ = -1;
    if (!well) throw Usage("cannot finish " + path_);
  }

 private:
  std::string path_, fresh_;
  int fd_;
};

}  // namespace eddy::cli
