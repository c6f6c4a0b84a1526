#include "core/insights/bounce_back.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "core/base/wait.h"
#include "core/insights/calls.h"
#include "core/insights/levels.h"
#include "core/insights/shifts.h"
#include "core/statistics/censored.h"
#include "core/statistics/usual.h"
#include "eddy/records/journal.pb.h"

namespace eddy {
namespace rec = eddy::records;
namespace {

using statistics::Between;

constexpr int kYear = 365, kUsualDays = 91;  // a quarter: what was usual then, and not a year ago
constexpr double kCalm = 3;                  // of 10: back, whatever is usual
constexpr int64_t kSoon = 10 * kMinute;      // the landmark
constexpr int64_t kStillUp = 4 * kHour;      // after a shift, where no sleep says when one went to bed

// Grief and fear for somebody are no tension to come back from within the hour.
bool is_of_life_and_death(int64_t kind) {
  return kind == rec::CALL_CALLER_IN_DANGER || kind == rec::CALL_DEATH;
}

// Tension as somebody gave it. What is given at the end of a reset stands for how it was at the landmark, and not for being back:
// it may not last, and only those with a reset are asked.
struct Look {
  int64_t at = 0;
  double tension = 0;
  bool after_reset = false;
};

struct Call {
  Moment at;
  int64_t day = 0, kind = 0,
          next = 0;          // `next`: the instant of the next hard call, from which on looks are at that one
  double limit = kCalm;      // tension at most this high is back
  bool usual_known = false;  // else nobody knows what back is
};

struct Diary {
  std::vector<Call> calls;
  std::vector<Look> looks;                          // by their instant
  std::vector<int64_t> resets;                      // begun
  std::vector<std::pair<int64_t, int64_t>> nights;  // to bed, and up
};

std::optional<double> limit_of(const statistics::Series& days, int64_t day) {
  const auto usual = statistics::usual(within(days, day - kUsualDays, day));
  return usual ? std::optional(std::max(kCalm, usual->high)) : std::nullopt;
}

// The columns of an event; what is not there is none.
void take_practice(const Statement& s, Diary& out) {
  const int64_t at = s.integer(0);
  if (!s.is_null(5)) out.looks.push_back({at, double(s.integer(5))});
  if (!s.is_null(6)) out.looks.push_back({at + s.integer(4) * 1000, double(s.integer(6)), true});
  if (s.blob(7) != kWait) out.resets.push_back(at);
}

Diary read(Session& session, int64_t since, int64_t today) {
  Diary out;
  Means days;
  auto s = session.vault().db().prepare(
      "SELECT at, offset_min, day, kind, a, b, c, word FROM event WHERE at BETWEEN ? AND ? AND kind IN (1, "
      "2, 4, 5) "
      "ORDER BY at");
  s.bind((since - kUsualDays - 2) * kDay).bind((today + 3) * kDay);
  while (s.step()) {
    const int64_t at = s.integer(0), day = s.integer(2), kind = s.integer(3);
    if (day > today) continue;
    if (kind == kCheckIn && !s.is_null(6)) {
      days.add(day, double(s.integer(6)));
      out.looks.push_back({at, double(s.integer(6))});
    }
    if (kind == kPracticeDone) take_practice(s, out);
    if (kind == kSleep && !s.is_null(4) && s.integer(6) == 0)
      out.nights.push_back({at - s.integer(4) * kMinute, at});
    if (kind == kHardCall) {
      if (!out.calls.empty()) out.calls.back().next = at;
      out.calls.push_back({{at, int(s.integer(1))}, day, s.integer(5), kLatest});
    }
  }
  std::erase_if(out.calls, [&](const Call& c) { return c.day < since; });
  std::stable_sort(out.looks.begin(), out.looks.end(),
                   [](const Look& a, const Look& b) { return a.at < b.at; });
  const auto series = days.series();
  int64_t known = 0;
  std::optional<double> limit;
  for (auto& call : out.calls) {
    if (call.day != known) known = call.day, limit = limit_of(series, known);
    call.usual_known = limit.has_value();
    call.limit = limit.value_or(kCalm);
  }
  return out;
}

// When each step ends after a call; `shift`: whether it was in one that is known.
struct Steps {
  int64_t begin = 0, hour = 0, shift_ends = 0, bed = 0, horizon = 0;
  bool shift = false;

  double place(int64_t at) const {
    const int64_t ends[] = {begin, hour, shift_ends, bed, horizon};
    int step = 0;
    while (step < statistics::kSteps - 1 && at > ends[step + 1]) ++step;
    const double length = double(ends[step + 1] - ends[step]);
    return length > 0 ? step + std::min(1.0, double(at - ends[step]) / length) : step;
  }
  // Without a shift it may have been still on, or over: all that is known is before the hour and after bed.
  double after(int64_t at) const {
    const double p = place(at);
    return shift || p < 1 || p > 3 ? p : 1;
  }
  double by(int64_t at) const {
    const double p = place(at);
    return shift || p <= 1 || p > 3 ? p : 3;
  }
};

int64_t bed_after(const Diary& diary, const Call& call, int64_t shift_ends, int boundary_min) {
  const auto night = std::lower_bound(diary.nights.begin(), diary.nights.end(), call.at.ms,
                                      [](const auto& n, int64_t at) { return n.second < at; });
  if (night != diary.nights.end() && night->first < call.at.ms + kDay)
    return std::max(shift_ends, night->first);
  const int64_t boundary = (call.day + 1) * kDay + boundary_min * kMinute - call.at.offset_min * kMinute;
  return boundary > shift_ends ? boundary : shift_ends + kStillUp;
}

// Shifts are in order of their start.
Steps steps_of(const Diary& diary, const Call& call, const std::vector<Span>& shifts, int boundary_min) {
  Steps out;
  out.begin = call.at.ms;
  out.hour = out.shift_ends = call.at.ms + kHour;
  auto later = std::upper_bound(shifts.begin(), shifts.end(), call.at.ms,
                                [](int64_t at, const Span& s) { return at < s.start; });
  for (int back = 0; back < 2 && later != shifts.begin() && !out.shift; ++back)  // two may overlap
    if (--later; later->end > call.at.ms) out.shift = true, out.shift_ends = std::max(out.hour, later->end);
  out.bed = bed_after(diary, call, out.shift_ends, boundary_min);
  out.horizon = out.bed + kDay;
  return out;
}

// From the last look at which it was not back to the first at which it was; looks before `from` are none.
Between between(const Diary& diary, const Call& call, const Steps& steps, int64_t from) {
  Between out;
  if (from > steps.begin) out.after = steps.after(from);
  const int64_t until = std::min(call.next, steps.horizon);
  auto look = std::lower_bound(diary.looks.begin(), diary.looks.end(), from,
                               [](const Look& l, int64_t at) { return l.at < at; });
  for (; look != diary.looks.end() && look->at < until; ++look) {
    if (look->after_reset) continue;
    if (look->tension <= call.limit) {
      out.by = steps.by(look->at);
      return out;
    }
    out.after = steps.after(look->at);
  }
  return out;
}

// Whether ten minutes after the call it was known not to be back: by the last that was said until then.
bool is_tense_soon(const Diary& diary, const Call& call) {
  const int64_t soon = call.at.ms + kSoon;
  if (call.next <= soon) return false;
  const auto after = std::upper_bound(diary.looks.begin(), diary.looks.end(), soon,
                                      [](int64_t at, const Look& l) { return at < l.at; });
  if (after == diary.looks.begin()) return false;
  const auto& last = *std::prev(after);
  return last.at >= call.at.ms && last.tension > call.limit;
}

bool has_reset_soon(const Diary& diary, const Call& call) {
  const auto reset = std::lower_bound(diary.resets.begin(), diary.resets.end(), call.at.ms);
  return reset != diary.resets.end() && *reset <= call.at.ms + kSoon;
}

// The calls that are measured, one way or another.
struct Calls {
  std::vector<Between> all, with_reset, without_reset;
  int wrong = 0;
  bool of_life_and_death = false, shifts_known = false;
};

void take(const Diary& diary, const Call& call, const std::vector<Span>& shifts, int boundary_min,
          Calls& to) {
  if (is_wrong(call.kind)) ++to.wrong;
  if (is_of_life_and_death(call.kind)) to.of_life_and_death = true;
  if (is_wrong(call.kind) || is_of_life_and_death(call.kind) || !call.usual_known) return;
  const auto steps = steps_of(diary, call, shifts, boundary_min);
  to.shifts_known = to.shifts_known || steps.shift;
  to.all.push_back(between(diary, call, steps, call.at.ms));
  if (!is_tense_soon(diary, call)) return;
  auto& arm = has_reset_soon(diary, call) ? to.with_reset : to.without_reset;
  arm.push_back(between(diary, call, steps, call.at.ms + kSoon));
}

void fill(const statistics::Share& share, api::ShareOfCalls* to) {
  to->set_share(share.share), to->set_low(share.low), to->set_high(share.high);
}

// None: too early to tell.
std::optional<api::Back> told(const std::vector<Between>& calls, bool shifts_known) {
  const auto ending = statistics::ending(calls);
  if (!ending.known()) return std::nullopt;
  api::Back out;
  out.set_calls(ending.seen);
  fill(ending.by[0], out.mutable_within_hour());
  if (shifts_known) fill(ending.by[1], out.mutable_same_shift());
  fill(ending.by[2], out.mutable_by_evening());
  return out;
}

}  // namespace

api::BounceBackReply bounce_back(Session& session, Moment now, const api::BounceBackRequest& request,
                                 bool without_wrong) {
  auto& projections = session.vault().projections();
  const auto span = span_of(request.days(), kYear, projections.day_of(now), without_wrong);
  const auto diary = read(session, span.since, span.today);
  Calls calls;
  const auto shifts = diary.calls.empty() ? std::vector<Span>()
                                          : read_shifts(session, diary.calls.front().day - 2, span.today + 2);
  for (const auto& call : diary.calls) take(diary, call, shifts, projections.boundary(), calls);
  api::BounceBackReply reply;
  reply.set_since(iso_date(span.since));
  if (auto all = told(calls.all, calls.shifts_known)) *reply.mutable_all() = std::move(*all);
  // Beside each other or not at all.
  auto with = told(calls.with_reset, calls.shifts_known),
       without = told(calls.without_reset, calls.shifts_known);
  if (with && without) {
    *reply.mutable_with_reset() = std::move(*with);
    *reply.mutable_without_reset() = std::move(*without);
  }
  if (calls.wrong > 0 && !without_wrong) reply.set_wrong_calls(calls.wrong);
  reply.set_with_people(calls.wrong > 0 || calls.of_life_and_death);
  if (!reply.has_all() && reply.wrong_calls() == 0) reply.set_held(api::TOO_EARLY);
  return reply;
}

}  // namespace eddy
