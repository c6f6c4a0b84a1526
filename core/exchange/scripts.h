// What readers of strangers' files know of the world's scripts: code points, digits, small letters, spaces
// and marks that nobody sees. Text is UTF-8; a byte that is none counts as U+FFFD. Nothing here throws.
#pragma once
#include <string>
#include <string_view>

#include "core/base/utf8.h"

namespace eddy {

int digit_of(char32_t letter);  // 0 to 9 in any script; -1: it is no digit
// Wide Latin letters become narrow ones, too. Scripts without large letters, and rare ones that have them,
// stay.
char32_t small_letter(char32_t letter);
bool is_space(char32_t letter);   // also those that do not break, and narrow ones
bool is_silent(char32_t letter);  // direction marks, joiners, a byte order mark

// ASCII's spaces and large letters only: ids of rows that were imported long ago are made of these.
std::string trimmed(std::string_view text);
std::string in_small(std::string text);

}  // namespace eddy
