#include "apps/cli/exchange.h"
#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

void run(Shell& shell, const Options&) {
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
                                 .summary = "exchange with your other devices",
                                 .more = "Always possible; nothing goes by itself in your work hours.",
                                 .examples = {"eddy sync"}},
                       .run = run};

}  // namespace eddy::cli
