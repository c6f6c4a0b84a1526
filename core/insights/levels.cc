#include "core/insights/levels.h"

#include <algorithm>

#include "core/base/failure.h"
#include "core/statistics/usual.h"
#include "core/vault/projections.h"

namespace eddy {

using statistics::Series;

Series both(const Series& one, const Series& other) {
  Series out;
  auto a = one.begin();
  auto b = other.begin();
  while (a != one.end() || b != other.end()) {
    if (b == other.end() || (a != one.end() && a->day < b->day))
      out.push_back(*a++);
    else if (a == one.end() || b->day < a->day)
      out.push_back(*b++);
    else
      out.push_back({a->day, (a->value + b->value) / 2}), ++a, ++b;
  }
  return out;
}

Series Means::series() const {
  Series out;
  for (const auto& [day, of] : of_) out.push_back({day, of.first / of.second});
  return out;
}

std::optional<api::Placed> Told::place(const Series& series, const Measured& measured) {
  const auto level = statistics::level(within(series, since, today + 1), measured.believed);
  if (!level.known()) return std::nullopt;
  const bool mood = measured.metric == kMood;
  any = true;
  harder = harder || (mood && level.mean <= kLowMood);
  api::Placed out;
  put(level, measured, out.mutable_level());
  const auto usual = statistics::usual(within(series, since - kUsualFrom, since),
                                       mood ? std::optional(kLowMood) : std::nullopt);
  if (!usual || levels_only) return out;
  api::UsualRange& range = *out.mutable_usual();
  range.set_low(usual->low), range.set_high(usual->high);
  harder = harder || (measured.metric == kTension ? level.low > usual->high : level.high < usual->low);
  return out;
}

void Told::tell(const std::map<int, Series>& measures, api::Levels* to) {
  const auto of = [&](const Measured& measured, auto field) {
    if (const auto known = measures.find(measured.metric); known != measures.end())
      tell(known->second, measured, field);
  };
  of(kMoodLevel, [&] { return to->mutable_mood(); });
  of(kEnergyLevel, [&] { return to->mutable_energy(); });
  of(kTensionLevel, [&] { return to->mutable_tension(); });
  of(kSleepLevel, [&] { return to->mutable_sleep_h(); });
  of(kPracticeLevel, [&] { return to->mutable_practice_min(); });
}

Told span_of(int days, int usual, int64_t today, bool levels_only) {
  if (days < 0 || days > 40'000) throw out_of_range("days", 0, 40'000);
  Told out;
  out.today = today;
  out.since = today - (days > 0 ? days : usual) + 1;
  out.levels_only = levels_only;
  return out;
}

}  // namespace eddy
