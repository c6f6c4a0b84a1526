#include "core/exchange/date_text.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "core/base/moment.h"
#include "core/exchange/clock_text.h"
#include "core/exchange/month_words.h"
#include "core/exchange/scripts.h"

namespace eddy {
namespace {

constexpr size_t kLongestDate = 120;  // in bytes
constexpr std::string_view kAfterDay = "日일.,";

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
        put_letter(out, small_letter(letter));
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

// Among the words between numbers: "de septiembre"; or all of them in one: "تشرين الأول".
int month_named(std::string_view words) {
  std::string joined;
  while (!words.empty()) {
    const auto space = std::min(words.find(' '), words.size());
    auto word = words.substr(0, space);
    word.remove_prefix(std::min(word.find_first_not_of("-./,"), word.size()));  // 18-Jun
    if (const int month = month_beginning(word)) return month;
    joined += word;
    words.remove_prefix(std::min(space + 1, words.size()));
  }
  return month_beginning(joined);
}

// What may stand behind a date: a day's sign or a full stop, and a time of day.
bool ends_a_date(std::string_view rest) {
  bool apart = false;
  while (!rest.empty()) {
    auto after = rest;
    const auto letter = take_letter(after);
    const bool sign = kAfterDay.find(rest.substr(0, rest.size() - after.size())) != std::string_view::npos;
    if (!is_space(letter) && !is_silent(letter) && !sign && letter != 'T') break;
    apart = apart || is_space(letter) || letter == 'T';
    rest = after;
  }
  return rest.empty() || (apart && minutes_of_day(rest));
}

using Contradicts = bool (*)(DateOrder, const std::vector<DateClue>&);

bool contradicted_beside(DateOrder order, const std::vector<DateClue>& clues) {
  return std::any_of(clues.begin(), clues.end(), [&](const DateClue& c) {
    const auto day = day_of(c.date, order);
    return day && c.beside > 0 && to_date(*day).day != c.beside;
  });
}

// In whatever language: a day of the week has one name, and a name one day. One name for all days says
// nothing.
bool contradicted_by_weekdays(DateOrder order, const std::vector<DateClue>& clues) {
  std::map<std::string_view, int> days;
  std::map<int, std::string_view> names;
  bool contradicted = false;
  for (const auto& c : clues) {
    const auto day = day_of(c.date, order);
    if (!day || c.weekday.empty()) continue;
    const int number = weekday(*day);
    const bool same_day = days.emplace(c.weekday, number).first->second == number;
    const bool same_name = names.emplace(number, c.weekday).first->second == c.weekday;
    contradicted = contradicted || !same_day || !same_name;
  }
  return contradicted && days.size() > 1;
}

bool runs_both_ways(DateOrder order, const std::vector<DateClue>& clues) {
  bool up = false, down = false;
  std::optional<int64_t> last;
  for (const auto& c : clues) {
    const auto day = day_of(c.date, order);
    if (!day) continue;
    up = up || (last && *day > *last);
    down = down || (last && *day < *last);
    last = day;
  }
  return up && down;
}

template <class Keeps>
std::vector<DateOrder> only(const std::vector<DateOrder>& orders, Keeps keeps) {
  std::vector<DateOrder> out;
  std::copy_if(orders.begin(), orders.end(), std::back_inserter(out), keeps);
  return out;
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
  if (!trimmed(before[0]).empty() || !parts_a_date(before[1], before[2]) || !ends_a_date(reader.rest()))
    return std::nullopt;
  out.year_first = digits[0] == 4;
  out.year_last = digits[2] == 4;
  if ((out.year_first && out.year_last) || digits[1] > 2) return std::nullopt;
  if (digits[0] == 3 || digits[2] == 3) return std::nullopt;
  return out;
}

std::optional<int64_t> day_of(const NumericDate& date, DateOrder order) {
  if (date.year_first) order = DateOrder::ymd;
  if (date.year_last && order == DateOrder::ymd) return std::nullopt;
  const auto& p = date.part;
  Date d = order == DateOrder::ymd   ? Date{p[0], p[1], p[2]}
           : order == DateOrder::dmy ? Date{p[2], p[1], p[0]}
                                     : Date{p[2], p[0], p[1]};
  if (!date.year_first && !date.year_last) d.year += 2000;
  int64_t day = 0;
  if (!to_day(d, day)) return std::nullopt;
  return day;
}

std::vector<DateOrder> orders_of(const std::vector<DateClue>& clues, std::optional<int64_t> today) {
  std::array<size_t, 3> fits{};
  size_t dates = 0;
  for (const auto& c : clues) {
    bool any = false;
    for (const auto order : {DateOrder::ymd, DateOrder::dmy, DateOrder::mdy}) {
      const bool is = day_of(c.date, order).has_value();
      fits[size_t(order)] += is;
      any = any || is;
    }
    dates += any;  // the 31st of February decides nothing
  }
  const std::vector<DateOrder> all = {DateOrder::ymd, DateOrder::dmy, DateOrder::mdy};
  auto orders = only(all, [&](DateOrder o) { return dates > 0 && fits[size_t(o)] == dates; });
  if (orders.empty()) return only(all, [&](DateOrder o) { return fits[size_t(o)] > 0; });
  if (today) {  // what a diary holds has been
    const auto later = [&](DateOrder o) {
      return std::any_of(clues.begin(), clues.end(),
                         [&](const DateClue& c) { return day_of(c.date, o) > today; });
    };
    if (auto left = only(orders, [&](DateOrder o) { return !later(o); }); !left.empty())
      orders = std::move(left);
  }
  for (const Contradicts contradicts : {contradicted_beside, contradicted_by_weekdays, runs_both_ways}) {
    auto left = only(orders, [&](DateOrder o) { return !contradicts(o, clues); });
    if (!left.empty()) orders = std::move(left);
  }
  return orders;
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
