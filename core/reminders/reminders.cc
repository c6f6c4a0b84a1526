#include "core/reminders/reminders.h"

#include <algorithm>

namespace eddy {
namespace rec = eddy::records;
namespace {
constexpr int64_t kGettingReady =
    60 * kMinute;  // between getting up and the shift, and between the shift and bed
constexpr int64_t kDebriefBeforeSleep = 2 * kHour;
constexpr int64_t kLongestOpen = 16 * kHour;
constexpr int64_t kOfferedOnce = 12 * kHour;
constexpr int64_t kPauseAfter = 50 * kMinute;  // within a shift, after the last practice or offer of one
}  // namespace

std::optional<rec::Entry> Reminders::open_one(Moment now) {
  for (auto& e : journal_.latest(kShift, 5)) {
    const auto& s = e.shift();
    if (!s.has_end_ms() && !s.off() && s.at_ms() <= now.ms && now.ms - s.at_ms() < kLongestOpen) return e;
  }
  return std::nullopt;
}

api::OpenShiftReply Reminders::open_shift(Moment now, rec::Shift shift) {
  if (open_one(now)) throw Failure{Reason::shift_open, "one is open"};
  api::OpenShiftReply reply;
  rec::Entry entry;
  *entry.mutable_shift() = std::move(shift);
  *reply.mutable_kept() = journal_.keep(now, std::move(entry), false);
  for (auto& lesson : journal_.latest(kLesson, 2)) *reply.add_lesson() = std::move(lesson);
  return reply;
}

api::Kept Reminders::close_shift(Moment now, const api::CloseShiftRequest& request) {
  auto entry = open_one(now);
  if (!entry) {
    // Never opened: it began where the usual week says, or it is only closed.
    entry.emplace();
    auto& s = *entry->mutable_shift();
    s.set_at_ms(now.ms - kMinute);
    s.set_offset_min(now.offset_min);
    for (const auto& span :
         session_.vault().projections().shifts(now.ms - 2 * kHour, now.ms + 1, now.offset_min))
      if (span.planned) s.set_at_ms(std::min(span.start, now.ms - kMinute));
  }
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
  // The usual week is placed a day at a time, with the offset that holds then: a DST change moves it in UTC.
  std::vector<Span> out;
  for (auto day = from; day < to; day += kDay)
    for (const auto& s : session_.vault().projections().shifts(day, std::min(day + kDay, to),
                                                               session_.zone.at(day + kDay / 2))) {
      const auto same = [&](const Span& o) {
        return o.start < s.end && s.start < o.end && (o.planned || s.planned);
      };
      const auto equal = [&](const Span& o) { return o.start == s.start && o.end == s.end; };
      if (std::none_of(out.begin(), out.end(), same) && std::none_of(out.begin(), out.end(), equal))
        out.push_back(s);
    }
  std::sort(out.begin(), out.end(), [](const Span& a, const Span& b) { return a.start < b.start; });
  return out;
}

api::SleepPlan Reminders::plan_sleep(Moment now) {
  api::SleepPlan plan;
  const auto settings = session_.settings();
  const int64_t need = settings.sleep_need_min() * kMinute, wind = settings.wind_down_min() * kMinute;
  std::optional<Span> before, next;
  for (const auto& s : between(now.ms - kDay, now.ms + 4 * kDay)) {
    if (s.start <= now.ms) before = s;
    if (s.start > now.ms && !next) next = s;
  }
  plan.set_sleep_min(settings.sleep_need_min());
  const auto night = [&](const Span& s) {  // three hours or more of it between midnight and six
    const auto zone = now.offset_min * kMinute;
    const auto midnight = floor_div(s.end + zone, kDay) * kDay - zone;
    return std::min(s.end, midnight + 6 * kHour) - std::max(s.start, midnight) >= 3 * kHour;
  };
  const bool after_night = before && night(*before) && now.ms < before->end + 6 * kHour;
  plan.set_do_not_drive_sleepy(after_night);
  if (!next) return plan;
  const auto earliest = std::max(now.ms, before ? before->end + kGettingReady : now.ms);  // in bed
  auto up = next->start - kGettingReady, bed = up - need;
  if (after_night && bed - earliest > 4 * kHour)
    bed = earliest + wind, up = bed + need;  // day sleepers sleep now
  plan.set_next_shift_ms(double(next->start));
  plan.set_fits(bed >= earliest);
  if (!plan.fits()) {
    bed = std::min(earliest, up);
    plan.set_sleep_min(int((up - bed) / kMinute));
    // A short one keeps clear of deep sleep; a long one is a whole cycle.
    plan.set_nap_min(need - (up - bed) >= 90 * kMinute ? 90 : 20);
    plan.set_nap_ms(double(next->end + kGettingReady));
  }
  plan.set_bed_ms(double(bed));
  plan.set_up_ms(double(up));
  plan.set_wind_down_ms(double(std::max(now.ms, bed - wind)));
  return plan;
}

std::vector<rec::Entry> Reminders::debriefs_offered(Moment now) {
  const auto plan = plan_sleep(now);
  if (plan.bed_ms() > 0 && plan.bed_ms() - double(now.ms) < double(kDebriefBeforeSleep)) return {};
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
  const bool offers = settings.offers() && settings.quiet_until_ms() <= now.ms;
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
  for (const auto& s : between(now.ms - kDay, now.ms + 3 * kDay)) {
    if (s.planned && s.start > now.ms && !open) {
      add(s.start, What::OPEN_SHIFT, "care.open");
      break;
    }
    if (s.planned && s.start <= now.ms && s.end > now.ms) add(s.end, What::CLOSE_SHIFT, "care.close");
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
  if (settings.quiet_until_ms() > now.ms) add(settings.quiet_until_ms(), What::QUIET_ENDS);
  for (const auto& call : debriefs_offered(now)) {
    add(call.hard_call().at_ms() + 7 * kDay, What::DEBRIEF_LEAVES);
    break;
  }
  std::stable_sort(reply.mutable_due()->begin(), reply.mutable_due()->end(),
                   [](const auto& a, const auto& b) { return a.at_ms() < b.at_ms(); });
  return reply;
}

}  // namespace eddy
