#include <algorithm>

#include "apps/cli/entries.h"
#include "apps/cli/times.h"
#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

void run_list(Shell& shell, const Options& o) {
  api::ListRequest q;
  q.set_limit(o.number("limit", 1, 1000).value_or(20));
  if (o.has("from")) q.set_from_ms(parse_time(shell, o.text("from")));
  if (o.has("to")) q.set_to_ms(parse_time_to(shell, o.text("to")));
  if (o.has("from") && o.has("to") && q.from_ms() > q.to_ms()) throw Usage("--from is after --to");
  q.set_trashed(o.has("trash"));
  for (const auto& kind : o.rest) {
    auto name = kind;
    std::replace(name.begin(), name.end(), '-', '_');
    const auto* f = records::Entry::descriptor()->FindFieldByName(name);
    if (!f || !f->containing_oneof())
      throw Usage("there are no entries called \"" + kind + "\"; try check-in, hard-call, sleep");
    q.add_table(f->number());
  }
  shell.open();
  const auto reply = shell.client.call<api::ListReply>("Journal/List", q);
  shell.print(reply);
  for (const auto& e : reply.entry()) shell.say(describe(e));
  if (!reply.entry_size()) shell.say("Nothing there yet.");
}

}  // namespace

const Verb verbs::list{
    .about = {.name = "list",
              .group = "Look back, and ahead",
              .summary = "the newest entries",
              .arguments = "[check-in|hard-call|debrief|sleep|note|...]...",
              .most = -1,
              .options =
                  [] {
                    return command::options({option::kLimit,
                                             {"from", "TIME", "none before this"},
                                             {"to", "TIME", "none after this"},
                                             {"trash", "", "those in the trash"}});
                  },
              .examples = {"eddy list hard-call --limit 5", "eddy list --from 2026-03-01 --to 2026-03-29"}},
    .run = run_list};

}  // namespace eddy::cli
