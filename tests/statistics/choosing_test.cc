// Choosing by draws from what is known: how much relief is missed on the way, against choosing at random and against somebody who
// knows how far practices differ and how much ratings vary. 200 resets, practices that differ by 0.5, ratings that vary by 1.5.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <functional>

#include "core/statistics/pooled.h"
#include "tests/statistics/people.h"

namespace eddy::statistics {
namespace {
using namespace test;

constexpr double kDiffer = 0.5, kVary = 1.5;
constexpr int kResets = 200;

struct Person {
  Days days;
  std::vector<double> brings;
  Person(uint64_t seed, int practices) : days(seed, kVary) {
    for (int p = 0; p < practices; ++p) brings.push_back(1.5 + kDiffer * days.chance.normal());
  }
  double missed(int practice) const {
    return *std::max_element(brings.begin(), brings.end()) - brings[size_t(practice)];
  }
};

struct AtRandom {
  int practices;
  int choose(Chance& chance) const { return int(chance.unit() * practices); }
  void take(const Rating&, double) {}
};

struct Ours {
  int practices;
  std::vector<Rating> ratings = {};
  Pooled known{std::vector<int>(size_t(practices)), {}};
  int choose(Chance& chance) const {
    const auto drawn = known.draw([&] { return chance.unit(); });
    return int(std::max_element(drawn.begin(), drawn.end()) - drawn.begin());
  }
  void take(const Rating& r, double) {
    ratings.push_back(r);
    known = Pooled(std::vector<int>(size_t(practices)), ratings);
  }
};

// It knows both spreads, and what the start does; the mean alone it has to learn, too.
struct Knowing {
  int practices;
  std::vector<double> n = std::vector<double>(size_t(practices)), sum = n;
  int choose(Chance& chance) const {
    constexpr double between = kDiffer * kDiffer, within = kVary * kVary;
    double worth = 0, mean = 0;
    for (size_t p = 0; p < n.size(); ++p)
      if (n[p] > 0) worth += 1 / (between + within / n[p]), mean += sum[p] / n[p] / (between + within / n[p]);
    const double common = worth > 0 ? mean / worth + chance.normal() / std::sqrt(worth) : 0;
    std::vector<double> drawn;
    for (size_t p = 0; p < n.size(); ++p) {
      const double precision = 1 / between + n[p] / within;
      drawn.push_back((common / between + sum[p] / within) / precision +
                      chance.normal() / std::sqrt(precision));
    }
    return int(std::max_element(drawn.begin(), drawn.end()) - drawn.begin());
  }
  void take(const Rating& r, double fell_at_usual_start) {
    n[size_t(r.practice)] += 1, sum[size_t(r.practice)] += fell_at_usual_start;
  }
};

template <class Chooser>
double missed(Chooser chooser, int practices, double rated, uint64_t seed) {
  Person person(seed, practices);
  auto& chance = person.days.chance;
  double out = 0;
  for (int reset = 0; reset < kResets; ++reset) {
    const int p = chooser.choose(chance);
    out += person.missed(p);
    const double off = kVary * person.days.step(),
                 start = std::clamp(std::round(6 + 2 * chance.normal()), 0.0, 10.0);
    if (chance.unit() >= rated) continue;
    const double at_usual = person.brings[size_t(p)] + off;
    const double fell = std::clamp(std::round(at_usual + 0.4 * (start - 6)), start - 10, start);
    chooser.take({p, start, fell, 0}, at_usual);
  }
  return out;
}

TEST(Choosing, MissesLittleOnTheWay) {
  std::printf("missed in %d resets       at random   chosen   knowing the spreads\n", kResets);
  for (const auto& [practices, rated, most] :
       {std::tuple(5, 1.0, 0.5), {5, 1.0 / 3, 0.75}, {8, 1.0, 0.5}, {8, 1.0 / 3, 0.75}}) {
    const int lives = people(150);
    double random = 0, ours = 0, knowing = 0;
    for (int l = 0; l < lives; ++l) {
      const auto seed = uint64_t(l) + 1;
      random += missed(AtRandom{practices}, practices, rated, seed);
      ours += missed(Ours{practices}, practices, rated, seed);
      knowing += missed(Knowing{practices}, practices, rated, seed);
    }
    std::printf("%d practices, %3.0f %% rated  %9.1f  %7.1f  %10.1f   (%.2f of random, %.2f of knowing)\n",
                practices, 100 * rated, random / lives, ours / lives, knowing / lives, ours / random,
                ours / knowing);
    EXPECT_LE(ours, most * random * (1 + (fewer() > 1)));
    EXPECT_LE(ours, 1.1 * knowing * (1 + (fewer() > 1)));
  }
}

}  // namespace
}  // namespace eddy::statistics
