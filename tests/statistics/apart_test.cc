// Whether the sides differ: the closed form against the integral that it stands for, and its interval; whole weeks.
#include "core/statistics/apart.h"

#include <gtest/gtest.h>

#include <cmath>

namespace eddy::statistics {
namespace {

const std::vector<Both> kWeeks = {
    {{3, 4.2}, {2, 5.9}}, {{4, 3.5}, {}}, {{1, 4.8}, {3, 5.1}}, {{2, 3.9}, {2, 5.5}}};

// Of a week's means, in units of the spread, about mean and difference, where the week itself varies by `shared`.
double density(const Both& week, double spread, double mean, double difference, double shared) {
  const double o = week.outside.value / spread - mean, i = week.inside.value / spread - mean - difference;
  const double oo = shared + 1.0 / week.outside.days, ii = shared + 1.0 / std::max(1, week.inside.days);
  if (week.inside.days == 0) return std::exp(-o * o / oo / 2) / std::sqrt(oo) / spread;
  const double det = oo * ii - shared * shared;
  return std::exp(-(o * o * ii - 2 * o * i * shared + i * i * oo) / det / 2) / std::sqrt(det) / spread /
         spread;
}

// The spread by its right Haar measure, the mean evenly; the difference normal, of variance 0.35.
TEST(Apart, IsTheMeanOfTheLikelihoodsOfAllDifferencesAndSharesOfTheWeek) {
  double with = 0, without = 0;
  for (const double shared : {0.0, 0.1, 0.3, 1.0})
    for (double log_s = -3; log_s < 3; log_s += 0.1)
      for (double mean = 4.2 * std::exp(-log_s) - 5; mean < 4.2 * std::exp(-log_s) + 5; mean += 0.2)
        for (double difference = -4; difference < 4.01; difference += 0.2) {
          const double likely =
              std::exp(-difference * difference / 2 / 0.35) / std::sqrt(2 * M_PI * 0.35) * 0.2;
          const bool none = std::abs(difference) < 0.01;
          if (likely < 1e-9) continue;
          double l = std::exp(log_s);  // the mean is in units of the spread here
          for (const auto& week : kWeeks) l *= density(week, std::exp(log_s), mean, difference, shared);
          with += l * likely;
          if (none) without += l;
        }
  Apart apart;
  for (const auto& week : kWeeks) apart.add(week);
  EXPECT_NEAR(apart.course(0.05).now, std::log(with / without), 2e-3);
}

TEST(Apart, ItsIntervalIsOfAllThatIsNotSpokenAgainst) {
  Apart apart;
  for (int i = 0; i < 5; ++i)
    for (const auto& week : kWeeks) apart.add(week);
  const double error = 0.01;
  const auto c = apart.course(error);
  ASSERT_TRUE(c.bounded);
  EXPECT_TRUE(c.says(error));
  EXPECT_GT(c.low, 0) << "since nothing is spoken against";
  EXPECT_GT(c.difference, c.low);
  EXPECT_LT(c.difference, c.high);
  // Had all that was inside been less by its edge, the test would stand on its own.
  Apart moved;
  for (int i = 0; i < 5; ++i)
    for (auto week : kWeeks) week.inside.value -= c.low, moved.add(week);
  EXPECT_NEAR(moved.course(error).now, -std::log(error), 1e-6);
}

TEST(Apart, SaysNothingOfOneSideOrOfWhatNeverVaries) {
  Apart one, same;
  for (int i = 0; i < 100; ++i) one.add({{3, 4.0 + i % 3}, {}}), same.add({{3, 4.0}, {2, 4.0}}), same.add({});
  for (const auto* apart : {&one, &same}) {
    EXPECT_EQ(apart->most(), 0);
    EXPECT_FALSE(apart->course(0.05).bounded);
  }
}

TEST(Weeks, AreWholeAndBeginOnMonday) {
  EXPECT_EQ(monday_of(19'723), 19'723);  // 2024-01-01
  EXPECT_EQ(monday_of(19'729), 19'723);
  EXPECT_EQ(monday_of(-1), -3);  // 1969-12-31, a Wednesday
  const Series series = {{19'724, 2}, {19'729, 5}, {19'730, 1}, {19'740, 9}};
  const auto weeks = whole_weeks(series, 19'739);
  ASSERT_EQ(weeks.size(), 2u);
  EXPECT_EQ(weeks.at(19'723).days, 2);
  EXPECT_DOUBLE_EQ(weeks.at(19'723).value, 3.5);
  EXPECT_EQ(whole_weeks(series, 19'736).size(), 1u) << "the second is not over";
}

TEST(Weeks, AClaimBeginsAfterFourWeeksAtLeast) {
  Weeks weeks;
  for (int64_t w = 0; w < 30; ++w) weeks[4 + 7 * w] = {5, w < 4 ? 2.0 + double(w % 2) : 8.0 + double(w % 2)};
  EXPECT_TRUE(since(weeks, 4 + 7 * 4, 0.001).says(0.001));
  EXPECT_FALSE(since(weeks, 4 + 7 * 3, 0.001).says(0.001));
  EXPECT_FALSE(since(weeks, 4 + 7 * 4 - 1, 0.001).says(0.001))
      << "the week that an anchor lies in is on neither side";
}

}  // namespace
}  // namespace eddy::statistics
