// Compiles the built-in pack at build time:  eddy_compile OUT FILE.textproto ...
// OUT.inc is what a core embeds, all of it, with a 0 that is no part of it at its end. Any other is a pack for a page:
// what the search learns from and what words mean lies beside it, a file a language (heard-en.pack), since nobody needs all
// of them.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "core/content/author/author.h"

namespace {

bool write_bytes(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  return bool(out.flush());
}

bool write_inc(const std::filesystem::path& path, const eddy::content::Pack& pack) {
  std::ofstream out(path, std::ios::binary);
  for (const unsigned char c : pack.SerializeAsString()) out << int(c) << ",\n";
  out << "0\n";
  return bool(out.flush());
}

bool write_for_page(const std::filesystem::path& path, eddy::content::Pack pack) {
  std::map<std::string, eddy::content::Pack> heard;
  for (const auto& h : pack.heard()) *heard[h.language()].add_heard() = h;
  for (const auto& m : pack.meaning()) *heard[m.language()].add_meaning() = m;
  pack.clear_heard();
  pack.clear_meaning();
  bool well = write_bytes(path, pack.SerializeAsString());
  for (const auto& [language, lines] : heard)
    well =
        write_bytes(path.parent_path() / ("heard-" + language + ".pack"), lines.SerializeAsString()) && well;
  return well;
}

}  // namespace

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
  const std::filesystem::path out = argv[1];
  return (out.extension() == ".inc" ? write_inc(out, pack) : write_for_page(out, pack)) ? 0 : 1;
}
