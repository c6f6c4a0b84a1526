// A text's letters, one by one. A byte that is no UTF-8 counts as U+FFFD. Nothing here throws.
#pragma once
#include <string>
#include <string_view>

namespace eddy {

char32_t take_letter(std::string_view& text);  // its first code point, taken off; `text` is not empty
void put_letter(std::string& out, char32_t letter);

}  // namespace eddy
