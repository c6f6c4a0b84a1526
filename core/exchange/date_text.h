// Dates as Daylio writes them, and as spreadsheets write them again when they save the file: day, month and
// year in one of three orders, which no single date need tell (date_order.h).
//
// Any script's digits; one or two of them, years of two or four; slashes, full stops, hyphens or spaces between, or
// 年月日, or the month's name; a time of day that a spreadsheet put behind is let be. Years of two digits are from 2000
// to 2054; from 55 on they are Buddhist ones, as Thai phones write them. A Buddhist year is 543 ahead of ours and has
// the same months and days.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace eddy {

enum class DateOrder { ymd, dmy, mdy };

constexpr int kFirstYear = 1990, kLastYear = 2099;  // of ours; no diary on a phone has others
int our_year(int year);                             // of a Buddhist one; others stay

struct NumericDate {
  std::array<int, 3> part{};
  bool year_first = false, year_last = false;  // four digits say so; neither: it is not said
  int month_at = -1;                           // 0 or 1: the month was a word, and stands there
};
std::optional<NumericDate> numeric_date(std::string_view text);
// "28-Sep-21", "28. September 2021", "Sep 28, 2021".
std::optional<NumericDate> named_date(std::string_view text);
// In numbers, with a name, or as eight digits: 20210928.
std::optional<NumericDate> date_in(std::string_view text);
// The only order that such a date has; none: the file has to tell.
std::optional<DateOrder> order_said(const NumericDate& date);
// A date whose year cannot be ours: 1400/07/06, 28/9/1443, 110/9/28, 令和3年9月28日.
bool of_another_calendar(std::string_view text);
// The time of day that stands behind a date.
std::optional<int> time_behind(std::string_view text);
// Days since 1970-01-01. Nothing: there is no such date when read in this order. A year that stands first is
// one in any order.
std::optional<int64_t> day_of(const NumericDate& date, DateOrder order);

struct MonthDay {
  int month = 0, day = 0;
};
// "18 May", "May 18", "18. Mai", "5月18日": a date without its year.
std::optional<MonthDay> month_and_day(std::string_view text);
// The only number in a text, such as the day in a date whose month is a word; -1: there is none, or there are
// several.
int lone_number(std::string_view text);

}  // namespace eddy
