#include "core/exchange/date_order.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <string_view>

#include "core/base/moment.h"

namespace eddy {
namespace {

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

bool later_than(int64_t today, DateOrder order, const std::vector<DateClue>& clues) {
  return std::any_of(clues.begin(), clues.end(),
                     [&](const DateClue& c) { return day_of(c.date, order) > today; });
}

// Where the month is a word, the year stands first only where something says so: 28-Sep-21.
DateOrder order_of_named(const std::vector<DateClue>& clues, std::optional<int64_t> today) {
  const bool no_day =
      std::any_of(clues.begin(), clues.end(), [](const auto& c) { return c.date.part[0] > 31; });
  const bool to_come =
      today && later_than(*today, DateOrder::dmy, clues) && !later_than(*today, DateOrder::ymd, clues);
  return no_day || to_come ? DateOrder::ymd : DateOrder::dmy;
}

}  // namespace

std::vector<DateOrder> orders_of(const std::vector<DateClue>& clues, std::optional<int64_t> today) {
  const auto named = [](const auto& c) { return c.date.month_at >= 0; };
  if (!clues.empty() && std::all_of(clues.begin(), clues.end(), named)) return {order_of_named(clues, today)};
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
    if (auto left = only(orders, [&](DateOrder o) { return !later_than(*today, o, clues); }); !left.empty())
      orders = std::move(left);
  }
  for (const Contradicts contradicts : {contradicted_beside, contradicted_by_weekdays, runs_both_ways}) {
    auto left = only(orders, [&](DateOrder o) { return !contradicts(o, clues); });
    if (!left.empty()) orders = std::move(left);
  }
  return orders;
}

}  // namespace eddy
