#include "core/statistics/anytime.h"

#include <algorithm>
#include <cmath>

namespace eddy::statistics {
namespace {

// Variance of the difference under "there is one", in squares of the spread of a week: differences about as large as what a
// week varies by are what it is best at.
constexpr double kExpected = 0.5;

// `size`: what the difference is worth; `free`: degrees of freedom of the spread.
double log_of(double t, double size, double free) {
  const double wide = 1 + size * kExpected, tt = t * t / free;
  return -0.5 * std::log(wide) + (free + 1) / 2 * (std::log1p(tt) - std::log1p(tt / wide));
}

// The largest t that is not spoken against at this error; none: any is possible.
double reach_of(double size, double free, double error) {
  const double wide = 1 + size * kExpected;
  const double limit = std::exp((2 * std::log(1 / error) + std::log(wide)) / (free + 1));
  return limit < wide ? std::sqrt(free * (limit - 1) * wide / (wide - limit)) : 0;
}

}  // namespace

void add(Course& c, double difference, double square, double size, double free, double error) {
  c.difference = difference;
  c.now = 0, c.bounded = false, c.low = c.high = 0;
  if (free < 1 || square <= 0) return;
  const double off = std::sqrt(square / free / size);
  c.now = log_of(difference / off, size, free);
  c.most = std::max(c.most, c.now);
  if (const double reach = reach_of(size, free, error); reach > 0)
    c.bounded = true, c.low = difference - reach * off, c.high = difference + reach * off;
}

void Sample::add(const Week& week) {  // West 1979
  n += 1;
  worth += week.worth;
  const double off = week.value - mean;
  mean += off * week.worth / worth;
  square += week.worth * off * (week.value - mean);
}

bool Course::says(double error) const { return most >= -std::log(error); }

Course of_one(const std::vector<Week>& weeks, double error) {
  Course c;
  Sample s;
  for (const auto& week : weeks) {
    s.add(week);
    add(c, s.mean, s.square, s.worth, s.n - 1, error);
  }
  return c;
}

void OfTwo::since(const Week& week) {
  since_.add(week);
  const auto &a = before_, &b = since_;
  if (a.n > 0)
    statistics::add(course_, b.mean - a.mean, a.square + b.square, a.worth * b.worth / (a.worth + b.worth),
                    a.n + b.n - 2, error_);
}

}  // namespace eddy::statistics
