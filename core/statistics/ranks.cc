#include "core/statistics/ranks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "core/statistics/product.h"
#include "core/statistics/student.h"

namespace eddy::statistics {
namespace {

constexpr int kDeals = 5999;  // permutations: with the weeks as they were, six thousand
// A slow trend is a polynomial: of one degree for so many weeks.
constexpr int kWeeksABend = 13, kMostBends = 4;
constexpr int64_t kMonday = 3;  // 1970 began on a Thursday

int64_t week_of(int64_t day) { return (day + kMonday) / 7 - ((day + kMonday) % 7 < 0); }

using Values = std::vector<double>;

void take_away(Values& from, const std::vector<Values>& directions) {
  for (const auto& d : directions) {
    const double by = product(from, d);
    for (size_t i = 0; i < from.size(); ++i) from[i] -= by * d[i];
  }
}

// Adds what `values` say beyond the others, at length 1 (Gram and Schmidt).
void add(Values values, std::vector<Values>& to) {
  const double length = product(values, values);
  take_away(values, to);
  const double left = product(values, values);
  if (left <= 1e-9 * length) return;
  for (auto& v : values) v /= std::sqrt(left);
  to.push_back(std::move(values));
}

// What is taken away from both.
struct Rhythm {
  std::vector<Values> directions;

  Rhythm(const std::vector<Pair>& pairs, int weeks) {
    const auto add_each = [&](auto value) {
      Values values;
      for (const auto& p : pairs) values.push_back(value(p));
      add(std::move(values), directions);
    };
    for (int weekday = 0; weekday < 7; ++weekday)
      add_each([&](const Pair& p) { return p.day + kMonday - 7 * week_of(p.day) == weekday ? 1.0 : 0.0; });
    add_each([](const Pair& p) { return p.worked ? 1.0 : 0.0; });
    const double middle = double(pairs.front().day + pairs.back().day) / 2;
    const double half = double(pairs.back().day) - middle;
    for (int bend = 1; bend <= std::clamp(weeks / kWeeksABend, 1, kMostBends); ++bend)
      add_each([&](const Pair& p) { return std::pow((double(p.day) - middle) / half, bend); });
  }
  Values left_of(const std::vector<Pair>& pairs, double Pair::* which) const {
    Values out;
    for (const auto& p : pairs) out.push_back(p.*which);
    take_away(out, directions);
    return out;
  }
};

// Ranks, those of equals their mean, about 0 and with a spread of 1. All equal: nothing.
Values ranked(const Values& values) {
  std::vector<size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return values[a] < values[b]; });
  Values out(values.size());
  for (size_t i = 0, end = 0; i < order.size(); i = end) {
    // What differs by rounding alone is equal.
    while (end < order.size() && values[order[end]] - values[order[i]] < 1e-9) ++end;
    for (size_t j = i; j < end; ++j) out[order[j]] = (double(i + end) - double(order.size())) / 2;
  }
  const double square = product(out, out);
  if (square <= 0) return {};
  for (auto& rank : out) rank /= std::sqrt(square / double(out.size()));
  return out;
}

using Week = std::array<std::vector<size_t>, 2>;  // days off and days of work, in their order

std::vector<Week> weeks_in(const std::vector<Pair>& pairs) {
  std::vector<Week> out;
  for (size_t i = 0; i < pairs.size(); ++i) {
    if (i == 0 || week_of(pairs[i].day) != week_of(pairs[i - 1].day)) out.emplace_back();
    out.back()[pairs[i].worked].push_back(i);
  }
  return out;
}

// What each week of the one and each of the other have together, so that a deal is a sum over weeks: how many days, the two, and each
// part of the rhythm with what came after. The rhythm that weeks have once they are dealt is taken away again (Freedman and Lane 1983):
// as they were they have none left, and would else look less like chance than they are.
class Table {
 public:
  Table(const std::vector<Week>& weeks, const Values& first, const std::vector<Values>& rhythm,
        const Values& then)
      : weeks_(weeks.size()), row_(2 + rhythm.size()), sums_(row_) {
    for (const auto& a : weeks)
      for (const auto& b : weeks) add(a, b, first, rhythm, then);
  }
  // In units of its spread where there is no link and days are not alike.
  double together(const std::vector<size_t>& dealt) {
    std::fill(sums_.begin(), sums_.end(), 0.0);
    for (size_t week = 0; week < weeks_; ++week) {
      const double* row = &cells_[(week * weeks_ + dealt[week]) * row_];
      for (size_t i = 0; i < row_; ++i) sums_[i] += row[i];
    }
    double square = sums_[0];
    for (size_t i = 2; i < row_; ++i) square -= sums_[i] * sums_[i];
    return square > 0 ? sums_[1] / std::sqrt(square) : 0;
  }

 private:
  void add(const Week& a, const Week& b, const Values& first, const std::vector<Values>& rhythm,
           const Values& then) {
    const size_t begin = cells_.size();
    cells_.resize(begin + row_);
    for (const size_t kind : {0u, 1u})
      for (size_t i = 0; i < std::min(a[kind].size(), b[kind].size()); ++i) {
        const size_t one = a[kind][i];
        const double other = then[b[kind][i]];
        cells_[begin] += 1, cells_[begin + 1] += first[one] * other;
        for (size_t r = 0; r < rhythm.size(); ++r) cells_[begin + 2 + r] += rhythm[r][one] * other;
      }
  }

  size_t weeks_, row_;
  Values cells_, sums_;
};

using Below = std::function<uint64_t(uint64_t)>;

// Of weeks that are dealt at random; 0 as soon as too many of them go along as well as they did.
double spread_of(Table& table, std::vector<size_t> dealt, double error, const Below& below) {
  const double was = std::abs(table.together(dealt)) - 1e-9;
  const int most = int(error * (kDeals + 1)) - 1;
  double square = 0;
  for (int deal = 0, as_well = 0; deal < kDeals; ++deal) {
    for (size_t i = dealt.size() - 1; i > 0; --i) std::swap(dealt[i], dealt[size_t(below(i + 1))]);
    const double now = table.together(dealt);
    square += now * now;
    as_well += std::abs(now) >= was;
    if (as_well > most) return 0;
  }
  return std::sqrt(square / kDeals);
}

}  // namespace

Link link(const std::vector<Pair>& pairs, double error, const Below& below) {
  Link out;
  const auto weeks = weeks_in(pairs);
  out.days = int(pairs.size()), out.weeks = int(weeks.size());
  if (out.days < kFewestLinkedDays || out.weeks < kFewestLinkedWeeks) return out;
  const Rhythm rhythm(pairs, out.weeks);
  const auto first = ranked(rhythm.left_of(pairs, &Pair::first));
  const auto then = ranked(rhythm.left_of(pairs, &Pair::then));
  if (first.empty() || then.empty()) return out;
  Table table(weeks, first, rhythm.directions, then);
  out.correlation = product(first, then) / out.days;
  std::vector<size_t> as_they_were(weeks.size());
  std::iota(as_they_were.begin(), as_they_were.end(), 0);
  const double spread = spread_of(table, as_they_were, error, below);
  if (spread <= 0) return out;
  // Fisher's z; of ranks its variance is 1.06 / (n - 3) (Fieller, Hartley and Pearson 1957), and more where days are alike, which
  // the weeks that were dealt tell.
  const double z = std::atanh(std::clamp(out.correlation, -0.999, 0.999));
  const double reach = student_quantile(1 - error / 2, out.days - 2) * std::max(spread, 1.0) *
                       std::sqrt(1.06 / (out.days - 3));
  out.said = std::abs(z) > reach;
  if (out.said) out.low = std::tanh(z - reach), out.high = std::tanh(z + reach);
  return out;
}

}  // namespace eddy::statistics
