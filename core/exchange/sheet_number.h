// A date or a time of day that a spreadsheet wrote as the number it keeps: days since 1899-12-30, the time as a part
// of the day. "44467" is 2021-09-28, "0.92" five past ten at night, "44467,92" both.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace eddy {

struct SheetNumber {
  int64_t days = 0;            // since 1970-01-01, where there is a date in it
  bool has_day = false;        // otherwise it is less than a day
  std::optional<int> minutes;  // of the day; none: it has no decimals
};
// Days from 1990 to 2099, or a number less than one. Of a few decimals the nearest minute; otherwise seconds are left
// out. Nothing for what is neither.
std::optional<SheetNumber> sheet_number(std::string_view text);
// Files of old Macs count from 1904: the same number is so many days later.
constexpr int64_t kDaysTo1904 = 1462;

}  // namespace eddy
