#include "core/exchange/date_text.h"

#include <algorithm>
#include <unordered_map>

#include "core/base/moment.h"
#include "core/exchange/clock_text.h"
#include "core/exchange/month_words.h"
#include "core/exchange/scripts.h"

namespace eddy {
namespace {

constexpr size_t kLongestDate = 120;  // in bytes
constexpr size_t kLongestWeekday = 24;
constexpr size_t kLongestOrdinal = 6;    // "th, ", " de "
constexpr int kFirstShortBuddhist = 55;  // of two digits: 2012
constexpr std::string_view kAfterDay = "日일号號.,";
// "r." for a year, in Slavic languages and in Kazakh; "d." for a day, in Lithuanian.
constexpr std::string_view kAfterYear[] = {"г", "р", "ж", "d", "god", "r"};
constexpr std::string_view kEras[] = {"令和", "平成", "昭和", "民國", "民国", "r", "h", "reiwa", "heisei"};

// Hyphens and slashes of other scripts are ours.
char32_t plain_sign(char32_t letter) {
  if ((letter >= 0x2010 && letter <= 0x2013) || letter == 0x2212) return '-';
  return letter == 0x60d || letter == 0x2044 || letter == 0x2215 ? U'/' : letter;
}

// Takes numbers and what stands between them off a text.
class DateReader {
 public:
  explicit DateReader(std::string_view text) : rest_(text) {}

  // -1: there is none here. More than four digits are no part of a date.
  int number(int& digits) {
    int n = 0;
    digits = 0;
    for (auto after = rest_; !after.empty();) {
      const auto letter = take_letter(after);
      const int digit = digit_of(letter);
      if (digit < 0 && !(is_silent(letter) && digits > 0)) break;
      if (digit >= 0) n = n * 10 + digit, ++digits;
      if (digits > 4) return -1;
      rest_ = after;
    }
    return digits ? n : -1;
  }
  // What is no digit, in small letters; marks that nobody sees are left out. Its words, parted by one space.
  std::string between() {
    std::string out;
    for (auto after = rest_; !after.empty(); rest_ = after) {
      const auto letter = take_letter(after);
      if (digit_of(letter) >= 0) break;
      if (is_silent(letter)) continue;
      if (!is_space(letter))
        put_letter(out, plain_sign(small_letter(letter)));
      else if (out.empty() || out.back() != ' ')
        out += ' ';
    }
    return out;
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

bool parts_a_date(const std::string& first, const std::string& second) {
  const auto a = trimmed(first), b = trimmed(second);
  if (a == "年" || a == "년") return b == (a == "年" ? "月" : "월");
  if (a == "tháng" || a == "thg") return b == "," || b == "năm";
  return a == b && !first.empty() && !second.empty() && (a.empty() || a == "/" || a == "." || a == "-");
}

const std::unordered_map<std::string_view, int>& month_words() {
  static const auto words = [] {
    std::unordered_map<std::string_view, int> out;
    for (const auto& list : kMonthWords)
      for (std::string_view rest = list.beginnings; !rest.empty();) {
        const auto bar = std::min(rest.find('|'), rest.size());
        out.emplace(rest.substr(0, bar), list.month);
        rest.remove_prefix(std::min(bar + 1, rest.size()));
      }
    return out;
  }();
  return words;
}

// By the longest beginning that is known; 0: none is.
int month_beginning(std::string_view word) {
  for (; !word.empty(); word.remove_suffix(1))
    if (const auto found = month_words().find(word); found != month_words().end()) return found->second;
  return 0;
}

// Among the words between numbers, the last: "de septiembre", "mar. 28 sept." has it behind the day of the week; or all
// of them in one: "تشرين الأول".
int month_named(std::string_view words) {
  std::string joined;
  int named = 0;
  while (!words.empty()) {
    const auto space = std::min(words.find(' '), words.size());
    std::string word(words.substr(0, space));
    word.erase(0, word.find_first_not_of("-./,"));  // 18-Jun
    word.erase(std::remove(word.begin(), word.end(), '.'), word.end());
    if (const int month = month_beginning(word)) named = month;
    joined += word;
    words.remove_prefix(std::min(space + 1, words.size()));
  }
  return named ? named : month_beginning(joined);
}

// Passes over a day's or year's sign and full stops; whether something parts what follows from the date.
bool leave_date(std::string_view& rest) {
  bool apart = false;
  while (!rest.empty()) {
    auto after = rest;
    const auto letter = take_letter(after);
    const bool sign = kAfterDay.find(rest.substr(0, rest.size() - after.size())) != std::string_view::npos;
    if (!is_space(letter) && !is_silent(letter) && !sign && letter != 'T') break;
    apart = apart || is_space(letter) || letter == 'T';
    rest = after;
  }
  for (const auto word : kAfterYear) {
    if (!apart || rest.substr(0, word.size()) != word) continue;
    const auto behind = rest.substr(word.size());
    if (behind.empty() || behind[0] == ' ' || behind[0] == '.' || behind[0] == ',') {
      rest = behind;
      rest.remove_prefix(std::min(rest.find_first_not_of(" .,"), rest.size()));
    }
  }
  return apart;
}

// What stands behind is a time of day, and may be one of another zone only where it is midnight: it would be another
// day here.
bool ends_a_date(std::string_view rest) {
  const bool apart = leave_date(rest);
  if (rest.empty()) return true;
  if (!apart) return false;
  if (rest.back() == 'Z') return minutes_of_day(rest.substr(0, rest.size() - 1)) == 0;
  return minutes_of_day(rest).has_value();
}

// 星期二, 화요일: behind the sign for a day, what is no number says which day of the week it is; elsewhere what stands in
// brackets does, as in (火).
bool ends_in_weekday(std::string_view rest, bool signs) {
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  const bool brackets = rest.size() > 2 && rest.front() == '(' && rest.back() == ')';
  if (rest.size() > kLongestWeekday || (!signs && !brackets)) return false;
  return rest.find_first_of("0123456789") == rest.npos;  // Tuesday is the second day, in Chinese
}

}  // namespace

std::optional<NumericDate> numeric_date(std::string_view text) {
  if (text.size() > kLongestDate) return std::nullopt;
  DateReader reader(text);
  NumericDate out;
  std::array<int, 3> digits{};
  std::array<std::string, 3> before;
  for (size_t i = 0; i < 3; ++i) {
    before[i] = reader.between();
    out.part[i] = reader.number(digits[i]);
    if (out.part[i] < 0) return std::nullopt;
  }
  if (!trimmed(before[0]).empty() || !parts_a_date(before[1], before[2])) return std::nullopt;
  const auto sign = trimmed(before[1]);
  const bool signs = sign == "年" || sign == "년";
  if (!ends_a_date(reader.rest()) && !ends_in_weekday(reader.rest(), signs)) return std::nullopt;
  out.year_first = digits[0] == 4;
  out.year_last = digits[2] == 4;
  if ((out.year_first && out.year_last) || digits[1] > 2) return std::nullopt;
  if (digits[0] == 3 || digits[2] == 3) return std::nullopt;
  return out;
}

std::optional<NumericDate> named_date(std::string_view text) {
  if (text.size() > kLongestDate) return std::nullopt;
  DateReader reader(text);
  const auto before = reader.between();
  std::array<int, 2> digits{};
  const int first = reader.number(digits[0]);
  const auto middle = reader.between();
  const int second = reader.number(digits[1]);
  if (first < 0 || second < 0 || digits[0] == 3 || digits[1] == 3 || !ends_a_date(reader.rest()))
    return std::nullopt;
  NumericDate out;
  out.year_first = digits[0] == 4;
  out.year_last = digits[1] == 4;
  if (out.year_first && out.year_last) return std::nullopt;
  if (const int month = month_named(middle)) {
    out.part = {first, month, second};
    out.month_at = 1;
    return out;
  }
  const int month = month_named(before);
  if (!month || out.year_first || middle.size() > kLongestOrdinal) return std::nullopt;
  out.part = {month, first, second};
  out.month_at = 0;
  return out;
}

std::optional<NumericDate> date_in(std::string_view text) {
  if (const auto date = numeric_date(text)) return date;
  if (const auto date = named_date(text)) return date;
  std::string digits;
  while (!text.empty() && digits.size() <= 8) {
    const auto letter = take_letter(text);
    if (is_silent(letter) || is_space(letter)) continue;
    const int digit = digit_of(letter);
    if (digit < 0) return std::nullopt;
    digits += char('0' + digit);
  }
  if (digits.size() != 8) return std::nullopt;
  NumericDate out;
  out.part = {std::stoi(digits.substr(0, 4)), std::stoi(digits.substr(4, 2)), std::stoi(digits.substr(6))};
  out.year_first = true;
  return out;
}

std::optional<DateOrder> order_said(const NumericDate& date) {
  if (date.year_first) return DateOrder::ymd;
  if (date.month_at == 0) return DateOrder::mdy;
  if (date.month_at == 1 && date.year_last) return DateOrder::dmy;
  return std::nullopt;
}

int our_year(int year) { return year >= 2500 ? year - 543 : year; }

bool of_another_calendar(std::string_view text) {
  if (text.size() > kLongestDate) return false;
  DateReader reader(text);
  bool long_first = false, other = false;
  int numbers = 0;
  for (int digits = 0; numbers < 3; ++numbers) {
    const auto before = trimmed(reader.between());
    const bool era = numbers == 0 && std::find(std::begin(kEras), std::end(kEras), before) != std::end(kEras);
    const int n = reader.number(digits);
    if (n < 0) break;
    const int year = our_year(n);
    other = other || era || (digits == 4 && (year < kFirstYear || year > kLastYear));
    long_first = long_first || (digits == 3 && numbers == 0);
  }
  return numbers > 1 && (other || (long_first && numbers == 3));
}

std::optional<int> time_behind(std::string_view text) {
  if (text.size() > kLongestDate) return std::nullopt;
  DateReader reader(text);
  const bool named = !numeric_date(text) && named_date(text);
  if (!named && !numeric_date(text)) return std::nullopt;
  for (int i = 0, digits = 0; i < (named ? 2 : 3); ++i) {
    reader.between();
    reader.number(digits);
  }
  auto rest = reader.rest();
  leave_date(rest);
  return minutes_of_day(rest);
}

std::optional<int64_t> day_of(const NumericDate& date, DateOrder order) {
  if (date.year_first) order = DateOrder::ymd;
  if (date.year_last && order == DateOrder::ymd) return std::nullopt;
  if (date.month_at >= 0 && date.month_at != (order == DateOrder::mdy ? 0 : 1)) return std::nullopt;
  const auto& p = date.part;
  Date d = order == DateOrder::ymd   ? Date{p[0], p[1], p[2]}
           : order == DateOrder::dmy ? Date{p[2], p[1], p[0]}
                                     : Date{p[2], p[0], p[1]};
  if (!date.year_first && !date.year_last) d.year += d.year < kFirstShortBuddhist ? 2000 : 2500;
  d.year = our_year(d.year);
  int64_t day = 0;
  if (!to_day(d, day)) return std::nullopt;
  return day;
}

std::optional<MonthDay> month_and_day(std::string_view text) {
  if (text.size() > kLongestDate) return std::nullopt;
  DateReader reader(text);
  const auto before = reader.between();
  int digits = 0;
  const int first = reader.number(digits);
  const auto after = trimmed(reader.between());
  const int second = reader.number(digits);
  if (second >= 0) {  // two numbers: a sign has to say which is the month
    reader.between();
    if (!reader.rest().empty()) return std::nullopt;
    if (after == "月" || after == "월") return MonthDay{first, second};
    if (after == "tháng" || after == "thg") return MonthDay{second, first};
    return std::nullopt;
  }
  if (first < 0) return std::nullopt;
  for (const auto& word : {before, after})
    if (const int month = month_named(word)) return MonthDay{month, first};
  return std::nullopt;
}

int lone_number(std::string_view text) {
  if (text.size() > kLongestDate) return -1;
  DateReader reader(text);
  reader.between();
  int digits = 0;
  const int number = reader.number(digits);
  reader.between();
  return reader.rest().empty() ? number : -1;
}

}  // namespace eddy
