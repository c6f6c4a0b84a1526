// Names as people compare them: in small letters, with one blank between words and none around them.
#pragma once
#include <string>
#include <string_view>

namespace eddy {

// Without blanks around it, and one where there are several; a line's end is a blank. `text` is UTF-8.
std::string tidied(std::string_view text);
// Tidied, and in small letters: Latin, Greek and Cyrillic ones. FOR EVER: ids are made of it.
std::string folded(std::string_view text);
// What a value of an enum is called: CALL_TARGETED_ABUSE is "targeted abuse".
std::string plain_name(std::string value);
// With one decimal, halves away from zero; never "-0.0".
std::string one_decimal(double v);
// How many letters: characters, not bytes.
size_t letters_in(std::string_view text);

}  // namespace eddy
