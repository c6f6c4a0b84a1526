#include "core/base/tokens.h"

#include <algorithm>

namespace eddy {
namespace {

// U+00C0 to U+00FF without their marks; '-' is no letter.
constexpr std::string_view kPlain = "aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty";

size_t letter_bytes(char first) {
  const auto b = static_cast<unsigned char>(first);
  return b < 0xc0 ? 1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
}

}  // namespace

std::vector<std::string> tokens_in(std::string_view text) {
  std::vector<std::string> out(1);
  while (!text.empty()) {
    const auto letter = text.substr(0, letter_bytes(text[0]));
    text.remove_prefix(letter.size());
    auto& word = out.back();
    const char c = letter[0];
    char plain = 0;  // 0: as it is; '-': ends the word
    if (c >= 'A' && c <= 'Z')
      plain = char(c - 'A' + 'a');
    else if (letter.size() == 2 && c == '\xc3')
      plain = kPlain[static_cast<unsigned char>(letter[1]) & 63];
    else if (letter == "'" || letter == "\u2019")
      continue;
    else if ((letter.size() == 1 && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && !(c & 0x80)) ||
             c == '\xc2' || letter.substr(0, 2) == "\xe2\x80" ||
             letter == "\u0964")  // signs; dashes and quotes; a danda
      plain = '-';
    if (plain == '-') {
      if (!word.empty()) out.emplace_back();
    } else if (plain) {
      word += plain;
    } else {
      word += letter;
    }
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

}  // namespace eddy
