#include "core/statistics/weeks.h"

namespace eddy::statistics {
int64_t monday_of(int64_t day) { return day - ((day + 3) % 7 + 7) % 7; }  // 1970 began on a Thursday

Weeks whole_weeks(const Series& series, int64_t today) {
  Weeks out;
  for (const auto& p : series) {
    const auto monday = monday_of(p.day);
    if (monday + 7 > today) break;
    auto& mean = out[monday];
    mean.value += (p.value - mean.value) / ++mean.days;
  }
  return out;
}

Week week_of(const Mean& mean) {
  constexpr double kOfTheWeek = 0.2;  // what a week's days have in common, of what one day varies by
  return {mean.value, 1 / (kOfTheWeek + 1.0 / mean.days)};
}

Since::Since(const Weeks& weeks, int64_t anchor, double error) : anchor_(anchor), test_(error) {
  int before = 0;
  for (auto w = weeks.lower_bound(anchor - 7 * kMostBefore); w != weeks.end() && w->first + 7 <= anchor; ++w)
    test_.before(week_of(w->second)), ++before;
  begun_ = before >= kFewestBefore;
}

void Since::add(int64_t monday, const Mean& mean) {
  if (begun_ && monday >= anchor_) test_.since(week_of(mean));
}

Course since(const Weeks& weeks, int64_t anchor, double error) {
  Since out(weeks, anchor, error);
  for (auto w = weeks.lower_bound(anchor); w != weeks.end(); ++w) out.add(w->first, w->second);
  return out.course();
}

}  // namespace eddy::statistics
