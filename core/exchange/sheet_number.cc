#include "core/exchange/sheet_number.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/exchange/scripts.h"

namespace eddy {
namespace {

constexpr int64_t kFirstDay = 32'874, kLastDay = 73'050;  // 1990-01-01 to 2099-12-31
constexpr int64_t kDaysTo1970 = 25'569;
constexpr size_t kLongest = 60;  // in bytes
constexpr size_t kExact = 5;     // decimals that tell a second

bool all_digits(std::string_view text) { return text.find_first_not_of("0123456789") == text.npos; }

// Our digits, a full stop for a comma, small letters.
std::string plain_number(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto letter = take_letter(text);
    if (is_silent(letter)) continue;
    const int digit = digit_of(letter);
    if (digit >= 0)
      out += char('0' + digit);
    else
      put_letter(out, letter == ',' || letter == 0x66b ? U'.' : letter);
  }
  return in_small(trimmed(out));
}

// "6.94e-04" is 0.000694: tiny parts, as spreadsheets shorten them. Its decimals; none: it says no such thing.
std::string decimals_said(std::string_view number, size_t e) {
  const auto power = number.substr(e + 1), digits = number.substr(0, e);
  const bool tiny =
      (power.size() == 2 || power.size() == 3) && power[0] == '-' && all_digits(power.substr(1));
  const int zeros = tiny ? std::stoi(std::string(power.substr(1))) : 0;
  if (zeros < 1 || zeros > 20 || digits.empty() || !all_digits(digits.substr(0, 1))) return "";
  if (digits.size() > 1 && digits[1] != '.') return "";
  return std::string(size_t(zeros - 1), '0') + digits[0] +
         std::string(digits.substr(std::min<size_t>(2, digits.size())));
}

int minutes_of(const std::string& decimals) {
  double part = 0, unit = 0.1;
  for (const char c : decimals.substr(0, 15)) part += unit * (c - '0'), unit /= 10;
  const double seconds = part * 24 * 60 * 60;
  const auto minutes = decimals.size() < kExact ? std::lround(seconds / 60) : std::lround(seconds) / 60;
  return int(std::min(minutes, 24 * 60 - 1L));
}

}  // namespace

std::optional<SheetNumber> sheet_number(std::string_view text) {
  if (text.size() > kLongest) return std::nullopt;
  auto plain = plain_number(text);
  if (const auto e = plain.find('e'); e != std::string::npos) plain = "0." + decimals_said(plain, e);
  const auto point = plain.find('.');
  const auto whole = plain.substr(0, point);
  const auto decimals = point == std::string::npos ? "" : plain.substr(point + 1);
  if (plain.empty() || whole.size() > 5 || !all_digits(whole) || !all_digits(decimals)) return std::nullopt;
  if (point != std::string::npos && decimals.empty()) return std::nullopt;
  const int64_t number = whole.empty() ? 0 : std::stoll(whole);
  SheetNumber out;
  if (!decimals.empty()) out.minutes = minutes_of(decimals);
  if (number == 0) {
    if (!out.minutes) out.minutes = 0;
    return out;
  }
  if (number < kFirstDay || number > kLastDay) return std::nullopt;
  out.has_day = true;
  out.days = number - kDaysTo1970;
  return out;
}

}  // namespace eddy
