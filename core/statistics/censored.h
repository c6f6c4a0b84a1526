// How long it takes until something is over, told in four steps, where it is only known between which two looks it ended. Pure.
//
// Somebody who was tense at noon and was not at six came back somewhere between: to take noon, six or the middle is to make
// something up. What is likeliest for all of them together is found without doing so, by self-consistency (Turnbull 1976, The
// empirical distribution function with arbitrarily grouped, censored and truncated data, J R Stat Soc B 38:290).
#pragma once
#include <array>
#include <cstddef>
#include <limits>
#include <vector>

namespace eddy::statistics {

constexpr int kSteps = 4;  // the last one has no end: later, or not yet

// It ended after `after` and not after `by`. In steps and parts of them: 0.5 is half way through the first step, 2 the end of the
// second. Whoever makes one leaves out looks later than 4, a step after the end of the third, whatever they found: of those who
// came back and of those who did not as much must be known.
struct Between {
  double after = 0, by = std::numeric_limits<double>::infinity();
};

struct Share {
  double share = 0, low = 0, high = 0;  // 0 to 1, with a 90 % interval
};

struct Ending {
  int seen = 0;  // of how many something is known: one that may have ended any time says nothing
  std::array<Share, kSteps - 1> by = {};          // over by the end of the first, second, third step
  bool known() const { return seen >= kFewest; }  // below: too early to tell, and nothing else is set
  static constexpr int kFewest = 20;
};

// Within a step nothing is supposed of when it ended: each is cut into twelfths. Half of one case is believed of each step
// beforehand (Jeffreys), so that what no look can tell apart is shared out evenly. The intervals are normal ones of the log-odds,
// by the information that the looks hold (Louis 1982, J R Stat Soc B 44:226). How often they hold the truth: censored_test.cc.
Ending ending(const std::vector<Between>& all);

// What it stands on. One of so many cases ended in one of the cells [from, to).
struct Cells {
  size_t from = 0, to = 0;
  double cases = 1;
};
// The share of each cell, as self-consistent as `turns` make it; `believed`: cases beforehand of each cell, 0: none.
std::vector<double> shares(const std::vector<Cells>& seen, const std::vector<double>& believed,
                           int turns = 500);

}  // namespace eddy::statistics
