#include "core/insights/measures.h"

#include <algorithm>

namespace eddy {

statistics::Series within(const statistics::Series& series, int64_t from, int64_t to) {
  statistics::Series out;
  for (const auto& p : series)
    if (p.day >= from && p.day < to) out.push_back(p);
  return out;
}

void put(const statistics::Level& level, const Measured& of, api::Level* to) {
  to->set_days(level.days);
  if (!level.known()) return;
  to->set_mean(level.mean);
  to->set_low(std::max(of.low, level.low));
  to->set_high(std::min(of.high, level.high));
}

}  // namespace eddy
