#include "apps/command/help.h"

#include <iostream>

#include "apps/command/manual.h"
#include "server/verbs/all.h"

namespace eddy::server {
namespace {

void run_help(const Config&, const Options& typed) {
  if (typed.has("man"))
    std::cout << command::manual(program()) << std::flush;
  else if (typed.has("list"))
    std::cout << command::listed(program()) << std::endl;
  else
    std::cout << command::help(program(), typed.rest).words() << std::endl;
}

}  // namespace

const Verb verbs::help{.about = command::help_verb({"eddyd help backup", "eddyd help --man | man -l -"}),
                       .run = run_help,
                       .needs_data = false};

}  // namespace eddy::server
