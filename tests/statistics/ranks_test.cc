// Whether what comes first on a day goes along with what comes after: against published ranks, how rarely somebody is told of a
// link that is not there, and how soon of one that is.
#include "core/statistics/ranks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

#include "tests/statistics/people.h"

namespace eddy::statistics {
namespace {
using test::Chance;

constexpr int kYear = 52;

std::function<uint64_t(uint64_t)> seeded(uint64_t seed) {
  return [bits = std::mt19937_64(seed)](uint64_t n) mutable { return bits() % n; };
}

// Both alike from day to day, about a mean with what the days have in common, and tied to each other by so much.
struct Life {
  const char* name;
  double alike = 0.3, weekday = 0, drift = 0, walk = 0, unrated = 0;
  bool rota = false;  // four days of work and two off, better ones; else five days a week
};
constexpr Life kLives[] = {
    {"the model"},
    {"very alike", 0.6},
    {"a heavy weekday", 0.3, 1},
    {"drift", 0.3, 0, 2},
    {"a walk", 0.3, 0, 0, 0.05},
    {"unrated when high", 0.3, 0, 0, 0, 0.2},
    {"a rota", 0.3, 0.5, 0.5, 0, 0, true},
};

std::vector<Pair> lived(const Life& life, double tied, uint64_t seed, int weeks = kYear) {
  Chance chance(seed);
  std::vector<Pair> out;
  double first = chance.normal(), then = chance.normal(), walk = 0;
  const double phase = 2 * M_PI * chance.unit(), fresh = std::sqrt(1 - life.alike * life.alike);
  for (int d = 0; d < weeks * 7; ++d) {
    const double one = chance.normal(), other = tied * one + std::sqrt(1 - tied * tied) * chance.normal();
    first = life.alike * first + fresh * one, then = life.alike * then + fresh * other;
    walk += life.walk * chance.normal();
    const bool worked = life.rota ? d % 6 < 4 : d % 7 < 5;
    const double shared = 1.5 * (life.weekday * (d % 7 == 4) + walk + (life.rota && !worked) +
                                 life.drift * std::sin(phase + 2 * M_PI * d / 364));
    const auto rated = [&](double state) { return chance.unit() < 0.9 - life.unrated * state; };
    const bool both = rated(first) & rated(then);
    if (!both || (!life.rota && !worked)) continue;
    const auto value = [&](double state) {
      return std::clamp(std::round(5 + 1.5 * state + shared), 0.0, 10.0);
    };
    out.push_back({4 + d, value(first), value(then), worked});  // 1970-01-05 was a Monday
  }
  return out;
}

std::vector<Pair> until_week(std::vector<Pair> pairs, int week) {
  std::erase_if(pairs, [&](const Pair& p) { return p.day >= 4 + 7 * week; });
  return pairs;
}

TEST(Ranks, TheCorrelationIsSpearmansOnceWeekdayAndTrendAreTakenAway) {
  std::vector<Pair> pairs;
  Chance chance(5);
  for (int week = 0; week < 10; ++week)
    for (int d = 0; d < 5; ++d) {
      const double v = chance.normal();
      pairs.push_back({4 + 7 * week + d, v, -v, true});
    }
  EXPECT_NEAR(link(pairs, 0.05, seeded(1)).correlation, -1, 1e-9);
  for (auto& p : pairs) p.then = p.first + double(p.day) * 100 + double(p.day % 7) * 1000;
  EXPECT_NEAR(link(pairs, 0.05, seeded(1)).correlation, 1, 1e-6) << "neither trend nor weekday is in the way";
  for (auto& p : pairs) p.then = double(p.day) * 100 + double(p.day % 7) * 1000;
  const auto none = link(pairs, 0.05, seeded(1));
  EXPECT_FALSE(none.said) << "nothing but trend and weekday: nothing is left";
}

TEST(Ranks, WithFewWeeksOrDaysNothingIsSaid) {
  std::vector<Pair> pairs;
  for (int week = 0; week < kFewestLinkedWeeks; ++week)
    for (int d = 0; d < 5; ++d)
      pairs.push_back({4 + 7 * week + d, double(week * d % 7), double(week * d % 7), true});
  EXPECT_TRUE(link(pairs, 0.05, seeded(1)).said) << "the same on both sides of every day";
  EXPECT_FALSE(link(until_week(pairs, kFewestLinkedWeeks - 1), 0.05, seeded(1)).said);
  EXPECT_FALSE(link({}, 0.05, seeded(1)).said);
}

TEST(Ranks, TheSameNumbersGiveTheSameAnswer) {
  const auto pairs = lived(kLives[0], 0.4, 11);
  const auto a = link(pairs, 0.01, seeded(pairs.size())), b = link(pairs, 0.01, seeded(pairs.size()));
  EXPECT_EQ(a.low, b.low);
  EXPECT_EQ(a.high, b.high);
  EXPECT_TRUE(a.said);
}

TEST(Ranks, NobodyIsToldOfALinkThatIsNotThere) {
  const int people = test::people(250);
  constexpr double error = 0.05;
  for (const auto& life : kLives) {
    int said[2] = {};
    for (uint64_t p = 0; p < uint64_t(people); ++p) {
      const auto pairs = lived(life, 0, p + 1);
      for (const int half : {0, 1}) {
        const auto some = until_week(pairs, half ? 13 : kYear);
        said[half] += link(some, error, seeded(some.size())).said;
      }
    }
    // Three standard errors beyond what is asked for, as 33 of 400 are: two would be passed by chance in one of forty counts.
    const double most = error + 3 * std::sqrt(error * (1 - error) / people) + test::slack(people, error);
    EXPECT_LE(said[0], int(people * most)) << life.name << ", a year";
    EXPECT_LE(said[1], int(people * most)) << life.name << ", a quarter";
  }
}

// Three links, each looked at at five closes of a year's days: the error is shared out, so however they hang together it holds.
TEST(Ranks, InAYearOfClosesAtMostAsManyAreToldAsAreMeantToBe) {
  const int people = test::people(150);
  constexpr double error = 0.1;
  int told = 0;
  for (uint64_t p = 0; p < uint64_t(people); ++p) {
    bool any = false;
    for (const uint64_t which : {1u, 2u, 3u}) {
      const auto two_years = lived(kLives[0], 0, 5000 * which + p, 2 * kYear);
      for (int close = kYear; close <= 2 * kYear; close += 13) {
        auto year = until_week(two_years, close);
        std::erase_if(year, [&](const Pair& pair) { return pair.day < 4 + 7 * (close - kYear); });
        any = any || link(year, error / 15, seeded(year.size())).said;
      }
    }
    told += any;
  }
  EXPECT_LE(told, int(people * (error + test::slack(people, error))));
}

TEST(Ranks, ALinkThatIsThereIsFoundAndItsIntervalHolds) {
  const int people = test::people(100);
  constexpr double error = 0.01 / 15, tied = 0.4;
  const double truth = 6 / M_PI * std::asin(tied / 2);  // of ranks, of what is normal (Pearson 1907)
  int said = 0, held = 0;
  for (uint64_t p = 0; p < uint64_t(people); ++p) {
    const auto found = link(lived(kLives[0], tied, p + 1), error, seeded(p));
    said += found.said && found.correlation > 0;
    held += found.said && found.low <= truth && truth <= found.high;
  }
  EXPECT_GE(said, int(people * (0.85 - test::slack(people, 0.85))));
  EXPECT_GE(held, said * 99 / 100);
}

}  // namespace
}  // namespace eddy::statistics
