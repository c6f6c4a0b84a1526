#include "apps/command/help.h"

#include "apps/cli/verbs/all.h"
#include "apps/command/manual.h"

namespace eddy::cli {
namespace {

void run_help(Shell& shell, const Options& o) {
  if (o.has("man")) return shell.put(command::manual(program()));
  if (o.has("list") || (shell.json && o.rest.empty())) return shell.put(command::listed(program()));
  shell.json = false;  // help is for reading
  shell.say(command::help(program(), o.rest));
}

}  // namespace

const Verb verbs::help{
    .about = command::help_verb({"eddy help check-in", "eddy help board add", "eddy help --man | man -l -"}),
    .run = run_help};

}  // namespace eddy::cli
