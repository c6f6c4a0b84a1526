#include <algorithm>

#include "core/api/services.h"
#include "core/insights/headline.h"
#include "core/insights/trends.h"
#include "core/journal/safety.h"

namespace eddy {
namespace {

// Tension that rose, or anything else that fell.
bool is_harder(api::Measure measure, const api::Change& change) {
  return change.move() == (measure == api::TENSION ? api::ROSE : api::FELL);
}

// What may be shown of it, to whom and when.
api::HeadlineReply headline_shown(Services& services, Moment now, const api::HeadlineRequest& q) {
  api::HeadlineReply reply;
  if (services.session.work()) {
    reply.set_held(api::OWN_DEVICE);
    return reply;
  }
  if (is_heavy_time(services.session, now)) {
    reply.set_held(api::HEAVY_TIME);
    reply.set_with_people(true);
    return reply;
  }
  reply = headline(services.session, now, q);
  if (!is_harder(reply.measure(), reply.outside().change()) &&
      !is_harder(reply.measure(), reply.inside().change()))
    return reply;
  // Nothing that got harder is named shortly before sleep, or in the night.
  const auto plan = services.reminders.plan_sleep(now);
  if (double(now.ms) >= plan.bed_ms() - 2 * kHour && double(now.ms) < plan.up_ms()) {
    reply.mutable_outside()->clear_change();
    reply.mutable_inside()->clear_change();
    return reply;
  }
  reply.set_with_people(true);
  return reply;
}

}  // namespace

void add_days(Services& services) {
  auto& m = services.reminders;
  auto& r = services.router;
  r.add("Shifts/Open", [&m](Moment now, const records::Shift& q) { return m.open_shift(now, q); });
  r.add("Shifts/Close", [&m](Moment now, const api::CloseShiftRequest& q) { return m.close_shift(now, q); });
  r.add("Shifts/Between", [&services, &m](Moment, const api::BetweenRequest& q) {
    if (q.to_ms() == 0) throw missing("to_ms", "until when");
    for (const double t : {q.from_ms(), q.to_ms()})
      if (!(t >= double(kEarliest) && t <= double(kLatest))) throw malformed("from_ms", "not an instant");
    api::BetweenReply reply;
    for (const auto& s : m.between(int64_t(q.from_ms()), int64_t(q.to_ms()))) {
      auto* span = reply.add_shift();
      span->set_start_ms(double(s.start));
      span->set_end_ms(double(s.end));
      span->set_usual(s.usual);
    }
    return reply;
  });
  r.add("Shifts/PlanSleep", [&m](Moment now, const api::Nothing&) { return m.plan_sleep(now); });
  r.add("Reminders/Calendar", [&m](Moment now, const api::CalendarRequest& q) { return m.calendar(now, q); });
  r.add("Reminders/Next", [&m](Moment now, const api::Nothing&) { return m.next(now); });
  r.add("Insights/Headline",
        [&services](Moment now, const api::HeadlineRequest& q) { return headline_shown(services, now, q); });
  r.add("Insights/Trends",
        [&services](Moment now, const api::TrendsRequest& q) { return trends(services.session, now, q); });
  r.add("Insights/Helps", [&services](Moment, const api::HelpsRequest&) {
    auto reply = helps(services.session);
    const auto language = services.session.settings().language();
    for (auto& row : *reply.mutable_row())
      if (const auto* p = services.catalog.find(row.practice()))
        row.set_title(services.catalog.in_language(*p, language).title());
    std::sort(reply.mutable_row()->begin(), reply.mutable_row()->end(), [](const auto& a, const auto& b) {
      if (a.too_early() != b.too_early()) return b.too_early();
      return a.too_early() ? std::pair(a.title().empty(), a.title()) < std::pair(b.title().empty(), b.title())
                           : a.relief() > b.relief();
    });
    return reply;
  });
}

}  // namespace eddy
