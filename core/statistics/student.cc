#include "core/statistics/student.h"

#include <algorithm>
#include <cmath>

namespace eddy::statistics {
namespace {

// gamma(x + 1/2) / gamma(x): far out by its series (Abramowitz and Stegun 6.1.47), and down to x step by step.
double half_step(double x) {
  double down = 1;
  for (; x < 30; ++x) down *= x / (x + 0.5);
  const double r = 1 / (8 * x);
  return down * std::sqrt(x) * (1 - r * (1 - r / 2 * (1 + r * (5 - r / 4 * (21 + r * 399)))));
}

// The continued fraction of the incomplete beta function (Abramowitz and Stegun 26.5.8), from its front (Lentz 1976).
double fraction(double a, double b, double x) {
  double c = 1, d = 1 / (1 - (a + b) * x / (a + 1)), out = d;
  const auto step = [&](double by) {
    c = 1 + by / c, d = 1 / (1 + by * d);
    return c * d;
  };
  for (int i = 1; i < 2000; ++i) {
    const double even = a + 2 * i;
    out *= step(i * (b - i) * x / ((even - 1) * even));
    const double last = step(-(a + i) * (a + b + i) * x / (even * (even + 1)));
    out *= last;
    if (std::abs(last - 1) < 1e-15) break;
  }
  return out;
}

// What lies above t, and how fast that falls, both in logarithms: far out it is too small for a number.
struct Above {
  double log, falls;
};
Above above(double t, double free) {
  const double a = free / 2, y = t * t / (free + t * t);
  // t times the density at t
  const double front =
      std::log(half_step(a) / std::sqrt(M_PI)) - a * std::log1p(t * t / free) + std::log(y) / 2;
  if (1 - y < (a + 1) / (a + 2.5)) {
    const double rest = fraction(a, 0.5, 1 - y) / free;
    return {front + std::log(rest), 1 / rest};
  }
  const double f = std::exp(front), tail = 0.5 - f * fraction(0.5, a, y);
  return {std::log(tail), f / tail};
}

}  // namespace

double student_above(double t, double free) { return t > 0 ? std::exp(above(t, free).log) : 0.5; }

double student_quantile(double p, double free) {
  if (p < 0.5) return -student_quantile(1 - p, free);
  if (p == 0.5) return 0;
  // Newton's way, on logarithms of both: that curve is bent one way only, so that from its right side nothing is overshot.
  double log_t = 0;
  for (int i = 0; i < 100; ++i) {
    const auto [log, falls] = above(std::exp(log_t), free);
    const double step = (log - std::log1p(-p)) / falls;
    log_t += step;
    if (std::abs(step) < 1e-8) break;  // the next would be of its square
  }
  return std::exp(log_t);
}

}  // namespace eddy::statistics
