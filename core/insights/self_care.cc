#include "core/insights/self_care.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/wait.h"
#include "core/insights/days.h"
#include "core/insights/learned.h"
#include "core/insights/levels.h"

namespace eddy {
namespace {

using statistics::Series;

constexpr const char* kWindDown = "sleep.windown";

Series read_device_free(Session& session, const Told& told) {
  Means out;
  auto s = session.vault().db().prepare(
      "SELECT day, d FROM event WHERE kind = 5 AND kind NOT IN (1, 2, 4) AND at BETWEEN ? AND ? AND c = 0 "
      "AND d IS NOT NULL");
  s.bind((told.since - kUsualFrom - 2) * kDay).bind((told.today + 3) * kDay);
  while (s.step())
    if (s.integer(0) <= told.today) out.add(s.integer(0), double(s.integer(1)));
  return out.series();
}

struct Done {
  std::vector<api::SelfCareReply::Practice> practices;
  std::set<int64_t> wound_down;  // the days whose evening it was
};

// Outside work hours; a wind-down counts wherever it falls, since nobody winds down in them.
Done read_practices(Session& session, const Told& told) {
  std::map<std::string, std::pair<int, int64_t>> by_practice;  // times, seconds
  Done out;
  auto s = session.vault().db().prepare(
      "SELECT day, inside, a, word FROM event WHERE kind = 4 AND at BETWEEN ? AND ? ORDER BY at");
  s.bind((told.since - 2) * kDay).bind((told.today + 3) * kDay);
  while (s.step()) {
    const int64_t day = s.integer(0);
    if (day < told.since || day > told.today) continue;
    const std::string practice(s.blob(3));
    if (practice == kWait) continue;
    if (practice == kWindDown) out.wound_down.insert(day);
    if (s.integer(1) != 0 && practice != kWindDown) continue;
    auto& [times, seconds] = by_practice[practice];
    ++times, seconds += s.integer(2);
  }
  for (const auto& [practice, did] : by_practice) {
    auto& one = out.practices.emplace_back();
    one.set_practice(practice);
    one.set_times(did.first);
    one.set_minutes(double(did.second) / 60);
  }
  std::stable_sort(out.practices.begin(), out.practices.end(),
                   [](const auto& a, const auto& b) { return a.minutes() > b.minutes(); });
  return out;
}

int count_bright_spots(Session& session, const Told& told) {
  auto s = session.vault().db().prepare(
      "SELECT count(*) FROM event WHERE kind = 6 AND kind NOT IN (1, 2, 4) AND at BETWEEN ? AND ? AND day "
      "BETWEEN ? AND ? AND "
      "inside = 0");
  s.bind((told.since - 2) * kDay).bind((told.today + 3) * kDay).bind(told.since).bind(told.today);
  return int(s.only());
}

bool has_people(Session& session) {
  auto s = session.vault().db().prepare(
      "SELECT 1 FROM event WHERE kind = 11 AND kind NOT IN (1, 2, 4) "
      "LIMIT 1");
  return s.step();
}

// Mood and energy of the days for which something holds. How many of them there were would count what was not done.
api::SelfCareReply::Days days_with(const Series& mood, const Series& energy,
                                   const std::function<bool(int64_t)>& holds) {
  const auto put_level = [&](const Series& series, const Measured& measured, api::Level* to) {
    Series these;
    for (const auto& p : series)
      if (holds(p.day)) these.push_back(p);
    put(statistics::level(these, measured.believed), measured, to);
    to->clear_days();
  };
  api::SelfCareReply::Days out;
  put_level(mood, kMoodLevel, out.mutable_mood());
  put_level(energy, kEnergyLevel, out.mutable_energy());
  return out;
}

// Both or none; of what one of them does not know neither says it.
void put_pair(api::SelfCareReply::Days with, api::SelfCareReply::Days without, api::SelfCareReply::Pair* to) {
  const auto told = [](const api::Level& level) { return level.high() > 0; };
  const bool mood = told(with.mood()) && told(without.mood());
  const bool energy = told(with.energy()) && told(without.energy());
  for (auto* days : {&with, &without}) {
    if (!mood) days->clear_mood();
    if (!energy) days->clear_energy();
  }
  if (!mood && !energy) return;
  *to->mutable_with() = std::move(with);
  *to->mutable_without() = std::move(without);
}

struct After {
  Series mood, energy;  // on both sides of the door, of the span
};

void tell_nights(const After& after, const Series& sleep, double need_h, api::SelfCareReply& reply) {
  std::map<int64_t, bool> enough;
  for (const auto& night : sleep) enough[night.day] = night.value >= need_h;
  const auto is = [&](bool wanted) {
    return [&enough, wanted](int64_t day) {
      const auto night = enough.find(day);
      return night != enough.end() && night->second == wanted;
    };
  };
  api::SelfCareReply::Pair pair;
  put_pair(days_with(after.mood, after.energy, is(true)), days_with(after.mood, after.energy, is(false)),
           &pair);
  if (pair.ByteSizeLong() == 0) return;
  *reply.mutable_enough_sleep() = std::move(pair);
  reply.set_sleep_need_min(int(need_h * 60));
}

void tell_wind_downs(const After& after, const std::set<int64_t>& wound_down, api::SelfCareReply& reply) {
  const auto is = [&](bool wanted) {
    return [&wound_down, wanted](int64_t day) { return (wound_down.count(day - 1) > 0) == wanted; };
  };
  api::SelfCareReply::Pair pair;
  put_pair(days_with(after.mood, after.energy, is(true)), days_with(after.mood, after.energy, is(false)),
           &pair);
  if (pair.ByteSizeLong() > 0) *reply.mutable_wind_down() = std::move(pair);
}

}  // namespace

api::SelfCareReply self_care(Session& session, Moment now, const api::SelfCareRequest& request,
                             bool levels_only) {
  auto told = span_of(request.days(), kSpan, session.vault().projections().day_of(now), levels_only);
  auto days = read_days(session, told.since - kUsualFrom, told.today);
  api::SelfCareReply reply;
  reply.set_since(iso_date(told.since));
  const auto& sleep = days[kSleepMin][0];
  told.tell(sleep, kSleepLevel, [&] { return reply.mutable_sleep_h(); });
  told.tell(days[kSleepQuality][0], kQualityLevel, [&] { return reply.mutable_sleep_quality(); });
  told.tell(read_device_free(session, told), kDeviceFreeLevel,
            [&] { return reply.mutable_device_free_min(); });
  auto done = read_practices(session, told);
  for (auto& practice : done.practices) {
    if (practice.practice() == kWindDown)
      reply.set_wind_downs(practice.times());
    else
      *reply.add_practice() = std::move(practice);
  }
  reply.set_bright_spots(count_bright_spots(session, told));
  reply.set_has_people(has_people(session));
  const auto span = [&](int metric) {
    return within(both(days[metric][0], days[metric][1]), told.since, told.today + 1);
  };
  const After after{span(kMood), span(kEnergy)};
  if (!levels_only) {  // what a short night may have done is no thought to lie down with
    tell_nights(after, sleep, session.settings().sleep_need_min() / 60.0, reply);
    tell_wind_downs(after, done.wound_down, reply);
  }
  reply.set_with_people(told.harder);
  if (told.any || reply.practice_size() > 0 || reply.wind_downs() > 0 || reply.bright_spots() > 0)
    return reply;
  api::SelfCareReply nothing;
  nothing.set_held(api::TOO_EARLY);
  return nothing;
}

}  // namespace eddy
