// The inner product of two vectors of one length.
#pragma once
#include <numeric>
#include <vector>

namespace eddy::statistics {
inline double product(const std::vector<double>& a, const std::vector<double>& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}
}  // namespace eddy::statistics
