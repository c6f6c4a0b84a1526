#include "core/insights/days.h"

namespace eddy {
namespace {

bool is_counted(int metric) { return metric == kCheckIns || metric == kHardCalls; }

struct Sum {
  double n = 0, total = 0;
};

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
  std::map<int, Sum> nights;  // of sleep
  // In the order of its key, so that nothing is sorted: grouping by the sides cost ten times as much.
  auto s = session.vault().db().prepare(
      "SELECT day, inside, metric, n, total FROM rollup WHERE day BETWEEN ? AND ? AND n > 0 ORDER BY day");
  s.bind(from).bind(to);
  while (s.step()) {
    const auto day = s.integer(0);
    const auto metric = int(s.integer(2));
    Sum sum{double(s.integer(3)), double(s.integer(4))};
    const bool of_night = metric == kSleepMin || metric == kSleepQuality;
    auto& series = out[metric][of_night ? 0 : size_t(s.integer(1))];
    if (of_night) {  // both sides are one: a night that a shift was planned over is still one night's value
      auto& night = nights[metric];
      if (!series.empty() && series.back().day == day)
        sum = {sum.n + night.n, sum.total + night.total}, series.pop_back();
      night = sum;
    }
    series.push_back({day, value_of(metric, sum.n, sum.total)});
  }
  return out;
}

int64_t start_of(int64_t day, api::Step step) {
  if (step == api::WEEK) return day - (weekday(day) - 1);
  if (step == api::MONTH) return day - (to_date(day).day - 1);
  return day;
}

}  // namespace eddy
