// Series by whole weeks: what claims are made of, since neighbouring days are alike and weeks hardly are.
#pragma once
#include <map>

#include "core/statistics/anytime.h"
#include "core/statistics/series.h"

namespace eddy::statistics {

struct Mean {
  int days = 0;  // that it is the mean of
  double value = 0;
};
// By the Monday that each begins on; none where nothing was rated. Up to `today` only those that are over.
using Weeks = std::map<int64_t, Mean>;
Weeks whole_weeks(const Series& series, int64_t today);
int64_t monday_of(int64_t day);

// Days of one week are worth less than as many of several.
Week week_of(const Mean& mean);

constexpr int kFewestBefore = 4, kMostBefore = 52;  // weeks before an anchor
// Whether the weeks since an anchor have another mean than the year before it. Below four weeks before, no claim begins.
class Since {
 public:
  Since(const Weeks& weeks, int64_t anchor, double error);
  void add(int64_t monday, const Mean& mean);  // in their order; those before the anchor count for nothing
  const Course& course() const { return test_.course(); }

 private:
  int64_t anchor_;
  bool begun_ = false;
  OfTwo test_;
};
// After all of these.
Course since(const Weeks& weeks, int64_t anchor, double error);

}  // namespace eddy::statistics
