// Levels and their intervals: what they cover, and when there is none.
#include <gtest/gtest.h>

#include "core/statistics/series.h"
#include "tests/statistics/people.h"

namespace eddy::statistics {
namespace {
using namespace test;

TEST(Levels, CoverThePersonsOwnNineTimesInTen) {
  for (const int n : {5, 8, 15, 30, 90}) {
    const int all = people(2000);
    int covered = 0;
    for (int p = 0; p < all; ++p) {
      Days days(uint64_t(p) * 1000 + uint64_t(n), 1.5);
      Series s;
      for (int d = 0; d < n; ++d) s.push_back({d, double(days.next(4, 0, 10))});
      const auto own = level(s, {1.5});
      covered += own.low <= 4 && 4 <= own.high;
    }
    EXPECT_NEAR(double(covered) / all, 0.90, 0.025 + slack(all, 0.9)) << n << " days";
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
