// Dates as Daylio writes them, and as spreadsheets write them again when they save the file: day, month and
// year in one of three orders, which no single date need tell. The whole file does, or the person is asked.
//
// Any script's digits; one or two of them, years of two or four (two: 2000 to 2099); slashes, full stops,
// hyphens or spaces between, or 年月日; a time of day that a spreadsheet put behind is let be.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eddy {

enum class DateOrder { ymd, dmy, mdy };

struct NumericDate {
  std::array<int, 3> part{};
  bool year_first = false, year_last = false;  // four digits say so; neither: it is not said
};
std::optional<NumericDate> numeric_date(std::string_view text);
// Days since 1970-01-01. Nothing: there is no such date when read in this order. A year that stands first is
// one in any order.
std::optional<int64_t> day_of(const NumericDate& date, DateOrder order);

// What a file says of one of its dates, in the order of the file. `beside` is the day of the month, where
// another column has it (-1: not), `weekday` what a column calls the day of the week.
struct DateClue {
  NumericDate date;
  int beside = -1;
  std::string weekday;
};
// The orders in which the dates of a file can be read: those that make dates of all of them; of these the
// ones in which none is after `today` (a day as above); of these the ones that what stands beside does not
// contradict; of these the ones in which the file runs one way in time. A step that would leave none is left
// out. Several: it stays open.
std::vector<DateOrder> orders_of(const std::vector<DateClue>& clues,
                                 std::optional<int64_t> today = std::nullopt);

struct MonthDay {
  int month = 0, day = 0;
};
// "18 May", "May 18", "18. Mai", "5月18日": a date without its year.
std::optional<MonthDay> month_and_day(std::string_view text);
// The only number in a text, such as the day in a date whose month is a word; -1: there is none, or there are
// several.
int lone_number(std::string_view text);

}  // namespace eddy
