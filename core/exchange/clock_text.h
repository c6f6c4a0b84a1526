// A time of day as some clock wrote it, in any language: "10:00 p. m.", "22 h 00", "下午10:00", "٢٢:٠٠".
//
// What counts is what CLDR's short and medium patterns write, and Java's older ones: hours and minutes in any
// script's digits, seconds where there are some, a word for the half or part of the day before or after them
// (clock_words.h), words such as "h", "Uhr" and "時". Spaces, marks that nobody sees, full stops in words and
// the size of letters do not matter.
#pragma once
#include <optional>
#include <string_view>

namespace eddy {

// Minutes since midnight. 12 AM is 0, 12 PM is 720; seconds are left out. 24:00 is 1440: the midnight that
// ends the day. 24:01 to 24:59 are 1441 to 1499: a clock that counts hours from 1 to 24 wrote them, in the
// first hour of the day, and its 24:00 is the midnight that begins it; who has only one time cannot know.
// Nothing for what is no time.
std::optional<int> minutes_of_day(std::string_view text);

}  // namespace eddy
