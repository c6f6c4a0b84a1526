// What each practice brings: whether the intervals cover it, in lives that keep to the model and in lives that do not. A life's
// number is its seed; the table of what was covered is printed.
#include "core/statistics/pooled.h"

#include <gtest/gtest.h>

#include <cstdio>

#include "tests/statistics/practices.h"

namespace eddy::statistics {
namespace {
using namespace test;

struct Covered {
  double rows = 0, top = 0;  // shares of all intervals, and of those of the first in the list
};

Covered covered(const Kept& world, int times, int lives) {
  double rows = 0, in = 0, top = 0;
  for (int l = 0; l < lives; ++l) {
    const Practising life(world, times, uint64_t(l) + 1);
    const auto found = Pooled(life.families, life.ratings).all();
    size_t best = 0;
    const auto holds = [&](size_t p) {
      const double truth = life.brings(int(p));
      return found[p].low <= truth && truth <= found[p].high;
    };
    for (size_t p = 0; p < found.size(); ++p) {
      rows += 1, in += holds(p);
      if (found[p].mean > found[best].mean) best = p;
    }
    top += holds(best);
  }
  return {in / rows, top / lives};
}

TEST(Pooled, CoversWhatAPracticeBringsFromFiveRatingsOnAndAtTheTopOfTheList) {
  const int lives = people(200);
  // So few lives say it to two standard errors; the rows of one life are one.
  const auto rough = [&](double share) {
    return 2 * std::sqrt(share * (1 - share) / lives) + slack(lives, share);
  };
  std::printf("%-26s %5s  %6s  %6s   of %d lives, seeds from 1\n", "world", "times", "rows", "top", lives);
  for (const auto& world : kPracticeWorlds)
    for (const int times : {5, 8, 20, 60}) {
      const auto c = covered(world, times, lives);
      std::printf("%-26s %5d  %6.3f  %6.3f\n", world.name, times, c.rows, c.top);
      const double least = is_the_model(world) ? 0.88 : 0.85;
      EXPECT_GE(c.rows, least - rough(least)) << world.name << ", " << times;
      EXPECT_GE(c.top, least - rough(least)) << world.name << ", " << times;
      if (is_the_model(world)) {
        EXPECT_LE(c.rows, 0.92 + rough(0.92)) << times;
      }
    }
}

// With one family and one practice, and no prior to speak of, it is the mean with Student's interval.
TEST(Pooled, IsAPlainMeanWhereThereIsOnePracticeOnly) {
  std::vector<Rating> ratings;
  for (int i = 0; i < 400; ++i) ratings.push_back({0, 6, i % 4 < 2 ? 1.0 : 3.0});
  const auto found = Pooled({0}, ratings).all()[0];
  EXPECT_EQ(found.rated, 400);
  EXPECT_NEAR(found.mean, 2, 0.02);
  EXPECT_LT(found.low, found.mean);
  EXPECT_GT(found.high, found.mean);
  EXPECT_LT(found.high - found.low, 0.4);
}

TEST(Pooled, DrawsWhatIsRatedLittleTowardsItsFamily) {
  std::vector<Rating> ratings;
  for (int i = 0; i < 60; ++i) {
    const double off = (i / 3 * 7 % 5 - 2) * 1.5;
    ratings.push_back({i % 3, 6, (i % 3 == 0 ? 0.0 : 3.0) + off});
  }
  ratings.push_back({3, 6, 8.0});
  const auto found = Pooled({0, 1, 1, 1, 0, 1}, ratings).all();
  EXPECT_GT(found[1].mean, 2.5);
  EXPECT_LT(found[3].mean, 5) << "a high rating, once, says little";
  EXPECT_GT(found[3].high - found[3].low, 2 * (found[1].high - found[1].low));
  EXPECT_EQ(found[4].rated, 0);
  EXPECT_LT(found[4].mean, found[5].mean) << "nobody rated them; their families differ";
}

TEST(Pooled, TakesTheStartIntoAccount) {
  std::vector<Rating> ratings;  // what falls is half of what there was, whichever practice
  for (int i = 0; i < 60; ++i) {
    const int p = i % 2;
    const double start = p ? 6 + i % 5 : 2 + i % 5;
    ratings.push_back({p, start, start / 2 + (i % 3 - 1)});
  }
  const auto found = Pooled({0, 0}, ratings).all();
  EXPECT_NEAR(found[0].mean, found[1].mean, 0.5) << "four points of start apart would be two of relief";
}

TEST(Pooled, WhatWasNotAnsweredCountsAgainstIt) {
  std::vector<Rating> answered, some;
  for (int i = 0; i < 30; ++i) answered.push_back({0, 6, 2.0 + i % 3}), some.push_back({0, 6, 2.0 + i % 3});
  for (int i = 0; i < 10; ++i) some.push_back({0, 6, {}});
  const auto a = Pooled({0}, answered).all()[0], s = Pooled({0}, some).all()[0];
  EXPECT_EQ(s.unanswered, 10);
  EXPECT_NEAR(s.low, a.low - 0.25, 1e-9) << "a quarter of them, one point worse";
  EXPECT_EQ(s.high, a.high);
  EXPECT_EQ(s.mean, a.mean);
}

TEST(Pooled, NothingRatedIsWhatIsBelieved) {
  EXPECT_TRUE(Pooled({}, {}).all().empty());
  const auto found = Pooled({0}, {}).all()[0];
  EXPECT_EQ(found.rated, 0);
  EXPECT_GT(found.high - found.low, 5);
}

// The draws are from what the intervals are of: an interval holds nine in ten of them.
TEST(Pooled, DrawsAreFromWhatIsKnown) {
  const Practising life(kPracticeWorlds[0], 12, 1);
  const Pooled pooled(life.families, life.ratings);
  const auto known = pooled.all();
  Chance chance(1);
  constexpr int draws = 20'000;
  std::vector<double> within(known.size()), sum(known.size());
  for (int d = 0; d < draws; ++d) {
    const auto drawn = pooled.draw([&] { return chance.unit(); });
    for (size_t p = 0; p < known.size(); ++p)
      within[p] += known[p].low <= drawn[p] && drawn[p] <= known[p].high, sum[p] += drawn[p];
  }
  for (size_t p = 0; p < known.size(); ++p) {
    EXPECT_NEAR(within[p] / draws, 0.91, 0.015);  // intervals are a little wider
    EXPECT_NEAR(sum[p] / draws, known[p].mean, 0.03);
  }
}

}  // namespace
}  // namespace eddy::statistics
