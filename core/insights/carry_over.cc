#include "core/insights/carry_over.h"

#include <array>
#include <cmath>
#include <map>
#include <optional>

#include "core/base/random.h"
#include "core/insights/days.h"
#include "core/statistics/ranks.h"
#include "core/statistics/shares.h"

namespace eddy {
namespace {

using statistics::Pair;
using Reply = api::CarryOverReply;

constexpr int64_t kMonday = 4;                  // 1970-01-05, the first of all weeks
constexpr int64_t kClose = 13, kLookedAt = 52;  // weeks
// Within 365 days, what was said at one close still stands on the first, and four more come; each looks at three pairs. Whatever
// these have to do with each other, so shared out they tell one person in a hundred something false (Bonferroni).
constexpr double kError = statistics::kCarryOver / (5 * 3);

struct Noted {
  bool inside = false;
  std::optional<int64_t> mood, tension;
  const std::optional<int64_t>& of(api::Measure measure) const {
    return measure == api::MOOD ? mood : tension;
  }
};
using Days = std::map<int64_t, std::vector<Noted>>;  // in the order of the day

// Of the person's own days [from, until).
Days read_check_ins(Session& session, int64_t from, int64_t until) {
  Days out;
  auto s = session.vault().db().prepare(
      "SELECT day, inside, a, c FROM event WHERE kind = 1 AND at BETWEEN ? AND ? AND day BETWEEN ? AND ? "
      "ORDER BY at");
  s.bind((from - 2) * kDay).bind((until + 3) * kDay).bind(from).bind(until - 1);
  const auto value = [&](int i) { return s.is_null(i) ? std::nullopt : std::optional(s.integer(i)); };
  while (s.step()) out[s.integer(0)].push_back({s.integer(1) != 0, value(2), value(3)});
  return out;
}

struct Mean {
  double sum = 0;
  int n = 0;
  void add(int64_t value) { sum += double(value), ++n; }
  std::optional<double> get() const { return n > 0 ? std::optional(sum / n) : std::nullopt; }
};

bool worked(const std::vector<Noted>& day) {
  for (const auto& r : day)
    if (r.inside) return true;
  return false;
}

// The last value at work, and what came after it.
std::optional<std::pair<double, double>> into_evening(const std::vector<Noted>& day, api::Measure measure) {
  std::optional<double> end;
  Mean after;
  for (const auto& r : day) {
    const auto& value = r.of(measure);
    if (r.inside) after = {};
    if (!value) continue;
    if (r.inside)
      end = double(*value);
    else if (end)
      after.add(*value);
  }
  if (!end || !after.get()) return std::nullopt;
  return std::pair(*end, *after.get());
}

// The last value before work, and what it was at work.
std::optional<std::pair<double, double>> into_work(const std::vector<Noted>& day, api::Measure measure) {
  std::optional<double> before;
  Mean at_work;
  bool begun = false;
  for (const auto& r : day) {
    begun = begun || r.inside;
    const auto& value = r.of(measure);
    if (!value) continue;
    if (r.inside)
      at_work.add(*value);
    else if (!begun)
      before = double(*value);
  }
  if (!before || !at_work.get()) return std::nullopt;
  return std::pair(*before, *at_work.get());
}

template <class Of>
std::vector<Pair> pairs_of(const Days& days, Of of) {
  std::vector<Pair> out;
  for (const auto& [day, rated] : days)
    if (const auto both = of(day, rated)) out.push_back({day, both->first, both->second, worked(rated)});
  return out;
}

std::vector<Pair> of_sleep(const Days& days, Session& session, int64_t from, int64_t until) {
  auto measured = read_days(session, from, until - 1);
  std::map<int64_t, double> nights;
  for (const auto& night : measured[kSleepMin][0]) nights[night.day] = night.value;
  return pairs_of(days, [&](int64_t day, const auto& rated) -> std::optional<std::pair<double, double>> {
    Mean mood;
    for (const auto& r : rated)
      if (r.mood) mood.add(*r.mood);
    const auto night = nights.find(day);  // a day begins at the end of its sleep
    if (night == nights.end() || !mood.get()) return std::nullopt;
    return std::pair(night->second, *mood.get());
  });
}

api::CarryOverReply::Strength strength_of(double correlation) {
  const double size = std::abs(correlation);
  return size < 0.3 ? Reply::SLIGHT : size < 0.5 ? Reply::MEDIUM : Reply::STRONG;
}

void tell(Reply::Which which, api::Measure first, api::Measure then, const std::vector<Pair>& pairs,
          Reply& reply) {
  SeededRandom random(uint64_t(pairs.size()));  // the same days give the same answer, on every device
  const auto link = statistics::link(pairs, kError, [&](uint64_t n) { return random.below(n); });
  if (link.days < statistics::kFewestLinkedDays || link.weeks < statistics::kFewestLinkedWeeks) return;
  auto* to = reply.add_pair();
  to->set_which(which);
  to->set_first(first);
  to->set_then(then);
  to->set_days(link.days);
  if (!link.said) return;
  to->set_goes(link.correlation > 0 ? Reply::ALONG : Reply::AGAINST);
  to->set_strength(strength_of(link.correlation));
  to->set_correlation(link.correlation);
  to->set_low(link.low);
  to->set_high(link.high);
}

}  // namespace

api::CarryOverReply carry_over(Session& session, Moment now) {
  const int64_t today = session.vault().projections().day_of(now);
  const int64_t close = floor_div(today - kMonday, 7 * kClose) * 7 * kClose + kMonday;
  const int64_t from = close - 7 * kLookedAt;
  const auto days = read_check_ins(session, from, close);
  const auto evening = [&](api::Measure measure) {
    return pairs_of(days, [&](int64_t, const auto& rated) { return into_evening(rated, measure); });
  };
  Reply reply;
  reply.set_until(iso_date(close - 1));
  // Which of the two is known of more days says nothing of whether they go along.
  const auto tension = evening(api::TENSION), mood = evening(api::MOOD);
  if (tension.size() >= mood.size())
    tell(Reply::SHIFT_TO_EVENING, api::TENSION, api::TENSION, tension, reply);
  else
    tell(Reply::SHIFT_TO_EVENING, api::MOOD, api::MOOD, mood, reply);
  tell(Reply::SLEEP_TO_DAY, api::SLEEP, api::MOOD, of_sleep(days, session, from, close), reply);
  tell(Reply::HOME_TO_SHIFT, api::MOOD, api::MOOD,
       pairs_of(days, [](int64_t, const auto& rated) { return into_work(rated, api::MOOD); }), reply);
  for (const auto& pair : reply.pair())
    if (pair.goes() && pair.which() != Reply::SLEEP_TO_DAY) reply.set_with_people(true);
  if (reply.pair().empty()) reply.set_held(api::TOO_EARLY);
  return reply;
}

}  // namespace eddy
