// What may be named of a practice and of waiting: how often something is that is not so, in a year of looks; and how soon what is.
#include "core/statistics/adjusted.h"

#include <gtest/gtest.h>

#include <cstdio>

#include "tests/statistics/people.h"

namespace eddy::statistics {
namespace {
using namespace test;

// Against the integral that it stands for: the slope beside it flat, the spread by ds / s, the difference normal in units of it.
TEST(Adjusted, TheCourseIsTheMeanOfTheLikelihoodsOfAllDifferences) {
  const std::vector<Observed> seen = {
      {1, {0.5, 0}, 1.4, 1}, {1, {-1, 0}, 0.2, 2}, {1, {0.3, 0}, 1.1, 1}, {1, {1, 0}, 2.0, 1}};
  double with = 0, without = 0;
  for (double log_s = -3; log_s < 4; log_s += 0.05)
    for (double slope = -12; slope < 12; slope += 0.05) {
      const double s = std::exp(log_s);
      const auto likelihood = [&](double delta) {
        double l = 1;
        for (const auto& o : seen)
          l *= std::exp(-0.5 * o.worth * std::pow((o.value - slope * o.beside[0]) / s - delta, 2)) / s;
        return l;
      };
      without += likelihood(0);
      for (double delta = -5; delta < 5; delta += 0.1)
        with += likelihood(delta) * std::exp(-delta * delta / 2 / 0.5) / std::sqrt(2 * M_PI * 0.5) * 0.1;
    }
  EXPECT_NEAR(of_adjusted(seen, 0.05).now, std::log(with / without), 5e-3);
}

TEST(Adjusted, IsTheTestOfOneMeanWhereNothingIsBeside) {
  const std::vector<Observed> seen = {{1, {}, 0.4, 1}, {1, {}, 1.1, 2}, {1, {}, -0.2, 1}, {1, {}, 0.9, 0.5}};
  const auto a = of_adjusted(seen, 0.05), b = of_one({{0.4, 1}, {1.1, 2}, {-0.2, 1}, {0.9, 0.5}}, 0.05);
  EXPECT_NEAR(a.now, b.now, 1e-12);
  EXPECT_NEAR(a.most, b.most, 1e-12);
  EXPECT_NEAR(a.low, b.low, 1e-12);
}

// Ratings of a year: some practices, the first of them better by so much; each a whole number of a clipped scale.
struct Year {
  int practices = 4;
  double a_week = 8, better = 0, chosen = 0, missing = 0;
  std::vector<Rating> ratings = {};
  void live(uint64_t seed) {
    Days days(seed, 1.5);
    auto& chance = days.chance;
    for (int week = 0; week < 52; ++week)
      for (double left = a_week; left > 0 && chance.unit() < left; --left) {
        const int p = int(chance.unit() * practices);
        const double lean = chosen * (double(p) / (practices - 1) - 0.5);
        const double start = std::clamp(std::round(6 + lean + 2 * chance.normal()), 0.0, 10.0),
                     off = 1.5 * days.step();
        const double fell = std::round(1.5 + 0.4 * (start - 6) + (p == 0 ? better : 0) + off);
        Rating r{p, start, {}, week};
        if (off > 0 || chance.unit() >= missing) r.fell = std::clamp(fell, start - 10, start);
        ratings.push_back(r);
      }
  }
  Unanswered unanswered(int practice) const {
    double asked[2] = {1e-9, 1e-9}, none[2] = {};
    for (const auto& r : ratings) asked[r.practice != practice] += 1, none[r.practice != practice] += !r.fell;
    return {none[0] / asked[0], none[1] / asked[1]};
  }
  Named named_of(int practice) const {
    return named(weeks_against_others(ratings, practice), unanswered(practice),
                 0.005 / (practice + 1) / (practice + 2));
  }
  bool anything() const {  // at the end of the year: whatever a course ever said counts
    for (int p = 0; p < practices; ++p) {
      const auto course = of_adjusted(weeks_against_others(ratings, p), 0.005 / (p + 1) / (p + 2));
      if (course.says(0.005 / (p + 1) / (p + 2))) return true;
    }
    return false;
  }
};

TEST(Adjusted, OfPracticesThatAreAlikeNothingIsNamed) {
  const int all = people(1000);
  for (const auto& [name, like] :
       {std::pair("whenever", Year()), std::pair("chosen by tension", Year{4, 8, 0, 2}),
        std::pair("two of them", Year{2, 4, 0}), std::pair("bad ones unrated", Year{4, 8, 0, 0, 0.3})}) {
    int told = 0;
    for (int p = 0; p < all; ++p) {
      auto year = like;
      year.live(uint64_t(p) + 1);
      told += year.anything();
    }
    std::printf("practices alike, %-18s %d of %d told in a year\n", name, told, all);
    EXPECT_LE(told, all * (0.005 + slack(all, 0.005)) + 3) << name;  // 0.5 %, and two standard errors
  }
}

TEST(Adjusted, ABetterPracticeIsNamed) {
  const int all = people(300);
  for (const double a_week : {4.0, 8.0}) {
    int told = 0, wrong = 0, holds = 0;
    for (int p = 0; p < all; ++p) {
      Year year{2, a_week, 1};
      year.live(uint64_t(p) + 1);
      const auto one = year.named_of(0);
      told += one.way > 0, wrong += one.way < 0;
      holds += one.way > 0 && one.low <= 1 && 1 <= one.high;
    }
    std::printf("two practices one point apart, %g ratings a week: %d of %d told within a year\n", a_week,
                told, all);
    EXPECT_EQ(wrong, 0);
    const double least = a_week > 4 ? 0.9 : 0.45;
    EXPECT_GE(told, all * (least - slack(all, least))) << a_week;
    EXPECT_GE(holds, told * (0.9 - slack(all, 0.9)))
        << "of intervals shown with a claim at most one in ten misses";
  }
}

TEST(Adjusted, WhatTheUnansweredCouldUndoIsNotNamed) {
  std::vector<Observed> weeks;
  for (int i = 0; i < 52; ++i) weeks.push_back({1, {}, 0.5 + (i % 3 - 1) * 0.6, 1});
  EXPECT_EQ(named(weeks, {}, 0.005).way, 1);
  EXPECT_EQ(named(weeks, {0, 0.3}, 0.005).way, 1) << "the others' may only have been worse";
  EXPECT_EQ(named(weeks, {0.29, 0}, 0.005).way, 0) << "0.29 of 0.5 may be gone";
  EXPECT_EQ(named(weeks, {0, 0.31}, 0.005).way, 0) << "so many say nothing at all";
  for (auto& w : weeks) w.value = -w.value;
  EXPECT_EQ(named(weeks, {}, 0.005).way, -1);
  EXPECT_EQ(named(weeks, {0, 0.29}, 0.005).way, 0);
}

TEST(Adjusted, OnlyWeeksThatHaveBothAreCompared) {
  const auto weeks = weeks_against_others(
      {{0, 6, 3.0, 1}, {1, 4, 1.0, 1}, {1, 8, 2.0, 1}, {0, 6, 9.0, 2}, {1, 6, 0.0, 3}, {0, 6, {}, 3}}, 0);
  ASSERT_EQ(weeks.size(), 1u);
  EXPECT_DOUBLE_EQ(weeks[0].value, 1.5);
  EXPECT_DOUBLE_EQ(weeks[0].beside[0], 0);
  EXPECT_DOUBLE_EQ(weeks[0].worth, 1 / 1.5);
}

// Forty waits among drawn resets, single occasions in their order; neighbours are alike, and chance decides each.
struct Trial {
  int told = 0, wrong = 0, holds = 0;
};
Trial trial(double helps, int all) {
  Trial out;
  for (int p = 0; p < all; ++p) {
    Days days(uint64_t(p) + 1, 1.5);
    std::vector<Observed> seen;
    for (int waits = 0; waits < 40;) {
      const bool waited = days.chance.unit() < 1.0 / 3;
      waits += waited;
      const double start = std::floor(7 * days.chance.unit());
      const double fell = 0.5 + 0.3 * (start - 3) + (waited ? 0 : helps) + 1.5 * days.step();
      seen.push_back({waited ? 0.0 : 1.0, {1, start}, std::clamp(std::round(fell), start - 10, start), 1});
    }
    auto one = named(seen, {}, 0.002);  // as core/insights/wait.cc has it
    if (one.way == 0) one = named(seen, {}, 0.003, Looks::one);
    out.told += one.way != 0 || of_adjusted(seen, 0.002).says(0.002);  // at any time
    out.wrong += one.way < 0;
    out.holds += one.way != 0 && one.low <= helps && helps <= one.high;
  }
  return out;
}

TEST(Adjusted, OfWaitingThatDoesAsMuchNothingIsNamed) {
  const int all = people(2000);
  const auto none = trial(0, all);
  std::printf("resets that do nothing: %d of %d told\n", none.told, all);
  EXPECT_LE(none.told, all * (0.005 + slack(all, 0.005)) + 6);
  for (const double helps : {0.5, 1.0, 1.5}) {
    const auto t = trial(helps, people(500));
    std::printf("resets that do %.1f points more: %d of %d told after 40 waits\n", helps, t.told,
                people(500));
    EXPECT_EQ(t.wrong, 0);
    EXPECT_GE(t.holds, t.told * (0.9 - slack(people(500), 0.9)));
    if (helps > 1) {
      EXPECT_GE(t.told, people(500) * (0.9 - slack(people(500), 0.9)));
    }
  }
}

}  // namespace
}  // namespace eddy::statistics
