// How a level is told: with its interval, beside what was usual for the person before.
#pragma once
#include <map>
#include <optional>

#include "core/insights/measures.h"
#include "core/statistics/series.h"
#include "eddy/api/insights.pb.h"

namespace eddy {

// Of what is told beside the measures of the headline.
constexpr Measured kQualityLevel{api::MEASURE_UNSPECIFIED, kSleepQuality, {0.9}, 1, 5};
constexpr Measured kPracticeLevel{api::MEASURE_UNSPECIFIED, kPracticeS, {10}, 0, 1440};  // minutes
constexpr Measured kDeviceFreeLevel{api::MEASURE_UNSPECIFIED, {}, {30}, 0, 1440};        // minutes

constexpr int kSpan = 90;        // days that are told where nobody says how many
constexpr int kUsualFrom = 365;  // days before them: a whole year, so that every season is in it
constexpr double kLowMood = 2;   // mood that is not called usual, however long it has been so

// Of two sides of the door one series: where a day has a value on each, what lies half way between them.
statistics::Series both(const statistics::Series& one, const statistics::Series& other);

// One value a day: of what was rated on it the mean.
class Means {
 public:
  void add(int64_t day, double value) {
    auto& [sum, n] = of_[day];
    sum += value, ++n;
  }
  statistics::Series series() const;

 private:
  std::map<int64_t, std::pair<double, int>> of_;
};

// The days [since, today], and what is told of them.
struct Told {
  int64_t since = 0, today = 0;
  bool levels_only = false;  // near sleep: nothing stands beside a level that could make little of it
  bool any = false;          // something is told
  bool harder = false;       // and of that a whole interval is harder than usual, or mood is at 2 or below

  // None of too few days. `series` begins kUsualFrom days before `since`.
  std::optional<api::Placed> place(const statistics::Series& series, const Measured& measured);
  // The same into a field, which is left out where there is none.
  template <class Field>
  void tell(const statistics::Series& series, const Measured& measured, Field mutable_field) {
    if (auto placed = place(series, measured)) *mutable_field() = std::move(*placed);
  }
  // By Metric.
  void tell(const std::map<int, statistics::Series>& measures, api::Levels* to);
};

// The last so many of the person's days; 0: as many as usual. INVALID under 0 and over 40000.
Told span_of(int days, int usual, int64_t today, bool levels_only);

}  // namespace eddy
