// Files as verbs read and write them: whole or not at all.
#pragma once
#include <functional>
#include <string>

namespace eddy::cli {

// Usage where it cannot be read, or is larger than so many bytes.
std::string read_file(const std::string& path, size_t most = 256 << 20);
char first_byte(const std::string& path);        // 0: it is empty
std::string secret_in(const std::string& path);  // without the line's end
// In portions of a MiB, each with how much of the file is read by then (0 to 1).
void read_in_parts(const std::string& path,
                   const std::function<void(const std::string&, double part, bool last)>& take);

// All or nothing: a new file beside the old one, and then in its place; a link's own target is meant. What is no file (a
// pipe, a device) is written into as it is. Usage for a folder, and for what only Eddy writes: all in the
// diary's folder but packs.
class OutFile {
 public:
  OutFile(const std::string& path, const std::string& diary);
  ~OutFile();
  OutFile(const OutFile&) = delete;
  void write(const std::string& bytes);
  void done();

 private:
  [[noreturn]] void failed();
  std::string path_, fresh_;  // no fresh one where it is no file
  int fd_;
};

std::string hex_of(const std::string& bytes);
std::string id_from(const std::string& hex);  // of an entry

}  // namespace eddy::cli
