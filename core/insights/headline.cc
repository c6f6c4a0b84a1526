#include "core/insights/headline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "core/insights/days.h"
#include "core/insights/measures.h"
#include "core/statistics/apart.h"
#include "core/statistics/shares.h"

namespace eddy {
namespace {

using statistics::Course;
using statistics::Weeks;

constexpr int kUsualSpan = 90, kSpanBefore = 7 * statistics::kMostBefore;

struct Asked : Measured {
  statistics::Claims claims;
};
constexpr Asked kAsked[] = {{kMoodLevel, statistics::kMood},
                            {kTensionLevel, statistics::kTension},
                            {kEnergyLevel, statistics::kEnergy},
                            {kSleepLevel, statistics::kSleep}};

// A measure on both sides of the door (0 outside, 1 inside), by days and by weeks: made once for all anchors.
struct Known {
  const Asked* asked;
  const Sides* days;
  std::array<Weeks, 2> weeks;
};

// What may be named of it since an anchor: how far it is above what its error asks for; 0: nothing.
double strength(const Known& known, int64_t anchor) {
  const double error = error_of_change(known.asked->claims);
  double out = 0;
  for (const auto& weeks : known.weeks)
    if (const auto course = statistics::since(weeks, anchor, error); move_of(course, error))
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
    put(statistics::level(within(series, since - kSpanBefore, since), asked.believed), asked,
        side->mutable_before());
    const double error = error_of_change(asked.claims);
    put(statistics::since(known.weeks[inside], since, error), error, side->mutable_change());
  }
  // Of all weeks there are: whether the sides differ does not begin at an anchor.
  if (const double error = asked.claims.differs; error > 0)
    put(statistics::apart(known.weeks[0], known.weeks[1]).course(error), error, reply.mutable_apart());
  return reply;
}

bool says(const api::HeadlineReply& r) { return r.outside().now().mean() > 0 || r.inside().now().mean() > 0; }

struct Story {
  double changed = 0;  // its strength; 0: there are levels alone, and perhaps both sides apart
  api::HeadlineReply told;
};

// A measure since the anchor that most may be named of; else, or where that is too far back, its levels from `from` on.
Story story_of(const Known& known, const std::vector<int64_t>& anchors, int64_t from, int64_t today) {
  Story out;
  int64_t anchor = 0;
  for (const auto day : anchors)
    if (const auto s = strength(known, day); s > out.changed) out.changed = s, anchor = day;
  // An anchor further back was not counted when the error was shared out: of it there are levels alone.
  if (today - anchor >= 366) out.changed = 0;
  out.told = told(known, out.changed ? anchor : from, out.changed > 0, today);
  return out;
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
    for (int64_t day = first_of_month(today); int(anchors.size()) < statistics::kAnchors;
         day = first_of_month(day - 1))
      anchors.push_back(day);
  std::vector<Known> all;
  for (const auto& asked : kAsked)
    if (const auto sides = days.find(asked.metric); sides != days.end())
      all.push_back({&asked,
                     &sides->second,
                     {whole_weeks(sides->second[0], today), whole_weeks(sides->second[1], today)}});
  const int span = request.days() > 0 ? request.days() : kUsualSpan;
  const auto from = request.since().empty() ? today - span + 1 : anchors[0];
  std::vector<Story> named;
  std::optional<api::HeadlineReply> levels;
  for (const auto& known : all) {
    auto story = story_of(known, anchors, from, today);
    if (story.changed || story.told.apart().move())
      named.push_back(std::move(story));
    else if (!levels && says(story.told))
      levels = std::move(story.told);
  }
  // First what changed, most of all; then where work and home differ.
  std::stable_sort(named.begin(), named.end(),
                   [](const Story& a, const Story& b) { return a.changed > b.changed; });
  api::HeadlineReply reply;
  if (named.empty() && !levels)
    reply.set_held(api::TOO_EARLY);
  else
    reply = named.empty() ? *levels : std::move(named[0].told);
  for (size_t i = 1; i < named.size(); ++i) *reply.add_also() = std::move(named[i].told);
  return reply;
}

}  // namespace eddy
