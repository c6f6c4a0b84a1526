// Files as verbs read and write them: whole or not at all.
#pragma once
#include <functional>
#include <string>

namespace eddy::cli {

// Usage where it cannot be read.
std::string read_file(const std::string& path);
char first_byte(const std::string& path);        // 0: it is empty
std::string secret_in(const std::string& path);  // without the line's end
// In portions of a MiB, each with how much of the file is read by then (0 to 1).
void read_in_parts(const std::string& path,
                   const std::function<void(const std::string&, double part, bool last)>& take);

// All or nothing: a new file beside the old one, and then in its place.
class OutFile {
 public:
  explicit OutFile(std::string path);
  ~OutFile();
  OutFile(const OutFile&) = delete;
  void write(const std::string& bytes);
  void done();

 private:
  std::string path_, fresh_;
  int fd_;
};

std::string hex_of(const std::string& bytes);
std::string id_from(const std::string& hex);  // of an entry

}  // namespace eddy::cli
