#include "tests/places.h"

#include <cstdlib>
#include <filesystem>

namespace eddy::test {

// The one file that knows an absolute path: any other would be compiled anew in every other folder.
std::string source() { return EDDY_SOURCE; }

std::string program(const std::string& name) {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path() / name;
}

Folder::Folder() {
  path = std::filesystem::temp_directory_path() / "eddy-test-XXXXXX";
  if (!mkdtemp(path.data())) std::abort();
}
Folder::~Folder() { std::filesystem::remove_all(path); }

}  // namespace eddy::test
