#include "apps/cli/names.h"
#include "apps/cli/verbs/all.h"
#include "eddy/api/days.pb.h"

namespace eddy::cli {
namespace {

void run_next(Shell& shell, const Options&) {
  shell.open();
  const auto reply = shell.client.call<api::NextReply>("Reminders/Next", api::Nothing());
  shell.print(reply);
  if (!reply.due_size()) shell.say("Nothing is due.");
  for (const auto& d : reply.due()) shell.say(shell.local(d.at_ms(), "%a %H:%M") + "  " + name_of(d.what()));
}

}  // namespace

const Verb verbs::next{.about = {.name = "next",
                                 .group = "Look back, and ahead",
                                 .summary = "what is due next",
                                 .examples = {"eddy next"}},
                       .run = run_next};

}  // namespace eddy::cli
