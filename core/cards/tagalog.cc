// Tagalog puts its affixes before, into and behind a root, and says the root's beginning twice: "sigaw" (shout) is
// sumisigaw, sinisigawan, nagsigawan. What is left is not always a root, but the same for all of them.
#include "core/cards/stems.h"

namespace eddy {
namespace {

constexpr size_t kRoot = 4;  // letters of a root that is left; below it, what looks like an affix is none

bool is_root_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

void lose_prefix(std::string& word) {
  for (const std::string_view p :
       {"ipinag", "pinag", "nakipag", "makipag", "nakaka", "makaka", "nagpa", "magpa", "ipag", "pinaka",
        "pina",   "naka",  "maka",    "paka",    "pag",    "nag",    "mag",   "nang",  "mang", "pang",
        "nam",    "mam",   "na",      "ma",      "ka",     "um",     "in",    "i"})
    if (word.size() >= p.size() + kRoot && word.compare(0, p.size(), p) == 0) {
      word.erase(0, p.size());
      return;
    }
}

// s-um-igaw, s-in-igaw; i and u alone are often parts of a root.
void lose_infix(std::string& word) {
  if (word.size() < kRoot + 2 || is_root_vowel(word[0])) return;
  const auto two = word.substr(1, 2);
  if ((two == "um" || two == "in") && is_root_vowel(word[3])) word.erase(1, 2);
}

void lose_double(std::string& word) {
  if (word.size() >= kRoot + 2 && !is_root_vowel(word[0]) && is_root_vowel(word[1]) &&
      word.compare(0, 2, word, 2, 2) == 0)
    word.erase(0, 2);
  else if (word.size() >= kRoot + 1 && is_root_vowel(word[0]) && word[0] == word[1])
    word.erase(0, 1);
}

void lose_suffix(std::string& word) {
  for (const std::string_view s : {"han", "hin", "an", "in", "ng"})
    if (word.size() >= s.size() + kRoot && word.compare(word.size() - s.size(), s.size(), s) == 0) {
      word.erase(word.size() - s.size());
      return;
    }
}

}  // namespace

std::string tagalog_stem(std::string word) {
  lose_double(word);
  lose_infix(word);
  lose_prefix(word);
  lose_double(word);
  lose_suffix(word);
  return word;
}

}  // namespace eddy
