// A person's own usual range: quartiles, from enough days, and never of days that are no good.
#include "core/statistics/usual.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/statistics/people.h"

namespace eddy::test {
namespace {
using statistics::Series;
using statistics::Usual;
using statistics::usual;

Series one_to(int n) {
  Series out;
  for (int i = 1; i <= n; ++i) out.push_back({i, double(i)});
  return out;
}

// R: quantile(1:28, c(1, 3) / 4, type = 8).
TEST(Usual, IsTheMiddleHalf) {
  const auto u = usual(one_to(28));
  ASSERT_TRUE(u);
  EXPECT_NEAR(u->low, 7.416667, 1e-6);
  EXPECT_NEAR(u->high, 21.583333, 1e-6);
}

TEST(Usual, OfFewerDaysThereIsNone) {
  EXPECT_FALSE(usual({}));
  EXPECT_FALSE(usual(one_to(27)));
  EXPECT_TRUE(usual(one_to(28)));
}

TEST(Usual, WhatIsNoGoodIsNotCalledUsual) {
  Series low, mixed, fair;
  for (int i = 0; i < 60; ++i) {
    low.push_back({i, i % 5 ? 1.0 : 3.0});
    mixed.push_back({i, i % 2 ? 2.0 : 4.0});
    fair.push_back({i, i % 3 ? 3.0 : 1.0});
  }
  EXPECT_FALSE(usual(low, 2));
  EXPECT_TRUE(usual(low)) << "of another measure it is one";
  EXPECT_TRUE(usual(mixed, 2)) << "half of the days are at it, and the middle lies above";
  EXPECT_TRUE(usual(fair, 2));
}

// Days alike by 0.3 about a mean of their own; what share of all days to come lies in the range is known exactly.
TEST(Usual, HoldsAboutHalfOfTheDaysToCome) {
  const int all = people(4000);
  int about_half = 0;
  double sum = 0;
  for (int p = 0; p < all; ++p) {
    Days person(uint64_t(p) + 1, 1);
    Series days;
    for (int d = 0; d < Usual::kFewest; ++d) days.push_back({d, person.step()});
    const auto range = usual(days);
    const double share =
        0.5 * (std::erfc(-range->high / std::sqrt(2)) - std::erfc(-range->low / std::sqrt(2)));
    sum += share;
    about_half += share >= 1.0 / 3 && share <= 2.0 / 3;
  }
  EXPECT_NEAR(sum / all, 0.5, 0.025 + slack(all, 0.5));
  EXPECT_GE(about_half, all * (0.9 - slack(all, 0.9)));
}

}  // namespace
}  // namespace eddy::test
