// Hindi is typed in its own letters and, as often, in Latin ones, each hand in its own way: मारना, "maarna",
// "marna". Both become one spelling here: long vowels as short ones, doubled letters as one, and what sounds alike
// as the same.
#pragma once
#include <string>

namespace eddy {

// `word` is as tokens_in() gives it.
std::string hindi_in_latin(const std::string& word);

}  // namespace eddy
