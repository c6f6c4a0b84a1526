// What a person wrote, as it is compared when they look for it: in every script, whatever of it they type or leave out.
// One rule for what is kept and for what is asked. `folding.py` says which differences make none, and writes the table.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace eddy {

enum class Gap {
  none,
  sign,
  space
};  // what stands before a term; where it is several signs, a space if there is one

// A word; or where a script has no spaces between words, and of Hangul, a single letter with the marks that belong to
// it; or a picture. In small letters and the simplest form of each: never empty, neither spaces nor signs in it.
struct Term {
  Gap before = Gap::none;
  bool alone = false;  // a letter, not a word
  std::string text;
};

// `text` is UTF-8; what is none counts as a sign. Takes time in proportion to it. What differs in form alone, composed or
// decomposed, gives the same, and so do the terms, written as a text again.
std::vector<Term> terms_in(std::string_view text);

// Names the rule: where it is another one, terms that were kept are of no use.
std::string_view rule_of_terms();

}  // namespace eddy
