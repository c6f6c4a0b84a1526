// Simulated people who rate practices before and after, and what each practice brings them in truth.
#pragma once
#include <array>
#include <string_view>
#include <vector>

#include "core/statistics/pooled.h"
#include "tests/statistics/people.h"

namespace eddy::test {

struct Kept {  // a world: how practices, ratings and people are
  const char* name;
  int practices = 6;
  double by_practice = 0.5, by_family = 0.3;  // spreads of what they bring
  double noise = 1.5, alike = 0.3;            // of a rating; correlation with the next one
  double mean = 1.5, slope = 0.4;             // at a start of 6; for each point of start above it
  bool whole = true;      // whole numbers, and no more can fall than there was, nor rise above 10
  double skew = 0;        // up to 1: the noise is as lopsided as an exponential distribution
  double uneven = 0;      // by how much every second practice is noisier, as a logarithm
  double when_tense = 0;  // by how much each point of start above 6 makes a rating noisier
  double chosen = 0;      // by how much the start of the last practice is above that of the first
  double one_far = 0;     // the first practice is so far from the mean
  double missing = 0;     // how often a rating that would have been below the mean is not given
  double drift = 0;       // by how much everything brings more at the end than in the beginning
  int more_of_last = 1;   // how often the last is rated, for each time of the others
};

constexpr Kept kPracticeWorlds[] = {
    {.name = "the model", .whole = false},
    {.name = "the model, 2 practices", .practices = 2, .whole = false},
    {.name = "the model, 15 practices", .practices = 15, .whole = false},
    {.name = "whole numbers"},
    {.name = "no rating like the other", .alike = 0},
    {.name = "alike by 0.4", .alike = 0.4},
    {.name = "all the same", .by_practice = 0, .by_family = 0},
    {.name = "far apart", .by_practice = 1.2, .by_family = 0.6},
    {.name = "one far from the others", .one_far = 1.5},
    {.name = "spread of 0.8", .noise = 0.8},
    {.name = "spread of 2.2", .noise = 2.2},
    {.name = "clipped", .mean = 3.5},
    {.name = "skewed", .whole = false, .skew = 0.9},
    {.name = "some noisier", .uneven = 0.8},
    {.name = "noisier when tense", .when_tense = 0.1},
    {.name = "chosen by tension", .chosen = 2},
    {.name = "one rated more", .more_of_last = 5},
    {.name = "bad ones unrated", .missing = 0.2},
    {.name = "drift", .drift = 1},
};
inline bool is_the_model(const Kept& world) { return std::string_view(world.name).starts_with("the model"); }

class Practising {
 public:
  std::vector<int> families;
  std::vector<statistics::Rating> ratings;

  Practising(const Kept& world, int times, uint64_t seed) : world_(world), chance_(seed) {
    const int groups = std::max(1, world.practices / 3);
    std::vector<double> group;
    for (int f = 0; f < groups; ++f) group.push_back(world.by_family * chance_.normal());
    for (int p = 0; p < world.practices; ++p) {
      families.push_back(p % groups);
      level_.push_back(world.mean + group[size_t(p % groups)] + world.by_practice * chance_.normal());
    }
    if (world.one_far > 0) level_[0] = world.mean + world.one_far;
    rate(order(times));
  }

  // At the starts that there were, everything else as it may be.
  double brings(int practice) const {
    std::array<double, 11> often{};
    double n = 0, sum = 0;
    for (const auto& r : ratings)
      if (r.fell) often[size_t(r.start)] += 1, n += 1;
    for (int start = 0; start <= 10; ++start)
      if (often[size_t(start)] > 0) sum += often[size_t(start)] / n * at_start(practice, start);
    return sum;
  }

 private:
  double expected(int practice, double start) const {
    return level_[size_t(practice)] + world_.slope * (start - 6);
  }
  double shown(double start, double fell) const {
    return world_.whole ? std::clamp(std::round(fell), start - 10, start) : fell;
  }
  double noise(int practice, double start) const {
    return world_.noise * std::exp(world_.uneven * (practice % 2 ? 0.5 : -0.5)) *
           (1 + world_.when_tense * (start - 6));
  }
  double at_start(int practice, double start) const {
    if (!world_.whole) return expected(practice, start);
    double sum = 0, weight = 0;
    for (double z = -5; z <= 5; z += 0.05) {
      const double w = std::exp(-z * z / 2);
      sum += w * shown(start, expected(practice, start) + z * noise(practice, start)), weight += w;
    }
    return sum / weight;
  }
  std::vector<int> order(int times) {
    std::vector<int> out;
    for (int p = 0; p < world_.practices; ++p)
      out.insert(out.end(), size_t(times * (p + 1 == world_.practices ? world_.more_of_last : 1)), p);
    for (size_t i = out.size(); i > 1; --i) std::swap(out[i - 1], out[size_t(chance_.unit() * double(i))]);
    return out;
  }
  double shape() {
    state_ = world_.alike * state_ + std::sqrt(1 - world_.alike * world_.alike) * chance_.normal();
    if (world_.skew <= 0) return state_;
    return std::sqrt(1 - world_.skew * world_.skew) * state_ + world_.skew * (-std::log(chance_.unit()) - 1);
  }
  void rate(const std::vector<int>& practices) {
    for (size_t i = 0; i < practices.size();) {
      const int p = practices[i];
      const double lean = world_.chosen * (double(p) / std::max(1, world_.practices - 1) - 0.5);
      const double start = std::clamp(std::round(6 + lean + 2 * chance_.normal()), 0.0, 10.0), off = shape();
      const double drift = world_.drift * (double(i) / double(practices.size()) - 0.5);
      if (off < 0 && chance_.unit() < world_.missing) {
        ratings.push_back({p, start, {}});  // another time, then
        continue;
      }
      ratings.push_back({p, start, shown(start, expected(p, start) + drift + off * noise(p, start))});
      ++i;
    }
  }

  Kept world_;
  Chance chance_;
  std::vector<double> level_;
  double state_ = chance_.normal();
};

}  // namespace eddy::test
