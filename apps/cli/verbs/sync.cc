#include "apps/cli/round.h"
#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

void run_sync(Shell& shell, const Options&) {
  shell.open();
  const auto s = sync_state(shell);
  if (s.joined()) return sync_once(shell);
  shell.print(s);
  shell.say(
      "This diary is on this device only. `eddy pair` joins it to your others; `eddy help pair` tells how.");
}

}  // namespace

const Verb verbs::sync{.about = {.name = "sync",
                                 .group = "Your devices",
                                 .summary = "bring your devices in step",
                                 .more = "Always possible; nothing goes by itself in your work hours.",
                                 .examples = {"eddy sync"}},
                       .run = run_sync};

}  // namespace eddy::cli
