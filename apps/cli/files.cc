#include "apps/cli/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "apps/cli/shell.h"
#include "apps/command/verb.h"

namespace eddy::cli {
using command::Usage;
namespace {

constexpr size_t kLongestSecret = 10'000;  // bytes: of a file with a passphrase, or six digits

std::ifstream opened(const std::string& path) {
  std::error_code none;
  if (const auto is = std::filesystem::status(path, none); is.type() == std::filesystem::file_type::not_found)
    throw Usage("There is no file " + path + ". Nothing was changed.");
  else if (std::filesystem::is_directory(is))
    throw Usage(path + " is a folder, and a file was meant. Nothing was changed.");
  std::ifstream in(path, std::ios::binary);
  if (in) in.peek();
  if (in.bad() || !in.is_open())
    throw Usage(path + " cannot be read: look whose it is, and who may read it. Nothing was changed.");
  in.clear();
  return in;
}

}  // namespace

std::string read_file(const std::string& path, size_t most) {
  auto in = opened(path);
  std::string out;
  for (std::string portion(64 << 10, '\0'); in;) {
    in.read(portion.data(), std::streamsize(portion.size()));
    out.append(portion, 0, size_t(in.gcount()));
    if (out.size() > most)
      throw Usage(path + " is larger than what can be meant: " + std::to_string(most) + " bytes");
  }
  return out;
}

char first_byte(const std::string& path) {
  char c = 0;
  opened(path).get(c);
  return c;
}

std::string secret_in(const std::string& path) {
  auto text = read_file(path, kLongestSecret);
  if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);  // editors put that mark in front; nobody types it
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

void read_in_parts(const std::string& path,
                   const std::function<void(const std::string&, double part, bool last)>& take) {
  auto in = opened(path);
  in.seekg(0, std::ios::end);
  const double size = std::max(1.0, double(in.tellg()));
  in.seekg(0);
  in.clear();
  std::string portion(1 << 20, '\0');
  double read = 0;
  for (bool last = false; !last;) {
    in.read(portion.data(), std::streamsize(portion.size()));
    const auto n = size_t(in.gcount());
    last = n < portion.size() || in.peek() == EOF;
    read += double(n);
    take(portion.substr(0, n), read / size, last);
  }
}

namespace {

// Whoever may put a link where this person writes chooses what is written over.
bool is_anothers_link(const std::string& path) {
  struct stat s{};
  return ::lstat(path.c_str(), &s) == 0 && S_ISLNK(s.st_mode) && s.st_uid != ::geteuid() && s.st_uid != 0;
}

}  // namespace

OutFile::OutFile(const std::string& path, const std::string& diary) : path_(path), fd_(-1) {
  namespace fs = std::filesystem;
  if (path.empty()) throw Usage("A file has a name: say which.");
  if (is_anothers_link(path))
    throw Usage(path + " is a link that another user made: say where to write instead. Nothing was written.");
  std::error_code none;
  const auto there = fs::status(path, none);
  if (fs::is_directory(there)) throw Usage(path + " is a folder: say which file in it");
  const bool file = !fs::exists(there) || fs::is_regular_file(there);
  if (file) {
    const auto target = fs::weakly_canonical(path, none);
    const auto inside = target.lexically_relative(fs::weakly_canonical(diary, none));
    if (!inside.empty() && *inside.begin() != ".." && *inside.begin() != "packs")
      throw Usage(path +
                  " is in the diary's own folder, where only Eddy writes: choose another place. Nothing was "
                  "written.");
    if (!target.empty()) path_ = target.string();
    fresh_ = path_ + ".XXXXXX";
    fd_ = ::mkostemp(fresh_.data(), O_CLOEXEC);  // a name of its own, for this user only
  } else {
    fd_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
  }
  if (fd_ < 0) throw Usage("cannot write " + path + ": " + std::strerror(errno));
}

OutFile::~OutFile() {
  if (fd_ < 0) return;
  ::close(fd_);
  if (!fresh_.empty()) ::unlink(fresh_.c_str());
}

void OutFile::failed() {
  const std::string why = std::strerror(errno);
  throw Ended(10 + api::Error::FULL, path_ + " was not written: " + why +
                                         (fresh_.empty() ? "." : ". What was there before is unchanged."));
}

void OutFile::write(const std::string& bytes) {
  for (size_t at = 0; at < bytes.size();) {
    const auto n = ::write(fd_, bytes.data() + at, bytes.size() - at);
    if (n < 0) failed();
    at += size_t(n);
  }
}

void OutFile::done() {
  const bool well =
      fresh_.empty() ? ::close(fd_) == 0
                     : ::fsync(fd_) == 0 && ::close(fd_) == 0 && ::rename(fresh_.c_str(), path_.c_str()) == 0;
  fd_ = -1;
  if (well) return;
  const int why = errno;
  if (!fresh_.empty()) ::unlink(fresh_.c_str());
  errno = why;
  failed();
}

std::string hex_of(const std::string& bytes) {
  static const char digits[] = "0123456789abcdef";
  std::string out;
  for (const unsigned char c : bytes) out += {digits[c >> 4], digits[c & 15]};
  return out;
}

std::string id_from(const std::string& hex) {
  const bool fits = hex.size() == 32 && hex.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
  if (!fits)
    throw Usage("\"" + hex + "\" is not an entry's id: 32 letters and digits, as `eddy list` shows them");
  std::string out;
  for (size_t i = 0; i < hex.size(); i += 2) out += char(std::stoi(hex.substr(i, 2), nullptr, 16));
  return out;
}

}  // namespace eddy::cli
