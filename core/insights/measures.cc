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

api::Move move_of(const statistics::Course& course, double error) {
  const bool one_way = course.low > 0 || course.high < 0;
  if (!course.says(error) || !one_way) return api::MOVE_UNSPECIFIED;
  return course.difference > 0 ? api::ROSE : api::FELL;
}

void put(const statistics::Course& course, double error, api::Change* to) {
  const auto move = move_of(course, error);
  to->set_move(move);
  if (move == api::MOVE_UNSPECIFIED) return;
  to->set_by(course.difference), to->set_low(course.low), to->set_high(course.high);
}

}  // namespace eddy
