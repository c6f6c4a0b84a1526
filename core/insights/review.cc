#include "core/insights/review.h"

#include <algorithm>
#include <map>

#include "core/base/wait.h"
#include "core/insights/calls.h"
#include "core/insights/days.h"
#include "core/insights/measures.h"
#include "core/vault/entries.h"

namespace eddy {
namespace rec = eddy::records;
namespace {

using api::ReviewReply;
using Typed = std::function<bool(std::string_view)>;

constexpr int kMostPractices = 5, kMostBright = 12;
// How far a fall of tension varies from time to time, on an 11-step scale, until there is enough to say better.
constexpr Measured kFall{api::TENSION, kRelief, {2.0}, -10, 10};

struct Stretch {
  api::Step step = api::WEEK;
  int64_t from = 0, to = 0;                                   // days; `to` is the last one
  size_t most() const { return step == api::MONTH ? 5 : 3; }  // days of a kind that are named
};

int64_t next_start(api::Step step, int64_t start) {
  return step == api::MONTH ? start_of(start + 31, step) : start + 7;
}

// The day of that name, if one begins on it that has begun.
int64_t start_named(api::Step step, const std::string& name, int64_t newest) {
  const auto day = day_named(name);
  if (!day || start_of(*day, step) != *day)
    throw malformed("from", step == api::MONTH ? "the first of a month" : "a Monday");
  if (*day > newest) throw malformed("from", "a day that has begun");
  return *day;
}

Stretch asked(const api::ReviewRequest& request, int64_t today) {
  Stretch s;
  if (request.span() != api::STEP_UNSPECIFIED) s.step = request.span();
  if (s.step != api::WEEK && s.step != api::MONTH) throw malformed("span", "a week or a month");
  const auto newest = start_of(today, s.step);
  s.from =
      request.from().empty() ? start_of(newest - 1, s.step) : start_named(s.step, request.from(), newest);
  s.to = next_start(s.step, s.from) - 1;
  return s;
}

// Events of a kind in it, newest first. They lie in the order of instants: a day's are never further from its date than this.
enum Column { kRid, kOfDay, kWord, kA, kB, kC };
Statement events(Vault& vault, const Stretch& s, int kind) {
  auto q = vault.db().prepare(
      "SELECT rid, day, word, a, b, c FROM event WHERE kind = ? AND at BETWEEN ? AND ? AND day BETWEEN ? AND "
      "? "
      "ORDER BY at DESC, rid DESC");
  q.bind(kind).bind((s.from - 3) * kDay).bind((s.to + 4) * kDay).bind(s.from).bind(s.to);
  return q;
}

bool is_with_others(int64_t handled) {
  return handled == rec::HANDLED_ASKED_FOR_HELP || handled == rec::HANDLED_ESCALATED;
}

void tell_calls(Vault& vault, const Stretch& stretch, ReviewReply& reply) {
  std::map<int64_t, ReviewReply::Calls> kinds;
  auto s = events(vault, stretch, kHardCall);
  while (s.step()) {
    auto& k = kinds[s.integer(kB)];
    k.set_calls(k.calls() + 1);
    if (is_with_others(s.integer(kC))) reply.set_with_others(reply.with_others() + 1);
    if (s.is_null(kA)) continue;
    const auto hard = int(s.integer(kA));
    k.set_rated(k.rated() + 1);
    k.set_how_hard(k.how_hard() + hard);  // their sum, until all are there
    k.set_hardest(std::max(k.hardest(), hard));
  }
  for (auto& [kind, k] : kinds) {
    k.set_kind(rec::CallKind(kind));
    k.set_was_wrong(is_wrong(kind));
    if (k.rated()) k.set_how_hard(k.how_hard() / k.rated());
    *reply.add_calls() = std::move(k);
  }
  std::stable_sort(reply.mutable_calls()->begin(), reply.mutable_calls()->end(),
                   [](const auto& a, const auto& b) { return a.calls() > b.calls(); });
}

// Of each day both sides of the door together: how many, and their sum.
using DaySums = std::map<int64_t, std::pair<int64_t, int64_t>>;
std::map<int, DaySums> sums_of(Vault& vault, const Stretch& stretch) {
  std::map<int, DaySums> out;
  auto s = vault.db().prepare(
      "SELECT metric, day, sum(n), sum(total) FROM rollup WHERE day BETWEEN ? AND ? AND n > 0 GROUP BY "
      "metric, "
      "day");
  s.bind(stretch.from).bind(stretch.to);
  while (s.step()) out[int(s.integer(0))][s.integer(1)] = {s.integer(2), s.integer(3)};
  return out;
}

// The first `most` in an order, and those in the order of time.
template <class Day>
std::vector<Day> first_days(std::vector<Day> all, size_t most, bool (*before)(const Day&, const Day&)) {
  std::stable_sort(all.begin(), all.end(), before);
  if (all.size() > most) all.resize(most);
  std::sort(all.begin(), all.end(), [](const Day& a, const Day& b) { return a.day() < b.day(); });
  return all;
}

void tell_tense_days(const DaySums& tension, const DaySums& calls, size_t most, ReviewReply& reply) {
  std::vector<ReviewReply::Tense> all;
  for (const auto& [day, sum] : tension) {
    ReviewReply::Tense t;
    t.set_day(iso_date(day));
    t.set_tension(double(sum.second) / double(sum.first));
    if (const auto c = calls.find(day); c != calls.end()) t.set_hard_calls(int(c->second.first));
    if (t.tension() >= kTense) all.push_back(std::move(t));
  }
  for (auto& t : first_days<ReviewReply::Tense>(
           std::move(all), most, [](const auto& a, const auto& b) { return a.tension() > b.tension(); }))
    *reply.add_tense() = std::move(t);
}

void tell_short_nights(const DaySums& sleep, int need, size_t most, ReviewReply& reply) {
  std::vector<ReviewReply::Night> all;
  for (const auto& [day, sum] : sleep) {
    if (sum.second > need - kShortByMinutes) continue;  // all that was slept for that day, also in two parts
    auto& n = all.emplace_back();
    n.set_day(iso_date(day));
    n.set_minutes(int(sum.second));
  }
  for (auto& n : first_days<ReviewReply::Night>(
           std::move(all), most, [](const auto& a, const auto& b) { return a.minutes() < b.minutes(); }))
    *reply.add_short_night() = std::move(n);
}

// How far tension fell, a day's mean each: what was rated on one day is no several days.
struct Falls {
  int rated = 0;
  std::map<int64_t, std::pair<int, double>> days;
  statistics::Series series() const {
    statistics::Series out;
    for (const auto& [day, d] : days) out.push_back({day, d.second / d.first});
    return out;
  }
};

void tell_practices(Vault& vault, const Stretch& stretch, ReviewReply& reply) {
  std::map<std::string, Falls> all;
  auto s = events(vault, stretch, kPracticeDone);
  while (s.step()) {
    if (s.is_null(kB) || s.is_null(kC) || s.blob(kWord) == kWait) continue;
    auto& falls = all[std::string(s.blob(kWord))];
    auto& [n, sum] = falls.days[s.integer(kOfDay)];
    ++falls.rated, ++n, sum += double(s.integer(kB) - s.integer(kC));
  }
  auto worse = vault.db().prepare("SELECT practice FROM worse");
  while (worse.step()) all.erase(std::string(worse.blob(0)));
  std::vector<ReviewReply::Practice> told;
  for (const auto& [practice, falls] : all) {
    const auto level = statistics::level(falls.series(), kFall.believed);
    if (level.mean <= 0) continue;
    auto& p = told.emplace_back();
    p.set_practice(practice);
    p.set_rated(falls.rated);
    put(level, kFall, p.mutable_fell());
    p.mutable_fell()->set_mean(level.mean);  // of what was, also where it is too early for a range
  }
  std::stable_sort(told.begin(), told.end(),
                   [](const auto& a, const auto& b) { return a.rated() > b.rated(); });
  if (told.size() > kMostPractices) told.resize(kMostPractices);
  for (auto& p : told) *reply.add_practice() = std::move(p);
}

const std::string& text_of(const rec::Entry& e) {
  if (e.has_bright_spot()) return e.bright_spot().what();
  return e.has_lesson() ? e.lesson().what() : e.shift().good();
}

// Newest first, at most so many. Of shifts only those that were closed.
std::vector<ReviewReply::Words> words_of(Vault& vault, const Stretch& stretch, int table, size_t most,
                                         const Typed& too_heavy) {
  std::vector<ReviewReply::Words> out;
  auto s = events(vault, stretch, table);
  while (out.size() < most && s.step()) {
    if (table == kShift && !s.integer(kC)) continue;
    const auto stored = vault.at(s.integer(kRid));
    const auto entry = to_entry(stored);
    const auto& text = text_of(entry);
    if (text.empty() || vault.fate_of(stored) != Fate::live || too_heavy(text)) continue;
    auto& w = out.emplace_back();
    w.set_id(entry.id());
    w.set_space(entry.space());
    w.set_table(table);
    w.set_day(iso_date(s.integer(kOfDay)));
    w.set_text(text);
  }
  return out;
}

void tell_words(Vault& vault, const Stretch& stretch, const Typed& too_heavy, ReviewReply& reply) {
  auto bright = words_of(vault, stretch, kBrightSpot, kMostBright + 1, too_heavy);
  for (size_t i = 1; i < bright.size(); ++i) *reply.add_bright() = std::move(bright[i]);
  if (!bright.empty()) *reply.mutable_keep() = std::move(bright[0]);
  for (const int table : {kLesson, kShift})
    if (!reply.has_keep())
      if (auto newest = words_of(vault, stretch, table, 1, too_heavy); !newest.empty())
        *reply.mutable_keep() = std::move(newest[0]);
}

void tell_levels(Session& session, const Stretch& stretch, ReviewReply& reply) {
  const auto days = read_days(session, stretch.from, stretch.to);
  for (const auto* of : {&kMoodLevel, &kEnergyLevel, &kTensionLevel}) {
    const auto sides = days.find(of->metric);
    if (sides == days.end()) continue;
    ReviewReply::Both both;
    both.set_measure(of->measure);
    both.set_all_day(sides->second[1].empty());
    const auto tell = [&](const statistics::Series& series, auto mutable_level) {
      if (const auto level = statistics::level(series, of->believed); level.known())
        put(level, *of, (both.*mutable_level)());
    };
    tell(sides->second[0], &ReviewReply::Both::mutable_outside);
    tell(sides->second[1], &ReviewReply::Both::mutable_inside);
    if (both.has_outside() || both.has_inside()) *reply.add_level() = std::move(both);
  }
}

// What is said of it beside where it lies.
void settle(ReviewReply& reply) {
  const bool heavy = reply.calls_size() || reply.tense_size() || reply.short_night_size();
  const bool light = reply.practice_size() || reply.with_others() || reply.bright_size() || reply.has_keep();
  reply.set_with_people(heavy);
  reply.set_held(heavy || light || reply.level_size() || reply.heavy_waits() ? api::HELD_UNSPECIFIED
                                                                             : api::TOO_EARLY);
}

}  // namespace

ReviewReply review(Session& session, Moment now, const api::ReviewRequest& request, const Typed& too_heavy) {
  auto& vault = session.vault();
  const int64_t today = vault.projections().day_of(now);
  const auto stretch = asked(request, today);
  ReviewReply reply;
  reply.set_span(stretch.step);
  reply.set_from(iso_date(stretch.from));
  reply.set_to(iso_date(stretch.to));
  reply.set_going_on(today <= stretch.to);
  reply.set_before(iso_date(start_of(stretch.from - 1, stretch.step)));
  if (stretch.to < today) reply.set_after(iso_date(stretch.to + 1));
  tell_calls(vault, stretch, reply);
  auto sums = sums_of(vault, stretch);
  tell_tense_days(sums[kTension], sums[kHardCalls], stretch.most(), reply);
  tell_short_nights(sums[kSleepMin], session.settings().sleep_need_min(), stretch.most(), reply);
  tell_practices(vault, stretch, reply);
  tell_words(vault, stretch, too_heavy, reply);
  tell_levels(session, stretch, reply);
  settle(reply);
  return reply;
}

void let_heavy_wait(ReviewReply& review) {
  review.clear_calls(), review.clear_tense(), review.clear_short_night();
  review.set_with_others(0);
  review.set_heavy_waits(true);
  settle(review);
}

}  // namespace eddy
