// The shifts that are known, and single ones that are added or left out.
#include "apps/cli/entries.h"
#include "apps/cli/times.h"
#include "apps/cli/verbs/all.h"
#include "eddy/api/days.pb.h"

namespace eddy::cli {
namespace {

void show_shifts(Shell& shell, const Options&) {
  shell.open();
  api::BetweenRequest q;
  q.set_from_ms(shell.now_ms() - 86'400'000.0);
  q.set_to_ms(shell.now_ms() + 7 * 86'400'000.0);
  const auto reply = shell.client.call<api::BetweenReply>("Shifts/Between", q);
  shell.print(reply);
  if (!reply.shift_size())
    shell.say("No shifts known. `eddy shift week mon 08:00-16:30 ...` sets your usual week.");
  for (const auto& s : reply.shift())
    shell.say(shell.local(s.start_ms(), "%a %Y-%m-%d %H:%M") + " to " + shell.local(s.end_ms(), "%H:%M") +
              (s.usual() ? "  (usual week)" : ""));
}

// From --start to --end: a shift, or none.
void keep_shift(Shell& shell, const Options& o, bool off) {
  if (!o.has("start") || !o.has("end"))
    throw Usage("That needs --start TIME and --end TIME. Nothing was kept.");
  const double start = parse_time(shell, o.text("start")), end = parse_time(shell, o.text("end"));
  shell.open();
  records::Entry e;
  auto& s = *e.mutable_shift();
  s.set_at_ms(int64_t(start));
  s.set_offset_min(shell.offset_min(start));
  s.set_end_ms(int64_t(end));
  if (off) s.set_off(true);
  shell.after_keeping(shell.keep(e, false), off ? "Day off" : "Shift");
}

command::po::options_description span() {
  return command::options(
      {{"start", "TIME", "when it begins, like 2026-03-29T08:00"}, {"end", "TIME", "when it ends"}});
}
}  // namespace

const Verb verbs::shift{
    .about = {.name = "shift", .group = "Keep", .summary = "your shifts", .examples = {"eddy shift"}},
    .run = show_shifts};
const Verb verbs::shift_show{
    .about = {.name = "shift show", .group = "Keep", .summary = "those of yesterday and the next week"},
    .run = show_shifts};
const Verb verbs::shift_add{
    .about = {.name = "shift add",
              .group = "Keep",
              .summary = "one that is not in the usual week",
              .options = span,
              .examples = {"eddy shift add --start 2026-03-29T08:00 --end 2026-03-29T16:30"}},
    .run = [](Shell& shell, const Options& o) { keep_shift(shell, o, false); }};
const Verb verbs::shift_off{
    .about = {.name = "shift off",
              .group = "Keep",
              .summary = "one of the usual week that you do not work",
              .options = span,
              .examples = {"eddy shift off --start 2026-03-30T08:00 --end 2026-03-30T16:30"}},
    .run = [](Shell& shell, const Options& o) { keep_shift(shell, o, true); }};

}  // namespace eddy::cli
