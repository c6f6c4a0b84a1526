#include "core/base/date_words.h"

#include "core/base/moment.h"

namespace eddy {

std::string month_name(int64_t day) {
  static const char* const kMonths[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
  return kMonths[to_date(day).month - 1];
}

std::string date_words(int64_t day) { return std::to_string(to_date(day).day) + ' ' + month_name(day); }

std::string year_words(int64_t day) { return std::to_string(to_date(day).year); }

const char* weekday_name(int weekday) {
  static const char* const kWeekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                          "Friday", "Saturday", "Sunday"};
  return kWeekdays[weekday - 1];
}

std::string weekday_words(int64_t day) {
  return std::string(weekday_name(weekday(day))) + ", " + date_words(day);
}

std::string day_words(int64_t day) { return weekday_words(day) + ' ' + year_words(day); }

}  // namespace eddy
