// Levels of what a person rated, each with an interval. Pure: numbers in, numbers out, no store, no clock, no words.
//
// Ratings of one person are no independent draws: a day is like the day before. What is believed of that, until the ratings
// themselves say better, stands in `Believed`; a level's interval is as wide as both say.
#pragma once
#include <cstdint>
#include <vector>

namespace eddy::statistics {

// A day's mean of what was rated on it, on one scale. A series is in order of days, each at most once.
struct Point {
  int64_t day = 0;  // since 1970, of the person's own
  double value = 0;
};
using Series = std::vector<Point>;

struct Believed {
  double spread = 1;  // standard deviation of a day's value, in units of the scale
  double alike =
      0.55;  // correlation of a day with the next: of most people it is less, and to some it is not
  double spread_days = 2.5,
         alike_days =
             3;  // as if so many days had said so: what covers best in all of tests/statistics/worlds.h
};

struct Level {
  int days = 0;  // that it is the mean of
  double mean = 0, low = 0, high = 0;
  bool known() const { return days >= kFewest; }  // below: too early to tell, and low and high are 0
  static constexpr int kFewest = 5;
};
// The mean of the days' values, with an interval that covers the person's level with this probability. The error is that of a
// mean of a first-order autoregressive series observed on these days (Box, Jenkins and Reinsel, Time Series Analysis, 2.1.5), by
// Student's t with the degrees of freedom that its variance has (Bayley and Hammersley 1946).
Level level(const Series& series, const Believed& believed, double cover = 0.9);

}  // namespace eddy::statistics
