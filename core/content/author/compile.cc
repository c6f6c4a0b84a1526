// Compiles the built-in pack at build time:  eddy_compile OUT FILE.textproto ...
// OUT.inc is what a core embeds, with a 0 that is no part of it at its end; any other is the pack as it is.
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
  std::ofstream out(argv[1], std::ios::binary);
  const auto bytes = pack.SerializeAsString();
  const std::string name = argv[1];
  if (name.size() < 4 || name.compare(name.size() - 4, 4, ".inc") != 0) {
    out << bytes;
  } else {
    for (const unsigned char c : bytes) out << int(c) << ",\n";
    out << "0\n";
  }
  return out.flush() ? 0 : 1;
}
