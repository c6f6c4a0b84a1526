#include "apps/command/completion.h"

#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

void run(Shell& shell, const Options& o) {
  shell.put(command::completion(program(), o.rest.empty() ? "bash" : o.rest[0]));
}

}  // namespace

const Verb verbs::completion{.about = {.name = "completion",
                                       .group = "Around it",
                                       .summary = "for your shell",
                                       .arguments = "[bash|zsh|fish]",
                                       .most = 1,
                                       .examples = {"source <(eddy completion bash)"}},
                             .run = run};

}  // namespace eddy::cli
