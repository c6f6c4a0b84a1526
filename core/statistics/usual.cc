#include "core/statistics/usual.h"

#include <algorithm>
#include <cmath>

namespace eddy::statistics {
namespace {

// `values` in their order, at least two.
double quantile(const std::vector<double>& values, double share) {
  const double n = double(values.size()), at = std::clamp((n + 1.0 / 3) * share + 1.0 / 3, 1.0, n);
  const auto below = std::min(size_t(at), values.size() - 1);
  return values[below - 1] + (at - double(below)) * (values[below] - values[below - 1]);
}

}  // namespace

std::optional<Usual> usual(const Series& earlier, std::optional<double> never) {
  if (int(earlier.size()) < Usual::kFewest) return std::nullopt;
  std::vector<double> values;
  for (const auto& p : earlier) values.push_back(p.value);
  std::sort(values.begin(), values.end());
  if (never && quantile(values, 0.5) <= *never) return std::nullopt;
  return Usual{quantile(values, 0.25), quantile(values, 0.75)};
}

}  // namespace eddy::statistics
