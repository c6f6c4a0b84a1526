#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

void run_status(Shell& shell, const Options&) {
  const auto s = shell.attach();
  shell.print(s);
  if (s.has_trouble()) throw client::Error(s.trouble());
  shell.say(!s.exists() ? "No diary in " + s.home() + " yet. `eddy init` makes one."
                        : "A diary in " + s.home() + (s.work() ? ", on a work computer." : "."));
  if (s.waiting())
    shell.say(std::to_string(s.waiting()) + " given while locked. They join at the next unlock.");
}

}  // namespace

const Verb verbs::status{.about = {.name = "status",
                                   .group = "Your diary",
                                   .summary = "is there a diary, and where?",
                                   .examples = {"eddy status"}},
                         .run = run_status};

}  // namespace eddy::cli
