#include "core/base/hindi.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace eddy {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// U+0905 to U+0939 and U+0958 to U+095F by their sounds: no sign, no sound.
constexpr std::array<std::string_view, 0x60> kSounds = {
    "",   "n", "n",  "",   "",  "a",  "a",  "i",  "i",  "u",  "u",  "ri", "",  "e",  "e", "e",
    "e",  "o", "o",  "o",  "o", "k",  "kh", "g",  "gh", "n",  "ch", "ch", "j", "jh", "n", "t",
    "th", "d", "dh", "n",  "t", "th", "d",  "dh", "n",  "n",  "p",  "f",  "b", "bh", "m", "y",
    "r",  "r", "l",  "l",  "l", "v",  "sh", "sh", "s",  "h",  "",   "",   "",  "",   "a", "i",
    "i",  "u", "u",  "ri", "",  "e",  "e",  "e",  "e",  "o",  "o",  "o",  "o", "",   "",  "",
    "",   "",  "",   "",   "",  "",   "",   "",   "k",  "kh", "g",  "j",  "d", "dh", "f", "y"};

bool is_consonant(unsigned sign) { return (sign >= 0x15 && sign <= 0x39) || (sign >= 0x58 && sign <= 0x5f); }
bool is_vowel_sign(unsigned sign) { return (sign >= 0x3e && sign <= 0x4d) || sign == 0x3c; }

bool is_vowel_sound(char c) { return std::string_view("aeiou@").find(c) != std::string_view::npos; }

// An unwritten "a" (here @) is not said between a vowel with its consonant and a consonant with its vowel.
std::string without_the_unsaid(std::string sounds) {
  for (size_t i = sounds.size(); i-- > 0;) {
    if (sounds[i] != '@') continue;
    size_t before = i, after = i + 1;
    while (before > 0 && !is_vowel_sound(sounds[before - 1])) --before;
    while (after < sounds.size() && !is_vowel_sound(sounds[after])) ++after;
    const bool said = before == 0 || before == i || after == sounds.size() || after > i + 2;
    if (said)
      sounds[i] = 'a';
    else
      sounds.erase(i, 1);
  }
  return sounds;
}

// A consonant is followed by an "a" that is not written, but not at a word's end.
std::string sounds_of(const std::string& word) {
  std::string out;
  const auto sign_at = [&](size_t i) -> unsigned {
    if (i + 2 >= word.size() || word[i] != '\xe0') return 0x7f;
    const unsigned code = (unsigned(word[i + 1]) & 0x3fU) << 6U | (unsigned(word[i + 2]) & 0x3fU);
    return code >= 0x900 && code < 0x960 ? code - 0x900 : 0x7f;
  };
  for (size_t i = 0; i < word.size();) {
    const auto sign = sign_at(i);
    if (sign == 0x7f) {
      out += word[i++];
      continue;
    }
    i += 3;
    const bool nasal = sign == 1 || sign == 2;
    if (!nasal || i < word.size()) out += kSounds[sign];
    if (is_consonant(sign) && i < word.size() && !is_vowel_sign(sign_at(i))) out += '@';
  }
  return without_the_unsaid(std::move(out));
}

}  // namespace

std::string hindi_in_latin(const std::string& word) {
  constexpr Pair kAlike[] = {{"chh", "ch"}, {"ph", "f"}, {"aa", "a"}, {"ee", "i"},   {"ii", "i"}, {"oo", "u"},
                             {"uu", "u"},   {"ai", "e"}, {"ay", "e"}, {"ae", "e"},   {"au", "o"}, {"ou", "o"},
                             {"w", "v"},    {"z", "j"},  {"q", "k"},  {"iya", "ia"}, {"x", "ks"}};
  const auto as_typed = sounds_of(word);
  std::string out;
  for (size_t i = 0; i < as_typed.size();) {
    const auto rest = std::string_view(as_typed).substr(i);
    size_t length = 1;
    auto put = rest.substr(0, 1);
    for (const auto& [from, to] : kAlike)
      if (rest.substr(0, from.size()) == from) {
        length = from.size();
        put = to;
        break;
      }
    i += length;
    if (out.empty() || out.back() != put[0] || (put[0] & 0x80)) out += put;
  }
  return out;
}

}  // namespace eddy
