#include "core/journal/safety.h"

namespace eddy {
namespace rec = eddy::records;

bool is_grave(rec::CallKind kind) {
  return kind == rec::CALL_THREAT || kind == rec::CALL_TARGETED_ABUSE || kind == rec::CALL_SEXUAL_ABUSE ||
         kind == rec::CALL_CALLER_IN_DANGER || kind == rec::CALL_DEATH;
}

bool at_the_floor(Session& session, Moment now) {
  auto& v = session.vault();
  const int today = v.projections().day_of(now);
  auto s = v.db().prepare(
      "SELECT day, max(a), max(CASE WHEN space = 2 THEN a END) FROM event JOIN record USING(rid) WHERE "
      "event.kind = 1 AND at BETWEEN ? AND ? AND a IS NOT NULL GROUP BY day");
  s.bind(now.ms - 5 * kDay).bind(now.ms);
  struct Floor {
    int days = 0;
    bool all = true;
  } anywhere, home;
  while (s.step()) {
    if (s.integer(0) <= today - 3) continue;
    ++anywhere.days;
    anywhere.all = anywhere.all && s.integer(1) == 1;
    if (s.is_null(2)) continue;
    ++home.days;
    home.all = home.all && s.integer(2) == 1;
  }
  // What is written at work can bring it about, and not hold off what was written at home.
  return (anywhere.days >= 3 && anywhere.all) || (home.days >= 3 && home.all);
}

bool is_heavy_time(Session& session, Heavy& heavy, Moment now) {
  if (at_the_floor(session, now)) return true;
  auto& v = session.vault();
  auto s = v.db().prepare("SELECT rid FROM event WHERE at BETWEEN ? AND ?");
  s.bind(now.ms - kDebriefHold).bind(now.ms);
  while (s.step()) {
    const auto one = v.at(s.integer(0));
    if (heavy.sounds(typed_text(one.table, join(one.cells)))) return true;
  }
  return false;
}

}  // namespace eddy
