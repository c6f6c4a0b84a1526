#include "core/insights/headline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

#include "core/insights/days.h"
#include "core/insights/measures.h"
#include "core/statistics/anytime.h"
#include "core/statistics/series.h"

namespace eddy {
namespace {

using statistics::Course;
using statistics::Series;
using statistics::Week;

constexpr int kFewestWeeks = 4, kMostBefore = 26, kAnchors = 12, kUsualSpan = 90;

// A measure, and what of the error its claims may take: that work and home differ, and that one side changed since an anchor (all
// sides and the anchors of a year share it). Together 0.02.
struct Asked : Measured {
  double differs = 0, changed = 0;
};
constexpr Asked kAsked[] = {{kMoodLevel, 0.006, 0.004},
                            {kTensionLevel, 0.003, 0.002},
                            {kEnergyLevel, 0.001, 0.002},
                            {kSleepLevel, 0, 0.002}};

// Whole weeks, from Monday on, by the day they begin on. Days of one week are worth less than as many of several.
std::map<int64_t, Week> weeks_of(const Series& series, int64_t today) {
  constexpr double kOfTheWeek = 0.2;  // what a week's days have in common, of what one day varies by
  std::map<int64_t, std::pair<double, int>> sums;
  for (const auto& p : series) {
    auto& [sum, n] = sums[p.day - (weekday(p.day) - 1)];
    sum += p.value, ++n;
  }
  std::map<int64_t, Week> out;
  for (const auto& [monday, s] : sums)
    if (monday + 7 <= today) out[monday] = {s.first / s.second, 1 / (kOfTheWeek + 1.0 / s.second)};
  return out;
}

api::Move move_of(const Course& c, double error) {
  const bool one_way = c.low > 0 || c.high < 0;
  if (!c.says(error) || !one_way) return api::MOVE_UNSPECIFIED;
  return c.difference > 0 ? api::ROSE : api::FELL;
}

void put(const Course& c, double error, api::Change* to) {
  const auto move = move_of(c, error);
  to->set_move(move);
  if (move == api::MOVE_UNSPECIFIED) return;
  to->set_by(c.difference), to->set_low(c.low), to->set_high(c.high);
}

// A measure on both sides of the door (0 outside, 1 inside), by days and by weeks: made once for all anchors.
struct Known {
  const Asked* asked;
  const Sides* days;
  std::array<std::map<int64_t, Week>, 2> weeks;
};

Course since_anchor(const std::map<int64_t, Week>& weeks, int64_t anchor, double error) {
  std::vector<Week> before, since;
  for (auto w = weeks.lower_bound(anchor - 7 * kMostBefore); w != weeks.end(); ++w) {
    if (w->first >= anchor) since.push_back(w->second);
    if (w->first + 7 <= anchor) before.push_back(w->second);
  }
  return int(before.size()) < kFewestWeeks ? Course() : of_two(before, since, error);
}

double error_of_change(const Asked& asked) { return asked.changed / 2 / kAnchors; }

// What may be named of it since an anchor: how far it is above what its error asks for; 0: nothing.
double strength(const Known& known, int64_t anchor) {
  const double error = error_of_change(*known.asked);
  double out = 0;
  for (const auto& weeks : known.weeks)
    if (const auto course = since_anchor(weeks, anchor, error); move_of(course, error))
      out = std::max(out, 1 + course.most + std::log(error));
  return out;
}

// `anchored` false: since some day, levels alone.
api::HeadlineReply told(const Known& known, int64_t since, bool anchored, int64_t today) {
  const auto& asked = *known.asked;
  const auto& sides = *known.days;
  api::HeadlineReply reply;
  reply.set_measure(asked.measure);
  reply.set_all_day(asked.metric != kSleepMin && sides[1].empty());
  reply.set_since(iso_date(since));
  for (const size_t inside : {0u, 1u}) {
    auto* side = inside ? reply.mutable_inside() : reply.mutable_outside();
    const auto& series = sides[inside];
    put(statistics::level(within(series, since, today + 1), asked.believed), asked, side->mutable_now());
    if (!anchored) continue;
    put(statistics::level(within(series, since - 7 * kMostBefore, since), asked.believed), asked,
        side->mutable_before());
    const double error = error_of_change(asked);
    put(since_anchor(known.weeks[inside], since, error), error, side->mutable_change());
  }
  // Of all weeks there are: whether the sides differ does not begin at an anchor.
  std::vector<Week> apart;
  for (const auto& [monday, in] : known.weeks[1])
    if (const auto o = known.weeks[0].find(monday); o != known.weeks[0].end())
      apart.push_back({in.value - o->second.value, 1 / (1 / in.worth + 1 / o->second.worth)});
  if (asked.differs > 0) put(of_one(apart, asked.differs), asked.differs, reply.mutable_apart());
  return reply;
}

int64_t first_of_month(int64_t day) { return day - (to_date(day).day - 1); }

int64_t asked_since(const api::HeadlineRequest& request, int64_t today) {
  for (int64_t day = first_of_month(today); day > today - 40'000; day = first_of_month(day - 1))
    if (iso_date(day) == request.since()) return day;
  throw malformed("since", "the first of a month");
}

}  // namespace

api::HeadlineReply headline(Session& session, Moment now, const api::HeadlineRequest& request) {
  const int64_t today = session.vault().projections().day_of(now);
  const auto days = read_days(session, today);
  if (request.days() < 0 || request.days() > 40'000) throw out_of_range("days", 0, 40'000);
  std::vector<int64_t> anchors;
  if (!request.since().empty())
    anchors.push_back(asked_since(request, today));
  else
    for (int64_t day = first_of_month(today); int(anchors.size()) < kAnchors; day = first_of_month(day - 1))
      anchors.push_back(day);
  std::vector<Known> all;
  for (const auto& asked : kAsked)
    if (const auto sides = days.find(asked.metric); sides != days.end())
      all.push_back(
          {&asked, &sides->second, {weeks_of(sides->second[0], today), weeks_of(sides->second[1], today)}});
  const Known* best = nullptr;
  int64_t anchor = 0;
  double most = 0;
  for (const auto& known : all)
    for (const auto day : anchors)
      if (const auto s = strength(known, day); s > most) most = s, best = &known, anchor = day;
  if (best) return told(*best, anchor, true, today);
  // No change that may be named: how it is, and first of all where work and home differ.
  const int span = request.days() > 0 ? request.days() : kUsualSpan;
  const auto from = request.since().empty() ? today - span + 1 : anchors[0];
  std::optional<api::HeadlineReply> levels;
  for (const auto& known : all) {
    auto one = told(known, from, false, today);
    if (one.apart().move()) return one;
    if (!levels && (one.outside().now().mean() > 0 || one.inside().now().mean() > 0)) levels = std::move(one);
  }
  if (levels) return *levels;
  api::HeadlineReply nothing;
  nothing.set_held(api::TOO_EARLY);
  return nothing;
}

}  // namespace eddy
