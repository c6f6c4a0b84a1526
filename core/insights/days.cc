#include "core/insights/days.h"

namespace eddy {
namespace {

bool is_counted(int metric) { return metric == kCheckIns || metric == kHardCalls; }

double value_of(int metric, double n, double total) {
  if (is_counted(metric)) return n;
  if (metric == kPracticeS) return total / 60;
  return total / n / (metric == kSleepMin ? 60 : 1);
}

}  // namespace

std::map<int, Sides> read_days(Session& session, int64_t today) {
  return read_days(session, floor_div(kEarliest, kDay), today);
}

std::map<int, Sides> read_days(Session& session, int64_t from, int64_t to) {
  std::map<int, Sides> out;
  // Of sleep both sides are one: a night that a shift was planned over is still one night's value.
  auto s = session.vault().db().prepare(
      "SELECT day, inside AND metric NOT IN (7, 8) AS side, metric, sum(n), sum(total) FROM rollup "
      "WHERE day BETWEEN ? AND ? AND n > 0 GROUP BY day, side, metric ORDER BY day");
  s.bind(from).bind(to);
  while (s.step()) {
    const auto metric = int(s.integer(2));
    const double value = value_of(metric, double(s.integer(3)), double(s.integer(4)));
    out[metric][size_t(s.integer(1))].push_back({s.integer(0), value});
  }
  return out;
}

int64_t start_of(int64_t day, api::Step step) {
  if (step == api::WEEK) return day - (weekday(day) - 1);
  if (step == api::MONTH) return day - (to_date(day).day - 1);
  return day;
}

}  // namespace eddy
