#include "core/statistics/series.h"

#include <algorithm>
#include <cmath>

#include "core/statistics/student.h"

namespace eddy::statistics {
namespace {

// By how much the variance of a mean is larger than that of as many independent values, where days so far apart are alike by
// alike^distance: sum over all pairs, in one pass, since alike^(a+b) = alike^a alike^b.
double inflation(const Series& s, double alike) {
  double pairs = 0, carried = 0;
  for (size_t i = 1; i < s.size(); ++i) {
    carried = (carried + 1) * std::pow(alike, double(s[i].day - s[i - 1].day));
    pairs += carried;
  }
  return 1 + 2 * pairs / double(s.size());
}

double mean_of(const Series& s) {
  double sum = 0;
  for (const auto& p : s) sum += p.value;
  return sum / double(s.size());
}

// From neighbouring days alone, drawn to what is believed.
double alike_of(const Series& s, double mean, const Believed& b) {
  double square = 0, product = 0;
  int pairs = 0;
  for (const auto& p : s) square += (p.value - mean) * (p.value - mean);
  for (size_t i = 1; i < s.size(); ++i)
    if (s[i].day - s[i - 1].day == 1) product += (s[i].value - mean) * (s[i - 1].value - mean), ++pairs;
  if (pairs == 0 || square <= 0) return b.alike;
  // About a mean of its own a series looks less alike than it is, by (1 + 3 alike) / n (Kendall 1954); of the shortest that
  // would make noise of noise.
  const double seen = product / pairs / (square / double(s.size()));
  const double n = double(s.size()), mended = (n * seen + 1) / std::max(3.0, n - 3);
  return std::clamp((pairs * mended + b.alike_days * b.alike) / (pairs + b.alike_days), 0.0, 0.9);
}

}  // namespace

Level level(const Series& series, const Believed& believed, double cover) {
  Level out;
  out.days = int(series.size());
  if (series.empty()) return out;
  out.mean = mean_of(series);
  if (!out.known()) return out;
  const double n = double(series.size());
  const double alike = alike_of(series, out.mean, believed), more = inflation(series, alike);
  double square = 0;
  for (const auto& p : series) square += (p.value - out.mean) * (p.value - out.mean);
  // Values that are alike vary less about their own mean than they do in the long run; `free` of them are as good as
  // independent ones for telling by how much.
  const double expected = std::max(0.5, n - more),
               free = expected * (1 - alike * alike) / (1 + alike * alike);
  const double variance =
      (square / expected * free + believed.spread * believed.spread * believed.spread_days) /
      (free + believed.spread_days);
  const double reach =
      student_quantile(0.5 + cover / 2, free + believed.spread_days) * std::sqrt(variance * more / n);
  out.low = out.mean - reach;
  out.high = out.mean + reach;
  return out;
}

}  // namespace eddy::statistics
