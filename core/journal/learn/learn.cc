// Learns from example sentences which meanings, and which before which, say that the one who writes is in danger:
//   eddy_learn OUT.inc PACK.textproto ... examples.tsv ...
// A line of examples is "heavy", "caller" (somebody else's danger) or "-", a tab, and what was written. What the
// packs say, and have for finding cards, is harmless, all of it. Logistic regression, each weight with a pace of its own (Duchi,
// Hazan and Singer 2011); the same examples give the same weights, on machines that round alike.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <numeric>
#include <set>
#include <sstream>

#include "core/content/author/author.h"
#include "core/journal/meanings.h"
#include "core/journal/sentences.h"

namespace eddy {
namespace {

constexpr int kRounds = 8;
constexpr double kPace = 0.3,
                 kFirst = 1e-3;   // a weight's first step is as if it had been moved so far already
constexpr double kForget = 1e-5;  // what is not needed becomes less
constexpr int kLargest = 127;

struct Example {
  std::vector<Meanings::Trait> traits;
  bool heavy;
};

Example example(const Meanings& meanings, std::string_view text, bool heavy) {
  std::vector<Meanings::Word> words;
  for (const auto& sentence : sentences_in(text))
    for (const auto& word : sentence) words.push_back(meanings.of(word));
  return {meanings.in(words), heavy};
}

// False: it is not there, or a line of it is not as it should be, and that was said.
bool read_examples(const std::string& path, const Meanings& meanings, std::vector<Example>& to) {
  std::ifstream in(path);
  bool well = bool(in);
  int n = 0;
  for (std::string line; std::getline(in, line);) {
    ++n;
    const auto tab = line.find('\t');
    const auto kind = line.substr(0, tab);
    if (tab != line.npos && (kind == "heavy" || kind == "caller" || kind == "-")) {
      to.push_back(example(meanings, std::string_view(line).substr(tab + 1), kind == "heavy"));
      continue;
    }
    std::fprintf(stderr, "%s:%d: error: neither heavy nor caller nor -, and a tab\n", path.c_str(), n);
    well = false;
  }
  return well;
}

std::vector<double> learn(const std::vector<Example>& examples, size_t traits) {
  std::vector<double> weights(traits), moved(traits, kFirst);
  // In an order that mixes languages and kinds, and is always the same.
  size_t stride = examples.size() * 5 / 8 + 1;
  while (std::gcd(stride, examples.size()) != 1) ++stride;
  for (int round = 0; round < kRounds; ++round)
    for (size_t i = 0, at = 0; i < examples.size(); ++i, at = (at + stride) % examples.size()) {
      const auto& e = examples[at];
      double odds = 0;
      for (const auto& t : e.traits) odds += double(t.value) * weights[t.at];
      const double error = double(e.heavy) - 1 / (1 + std::exp(-odds));
      for (const auto& t : e.traits) {
        const double by = error * double(t.value) - kForget * weights[t.at];
        moved[t.at] += by * by;
        weights[t.at] += kPace * by / std::sqrt(moved[t.at]);
      }
    }
  return weights;
}

bool write(const std::string& path, const std::set<std::string>& names, const std::vector<double>& weights) {
  double most = 0;
  for (const double w : weights) most = std::max(most, std::abs(w));
  std::ofstream out(path);
  out << "constexpr const char* kMeanings[] = {";
  for (const auto& name : names) out << '"' << name << "\", ";
  out << "};\nconstexpr int8_t kLearned[] = {";
  for (const double w : weights) out << std::lround(w / most * kLargest) << ',';
  out << "};\n";
  return bool(out.flush());
}

}  // namespace
}  // namespace eddy

int main(int argc, char** argv) {
  using namespace eddy;
  std::vector<Source> packs;
  std::vector<std::string> examples;
  for (int i = 2; i < argc; ++i) {
    const std::string path = argv[i];
    if (path.ends_with(".tsv")) {
      examples.push_back(path);
      continue;
    }
    std::stringstream text;
    text << std::ifstream(path).rdbuf();
    packs.push_back({path, text.str()});
  }
  std::vector<Problem> problems;
  const auto pack = read_pack(packs, {}, problems);
  std::set<std::string> names;
  for (const auto& m : pack.meaning()) names.insert(m.name());
  const std::vector<content::Meaning> known(pack.meaning().begin(), pack.meaning().end());
  const Meanings meanings(known, {names.begin(), names.end()});
  std::vector<Example> all;
  bool well = problems.empty();
  for (const auto& p : problems)
    std::fprintf(stderr, "%s:%d: error: %s\n", p.file.c_str(), p.line, p.what.c_str());
  for (const auto& path : examples) well = read_examples(path, meanings, all) && well;
  for (const auto& h : pack.heard())
    for (const auto& text : h.said()) all.push_back(example(meanings, text, false));
  for (const auto& t : pack.translation())
    for (const auto& s : t.saying()) all.push_back(example(meanings, s.text(), false));
  if (!well || names.empty() || all.empty()) {
    std::fprintf(stderr, "eddy_learn: needs meanings and examples without an error\n");
    return 1;
  }
  return write(argv[1], names, learn(all, meanings.traits())) ? 0 : 1;
}
