#include "core/statistics/adjusted.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/statistics/student.h"

namespace eddy::statistics {
namespace {

constexpr std::size_t kBeside = 2, kAll = kBeside + 2;  // and what is asked about, and the value
using Products = std::array<std::array<double, kAll>, kAll>;

// Takes out what goes with the i-th (Beaton 1964); false where that never varied by itself.
bool take_out(Products& p, std::size_t i, double before) {
  if (p[i][i] <= 1e-9 * before || before <= 0) return false;
  for (std::size_t r = i + 1; r < kAll; ++r)
    for (std::size_t c = i + 1; c < kAll; ++c) p[r][c] -= p[r][i] * p[i][c] / p[i][i];
  return true;
}

struct Fit {
  Products sums{};
  double n = 0;
  double effect = 0, size = 0, square = 0, free = 0;
  // False where it is not known yet what goes with what is asked about.
  bool take(const Observed& o) {
    const std::array<double, kAll> row = {o.beside[0], o.beside[1], o.asked, o.value};
    for (std::size_t r = 0; r < kAll; ++r)
      for (std::size_t c = 0; c < kAll; ++c) sums[r][c] += o.worth * row[r] * row[c];
    n += 1, free = n - 1;
    auto left = sums;
    for (std::size_t i = 0; i < kBeside; ++i) free -= take_out(left, i, sums[i][i]);
    size = left[kBeside][kBeside];
    const double together = left[kBeside][kBeside + 1];
    if (!take_out(left, kBeside, sums[kBeside][kBeside])) return false;
    effect = together / size, square = left[kAll - 1][kAll - 1];
    return true;
  }
};

Named of_interval(double by, double low, double high) {
  return {low > 0 ? 1 : high < 0 ? -1 : 0, by, low, high};
}

Named at_any_look(const std::vector<Observed>& observed, double error) {
  const auto c = of_adjusted(observed, error);
  return c.says(error) && c.bounded ? of_interval(c.difference, c.low, c.high) : Named();
}

Named at_one_look(const std::vector<Observed>& observed, double error) {
  Fit fit;
  bool known = false;
  for (const auto& o : observed) known = fit.take(o);
  if (!known || fit.free < 1 || fit.square <= 0) return {};
  const double reach =
      student_quantile(1 - error / 2, fit.free) * std::sqrt(fit.square / fit.free / fit.size);
  return of_interval(fit.effect, fit.effect - reach, fit.effect + reach);
}

}  // namespace

Course of_adjusted(const std::vector<Observed>& observed, double error) {
  Course course;
  Fit fit;
  for (const auto& o : observed)
    if (fit.take(o)) add(course, fit.effect, fit.square, fit.size, fit.free, error);
  return course;
}

Named named(std::vector<Observed> observed, const Unanswered& unanswered, double error, Looks looks) {
  if (std::max(unanswered.asked, unanswered.others) > Unanswered::kMost) return {};
  const auto test = looks == Looks::any ? at_any_look : at_one_look;
  const auto out = test(observed, error);
  if (out.way == 0) return {};
  const double against = out.way > 0 ? unanswered.asked : -unanswered.others;
  for (auto& o : observed) o.value -= against * Unanswered::kWorse * o.asked;
  return test(observed, error).way == out.way ? out : Named();
}

std::vector<Observed> weeks_against_others(const std::vector<Rating>& ratings, int practice) {
  struct Sum {
    double n = 0, fell = 0, start = 0;
    void add(const Rating& r) { n += 1, fell += *r.fell, start += r.start; }
  };
  std::vector<Observed> out;
  for (auto r = ratings.begin(); r != ratings.end();) {
    const auto week = r->week;
    Sum own, others;
    for (; r != ratings.end() && r->week == week; ++r)
      if (r->fell) (r->practice == practice ? own : others).add(*r);
    if (own.n == 0 || others.n == 0) continue;
    out.push_back({1,
                   {own.start / own.n - others.start / others.n, 0},
                   own.fell / own.n - others.fell / others.n,
                   1 / (1 / own.n + 1 / others.n)});
  }
  return out;
}

}  // namespace eddy::statistics
