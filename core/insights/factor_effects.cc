#include "core/insights/factor_effects.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "core/insights/days.h"
#include "core/insights/measures.h"
#include "core/statistics/matched.h"
#include "core/statistics/shares.h"

namespace eddy {
namespace {

using statistics::Marked;

constexpr Measured kMeasures[] = {kMoodLevel, kTensionLevel, kEnergyLevel, kSleepLevel};
constexpr int kTests = 7;  // each of the first three on both sides, and sleep

using DaySet = std::unordered_set<int64_t>;

// A factor's days, and where it comes in the order of first use.
struct Carried {
  OwnFactor* factor = nullptr;
  int64_t first_at = 0, first_day = 0;
  DaySet days;
};

// Those that something may be said of and that were used, in order of first use: it says how much of the error is whose.
std::vector<Carried> carried(Session& session, Moment now, std::vector<OwnFactor>& factors) {
  std::unordered_map<int64_t, std::vector<size_t>> of;  // by row of a check-in
  std::vector<Carried> out;
  for (auto& factor : factors) {
    if (factor.told.unsaid() || factor.check_ins.empty()) continue;
    for (const auto rid : factor.check_ins) of[rid].push_back(out.size());
    out.push_back({&factor, 0, 0, {}});
  }
  if (out.empty()) return out;
  auto s =
      session.vault().db().prepare("SELECT rid, at, day FROM event WHERE kind = 1 AND at <= ? ORDER BY at");
  s.bind(now.ms);
  while (s.step()) {
    const auto all = of.find(s.integer(0));
    if (all == of.end()) continue;
    for (const auto i : all->second) {
      if (out[i].days.empty()) out[i].first_at = s.integer(1), out[i].first_day = s.integer(2);
      out[i].days.insert(s.integer(2));
    }
  }
  std::erase_if(out, [](const Carried& c) { return c.days.empty(); });  // all of them are to come
  std::stable_sort(out.begin(), out.end(), [](const Carried& a, const Carried& b) {
    return std::pair(a.first_at, a.factor->told.id()) < std::pair(b.first_at, b.factor->told.id());
  });
  return out;
}

// The days of a person: what each measure was, on which of them they worked, and on which something could have been noted.
struct Lived {
  std::map<int, Sides> measured;
  DaySet worked, noted;
  explicit Lived(std::map<int, Sides> days) : measured(std::move(days)) {
    for (const size_t side : {0u, 1u})
      for (const auto& p : measured[kCheckIns][side]) {
        noted.insert(p.day);
        if (side == 1) worked.insert(p.day);
      }
  }
  // Before its first use nobody can know on which days it would have been noted. Of sleep, the night that follows.
  std::vector<Marked> marked(const Measured& asked, size_t side, const Carried& by) const {
    std::vector<Marked> out;
    const auto of = measured.find(asked.metric);
    if (of == measured.end()) return out;
    const int64_t later = asked.metric == kSleepMin ? 1 : 0;
    for (const auto& p : of->second[side])
      if (const auto day = p.day - later; day >= by.first_day && noted.count(day))
        out.push_back({day, p.value, by.days.count(day) > 0, worked.count(day) > 0});
    return out;
  }
};

// Of days that lie next to each other in pairs their spread alone matters, so less of it is believed before they say so than of a
// level (tests/statistics/matched_test.cc).
statistics::Believed believed_of(const Measured& asked) { return {asked.believed.spread, 0.3, 0.5}; }

void tell(const Lived& lived, const Carried& by, int64_t today, double error) {
  for (const auto& asked : kMeasures)
    for (const size_t side : {0u, 1u}) {
      const auto effect = statistics::effect(lived.marked(asked, side, by), today, believed_of(asked), error);
      if (!effect.level.known()) continue;
      auto* told = by.factor->told.add_effect();
      told->set_measure(asked.measure);
      told->set_inside(side == 1);
      told->set_days(effect.days);
      auto widest = asked;  // a difference may be as large as its scale, either way
      widest.high = asked.high - asked.low, widest.low = -widest.high;
      put(effect.level, widest, told->mutable_difference());
      put(effect.course, error, told->mutable_change());
    }
}

}  // namespace

api::FactorEffectsReply factor_effects(Session& session, Moment now, std::vector<OwnFactor> factors) {
  const int64_t today = session.vault().projections().day_of(now);
  const auto all = carried(session, now, factors);
  if (!all.empty()) {
    const Lived lived(read_days(session, today));
    for (size_t j = 0; j < all.size(); ++j)
      tell(lived, all[j], today, statistics::kFactors * statistics::share_of(int(j) + 1) / kTests);
  }
  api::FactorEffectsReply reply;
  for (auto& factor : factors) *reply.add_factor() = std::move(factor.told);
  return reply;
}

}  // namespace eddy
