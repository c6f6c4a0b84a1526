#include "apps/command/completion.h"

#include <iostream>

#include "server/verbs/all.h"

namespace eddy::server {
namespace {

int run(const Config&, const Options& typed) {
  std::cout << command::completion(program(), typed.rest.empty() ? "bash" : typed.rest[0]) << std::endl;
  return 0;
}

}  // namespace

const Verb verbs::completion{.about = {.name = "completion",
                                       .group = "Around it",
                                       .summary = "for your shell",
                                       .arguments = "[bash|zsh|fish]",
                                       .most = 1,
                                       .examples = {"source <(eddyd completion bash)"}},
                             .run = run,
                             .needs_data = false};

}  // namespace eddy::server
