#include "core/statistics/censored.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "core/statistics/product.h"

namespace eddy::statistics {
namespace {

using Vector = std::vector<double>;
using Matrix = std::vector<Vector>;

constexpr size_t kParts = 12, kCells = kSteps * kParts + 1;  // the last one: more than a step after the third
constexpr double kBelieved = 0.5;                            // cases, of each step
constexpr double kNinety = 1.6448536269514722;  // 90 % of a normal distribution lie within so many spreads

Vector believed() {
  Vector out(kCells, kBelieved / kParts);
  for (size_t i = (kSteps - 1) * kParts; i < kCells; ++i) out[i] = kBelieved / (kParts + 1);
  return out;
}

// To the nearest twelfth: as often too early as too late.
std::vector<Cells> in_cells(const std::vector<Between>& all, int& seen) {
  std::map<std::pair<size_t, size_t>, double> cases;
  for (const auto& b : all) {
    const auto from = size_t(std::lround(std::clamp(b.after, 0.0, double(kSteps)) * kParts));
    const auto to = b.by > kSteps ? kCells : std::max(from + 1, size_t(std::lround(b.by * kParts)));
    if (from == 0 && to == kCells) continue;
    cases[{from, to}] += 1;
    ++seen;
  }
  std::vector<Cells> out;
  for (const auto& [cells, n] : cases) out.push_back({cells.first, cells.second, n});
  return out;
}

double between(const Vector& upto, const Cells& c) { return std::max(upto[c.to] - upto[c.from], 1e-300); }

Vector upto(const Vector& p) {
  Vector out(p.size() + 1, 0);
  for (size_t i = 0; i < p.size(); ++i) out[i + 1] = out[i] + p[i];
  return out;
}

// Minus the second derivatives of the logarithm of what is likely, by the shares of two cells each.
Matrix information(const std::vector<Cells>& seen, const Vector& p, const Vector& before) {
  Matrix out(p.size(), Vector(p.size(), 0));
  const auto sums = upto(p);
  for (const auto& c : seen) {
    const double each = c.cases / std::pow(between(sums, c), 2);
    for (size_t i = c.from; i < c.to; ++i)
      for (size_t j = c.from; j < c.to; ++j) out[i][j] += each;
  }
  for (size_t i = 0; i < p.size(); ++i) out[i][i] += before[i] / (p[i] * p[i]);
  return out;
}

// The lower triangle whose square a matrix is (Cholesky), in its place.
void take_root(Matrix& m) {
  for (size_t i = 0; i < m.size(); ++i)
    for (size_t j = 0; j <= i; ++j) {
      double sum = m[i][j];
      for (size_t k = 0; k < j; ++k) sum -= m[i][k] * m[j][k];
      m[i][j] = i == j ? std::sqrt(sum) : sum / m[j][j];
    }
}

Vector divided(Vector v, const Matrix& root) {
  for (size_t i = 0; i < v.size(); ++i) {
    for (size_t k = 0; k < i; ++k) v[i] -= root[i][k] * v[k];
    v[i] /= root[i][i];
  }
  return v;
}

Share share_of(double share, double variance) {
  const double odds = std::log(share / (1 - share));
  const double reach = kNinety * std::sqrt(variance) / (share * (1 - share));
  return {share, 1 / (1 + std::exp(reach - odds)), 1 / (1 + std::exp(-reach - odds))};
}

}  // namespace

std::vector<double> shares(const std::vector<Cells>& seen, const std::vector<double>& believed, int turns) {
  double all = 0;
  for (const auto& c : seen) all += c.cases;
  for (const double b : believed) all += b;
  Vector p(believed.size(), 1.0 / double(believed.size()));
  for (bool moves = true; moves && turns > 0; --turns) {
    // Each case is shared out among its cells as all cases are; what a cell then has is its share.
    Vector each(p.size() + 1, 0);
    const auto sums = upto(p);
    for (const auto& c : seen) {
      const double cases = c.cases / between(sums, c);
      each[c.from] += cases, each[c.to] -= cases;
    }
    double running = 0;
    moves = false;
    for (size_t i = 0; i < p.size(); ++i) {
      running += each[i];
      const double next = (p[i] * std::max(running, 0.0) + believed[i]) / all;
      moves = moves || std::abs(next - p[i]) > 1e-7;
      p[i] = next;
    }
  }
  return p;
}

Ending ending(const std::vector<Between>& all) {
  Ending out;
  const auto seen = in_cells(all, out.seen);
  if (!out.known()) return out;
  const auto before = believed();
  const auto p = shares(seen, before);
  auto root = information(seen, p, before);
  take_root(root);
  // Shares add up to one: what all of them together could vary by is taken out.
  const auto whole = divided(Vector(kCells, 1), root);
  const auto sums = upto(p);
  for (size_t step = 0; step < out.by.size(); ++step) {
    const size_t cells = (step + 1) * kParts;
    Vector these(kCells, 0);
    std::fill_n(these.begin(), cells, 1.0);
    const auto part = divided(these, root);
    const double together = product(part, whole);
    const double variance = product(part, part) - together * together / product(whole, whole);
    out.by[step] = share_of(sums[cells], std::max(variance, 0.0));
  }
  return out;
}

}  // namespace eddy::statistics
