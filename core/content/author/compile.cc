// Compiles the built-in pack at build time:  eddy_compile OUT.inc FILE.textproto ...
#include <cstdio>
#include <fstream>
#include <sstream>

#include "core/content/author/author.h"

int main(int argc, char** argv) {
  std::vector<eddy::Source> files;
  for (int i = 2; i < argc; ++i) {
    std::ifstream in(argv[i]);
    std::stringstream text;
    text << in.rdbuf();
    files.push_back({argv[i], text.str()});
  }
  std::vector<eddy::Problem> problems;
  const auto pack = eddy::read_pack(files, {}, problems);
  for (const auto& p : problems)
    std::fprintf(stderr, "%s:%d: error: %s\n", p.file.c_str(), p.line, p.what.c_str());
  if (!problems.empty() || argc < 3) return 1;
  std::ofstream out(argv[1]);
  for (const unsigned char c : pack.SerializeAsString()) out << int(c) << ",\n";
  return out.flush() ? 0 : 1;
}
