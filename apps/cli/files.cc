#include "apps/cli/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "apps/cli/shell.h"
#include "apps/command/verb.h"

namespace eddy::cli {
using command::Usage;
namespace {

std::ifstream opened(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  // A folder opens, and then gives nothing.
  if (in) in.peek();
  if (in.bad() || (!in.is_open()))
    throw Usage("cannot read " + path + (in.bad() ? ": it is a folder, or cannot be read" : ""));
  in.clear();
  return in;
}

}  // namespace

std::string read_file(const std::string& path) {
  auto in = opened(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

char first_byte(const std::string& path) {
  char c = 0;
  opened(path).get(c);
  return c;
}

std::string secret_in(const std::string& path) {
  auto text = read_file(path);
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

OutFile::OutFile(std::string path)
    : path_(std::move(path)),
      fresh_(path_ + ".part"),
      fd_(::open(fresh_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {
  if (fd_ < 0) throw Usage("cannot write " + path_ + ": " + std::strerror(errno));
}

OutFile::~OutFile() {
  if (fd_ >= 0) ::close(fd_), ::unlink(fresh_.c_str());
}

void OutFile::write(const std::string& bytes) {
  for (size_t at = 0; at < bytes.size();) {
    const auto n = ::write(fd_, bytes.data() + at, bytes.size() - at);
    if (n < 0)
      throw Ended(10 + api::Error::FULL, path_ + " was not written: " + std::strerror(errno) +
                                             ". What was there before is unchanged.");
    at += size_t(n);
  }
}

void OutFile::done() {
  const bool well = ::fsync(fd_) == 0 && ::close(fd_) == 0 && ::rename(fresh_.c_str(), path_.c_str()) == 0;
  const std::string why = std::strerror(errno);
  fd_ = -1;
  if (well) return;
  ::unlink(fresh_.c_str());
  throw Ended(10 + api::Error::FULL,
              path_ + " was not written: " + why + ". What was there before is unchanged.");
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
