// What went with a factor of one's own: which days are held against which, how often the interval holds, and that nobody is told
// of what is not there.
#include "core/statistics/matched.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "tests/statistics/people.h"

namespace eddy::statistics {
namespace {
using test::Chance;

const Believed kBelieved{1.5, 0.3, 0.5};

std::vector<Marked> marked(
    const std::string& days) {  // 'x' with, 'o' without, ' ' nothing kept, X and O: a day of work
  std::vector<Marked> out;
  for (size_t i = 0; i < days.size(); ++i)
    if (days[i] != ' ')
      out.push_back({int64_t(i), double(i * i), (days[i] | 32) == 'x', days[i] == 'X' || days[i] == 'O'});
  return out;
}

TEST(Matched, DaysThatLieTogetherAreOneEpisodeAndADayWithoutItIsMatchedOnce) {
  const auto all = episodes(marked("oxx xooooxo"), kBelieved);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].from, 1);
  EXPECT_EQ(all[0].to, 4);
  EXPECT_EQ(all[0].with, 3);
  EXPECT_EQ(all[0].without, 3);  // 0, 5 and 6; 7 and 8 are nearer to the other
  EXPECT_EQ(all[1].with, 1);
  EXPECT_EQ(all[1].without, 3);
  EXPECT_DOUBLE_EQ(all[0].difference, (1. + 4 + 16) / 3 - (0. + 25 + 36) / 3);
}

TEST(Matched, OfTwoAsNearADayIsTheEarlierOnes) {
  const auto all = episodes(marked("ox o xo"), kBelieved);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].without, 2);
  EXPECT_EQ(all[1].without, 1);
}

TEST(Matched, WhatIsFurtherThanThreeWeeksIsHeldAgainstNothing) {
  std::vector<Marked> days = {{0, 3, false}, {22, 4, true}, {43, 5, false}, {44, 9, false}};
  const auto all = episodes(days, kBelieved);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].without, 1);
  EXPECT_DOUBLE_EQ(all[0].difference, -1);
  EXPECT_TRUE(episodes({{0, 3, false}, {22, 4, true}}, kBelieved).empty());
}

TEST(Matched, ADayIsHeldAgainstDaysOfItsKind) {
  // Only on days of work: what days off are like does not come into it.
  const auto all = episodes({{0, 9, false, false}, {1, 3, false, true}, {2, 4, true, true}}, kBelieved);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].without, 1);
  EXPECT_DOUBLE_EQ(all[0].difference, 1);
  EXPECT_TRUE(episodes({{0, 9, false, false}, {2, 4, true, true}}, kBelieved).empty());
  // On both: each against its own, by how many of each the episode has.
  const auto both = episodes({{0, 1, false, false},
                              {1, 3, false, true},
                              {2, 5, true, true},
                              {3, 2, true, true},
                              {4, 7, true, false}},
                             kBelieved);
  ASSERT_EQ(both.size(), 1u);
  EXPECT_NEAR(both[0].difference, (5. + 2 + 7) / 3 - (2. / 3 * 3 + 1. / 3 * 1), 1e-12);
}

TEST(Matched, AnEpisodeIsWorthWhatItsDaysTell) {
  // Far apart: variance of one day less another, in units of a day's.
  const auto apart = episodes({{0, 1, false}, {20, 2, true}}, kBelieved);
  ASSERT_EQ(apart.size(), 1u);
  EXPECT_NEAR(apart[0].worth, 0.5, 1e-6);
  // Side by side they are alike by 0.3.
  EXPECT_NEAR(episodes({{0, 1, false}, {1, 2, true}}, kBelieved)[0].worth, 1 / (2 - 2 * 0.3), 1e-12);
}

TEST(Matched, WhatALaterDayCanChangeIsNoPartOfTheCourse) {
  std::vector<Marked> days;
  for (int d = 0; d < 12; ++d) days.push_back({d, double(d % 3), d % 2 == 1});
  const auto early = effect(days, 12, kBelieved, 0.05), late = effect(days, 40, kBelieved, 0.05);
  EXPECT_EQ(early.level.days, 5) << "the last is held against nothing yet";
  EXPECT_DOUBLE_EQ(early.level.mean, late.level.mean);
  EXPECT_NE(early.course.now, late.course.now);
}

TEST(Matched, TheSharesOfAllFactorsAddUpToOne) {
  double sum = 0;
  for (int j = 1; j <= 10'000; ++j) sum += share_of(j);
  EXPECT_NEAR(sum, 1, 1e-3);
  EXPECT_LT(sum, 1);
}

// A life: days alike by `alike` about a mean, rated on some days; the factor comes and goes.
struct Life {
  const char* name;
  double alike = 0.3, spread = 1.5, mean = 4;
  bool whole = true;   // numbers from 0 to 10
  double weekend = 0;  // higher on two days in seven
  double drift = 0;    // up and down over a year by so much
  double unrated = 0;  // high days are so much less often rated, by spreads
  bool skew = false;
  double varies = 0;  // the effect, from episode to episode
};
constexpr Life kLives[] = {
    {"the model", 0.3, 1.5, 4, false},
    {"whole numbers"},
    {"not alike", 0},
    {"very alike", 0.6},
    {"little spread", 0.3, 0.7},
    {"much spread", 0.3, 2.5, 5},
    {"clipped", 0.3, 1.5, 1},
    {"weekly rhythm", 0.3, 1.5, 4, true, 1},
    {"drift", 0.3, 1.5, 4, true, 0, 1},
    {"unrated when high", 0.3, 1.5, 4, true, 0, 0, 0.2},
    {"skew", 0.3, 1.5, 4, true, 0, 0, 0, true},
    {"an effect that varies", 0.3, 1.5, 4, true, 0, 0, 0, false, 1},
};
enum Way { kNowAndThen, kRuns, kSomeWeekdays, kMostDays };

struct Lived {
  const Life& life;
  Way way;
  Chance chance;
  double state, phase;
  bool on = false;
  int left = 0;
  double effect_now = 0;

  Lived(const Life& l, Way w, uint64_t seed) : life(l), way(w), chance(seed) {
    state = chance.normal();
    phase = chance.unit() * 2 * M_PI;
  }
  bool is_on(int day) {
    switch (way) {
      case kNowAndThen: return chance.unit() < 0.3;
      case kSomeWeekdays: return day % 7 % 2 == 0 && day % 7 < 6 && chance.unit() < 0.8;
      case kMostDays: return chance.unit() < 0.75;
      case kRuns: break;
    }
    if (left-- > 0) return on;
    left = int(on ? 5 + 20 * chance.unit() : 2 + 10 * chance.unit());
    return !on;
  }
  double value(int day) {
    double z = state;
    if (life.skew) z = (std::exp(0.6 * z) - std::exp(0.18)) / (std::exp(0.18) * std::sqrt(std::expm1(0.36)));
    const double v = life.mean + life.spread * z + (on ? effect_now : 0) + (day % 7 >= 5 ? life.weekend : 0) +
                     life.drift * std::sin(phase + 2 * M_PI * day / 365);
    return life.whole ? std::clamp(std::round(v), 0.0, 10.0) : v;
  }
  std::vector<Marked> days(double by, int most) {
    std::vector<Marked> out;
    for (int day = 0; day < most; ++day) {
      state = life.alike * state + std::sqrt(1 - life.alike * life.alike) * chance.normal();
      const bool before = on;
      on = is_on(day);
      if (on && !before) effect_now = by + life.varies * chance.normal();
      const double v = value(day);
      if (chance.unit() < std::clamp(0.75 - life.unrated * state, 0.05, 1.0)) out.push_back({day, v, on});
    }
    return out;
  }
};

// As it was when there were so many episodes.
std::vector<Marked> until(std::vector<Marked> days, size_t n) {
  const auto all = episodes(days, kBelieved);
  if (all.size() > n) std::erase_if(days, [&](const Marked& d) { return d.day >= all[n].from; });
  return days;
}

// What is true of such a life: by what days with it differ, of all there are.
double truth_of(const Life& life, Way way, double by) {
  double sum[2] = {}, n[2] = {};
  for (uint64_t p = 0; p < 20; ++p)
    for (const auto& d : Lived(life, way, 90'000 + p).days(by, 2000)) sum[d.with] += d.value, ++n[d.with];
  return sum[1] / n[1] - sum[0] / n[0];
}

TEST(Matched, AnIntervalHoldsNineTimesInTenFromFiveEpisodesOn) {
  const int people = test::people(2000);
  for (const auto way : {kNowAndThen, kRuns, kSomeWeekdays})
    for (const size_t n : {5u, 8u, 15u, 40u}) {
      int held = 0, known = 0;
      for (uint64_t p = 0; p < uint64_t(people); ++p) {
        const auto e = effect(
            until(Lived(kLives[0], way, p * 100 + n).days(0.5, int(way == kRuns ? 60 * n : 20 * n)), n), 5000,
            kBelieved, 0.01);
        if (size_t(e.level.days) != n) continue;
        ++known;
        held += e.level.low <= 0.5 && 0.5 <= e.level.high;
      }
      EXPECT_GT(known, people * (0.9 - test::slack(people, 0.9)));
      EXPECT_NEAR(double(held) / known, 0.90, 0.02 + test::slack(known, 0.9))
          << "way " << way << ", " << n << " episodes";
      RecordProperty("held_" + std::to_string(way) + "_" + std::to_string(n), held * 1000 / known);
    }
}

TEST(Matched, AndInLivesThatAreOtherwiseAtLeastEightyFiveTimesInAHundred) {
  const int people = test::people(500);
  for (const auto& life : kLives)
    for (const auto way : {kNowAndThen, kRuns, kSomeWeekdays, kMostDays}) {
      const double truth = truth_of(life, way, 0.5);
      for (const int days : {60, 180}) {
        int held = 0, known = 0;
        for (uint64_t p = 0; p < uint64_t(people); ++p) {
          const auto e =
              effect(Lived(life, way, p * 1000 + uint64_t(days)).days(0.5, days), days, kBelieved, 0.01);
          if (!e.level.known()) continue;
          ++known;
          held += e.level.low <= truth && truth <= e.level.high;
        }
        if (known < people / 4) continue;
        EXPECT_GE(double(held) / known, 0.85 - test::slack(known, 0.9))
            << life.name << ", way " << way << ", " << days << " days";
      }
    }
}

// Looked at on every day of a year: what was once said stays in `most`.
TEST(Matched, NobodyIsToldOfWhatIsNotThere) {
  const int people = test::people(400);
  constexpr double error = 0.05;
  for (const auto& life : kLives) {
    if (life.weekend > 0) continue;  // a weekday that differs is there: it went with it
    for (const auto way : {kNowAndThen, kRuns, kSomeWeekdays, kMostDays}) {
      int told = 0;
      for (uint64_t p = 0; p < uint64_t(people); ++p)
        told += effect(Lived(life, way, p + 7).days(0, 365), 365, kBelieved, error).course.says(error);
      EXPECT_LE(told, int(people * (error + test::slack(people, error)))) << life.name << ", way " << way;
    }
  }
}

TEST(Matched, WhatIsThereIsSaid) {
  const int people = test::people(400);
  constexpr double error = 0.01 * 0.5 / 7;  // the first factor, one measure of one side
  int said = 0, rightly = 0;
  for (uint64_t p = 0; p < uint64_t(people); ++p) {
    const auto e = effect(Lived(kLives[1], kNowAndThen, p + 3).days(1.5, 365), 365, kBelieved, error);
    said += e.course.says(error) && e.course.low > 0;
    rightly += e.course.low <= 1.5 && 1.5 <= e.course.high;
  }
  EXPECT_GE(said, int(people * (0.95 - test::slack(people, 0.95))));
  EXPECT_GE(rightly, int(people * (0.99 - test::slack(people, 0.99))));
}

}  // namespace
}  // namespace eddy::statistics
