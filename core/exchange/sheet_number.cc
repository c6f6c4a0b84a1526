#include "core/exchange/sheet_number.h"

#include <string>

#include "core/exchange/scripts.h"

namespace eddy {
namespace {

constexpr int64_t kFirstDay = 32'874, kLastDay = 73'050;  // 1990-01-01 to 2099-12-31
constexpr int64_t kDaysTo1970 = 25'569;
constexpr size_t kLongest = 60;  // in bytes
constexpr size_t kExact = 5;     // decimals that tell a second

// "6.94E-04" is 0.000694: a number of tiny parts, as spreadsheets shorten it. How many zeros; -1: it says no such thing.
int zeros_said(const std::string& text, size_t e) {
  const auto power = text.substr(e);
  if (power.size() < 3 || power.size() > 4 || power[1] != '-') return -1;
  int zeros = 0;
  for (const char c : power.substr(2)) {
    if (c < '0' || c > '9') return -1;
    zeros = zeros * 10 + (c - '0');
  }
  return zeros > 0 && zeros < 20 ? zeros : -1;
}

int minutes_of(const std::string& decimals) {
  double part = 0, unit = 0.1;
  for (const char c : decimals.substr(0, 15)) part += unit * (c - '0'), unit /= 10;
  const double seconds = part * 24 * 60 * 60;
  const int minutes = decimals.size() < kExact ? int(seconds / 60 + 0.5) : int(int64_t(seconds + 0.5) / 60);
  return minutes < 24 * 60 ? minutes : 24 * 60 - 1;
}

bool all_digits(const std::string& text) { return text.find_first_not_of("0123456789") == std::string::npos; }

}  // namespace

std::optional<SheetNumber> sheet_number(std::string_view text) {
  if (text.size() > kLongest) return std::nullopt;
  std::string plain;
  for (text = text.substr(0, kLongest); !text.empty();) {
    const auto letter = take_letter(text);
    if (is_silent(letter)) continue;
    const int digit = digit_of(letter);
    const bool comma = letter == ',' || letter == 0x66b;
    put_letter(plain, digit >= 0 ? char32_t('0' + digit) : comma ? U'.' : letter);
  }
  plain = in_small(trimmed(plain));
  std::string decimals;
  if (const auto e = plain.find('e'); e != std::string::npos) {
    const int zeros = zeros_said(plain, e);
    if (zeros < 0 || e == 0 || plain[0] < '0' || plain[0] > '9' || (e > 1 && plain[1] != '.'))
      return std::nullopt;
    decimals = std::string(size_t(zeros - 1), '0') + plain[0] + (e > 2 ? plain.substr(2, e - 2) : "");
    plain = "0." + decimals;
  }
  const auto point = plain.find('.');
  const auto whole = plain.substr(0, point);
  if (point != std::string::npos) decimals = plain.substr(point + 1);
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
