// All worlds in which it is tried what Eddy says: how people are, how they rate, and what would mislead.
#pragma once
#include "core/statistics/series.h"
#include "tests/statistics/people.h"

namespace eddy::test {

struct Kind {
  const char* name;
  double spread = 1.5, alike = 0.3, mean = 4;  // of a day; alike: correlation with the next one
  int low = 0, high = 10;                      // the scale, of whole numbers
  double weekly = 0;                 // by how much a Saturday or Sunday is lower than the other days
  double nights = 0;                 // by how much a week of nights, every third, is above the two others
  double skew = 0;                   // spread of the logarithm; 0: as many good days as bad
  double drift = 0;                  // a year's change, steady
  double rated = 1, rated_high = 1;  // how likely a day is rated, and one that is above the mean
};

// Ratings of tension but where something else is said. The first is the model.
constexpr Kind kWorlds[] = {
    {.name = "the model"},
    {.name = "no day like the other", .alike = 0},
    {.name = "alike by 0.6", .alike = 0.6},
    {.name = "mood, 1 to 5", .spread = 0.9, .mean = 3.3, .low = 1, .high = 5},
    {.name = "clipped at 0", .mean = 1},
    {.name = "weekly rhythm", .weekly = 1.4},
    {.name = "weeks of nights", .nights = 1.2},
    {.name = "resets at high tension", .rated = 0.4, .rated_high = 0.9},
    {.name = "bad days unrated", .rated = 1, .rated_high = 0.6},
    {.name = "skewed", .skew = 0.6},
    {.name = "drift", .drift = 1},
    {.name = "sparse", .rated = 0.4, .rated_high = 0.4},
    {.name = "spread of 0.5", .spread = 0.5},
    {.name = "spread of 2.5", .spread = 2.5, .mean = 5},
};

inline bool is_the_model(const Kind& kind) { return &kind == kWorlds; }

// One person of a kind, from day to day. Day 0 is some day of some week.
class Life {
 public:
  Life(const Kind& kind, uint64_t seed)
      : kind_(kind), days_(seed, 1, kind.alike), first_(int(21 * days_.chance.unit())) {}
  struct Day {
    double value = 0;
    bool rated = false;
  };
  // The days have to be asked for in their order; `off`: what is added on this one.
  Day next(double off = 0) {
    const int day = first_ + count_++;
    const double level = kind_.mean + off - kind_.weekly * (day % 7 >= 5 ? 5.0 / 7 : -2.0 / 7) +
                         kind_.nights * (day % 21 < 7 ? 2.0 / 3 : -1.0 / 3) + kind_.drift * count_ / 365;
    const double value = std::clamp(std::round(level + kind_.spread * shape(days_.step())), double(kind_.low),
                                    double(kind_.high));
    return {value, days_.chance.unit() < (value > kind_.mean ? kind_.rated_high : kind_.rated)};
  }
  int weekday() const { return (first_ + count_) % 7; }  // of the next one; 5 and 6 are the weekend

 private:
  double shape(double z) const {  // of mean 0 and spread 1
    const double s = kind_.skew, ss = s * s;
    return s > 0 ? (std::exp(s * z - ss / 2) - 1) / std::sqrt(std::exp(ss) - 1) : z;
  }
  Kind kind_;
  Days days_;
  int first_, count_ = 0;
};

// So many rated days.
inline statistics::Series rated(const Kind& kind, int days, uint64_t seed) {
  Life life(kind, seed);
  statistics::Series out;
  for (int64_t day = 0; int(out.size()) < days; ++day)
    if (const auto d = life.next(); d.rated) out.push_back({day, d.value});
  return out;
}

}  // namespace eddy::test
