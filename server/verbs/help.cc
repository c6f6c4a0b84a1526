#include "apps/command/help.h"

#include <unistd.h>

#include <iostream>

#include "apps/command/manual.h"
#include "server/verbs/all.h"

namespace eddy::server {
namespace {

int run(const Config&, const Options& typed) {
  if (typed.has("man"))
    std::cout << command::manual(program()) << std::flush;
  else if (typed.has("list"))
    std::cout << command::listed(program()) << std::endl;
  else if (typed.rest.empty())
    std::cout << command::help(program()).words() << std::endl;
  else if (const auto* verb = command::find(program(), typed.rest))
    std::cout << command::help(program(), *verb).words() << std::endl;
  else
    throw command::Usage("\"" + typed.rest[0] + "\" is not a verb; `eddyd --help` lists them");
  return 0;
}

}  // namespace

const Verb verbs::help{.about = {.name = "help",
                                 .group = "Around it",
                                 .summary = "how to use a verb, with examples",
                                 .arguments = "[VERB]",
                                 .most = 1,
                                 .options =
                                     [] {
                                       return command::options({{"man", "", "all of it, as a manual page"},
                                                                {"list", "", "all of it, as JSON"}});
                                     },
                                 .examples = {"eddyd help backup", "eddyd help --man | man -l -"}},
                       .run = run,
                       .needs_data = false};

}  // namespace eddy::server
