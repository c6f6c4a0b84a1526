// Tests that may be looked at every day: the closed form, and that they say what is there and nothing else.
#include "core/statistics/anytime.h"

#include <gtest/gtest.h>

#include "tests/statistics/people.h"

namespace eddy::statistics {
namespace {
using namespace test;

// Rouder, Speckman, Sun, Morey and Iverson 2009 give the same closed form; here against the integral it stands for.
TEST(Anytime, TheCourseIsTheMeanOfTheLikelihoodsOfAllDifferences) {
  const std::vector<Week> weeks = {{0.4}, {1.1}, {-0.2}, {0.9}, {0.7}};
  const auto course = of_one(weeks, 0.05);
  // Over the spread s (right Haar: ds / s) and the difference (normal, variance 0.5 in squares of s), by sums.
  double with = 0, without = 0;
  for (double log_s = -6; log_s < 6; log_s += 0.01) {
    const double s = std::exp(log_s);
    const auto likelihood = [&](double delta) {
      double l = 1;
      for (const auto& w : weeks) l *= std::exp(-0.5 * std::pow(w.value / s - delta, 2)) / s;
      return l;
    };
    without += likelihood(0);
    for (double delta = -6; delta < 6; delta += 0.05)
      with += likelihood(delta) * std::exp(-delta * delta / 2 / 0.5) / std::sqrt(2 * M_PI * 0.5) * 0.05;
  }
  EXPECT_NEAR(course.now, std::log(with / without), 1e-3);
}

// Everybody is looked at after every week of a year.
TEST(Anytime, NobodyIsToldOfAChangeThatIsNotThere) {
  const int all = people(2000);
  int told = 0, seen = 0;
  constexpr double error = 0.05;
  for (int p = 0; p < all; ++p) {
    Days days(uint64_t(p) + 77, 1.5);
    std::vector<Week> none, some;
    for (int week = 0; week < 52; ++week) {
      double sum = 0;
      for (int d = 0; d < 5; ++d) sum += days.next(5, 0, 10);
      none.push_back({sum / 5 - 5});
      some.push_back({sum / 5 - 4});  // a difference of one point: what the same eyes must see
    }
    told += of_one(none, error).says(error);
    seen += of_one(some, error).says(error);
  }
  EXPECT_LE(told, all * (error + slack(all, error)));
  EXPECT_GE(seen, all * (0.95 - slack(all, 0.95)));
}

}  // namespace
}  // namespace eddy::statistics
