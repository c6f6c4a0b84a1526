#include "apps/cli/practice.h"
#include "apps/cli/verbs/all.h"
#include "apps/cli/verbs/people.h"

namespace eddy::cli {
namespace {

void run_cards_people(Shell& shell, const Options&) {
  if (shell.json)
    shell.attach_if_can();
  else if (shell.try_open())
    list_people(shell);
  const auto reply = get_practice(shell, "support.reach");
  shell.print(reply);
  show_practice(shell, reply.practice());
  if (!shell.json) show_lines(shell, get_lines(shell));
}

}  // namespace

const Verb verbs::cards_people{.about = {.name = "cards people",
                                         .group = "In the moment",
                                         .summary = "your people, and numbers to call",
                                         .examples = {"eddy cards people"}},
                               .run = run_cards_people};

}  // namespace eddy::cli
