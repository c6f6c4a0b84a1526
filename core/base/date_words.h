// Days as people write them.
#pragma once
#include <cstdint>
#include <string>

namespace eddy {

// 1 Monday .. 7 Sunday.
const char* weekday_name(int weekday);
// A day counts from 1970-01-01, as in moment.h.
std::string month_name(int64_t day);     // "March"
std::string date_words(int64_t day);     // "2 March"
std::string year_words(int64_t day);     // "2026"
std::string weekday_words(int64_t day);  // "Monday, 2 March"
std::string day_words(int64_t day);      // "Monday, 2 March 2026"

}  // namespace eddy
