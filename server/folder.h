// The folder of a box: its keys, and files that are never written over.
#pragma once
#include <cstdint>
#include <string>

#include "server/config.h"

namespace eddy::server {

int64_t now_ms();
std::string read_file(const std::string& path);
// Never over one that is there; on the disk when it returns.
void write_new(const std::string& path, const std::string& bytes);
void make_folder(const std::string& path);  // for its owner only
// A folder that one server has to itself: two on one would meet devices by chance. Until it is destroyed, or its process ends.
class FolderHeld {
 public:
  explicit FolderHeld(
      const std::string& path);  // REFUSED where another process has it, NOT_FOUND where there is none
  ~FolderHeld();
  FolderHeld(const FolderHeld&) = delete;
  FolderHeld& operator=(const FolderHeld&) = delete;

 private:
  int folder_;
};
// What devices pin: nothing where a proxy in front shows another certificate, which the system judges.
std::string pinned(const Config& c);
std::string certificate_path(const Config& c);

}  // namespace eddy::server
