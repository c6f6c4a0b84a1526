// Simulated people: what they rate from day to day, from a seed; and how many of them a test lives through.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "tests/campaign.h"

namespace eddy::test {

// Under a sanitizer a hundredth of them live: enough to walk through what is tested, and shares are as rough as so few say.
inline int fewer() { return int(from_environment("EDDY_FEWER", 1)); }
inline int people(int whole) { return std::max(20, whole / fewer()); }
// By how much a share that is `share` in truth may be off then; where everybody lives, not at all.
inline double slack(int people, double share) {
  return fewer() > 1 ? 4 * std::sqrt(share * (1 - share) / people) : 0;
}

// Draws from a seed, the same on every machine; begun a million times, so that it is light to begin.
class Chance {
 public:
  explicit Chance(uint64_t seed) : state_(seed) {}
  // Within 0 to 1, never either.
  double unit() { return (double(bits() >> 11) + 0.5) / double(uint64_t(1) << 53); }
  double normal() {  // Box and Muller 1958
    if (kept_) return kept_ = false, other_;
    const double far = std::sqrt(-2 * std::log(unit())), turn = 2 * M_PI * unit();
    kept_ = true, other_ = far * std::sin(turn);
    return far * std::cos(turn);
  }

 private:
  uint64_t bits() {  // Steele, Lea and Flood 2014, as SeededRandom, which stands beside libsodium
    uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  uint64_t state_;
  double other_ = 0;
  bool kept_ = false;
};

// Values of a person whose days are alike by so much: whole numbers on a scale, about a mean.
struct Days {
  Chance chance;
  double spread, alike, state;
  explicit Days(uint64_t seed, double s, double a = 0.3)
      : chance(seed), spread(s), alike(a), state(chance.normal()) {}
  double step() { return state = alike * state + std::sqrt(1 - alike * alike) * chance.normal(); }
  int next(double mean, int low, int high) {
    return std::clamp(int(std::lround(mean + spread * step())), low, high);
  }
};

}  // namespace eddy::test
