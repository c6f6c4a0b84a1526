// Where a test finds things: the source tree, the programs built with it, and a folder that goes when the test does.
#pragma once
#include <string>

namespace eddy::test {

std::string source();                          // the source tree's root
std::string program(const std::string& name);  // one that was built beside this test's own

// A folder of its own, below TMPDIR (`./test` sets that to memory, where a disk is not what is tested).
struct Folder {
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  std::string path;
  std::string operator/(const std::string& name) const { return path + "/" + name; }
};

}  // namespace eddy::test
