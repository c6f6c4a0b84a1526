#include "apps/cli/verbs/all.h"
#include "eddy/api/days.pb.h"

namespace eddy::cli {
namespace {

void run_sleep_plan(Shell& shell, const Options&) {
  shell.open();
  const auto p = shell.client.call<api::SleepPlan>("Shifts/PlanSleep", api::Nothing());
  shell.print(p);
  const auto at = [&](double ms) { return shell.local(ms, "%a %H:%M"); };
  if (p.next_shift_ms() == 0) {
    shell.say(
        "No shift is known in the next days, so there is nothing to work back from. Sleep when you are "
        "tired.");
  } else {
    shell.say("Next shift  " + at(p.next_shift_ms()) + "\nWind down   " + at(p.wind_down_ms()) +
              "\nTo bed      " + at(p.bed_ms()) + "\nUp          " + at(p.up_ms()));
    const auto hours =
        std::to_string(p.sleep_min() / 60) + " h " + std::to_string(p.sleep_min() % 60) + " min";
    if (p.fits())
      shell.say("That is " + hours + "." +
                (p.nap_ms() ? " Before the night, a nap of " + std::to_string(p.nap_min()) + " minutes at " +
                                  at(p.nap_ms()) + "."
                            : ""));
    else
      shell.say("Only " + hours + " fit before it. One short night is survivable. Plan a nap of " +
                std::to_string(p.nap_min()) + " minutes at " + at(p.nap_ms()) + ".");
  }
  if (p.do_not_drive_sleepy()) shell.say(bold("After a night: sleepy? Do not drive."));
}

}  // namespace

const Verb verbs::sleep_plan{.about = {.name = "sleep plan",
                                       .group = "Keep",
                                       .summary = "when to wind down for the next shift",
                                       .examples = {"eddy sleep plan"}},
                             .run = run_sleep_plan};

}  // namespace eddy::cli
