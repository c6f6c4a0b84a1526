#include "apps/command/help.h"

#include "apps/cli/verbs/all.h"
#include "apps/command/manual.h"

namespace eddy::cli {
namespace {

void run(Shell& shell, const Options& o) {
  if (o.has("man")) return shell.put(command::manual(program()));
  if (o.has("list") || (shell.json && o.rest.empty())) return shell.put(command::listed(program()));
  shell.json = false;  // help is for reading
  if (o.rest.empty()) return shell.say(command::help(program()));
  const auto* verb = command::find(program(), o.rest);
  if (!verb) {
    std::vector<std::string> names;
    for (const auto* v : program().verbs) names.push_back(v->name);
    const auto near = command::nearest(o.rest[0], names);
    throw Usage("\"" + o.rest[0] + "\" is not a verb" +
                (near.empty() ? "; " : "; did you mean \"" + near + "\"? ") + "`eddy --help` lists them");
  }
  shell.say(command::help(program(), *verb));
}

}  // namespace

const Verb verbs::help{
    .about = {.name = "help",
              .group = "Around it",
              .summary = "how to use a verb, with examples",
              .arguments = "[VERB...]",
              .most = 2,
              .options =
                  [] {
                    return command::options(
                        {{"man", "", "all of it, as a manual page"}, {"list", "", "all of it, as JSON"}});
                  },
              .examples = {"eddy help check-in", "eddy help board add", "eddy help --man | man -l -"}},
    .run = run};

}  // namespace eddy::cli
