#include "apps/command/completion.h"

#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

void run_completion(Shell& shell, const Options& o) { shell.put(command::completion(program(), o.rest)); }

}  // namespace

const Verb verbs::completion{.about = command::completion_verb("source <(eddy completion bash)"),
                             .run = run_completion};

}  // namespace eddy::cli
