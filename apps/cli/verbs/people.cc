#include "apps/cli/verbs/people.h"

#include "apps/cli/verbs/all.h"

namespace eddy::cli {

void list_people(Shell& shell) {
  api::ListRequest q;
  q.add_table(records::Entry::kPersonFieldNumber);
  const auto reply = shell.client.call<api::ListReply>("Journal/List", q);
  shell.print(reply);
  if (!reply.entry_size())
    shell.say(
        "Nobody is written down yet. `eddy people add --name NAME --role friend --reach NUMBER` adds "
        "someone.");
  for (const auto& e : reply.entry()) shell.say(describe(e));
}

const Verb verbs::people{
    .about = {.name = "people", .group = "Keep", .summary = "your people", .examples = {"eddy people"}},
    .run = [](Shell& shell, const Options&) {
      shell.open();
      list_people(shell);
    }};

}  // namespace eddy::cli
