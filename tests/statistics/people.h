// Simulated people: what they rate from day to day, from a seed; and how many of them a test lives through.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>

#include "tests/campaign.h"

namespace eddy::test {

// Under a sanitizer a hundredth of them live: enough to walk through what is tested, and shares are as rough as so few say.
inline int fewer() { return int(from_environment("EDDY_FEWER", 1)); }
inline int people(int whole) { return std::max(20, whole / fewer()); }
// By how much a share that is `share` in truth may be off then; where everybody lives, not at all.
inline double slack(int people, double share) {
  return fewer() > 1 ? 4 * std::sqrt(share * (1 - share) / people) : 0;
}

// The standard says what the engine gives, on every machine; of its distributions it does not.
class Chance {
 public:
  explicit Chance(uint64_t seed) : bits_(seed) {}
  double unit() {
    return (double(bits_() >> 11) + 0.5) / double(uint64_t(1) << 53);
  }  // within 0 to 1, never either
  double normal() {  // Box and Muller 1958
    if (kept_) return kept_ = false, other_;
    const double far = std::sqrt(-2 * std::log(unit())), turn = 2 * M_PI * unit();
    kept_ = true, other_ = far * std::sin(turn);
    return far * std::cos(turn);
  }

 private:
  std::mt19937_64 bits_;
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
