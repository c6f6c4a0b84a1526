// Levels and their intervals: what they cover, in which world, and when there is none.
#include <gtest/gtest.h>

#include <cstdio>

#include "core/statistics/series.h"
#include "tests/statistics/worlds.h"

namespace eddy::statistics {
namespace {
using namespace test;

constexpr int kDays[] = {5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 60, 120, 365};

// What such ratings say in the long run, by the million.
double truth_of(Kind kind) {
  kind.drift = 0;
  const int lives = people(100), days = 10'500;  // whole rounds of 21 days
  double sum = 0, n = 0;
  for (int i = 0; i < lives; ++i) {
    Life life(kind, uint64_t(i) + 1);
    for (int d = 0; d < days; ++d)
      if (const auto day = life.next(); day.rated) sum += day.value, n += 1;
  }
  return sum / n;
}

int asked(int days) { return days > 100 ? 2000 : 10'000; }

// The share of people whose level lies in their interval. Each is looked at once.
double covered(const Kind& kind, int days, double truth) {
  const int all = people(asked(days));
  int covered = 0;
  for (int p = 0; p < all; ++p) {
    const auto series = rated(kind, days, uint64_t(days) * 1'000'000 + uint64_t(p));
    const double drifted = kind.drift * double(series.front().day + series.back().day + 2) / 2 / 365;
    const auto own = level(series, {kind.high == 5 ? 0.9 : 1.5});
    covered += own.low <= truth + drifted && truth + drifted <= own.high;
  }
  return double(covered) / all;
}

TEST(Levels, CoverThePersonsOwnNineTimesInTenAndInEveryWorldNearlySo) {
  std::printf(
      "Of 100 intervals cover, by days (10,000 people each, 2,000 from 120 days on; seeds: days * 1,000,000 "
      "+ person)\n");
  std::printf("%-24s", "");
  for (const int days : kDays) std::printf("%6d", days);
  std::printf("\n");
  for (const auto& kind : kWorlds) {
    std::printf("%-24s", kind.name);
    const double truth = truth_of(kind);
    for (const int days : kDays) {
      const double share = covered(kind, days, truth);
      std::printf("%6.1f", 100 * share);
      const double off = slack(people(asked(days)), 0.9);
      EXPECT_GE(share, (is_the_model(kind) ? 0.88 : 0.85) - off) << kind.name << ", " << days;
      if (is_the_model(kind)) {
        EXPECT_LE(share, 0.92 + off) << days;
      }
    }
    std::printf("\n");
  }
}

TEST(Levels, UnderFiveDaysItIsTooEarly) {
  EXPECT_FALSE(level({{1, 3}, {2, 3}, {3, 4}, {4, 4}}, {}).known());
  const auto five = level({{1, 3}, {2, 3}, {3, 4}, {4, 4}, {5, 3}}, {});
  EXPECT_TRUE(five.known());
  EXPECT_LT(five.low, five.mean);
  // The same value every day does not make it certain.
  EXPECT_GT(level({{1, 3}, {2, 3}, {3, 3}, {4, 3}, {5, 3}}, {}).high, 3.1);
}

}  // namespace
}  // namespace eddy::statistics
