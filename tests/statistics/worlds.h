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

// One person of a kind, from day to day.
class Life {
 public:
  Life(const Kind& kind, uint64_t seed) : Life(kind, seed, -1) {}
  // `first`: which day of three weeks it begins on, a Monday being 0; -1: some.
  Life(const Kind& kind, uint64_t seed, int first)
      : kind_(kind), days_(seed, 1, kind.alike), first_(first < 0 ? int(21 * days_.chance.unit()) : first) {}
  struct Day {
    double value = 0;
    bool rated = false;
  };
  // The days have to be asked for in their order. `off`: what is added on this one; `common`: what `share` of it has in common
  // with others.
  Day next(double off = 0, double share = 0, double common = 0) {
    const int day = first_ + count_++;
    const double level = kind_.mean + off - kind_.weekly * (day % 7 >= 5 ? 5.0 / 7 : -2.0 / 7) +
                         kind_.nights * (day % 21 < 7 ? 2.0 / 3 : -1.0 / 3) + kind_.drift * count_ / 365;
    const double own = std::sqrt(1 - share) * days_.step() + std::sqrt(share) * common;
    const double value =
        std::clamp(std::round(level + kind_.spread * shape(own)), double(kind_.low), double(kind_.high));
    return {value, days_.chance.unit() < (value > kind_.mean ? kind_.rated_high : kind_.rated)};
  }

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

// The same person on another scale. One whose kind is of 1 to 5 already stays so.
inline Kind scaled(Kind kind, double mean, double by, int low, int high) {
  if (kind.high == high) return kind;
  kind.mean = std::clamp(mean + (kind.mean - 4) * by, double(low), double(high));
  for (double* of : {&kind.spread, &kind.weekly, &kind.nights, &kind.drift}) *of *= by;
  kind.low = low, kind.high = high;
  return kind;
}
inline Kind mood_of(const Kind& kind) { return scaled(kind, 3.3, 0.6, 1, 5); }
inline Kind sleep_of(const Kind& kind) { return scaled(kind, 7, 0.7, 0, 14); }  // hours

// Both sides of a person's door: half of what a day is like goes through it.
class Door {
 public:
  Door(const Kind& outside, const Kind& inside, uint64_t seed, double share = 0.5)
      : common_(seed ^ 0x5bd1e995, 1, outside.alike),
        outside_(outside, 3 * seed, 0),
        inside_(inside, 3 * seed + 1, 0),
        share_(share) {}
  struct Day {
    Life::Day outside, inside;
  };
  Day next(double apart = 0) {  // inside less outside
    const double common = common_.step();
    return {outside_.next(-apart / 2, share_, common), inside_.next(apart / 2, share_, common)};
  }

 private:
  Days common_;
  Life outside_, inside_;
  double share_;
};

}  // namespace eddy::test
