// How the one error is shared out: at most one person in twenty is told anything in a year that is not so, whatever they look at
// and how often.
#pragma once

namespace eddy::statistics {

constexpr double kHeadlines = 0.02, kFactors = 0.01, kPractices = 0.01, kCarryOver = 0.01;
static_assert(kHeadlines + kFactors + kPractices + kCarryOver < 0.05 + 1e-12);

// Of the headlines: that work and home differ in a measure, and that one side of it changed since an anchor, the firsts of the
// last twelve months on both sides together; in a year of looks, those of twelve more. Tension varies most, and what varies most needs most to be seen.
struct Claims {
  double differs = 0, changed = 0;
};
constexpr int kAnchors = 12;
constexpr Claims kMood{0.004, 0.003}, kTension{0.008, 0.002}, kEnergy{0.001, 0.001}, kSleep{0, 0.001};
constexpr double kOfThem = kMood.differs + kMood.changed + kTension.differs + kTension.changed +
                           kEnergy.differs + kEnergy.changed + kSleep.differs + kSleep.changed;
static_assert(kOfThem < kHeadlines + 1e-12);
constexpr double error_of_change(const Claims& claims) { return claims.changed / 2 / (2 * kAnchors); }

}  // namespace eddy::statistics
