#include "core/insights/sides.h"

#include <array>
#include <map>
#include <set>

#include "core/insights/days.h"
#include "core/insights/levels.h"
#include "core/insights/shifts.h"

namespace eddy {
namespace {

using statistics::Series;
using Measures = std::map<int, Series>;  // by Metric

constexpr int kShiftsKnown = 7;  // so many days from a shift nobody knows whether a day without one was off

// What becomes of a person's day by the shifts around it.
enum DayKind { kOrdinary, kOfNight, kAfterNight, kOff };

struct Shifts {
  std::set<int64_t> worked, nights;  // days on which such a shift begins

  bool near(int64_t day) const {
    const auto next = worked.lower_bound(day - kShiftsKnown);
    return next != worked.end() && *next <= day + kShiftsKnown;
  }
  DayKind of(int64_t day) const {
    if (nights.count(day)) return kOfNight;
    if (nights.count(day - 1)) return kAfterNight;
    return !worked.count(day) && near(day) ? kOff : kOrdinary;
  }
};

Shifts know_shifts(Session& session, int64_t from, int64_t to) {
  Shifts out;
  for (const auto& shift : read_shifts(session, from, to)) {
    const int64_t day = session.vault().projections().day_of({shift.start, session.zone.at(shift.start)});
    out.worked.insert(day);
    if (is_night(shift, session.zone)) out.nights.insert(day);
  }
  return out;
}

// A day's quarters by hours since its usual boundary. One that began earlier, by its sleep, begins with the morning.
api::PartOfDay part_of(Moment at, int64_t day, int boundary_min) {
  const auto hours = floor_div(at.local_ms() - day * kDay - boundary_min * kMinute, kHour);
  if (hours < 8) return api::MORNING;
  if (hours < 14) return api::AFTERNOON;
  return hours < 19 ? api::EVENING : api::NIGHT;
}

struct Hours {
  std::map<std::pair<int, int>, std::map<int, Means>> of;  // by weekday and part of the day, by Metric
};

Hours read_hours(Session& session, int64_t from, int64_t today) {
  const int boundary = session.vault().projections().boundary();
  Hours out;
  auto s = session.vault().db().prepare(
      "SELECT at, offset_min, day, a, b, c FROM event WHERE kind = 1 AND at BETWEEN ? AND ? ORDER BY at");
  s.bind((from - 2) * kDay).bind((today + 3) * kDay);
  while (s.step()) {
    const int64_t day = s.integer(2);
    if (day < from || day > today) continue;
    auto& cell = out.of[{weekday(day), part_of({s.integer(0), int(s.integer(1))}, day, boundary)}];
    for (const int metric : {kMood, kEnergy, kTension})  // as the columns a, b, c
      if (!s.is_null(metric + 2)) cell[metric].add(day, double(s.integer(metric + 2)));
  }
  return out;
}

void tell_hours(Session& session, Told& told, api::SidesReply& reply) {
  const auto hours = read_hours(session, told.since - kUsualFrom, told.today);
  for (const auto& [when, means] : hours.of) {
    Measures measures;
    for (const auto& [metric, of] : means) measures[metric] = of.series();
    api::SidesReply::Hours one;
    told.tell(measures, one.mutable_levels());
    if (one.levels().ByteSizeLong() == 0) continue;
    one.set_weekday(when.first);
    one.set_part(api::PartOfDay(when.second));
    *reply.add_hours() = std::move(one);
  }
}

// Of what was outside work hours: on a day off there is nothing else, and sides are compared elsewhere.
void tell_shifts(Session& session, const Measures& outside, Told& told, api::SidesReply& reply) {
  const auto shifts = know_shifts(session, told.since - kUsualFrom - kShiftsKnown, told.today + kShiftsKnown);
  std::map<DayKind, Measures> by_kind;
  if (shifts.worked.empty()) return;
  for (const auto& [metric, series] : outside)
    for (const auto& p : series) by_kind[shifts.of(p.day)][metric].push_back(p);
  const auto tell = [&](DayKind kind, auto field) {
    api::Levels one;
    told.tell(by_kind[kind], &one);
    if (one.ByteSizeLong() > 0) *field() = std::move(one);
  };
  tell(kOfNight, [&] { return reply.mutable_night_shift(); });
  tell(kAfterNight, [&] { return reply.mutable_after_night(); });
  tell(kOff, [&] { return reply.mutable_day_off(); });
}

}  // namespace

api::SidesReply sides(Session& session, Moment now, const api::SidesRequest& request, bool levels_only) {
  auto told = span_of(request.days(), kSpan, session.vault().projections().day_of(now), levels_only);
  std::array<Measures, 2> measures;  // outside, inside
  for (const auto& [metric, of] : read_days(session, told.since - kUsualFrom, told.today))
    for (const size_t inside : {0u, 1u}) measures[inside][metric] = of[inside];
  api::SidesReply reply;
  reply.set_since(iso_date(told.since));
  told.tell(measures[0], reply.mutable_outside());
  told.tell(measures[1], reply.mutable_inside());
  reply.set_all_day(std::none_of(measures[1].begin(), measures[1].end(), [&](const auto& of) {
    return !of.second.empty() && of.second.back().day >= told.since;
  }));
  tell_shifts(session, measures[0], told, reply);
  tell_hours(session, told, reply);
  reply.set_with_people(told.harder);
  if (told.any) return reply;
  api::SidesReply nothing;
  nothing.set_held(api::TOO_EARLY);
  return nothing;
}

}  // namespace eddy
