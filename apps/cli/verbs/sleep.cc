#include "apps/cli/entries.h"
#include "apps/cli/times.h"
#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

void run_sleep(Shell& shell, const Options& o) {
  const bool ask = may_ask(shell, o);
  if (!ask && (o.text("bed").empty() || o.text("up").empty()))
    throw Usage("A night needs --bed and --up, like --bed 23:10 --up 06:40. Nothing was kept.");
  shell.open();
  const auto bed = ask ? shell.ask("To bed at? (23:10)", "--bed") : o.text("bed");
  const auto up = ask ? shell.ask("Up at? (06:40)", "--up") : o.text("up");
  if (bed.empty() || up.empty())
    throw Usage("A night needs both times, like --bed 23:10 --up 06:40. Nothing was kept.");
  const double up_ms = parse_time(shell, up), bed_ms = parse_time_before(shell, bed, up_ms);
  records::Entry e;
  auto& s = *e.mutable_sleep();
  s.set_at_ms(int64_t(up_ms));
  s.set_offset_min(shell.offset_min(up_ms));
  s.set_bed_ms(int64_t(bed_ms));
  if (const auto v = number_or_ask(shell, o, "quality", "How was it, 1 to 5?")) s.set_quality(*v);
  if (const auto v = number_or_ask(shell, o, "device-free", "Minutes without a screen before bed?"))
    s.set_device_free_min(*v);
  if (o.has("nap")) s.set_nap(true);
  if (o.has("note")) s.set_note(o.text("note"));
  put_space(o, &e);
  const auto minutes = int((up_ms - bed_ms) / 60'000);
  shell.after_keeping(shell.keep(e, o.has("keep-anyway")), "Sleep, " + std::to_string(minutes / 60) + " h " +
                                                               std::to_string(minutes % 60) + " min,");
}

}  // namespace

const Verb verbs::sleep{
    .about = {.name = "sleep",
              .group = "Keep",
              .summary = "note the night, or plan it",
              .options =
                  [] {
                    return command::options({{"bed", "TIME", "when to bed, like 23:10"},
                                             {"up", "TIME", "when up, like 06:40"},
                                             {"quality", "1-5", "how it was"},
                                             {"device-free", "MINUTES", "without a screen before bed"},
                                             {"nap", "", "it was a nap"},
                                             option::kNote,
                                             option::kSpace,
                                             option::kAnyway});
                  },
              .more = "Asks, at a terminal, where nothing is given.",
              .examples = {"eddy sleep --bed 23:10 --up 06:40 --quality 3"}},
    .run = run_sleep};

}  // namespace eddy::cli
