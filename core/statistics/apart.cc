#include "core/statistics/apart.h"

#include <algorithm>
#include <cmath>

namespace eddy::statistics {
namespace {
// Variance of the difference under "there is one", in squares of the spread of a day: those of half a spread and more matter.
constexpr double kExpectedApart = 0.35;
}  // namespace

void Apart::add(const Both& week) {
  const double in = week.inside.days, all = in + week.outside.days;
  if (all == 0) return;
  if (means_ == 0) origin_ = week.inside.days > 0 ? week.inside.value : week.outside.value;
  const double i = in > 0 ? week.inside.value - origin_ : 0, o = all > in ? week.outside.value - origin_ : 0;
  const double value = in * i + (all - in) * o;
  for (size_t k = 0; k < kShared.size();
       ++k) {  // the inverse of the week's covariance: Sherman and Morrison 1950
    const double q = kShared[k] / (1 + kShared[k] * all);
    auto& s = sums_[k];
    s.one += all - q * all * all, s.in += in - q * all * in, s.in_in += in - q * in * in;
    s.value += value - q * all * value, s.in_value += in * i - q * in * value;
    s.square += in * i * i + (all - in) * o * o - q * value * value;
    s.log_worth -= std::log1p(kShared[k] * all);
  }
  means_ += (in > 0) + (all > in);
  now_ = log_of(0);
  most_ = std::max(most_, now_);
}

Apart::Fit Apart::fit(const Sums& s) const {
  const double worth = s.in_in - s.in * s.in / s.one;
  const double difference = worth > 0 ? (s.in_value - s.in * s.value / s.one) / worth : 0;
  const double left = s.square - s.value * s.value / s.one - difference * difference * worth;
  return {(s.log_worth - std::log(s.one)) / 2, worth, difference, std::max(0.0, left)};
}

double Apart::log_of(double difference) const {
  if (means_ < 3) return 0;
  const double half = (means_ - 1) / 2.0;
  double with = 0, without = 0, first = 0;
  for (size_t k = 0; k < kShared.size(); ++k) {
    const auto f = fit(sums_[k]);
    const double wide = 1 + f.worth * kExpectedApart, off = f.difference - difference;
    const double here = f.left + f.worth * off * off, there = f.left + f.worth * off * off / wide;
    if (f.worth < 1e-9 || here < 1e-9) return 0;  // one side alone, or nothing varies
    if (k == 0) first = f.base - half * std::log(here);
    without += std::exp(f.base - half * std::log(here) - first);
    with += std::exp(f.base - std::log(wide) / 2 - half * std::log(there) - first);
  }
  return std::log(with / without);
}

// Where it is no longer possible, going from one that is in steps that double; infinite where that does not come.
double Apart::edge(double from, double step, double limit) const {
  double possible = from, beyond = from + step;
  for (int i = 0; log_of(beyond) < limit; ++i, possible = beyond, beyond = from + (beyond - from) * 2)
    if (i > 40) return step * INFINITY;
  for (int i = 0; i < 60; ++i) {
    const double middle = (possible + beyond) / 2;
    (log_of(middle) < limit ? possible : beyond) = middle;
  }
  return beyond;
}

Course Apart::course(double error) const {
  Course c;
  c.most = most_, c.now = now_;
  const auto f = fit(sums_[1]);
  const double limit = -std::log(error);
  if (means_ < 3 || f.worth < 1e-9 || f.left <= 0) return c;
  c.difference = f.difference;
  const double step = std::sqrt(f.left / f.worth / means_);
  const double low = edge(f.difference, -step, limit), high = edge(f.difference, step, limit);
  c.bounded = std::isfinite(low) && std::isfinite(high);
  if (c.bounded) c.low = low, c.high = high;
  return c;
}

Apart apart(const Weeks& outside, const Weeks& inside) {
  std::map<int64_t, Both> weeks;
  for (const auto& [monday, mean] : outside) weeks[monday].outside = mean;
  for (const auto& [monday, mean] : inside) weeks[monday].inside = mean;
  Apart out;
  for (const auto& [_, week] : weeks) out.add(week);
  return out;
}

}  // namespace eddy::statistics
