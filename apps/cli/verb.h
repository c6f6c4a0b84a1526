// The verbs of `eddy`: what each says of itself, and what it does. One table, in table.cc; a verb and those under it in one
// file, in verbs/.
#pragma once
#include <vector>

#include "apps/cli/shell.h"
#include "apps/command/verb.h"

namespace eddy::cli {

struct Verb {
  command::About about;
  void (*run)(Shell&, const Options&) =
      nullptr;  // returns when it is done; throws Usage, Ended or client::Error where not
};

const std::vector<const Verb*>& all_verbs();
const command::Program& program();
// What options mean that every verb takes: where the diary is, and whose clock counts.
void take_everywhere(Shell& shell, const Options& o);

}  // namespace eddy::cli
