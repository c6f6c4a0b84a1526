#include "apps/cli/names.h"
#include "apps/cli/verbs/all.h"
#include "apps/command/columns.h"
#include "eddy/api/insights.pb.h"

namespace eddy::cli {
namespace {

Text row(const api::HelpsReply::Row& r) {
  const auto times = std::to_string(r.rated()) + (r.rated() == 1 ? " time" : " times");
  const auto name = "  " + command::padded(r.title().empty() ? "a practice that is not here any more"
                                                             : one_line(r.title()).words(),
                                           28);
  if (r.too_early()) return name + dim("too early to tell, rated " + times);
  return name + one_decimal(r.relief()) + "  (" + one_decimal(r.low()) + " to " + one_decimal(r.high()) +
         dim(", rated " + times + ")");
}

void run_helps(Shell& shell, const Options&) {
  shell.open();
  const auto reply = shell.client.call<api::HelpsReply>("Insights/Helps", api::HelpsRequest());
  shell.print(reply);
  shell.say(
      reply.row_size()
          ? "How far tension fell, of ten. This compares practices with each other. It is not a fair test "
            "of\n"
            "doing nothing: the worst calls get the resets, and high readings fall by themselves.\n"
          : "Too early to tell: no practice has been rated before and after. `eddy reset --rate` asks.");
  for (const auto& r : reply.row()) shell.say(row(r));
}

}  // namespace

const Verb verbs::helps{.about = {.name = "helps",
                                  .group = "Look back, and ahead",
                                  .summary = "what seems to help you",
                                  .examples = {"eddy helps"}},
                        .run = run_helps};

}  // namespace eddy::cli
