#include "apps/command/completion.h"

#include <iostream>

#include "server/verbs/all.h"

namespace eddy::server {
namespace {

void run_completion(const Config&, const Options& typed) {
  std::cout << command::completion(program(), typed.rest) << std::endl;
}

}  // namespace

const Verb verbs::completion{.about = command::completion_verb("source <(eddyd completion bash)"),
                             .run = run_completion,
                             .needs_data = false};

}  // namespace eddy::server
