#include "core/reminders/reminders.h"

#include <algorithm>

namespace eddy {
namespace rec = eddy::records;
namespace {
constexpr int64_t kGettingReady =
    60 * kMinute;  // between getting up and the shift, and between the shift and bed
constexpr int64_t kBeforeSleep = 2 * kHour;
constexpr int kLate = 22, kEarly = 6;  // hours on the wall
constexpr int64_t kHalfANight = 4 * kHour;
constexpr int64_t kNap = 90 * kMinute, kShortNap = 20 * kMinute;  // a whole cycle; clear of deep sleep
constexpr int kMorning = 5, kEvening = 18, kNight = 21;  // hours of the wall: up by, down from, in bed from
constexpr int64_t kClosedLate = 2 * kHour;  // so long a shift that nobody opened can be closed after its end
constexpr int64_t kOfferedOnce = 12 * kHour;
constexpr int64_t kPauseAfter = 50 * kMinute;  // within a shift, after the last practice or offer of one

// The clock on the wall around an instant.
struct Wall {
  const Zone& zone;
  int hour(int64_t ms) const { return int((ms - midnight(ms)) / kHour); }  // since midnight
  int64_t midnight(int64_t ms) const {                                     // the last one
    return zone.to_utc(floor_div(ms + zone.at(ms) * kMinute, kDay) * kDay);
  }
  bool night(const Span& s) const { return is_night(s, zone); }
  // Where sleep is worked back into the small hours or the day: a night begins by midnight where work lets it.
  int64_t by_midnight(int64_t bed) const { return hour(bed) < kEvening ? midnight(bed) : bed; }
  // The midnight to come; in the small hours it is now.
  int64_t tonight(int64_t ms) const {
    return hour(ms) < kMorning ? ms : zone.to_utc((floor_div(ms + zone.at(ms) * kMinute, kDay) + 1) * kDay);
  }
  bool by_day(int64_t ms) const { return hour(ms) >= kMorning && hour(ms) < kNight; }
};

// The last shift that has begun, and the next two.
struct Around {
  std::optional<Span> before, next, after;
};
Around around(const std::vector<Span>& all, int64_t now) {
  Around out;
  for (const auto& s : all)
    if (s.start <= now)
      out.before = s;
    else if (!out.next)
      out.next = s;
    else if (!out.after)
      out.after = s;
  return out;
}

// In bed no earlier, up no later.
struct Chance {
  int64_t bed, up;
};

// How much must be left before a shift for a sleep of its own.
int64_t worth_it(const Wall& wall, const Span& shift) { return wall.night(shift) ? kHalfANight : kShortNap; }

// After a night as soon as one is home; else that evening.
int64_t bed_after(const Wall& wall, const Span& shift, const Chance& c, int64_t need, int64_t wind) {
  const auto latest = c.up - need;
  return std::max(c.bed, wall.night(shift) ? std::min(latest, c.bed + wind)
                                           : std::min(wall.by_midnight(latest), wall.tonight(c.bed)));
}

void nap_before_night(api::SleepPlan& plan, const Chance& chance) {
  const auto left = chance.up - chance.bed;
  if (left < kShortNap) return;
  plan.set_nap_min(int((left >= kNap ? kNap : kShortNap) / kMinute));
  plan.set_nap_ms(double(chance.up - plan.nap_min() * kMinute));
}

}  // namespace

std::optional<rec::Entry> Reminders::open_one(Moment now) {
  api::ListRequest q;  // newest first; a roster of shifts to come lies before it
  q.add_table(kShift);
  q.set_from_ms(double(now.ms - kOpenShift));
  q.set_to_ms(double(now.ms));
  for (auto& e : journal_.list(q))
    if (!e.shift().has_end_ms() && !e.shift().off()) return e;
  return std::nullopt;
}

// One that nobody opened, as it is known to have begun: it is on, or was until a while ago.
std::optional<rec::Entry> Reminders::unopened(Moment now) {
  std::optional<rec::Entry> entry;
  for (const auto& span : between(now.ms - kClosedLate, now.ms + 1)) {
    if (!span.planned || span.open) continue;
    auto& s = *entry.emplace().mutable_shift();
    s.set_at_ms(std::min(span.start, now.ms - kMinute));
    s.set_offset_min(session_.zone.at(s.at_ms()));
  }
  return entry;
}

api::OpenShiftReply Reminders::open_shift(Moment now, rec::Shift shift) {
  // One that is open and over: another begins, and it ends where it was to end.
  for (const auto& s : between(now.ms, now.ms + 1))
    if (s.open) throw Failure{Reason::shift_open, "one is open"};
  api::OpenShiftReply reply;
  rec::Entry entry;
  *entry.mutable_shift() = std::move(shift);
  *reply.mutable_kept() = journal_.keep(now, std::move(entry), false);
  for (auto& lesson : journal_.latest(kLesson, 2)) *reply.add_lesson() = std::move(lesson);
  return reply;
}

api::Kept Reminders::close_shift(Moment now, const api::CloseShiftRequest& request) {
  auto entry = open_one(now);
  if (!entry) entry = unopened(now);
  if (!entry) throw Failure{Reason::no_shift_open, "none was opened, and none is known to be on"};
  auto& s = *entry->mutable_shift();
  s.set_end_ms(std::max(now.ms, s.at_ms() + kMinute));
  s.set_closed(true);
  if (!request.heavy().empty()) s.set_heavy(request.heavy());
  if (!request.good().empty()) s.set_good(request.good());
  if (!request.leave().empty()) s.set_leave(request.leave());
  entry->clear_versions();
  return journal_.keep(now, std::move(*entry), request.anyway());
}

std::vector<Span> Reminders::between(int64_t from, int64_t to) {
  if (to <= from || to - from > 400 * kDay) throw malformed("to_ms", "after from_ms, at most 400 days");
  return session_.vault().projections().shifts(from, to, session_.zone);
}

api::SleepPlan Reminders::plan_sleep(Moment now) {
  api::SleepPlan plan;
  const auto settings = session_.settings();
  const int64_t need = settings.sleep_need_min() * kMinute, wind = settings.wind_down_min() * kMinute;
  const Wall wall{session_.zone};
  const auto [before, next, after] = around(between(now.ms - kDay, now.ms + 5 * kDay), now.ms);
  plan.set_sleep_min(settings.sleep_need_min());
  const bool after_night = before && wall.night(*before) && now.ms < before->end + 6 * kHour;
  plan.set_do_not_drive_sleepy(after_night);
  if (!next || next->start > now.ms + 4 * kDay) return plan;
  Chance sleep{std::max(now.ms, before ? before->end + kGettingReady : now.ms), next->start - kGettingReady};
  auto bed = sleep.up - need, nap_after = next->end;
  if (after_night) {
    if (bed - sleep.bed > 4 * kHour) bed = sleep.bed + wind;  // day sleepers sleep now
  } else if (const auto night = wall.by_midnight(bed); night >= sleep.bed) {
    bed = night;
  } else if (sleep.up - sleep.bed >= worth_it(wall, *next) &&
             (!wall.by_day(sleep.bed) || wall.hour(bed) >= kEvening)) {
    bed = std::min(bed, sleep.bed);
  } else {
    // Up, and no night before it any more: the sleep is the one after it, and before a night there is a nap.
    if (wall.night(*next)) nap_before_night(plan, sleep);
    sleep = {next->end + kGettingReady, after ? after->start - kGettingReady : kLatest};
    bed = bed_after(wall, *next, sleep, need, wind);
    nap_after = after ? after->end : next->end;
  }
  plan.set_next_shift_ms(double(next->start));
  plan.set_fits(bed >= sleep.bed && bed + need <= sleep.up);
  auto up = bed + need;
  if (!plan.fits()) {
    up = sleep.up, bed = std::min(sleep.bed, up);
    plan.set_sleep_min(int((up - bed) / kMinute));
    // A short one keeps clear of deep sleep; a long one is a whole cycle.
    plan.set_nap_min(int((need - (up - bed) >= kNap ? kNap : kShortNap) / kMinute));
    plan.set_nap_ms(double(nap_after + kGettingReady));
  }
  plan.set_bed_ms(double(bed));
  plan.set_up_ms(double(up));
  plan.set_wind_down_ms(double(std::max(now.ms, bed - wind)));
  return plan;
}

bool Reminders::is_near_sleep(Moment now) {
  const auto near = [&](double from, double to) {
    return from > 0 && double(now.ms) >= from - double(kBeforeSleep) && double(now.ms) < to;
  };
  // A plan moves on once its time has come, so it is also asked for as it was in the hours before.
  bool planned = false;
  for (int hours = 0; hours <= 10; hours += 2) {
    const auto plan = plan_sleep({now.ms - hours * kHour, now.offset_min});
    if (near(plan.bed_ms(), plan.up_ms()) ||
        near(plan.nap_ms(), plan.nap_ms() + double(plan.nap_min() * kMinute)))
      return true;
    if (hours == 0) planned = plan.bed_ms() > 0 && plan.bed_ms() - double(now.ms) < double(kDay);
  }
  const auto hour = int(floor_div(now.local_ms(), kHour) % 24);
  return !planned && (hour >= kLate || hour < kEarly);
}

int64_t Reminders::tomorrow(Moment now) {
  const auto up = int64_t(plan_sleep(now).up_ms());
  if (up > now.ms && up <= now.ms + kDay) return up;
  return session_.vault().projections().day_ends(now, session_.zone);
}

std::vector<rec::Entry> Reminders::debriefs_offered(Moment now) {
  if (is_near_sleep(now)) return {};
  return journal_.debriefs_open(now);
}

// The last practice or offer of one, whichever came later; 0: none.
int64_t Reminders::last_pause(int64_t from, int64_t to) {
  auto s =
      session_.vault().db().prepare("SELECT max(at) FROM event WHERE at BETWEEN ? AND ? AND kind IN (4, 14)");
  s.bind(from).bind(to);
  return s.step() ? s.integer(0) : 0;
}

bool Reminders::offered(const std::string& practice, int64_t since) {
  auto s = session_.vault().db().prepare(
      "SELECT 1 FROM event WHERE kind = 14 AND kind NOT IN (1, 2, 4) AND at > ? AND word = ? LIMIT 1");
  s.bind(since).text(practice);
  return s.step();
}

api::NextReply Reminders::next(Moment now) {
  using What = api::NextReply;
  const auto settings = session_.settings();
  const bool quiet = Session::quiet(now, settings.quiet_until_ms()), offers = settings.offers() && !quiet;
  api::NextReply reply;
  const auto add = [&](int64_t at, api::NextReply::What what, const char* practice = "", bool aloud = true) {
    auto* d = reply.add_due();
    d->set_at_ms(double(std::max(at, now.ms)));
    d->set_what(what);
    d->set_practice(practice);
    // Offered once, it was offered; pauses count from their last.
    d->set_offer(*practice && aloud && offers &&
                 (what == What::PAUSE || !offered(practice, now.ms - kOfferedOnce)));
  };
  const auto open = open_one(now);
  if (open) *reply.mutable_open_shift() = *open;
  for (const auto& s : between(now.ms - kDay, now.ms + 3 * kDay)) {
    if (s.planned && s.start > now.ms && !open) {
      add(s.start, What::OPEN_SHIFT, "care.open");
      break;
    }
    // One that is still open after its planned end is to be closed at once.
    const bool forgotten = s.open && now.ms - s.start < kOpenShift;
    if (s.planned && s.start <= now.ms && (s.end > now.ms || forgotten))
      add(s.end, What::CLOSE_SHIFT, "care.close");
    if (s.start <= now.ms && s.end > now.ms) {
      const auto pause = std::max(s.start, last_pause(s.start, now.ms)) + kPauseAfter;
      if (pause < s.end) add(pause, What::PAUSE, "care.pause");
    }
  }
  if (const auto plan = plan_sleep(now); plan.bed_ms() > 0)
    add(int64_t(plan.wind_down_ms()), What::WIND_DOWN, "sleep.windown", !session_.work());
  auto& v = session_.vault();
  auto s =
      v.db().prepare("SELECT 1 FROM event WHERE kind = 5 AND kind NOT IN (1, 2, 4) AND at > ? AND day = ?");
  s.bind(now.ms - 2 * kDay).bind(v.projections().day_of(now));
  if (!s.step()) add(now.ms, What::LOG_SLEEP);
  if (quiet) add(settings.quiet_until_ms(), What::QUIET_ENDS);
  for (const auto& call : debriefs_offered(now)) {
    add(call.hard_call().at_ms() + 7 * kDay, What::DEBRIEF_LEAVES);
    break;
  }
  std::stable_sort(reply.mutable_due()->begin(), reply.mutable_due()->end(),
                   [](const auto& a, const auto& b) { return a.at_ms() < b.at_ms(); });
  return reply;
}

}  // namespace eddy
