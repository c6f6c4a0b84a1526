#include "core/api/services.h"

namespace eddy {

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
}

}  // namespace eddy
