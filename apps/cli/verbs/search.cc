#include "apps/cli/entries.h"
#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

void run_search(Shell& shell, const Options& o) {
  if (o.rest.empty()) throw Usage("What should Eddy look for?  eddy search refund");
  shell.open();
  api::SearchRequest q;
  q.set_query(joined(o));
  if (const auto n = o.number("limit", 1, 1000)) q.set_limit(*n);
  const auto reply = shell.client.call<api::ListReply>("Journal/Search", q);
  shell.print(reply);
  for (const auto& e : reply.entry()) shell.say(describe(e));
  if (!reply.entry_size()) shell.say("Nothing found.");
}

}  // namespace

const Verb verbs::search{.about = {.name = "search",
                                   .group = "Look back, and ahead",
                                   .summary = "find your own words",
                                   .arguments = "WORDS...",
                                   .most = -1,
                                   .options = [] { return command::options({option::kLimit}); },
                                   .examples = {"eddy search refund"}},
                         .run = run_search};

}  // namespace eddy::cli
