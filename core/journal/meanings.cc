#include "core/journal/meanings.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace eddy {
namespace {

constexpr size_t kShortestBeginning = 3;  // bytes
constexpr size_t kReach = 12;             // words
constexpr size_t kMostLanguages = 32;
// A pair says half as much as each of the two; and that somebody wrote at all says something.
constexpr float kOne = 1, kPair = 0.5F, kAny = 0.3F;

// That knows most of the words.
uint8_t language_of(const std::vector<Meanings::Word>& words) {
  std::array<size_t, kMostLanguages> known{};  // words
  for (const auto& word : words) {
    uint32_t counted = 0;
    for (const auto& k : word)
      if (!(counted >> k.language & 1)) ++known[k.language], counted |= 1U << k.language;
  }
  return uint8_t(std::max_element(known.begin(), known.end()) - known.begin());
}

}  // namespace

Meanings::Meanings(const std::vector<content::Meaning>& all, const std::vector<std::string>& names)
    : names_(names.size()) {
  std::vector<std::string_view> languages;
  for (const auto& m : all) {
    const auto name = std::find(names.begin(), names.end(), m.name());
    auto language = std::find(languages.begin(), languages.end(), m.language());
    if (language == languages.end()) language = languages.insert(language, m.language());
    if (name == names.end() || languages.size() > kMostLanguages) continue;
    const Known known{uint8_t(language - languages.begin()), uint8_t(name - names.begin())};
    for (std::string_view rest : m.words())
      while (!rest.empty()) {
        auto word = rest.substr(0, rest.find(' '));
        rest.remove_prefix(std::min(rest.size(), word.size() + 1));
        const bool begins = word.ends_with('*');
        word.remove_suffix(begins);
        (begins ? beginnings_ : whole_).emplace(word, known);
        if (begins) longest_ = std::max(longest_, word.size());
      }
  }
}

// In each language what is known of the whole word; else of its longest beginning.
Meanings::Word Meanings::of(std::string_view word) const {
  Word out;
  uint32_t found = 0;  // languages
  const auto add = [&](const Words& all, std::string_view text) {
    const auto before = found;
    for (auto [at, end] = all.equal_range(text); at != end; ++at)
      if (const auto& k = at->second; !(before >> k.language & 1))
        out.push_back(k), found |= 1U << k.language;
  };
  add(whole_, word);
  for (size_t n = std::min(word.size(), longest_); n >= kShortestBeginning; --n)
    add(beginnings_, word.substr(0, n));
  return out;
}

std::vector<Meanings::Trait> Meanings::in(const std::vector<Word>& words) const {
  const auto language = language_of(words);
  std::vector<Trait> out = {{uint16_t(traits() - 1), kAny}};
  for (size_t i = 0; i < words.size(); ++i)
    for (const auto& a : words[i]) {
      if (a.language != language) continue;
      out.push_back({a.meaning, kOne});
      for (size_t j = i + 1; j < words.size() && j <= i + kReach; ++j)
        for (const auto& b : words[j])
          if (b.language == language)
            out.push_back({uint16_t(names_ + a.meaning * names_ + b.meaning), kPair});
    }
  // Each once, however often it is there.
  std::sort(out.begin(), out.end(), [](const Trait& a, const Trait& b) { return a.at < b.at; });
  out.erase(std::unique(out.begin(), out.end(), [](const Trait& a, const Trait& b) { return a.at == b.at; }),
            out.end());
  double squares = 0;
  for (const auto& t : out) squares += double(t.value) * double(t.value);
  for (auto& t : out) t.value = float(double(t.value) / std::sqrt(squares));
  return out;
}

}  // namespace eddy
