#include "core/cards/words.h"

#include "core/base/tokens.h"

namespace eddy {
namespace {

constexpr float kWord = 1.0F, kTwo = 0.7F, kRun = 0.3F;
constexpr std::string_view kHidden = "\u2217";  // a letter, to tokens_in()
constexpr size_t kShortestRun = 4, kLongestRun = 5;

// "sooo" is "soo": nobody means more by the letters after the second.
std::string at_most_twice(const std::string& word) {
  std::string out;
  for (const char c : word)
    if (out.size() < 2 || (c & 0x80) || out[out.size() - 1] != c || out[out.size() - 2] != c) out += c;
  return out;
}

void add_runs(const std::string& word, std::vector<Trait>& traits) {
  const auto whole = "<" + word + ">";
  std::vector<size_t> letters;  // where each begins
  for (size_t i = 0; i < whole.size(); ++i)
    if ((static_cast<unsigned char>(whole[i]) & 0xc0U) != 0x80U) letters.push_back(i);
  letters.push_back(whole.size());
  for (size_t n = kShortestRun; n <= kLongestRun; ++n)
    for (size_t i = 0; i + n < letters.size(); ++i)
      traits.push_back({"~" + whole.substr(letters[i], letters[i + n] - letters[i]), kRun});
}

}  // namespace

// In French an apostrophe stands between two words; a word that hides behind asterisks is one that is meant.
std::string Words::plain(std::string_view text) const {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (french_ && text[i] == '\'') {
      out += ' ';
    } else if (french_ && text.substr(i, 3) == "\u2019") {
      out += ' ';
      i += 2;
    } else if (text[i] == '*' && !out.empty() && out.back() != ' ') {
      out += kHidden;
      while (i + 1 < text.size() && text[i + 1] == '*') ++i;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::vector<Trait> Words::in(std::string_view text, Runs runs) const {
  std::vector<Trait> traits;
  std::string before;
  for (const auto& token : tokens_in(plain(text))) {
    const auto word = stems_.spelt(at_most_twice(token));
    if (word.empty()) continue;
    const auto stem = stems_.of(word);
    traits.push_back({stem, kWord});
    if (!before.empty()) traits.push_back({before + " " + stem, kTwo});
    before = stem;
    if (runs == Runs::with) add_runs(word, traits);
  }
  return traits;
}

}  // namespace eddy
