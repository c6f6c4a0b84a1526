// Whether what came first on a day goes along with what came after: Spearman's rank correlation of what is left once the days of
// the week, the two kinds of day and a slow trend are taken away from both.
//
// Days are no draws, so the test permutes whole weeks: the weeks of what came after are dealt anew to those of what came before, and
// within them the first day of work meets a first day of work, the second a second, and so on. Who lives with no such link is told
// of one with at most the error asked for (Phipson and Smyth 2010 on p from a part of all permutations).
#pragma once
#include <cstdint>
#include <functional>
#include <vector>

namespace eddy::statistics {

// In order of days, each at most once. The scales may be any.
struct Pair {
  int64_t day = 0;  // since 1970
  double first = 0, then = 0;
  bool worked = false;
};
struct Link {
  int days = 0, weeks = 0;
  double correlation = 0;    // -1 to 1
  bool said = false;         // the test allows to name it; else low and high are 0
  double low = 0, high = 0;  // as wide as the error asked for: what is named does not touch 0
};
constexpr int kFewestLinkedWeeks = 8, kFewestLinkedDays = 30;

// Weeks begin on Mondays. `below(n)`: a random number under n; the same ones give the same answer.
Link link(const std::vector<Pair>& pairs, double error, const std::function<uint64_t(uint64_t)>& below);

}  // namespace eddy::statistics
