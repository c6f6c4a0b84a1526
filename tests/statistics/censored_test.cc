// When something ended that was looked at only now and then: against a published estimate, by hand, and by how often the intervals
// hold the truth.
#include "core/statistics/censored.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/statistics/people.h"

namespace eddy::test {
namespace {
using statistics::Between;
using statistics::Cells;
using statistics::ending;

constexpr double kNever = std::numeric_limits<double>::infinity();

double sum_of(const std::vector<double>& p, size_t from, size_t to) {
  double out = 0;
  for (size_t i = from; i < to; ++i) out += p[i];
  return out;
}

// Finkelstein and Wolfe 1985 (Biometrics 41:933): months until a breast retracted, of 46 women who had radiotherapy alone, and
// what Turnbull's estimator makes of them.
TEST(Censored, IsTurnbullsEstimate) {
  constexpr size_t kOn = 61;
  const std::vector<Cells> women = {
      {45, kOn}, {6, 10},   {0, 7},    {46, kOn}, {46, kOn}, {7, 16},   {17, kOn}, {7, 14},
      {37, 44},  {0, 8},    {4, 11},   {15, kOn}, {11, 15},  {22, kOn}, {46, kOn}, {46, kOn},
      {25, 37},  {46, kOn}, {26, 40},  {46, kOn}, {27, 34},  {36, 44},  {46, kOn}, {36, 48},
      {37, kOn}, {40, kOn}, {17, 25},  {46, kOn}, {11, 18},  {38, kOn}, {5, 12},   {37, kOn},
      {0, 5},    {18, kOn}, {24, kOn}, {36, kOn}, {5, 11},   {19, 35},  {17, 25},  {24, kOn},
      {32, kOn}, {33, kOn}, {19, 26},  {37, kOn}, {34, kOn}, {36, kOn}};
  const auto p = statistics::shares(women, std::vector<double>(kOn, 0), 100'000);
  EXPECT_NEAR(sum_of(p, 4, 5), 0.0463, 1e-4);
  EXPECT_NEAR(sum_of(p, 6, 7), 0.0334, 1e-4);
  EXPECT_NEAR(sum_of(p, 7, 8), 0.0887, 1e-4);
  EXPECT_NEAR(sum_of(p, 11, 12), 0.0708, 1e-4);
  EXPECT_NEAR(sum_of(p, 24, 25), 0.0926, 1e-4);
  EXPECT_NEAR(sum_of(p, 33, 34), 0.0818, 1e-4);
  EXPECT_NEAR(sum_of(p, 38, 40), 0.1209, 1e-4);
  EXPECT_NEAR(sum_of(p, 46, kOn), 0.4656, 1e-4);
}

// Where every case was looked at at the end of each step it is a count: 10, 6 and 4 of 20, and what is believed beforehand.
TEST(Censored, IsACountWhereNothingIsLeftOpen) {
  std::vector<Between> all;
  for (int i = 0; i < 20; ++i)
    all.push_back(i < 10 ? Between{0, 1} : i < 16 ? Between{1, 2} : Between{3, kNever});
  const auto e = ending(all);
  ASSERT_TRUE(e.known());
  EXPECT_NEAR(e.by[0].share, 10.5 / 22, 1e-5);
  EXPECT_NEAR(e.by[1].share, 17.0 / 22, 1e-5);
  EXPECT_NEAR(e.by[2].share, 17.5 / 22, 1e-5);
  // By the delta method of a share of 22 cases.
  const double p = 10.5 / 22, odds = std::log(p / (1 - p)), reach = 1.644854 / std::sqrt(22 * p * (1 - p));
  EXPECT_NEAR(e.by[0].low, 1 / (1 + std::exp(reach - odds)), 1e-4);
  EXPECT_NEAR(e.by[0].high, 1 / (1 + std::exp(-reach - odds)), 1e-4);
}

TEST(Censored, UnderTwentyThatSaySomethingItIsTooEarly) {
  std::vector<Between> all(19, {0, 1});
  all.resize(500, {0, kNever});
  EXPECT_EQ(ending(all).seen, 19);
  EXPECT_FALSE(ending(all).known());
  all.push_back({0, 2});
  EXPECT_TRUE(ending(all).known());
}

TEST(Censored, WhereNobodyLookedItIsAsWideAsThat) {
  // All are known to have ended by the end of the second step, and not in which.
  const auto open = ending(std::vector<Between>(60, {0, 2})), seen = [] {
    std::vector<Between> all(30, {0, 1});
    all.resize(60, {1, 2});
    return ending(all);
  }();
  EXPECT_GT(open.by[0].high - open.by[0].low, 0.6);
  EXPECT_LT(seen.by[0].high - seen.by[0].low, 0.25);
  EXPECT_GT(open.by[1].low, 0.9);
}

// Somebody's way back: how likely each step is, and how early in it.
struct Back {
  Chance random;
  std::array<double, statistics::kSteps> step;
  double chance() { return random.unit(); }
  double ends() {
    size_t k = 0;
    for (double left = chance(); k + 1 < step.size() && left > step[k]; ++k) left -= step[k];
    const double early = -std::log(1 - chance() * (1 - std::exp(-2.0))) /
                         2;  // more often at the beginning of a step than at its end
    return double(k) + early * (k + 1 == step.size() ? 1.5 : 1);
  }
  // Up to two looks in each step, and the morning after; of which the last that is before it, and the first that is not, count.
  Between seen(double look) {
    Between out;
    const double end = ends();
    for (size_t k = 0; k < 2 * step.size(); ++k) {
      const double at = double(k / 2) + chance();
      if (chance() > look) continue;
      if (at < end)
        out.after = std::max(out.after, at);
      else
        out.by = std::min(out.by, at);
    }
    return out;
  }
};

// How often the three intervals hold the truth, over people each of whom has shares of their own.
double covered(int calls, double look, int people) {
  int held = 0;
  for (int i = 0; i < people; ++i) {
    Back back{Chance(uint64_t(calls) * 1'000'000 + uint64_t(i)), {}};
    double sum = 0;
    for (auto& s : back.step)
      sum += s = -std::log(1 - back.chance());  // any four shares are as likely as any other
    for (auto& s : back.step) s /= sum;
    std::vector<Between> all;
    for (int n = 0; n < calls;) {
      all.push_back(back.seen(look));
      n += all.back().after > 0.07 ||
           all.back().by <= statistics::kSteps;  // some are no more than just after it
    }
    const auto e = ending(all);
    double truth = 0;
    for (size_t k = 0; k < e.by.size(); ++k) {
      truth += back.step[k];
      held += e.by[k].low <= truth && truth <= e.by[k].high;
    }
  }
  return double(held) / people / 3;
}

TEST(Censored, ItsIntervalsHoldTheTruthNineTimesInTen) {
  for (const int calls : {20, 40, 100, 300})
    for (const double look : {0.2, 0.5}) {
      const double share = covered(calls, look, 1000);
      std::printf("censored: %3d calls, looked at %.1f times a step: %.3f covered\n", calls, 2 * look, share);
      EXPECT_GE(share, 0.88) << calls << " calls, " << look;
      EXPECT_LE(share, 0.94) << calls << " calls, " << look;
    }
}

}  // namespace
}  // namespace eddy::test
