// Whether a person's values are others inside work hours than outside them: a test that may be looked at every day, as those in
// anytime.h, on the means of whole weeks on both sides of the door.
//
// What the two sides of a week have in common nobody knows. Where it is much, only a week's difference tells anything; where it is
// little, a week of one side tells something, too, and the sides together tell the spread from twice as many values. So the
// likelihood is that of a linear model with an effect of the week (mean, difference and spread integrated out as in anytime.h),
// for four sizes of that effect, and each of the two hypotheses is their mean: the weeks themselves say which it is. For any one
// size it is a test whatever the spread; over all of them that is tried by simulation (tests/statistics/claims_test.cc).
#pragma once
#include <array>

#include "core/statistics/anytime.h"
#include "core/statistics/weeks.h"

namespace eddy::statistics {

// The week's mean on each side; of 0 days where nothing was rated on it.
struct Both {
  Mean outside, inside;
};

class Apart {
 public:
  void add(const Both& week);  // in their order
  // How it stands after the last week. The difference is inside less outside; its interval takes a hundred times as long as a look.
  Course course(double error) const;
  double most() const { return most_; }  // as Course says, without the interval

 private:
  // Sums of the normal equations, whitened for one size of the week's effect.
  struct Sums {
    double one = 0, in = 0, in_in = 0, value = 0, in_value = 0, square = 0, log_worth = 0;
  };
  static constexpr std::array<double, 4> kShared = {0, 0.1, 0.3, 1};  // variances, of a day's
  struct Fit {
    double base, worth, difference, left;  // `left`: squares that the difference leaves
  };
  Fit fit(const Sums& sums) const;
  double log_of(double difference) const;  // the logarithm for "there is one" against "it is this one"
  double edge(double from, double step, double limit) const;

  std::array<Sums, kShared.size()> sums_{};
  double origin_ = 0, most_ = 0, now_ = 0;
  int means_ = 0;  // how many went in
};

// After all weeks there are: whether the sides differ does not begin at an anchor.
Apart apart(const Weeks& outside, const Weeks& inside);

}  // namespace eddy::statistics
