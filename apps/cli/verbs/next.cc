#include <map>

#include "apps/cli/verbs/all.h"
#include "eddy/api/days.pb.h"

namespace eddy::cli {
namespace {

void run(Shell& shell, const Options&) {
  static const std::map<int, const char*> names = {{1, "the shift begins"},
                                                   {2, "the shift ends: eddy close-shift"},
                                                   {3, "time to wind down: eddy reset sleep.windown"},
                                                   {4, "last night is not noted: eddy sleep"},
                                                   {5, "your quiet time ends"},
                                                   {6, "a debrief leaves the list"}};
  shell.open();
  const auto reply = shell.client.call<api::NextReply>("Reminders/Next", api::Nothing());
  shell.print(reply);
  if (!reply.due_size()) shell.say("Nothing is due.");
  for (const auto& d : reply.due()) shell.say(shell.local(d.at_ms(), "%a %H:%M") + "  " + names.at(d.what()));
}

}  // namespace

const Verb verbs::next{.about = {.name = "next",
                                 .group = "Look back, and ahead",
                                 .summary = "what is due next",
                                 .examples = {"eddy next"}},
                       .run = run};

}  // namespace eddy::cli
