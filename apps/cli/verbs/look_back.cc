#include "apps/cli/sections.h"
#include "apps/cli/verbs/all.h"
#include "eddy/api/insights.pb.h"

namespace eddy::cli {
namespace {

void run_look_back(Shell& shell, const Options& o) {
  api::LookBackRequest q;
  q.set_days(o.number("days", 1, 3660).value_or(0));
  q.set_since(o.text("since", ""));
  shell.open();
  const auto reply = shell.client.call<api::LookBackReply>("Insights/LookBack", q);
  shell.print(reply);
  if (o.has("copy")) {
    for (const auto& section : reply.section())
      if (!section.copy().empty()) return shell.say(section.copy());
    throw Ended(1,
                reply.held() && reply.held() != api::TOO_EARLY
                    ? reply.headline() + " Nothing was copied."
                    : "There is nothing to copy: no shift with a hard call is known, or it is near sleep.");
  }
  shell.say(reply.headline());
  say_people(shell, reply.with_people());
  for (const auto& section : reply.section()) say_section(shell, section);
}

}  // namespace

const Verb verbs::look_back{
    .about = {.name = "look-back",
              .group = "Look back, and ahead",
              .summary = "what changed, and what went with what",
              .options =
                  [] {
                    return command::options(
                        {{"days", "N", "how it was over the last so many days"},
                         {"since", "YYYY-MM-01", "what changed since then"},
                         {"copy", "", "the hard calls of your shifts, dated, to give to a lead"}});
                  },
              .more = "On this device only. What went with something is no proof that it came of it.",
              .examples = {"eddy look-back", "eddy look-back --since 2026-09-01"}},
    .run = run_look_back};

}  // namespace eddy::cli
