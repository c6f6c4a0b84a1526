// The verbs of `eddyd`: what each says of itself, and what it does. One table, in table.cc; one file a verb, in verbs/.
#pragma once
#include <vector>

#include "apps/command/parse.h"
#include "server/config.h"

namespace eddy::server {
using command::Options;

struct Verb {
  command::About about;
  void (*run)(const Config&, const Options&) = nullptr;  // returns when it is done; throws where it is not
  bool needs_data = true;
};

const std::vector<const Verb*>& all_verbs();
const command::Program& program();

}  // namespace eddy::server
