#include "core/journal/sentences.h"

#include <algorithm>

#include "core/base/hindi.h"
#include "core/base/tokens.h"

namespace eddy {
namespace {

constexpr size_t kLongest = 60;

// As it sounds in Latin letters, in whichever it was typed; in other languages, too, that lets doubled letters pass: "kil myself".
Sentence words_in(std::string_view text) {
  Sentence out;
  for (const auto& word : tokens_in(text)) out.push_back(hindi_in_latin(word));
  return out;
}

}  // namespace

std::vector<Sentence> sentences_in(std::string_view text) {
  std::vector<Sentence> out;
  while (!text.empty()) {
    const auto whole = text.substr(0, text.find_first_of(".!?;\n"));
    const auto end = std::min(whole.find("\u0964"), whole.size());  // a danda
    const auto words = words_in(whole.substr(0, end));
    for (size_t i = 0; i < words.size(); i += kLongest)
      out.emplace_back(words.begin() + long(i), words.begin() + long(std::min(words.size(), i + kLongest)));
    text.remove_prefix(std::min(text.size(), end + (end < whole.size() ? 3 : 1)));
  }
  return out;
}

}  // namespace eddy
