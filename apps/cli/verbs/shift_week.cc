#include <algorithm>

#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

// mon 08:00-16:30
void add_slot(records::ShiftPattern& week, const std::string& weekday, const std::string& span) {
  static const std::vector<std::string> days = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  const auto day = std::find(days.begin(), days.end(), weekday);
  int h1 = 0, m1 = 0, h2 = 0, m2 = 0, used = 0;
  const bool read = std::sscanf(span.c_str(), "%2d:%2d-%2d:%2d%n", &h1, &m1, &h2, &m2, &used) == 4;
  if (day == days.end() || !read || size_t(used) != span.size() || h1 > 23 || m1 > 59 || h2 > 24 || m2 > 59)
    throw Usage("\"" + weekday + " " + span +
                "\" is not a day and a time like mon 08:00-16:30. Nothing was kept.");
  auto* slot = week.add_slots();
  slot->set_weekday(int(day - days.begin()) + 1);
  slot->set_start_min(h1 * 60 + m1);
  const int length = h2 * 60 + m2 - h1 * 60 - m1;
  slot->set_length_min(length > 0 ? length : length + 24 * 60);
}

void run_shift_week(Shell& shell, const Options& o) {
  if (o.rest.size() % 2) throw Usage("\"" + o.rest.back() + "\" has no time behind it. Nothing was kept.");
  records::Entry e;
  for (size_t i = 0; i + 1 < o.rest.size(); i += 2)
    add_slot(*e.mutable_shift_pattern(), o.rest[i], o.rest[i + 1]);
  shell.open();
  shell.after_keeping(shell.keep(e, false), "Usual week");
}

}  // namespace

const Verb verbs::shift_week{.about = {.name = "shift week",
                                       .group = "Keep",
                                       .summary = "set your usual week",
                                       .arguments = "DAY FROM-TO...",
                                       .least = 2,
                                       .most = -1,
                                       .examples = {"eddy shift week mon 08:00-16:30 tue 22:00-06:00"}},
                             .run = run_shift_week};

}  // namespace eddy::cli
