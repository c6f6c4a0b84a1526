#include "apps/cli/round.h"
#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

std::string heard(const Shell& shell, const api::SyncState::Device& d) {
  if (d.this_device()) return "here";
  if (d.leaving()) return "to be taken out with the next sync";
  return d.heard_ms() ? "last heard from " + ago(shell.now_ms() - d.heard_ms()) : "not heard from yet";
}

void run_devices(Shell& shell, const Options&) {
  shell.open();
  const auto s = sync_state(shell);
  shell.print(s);
  if (!s.joined()) return shell.say("Only this one. `eddy help pair` tells how to join another.");
  list_devices(shell, s.device(), [&](const api::SyncState::Device& d) { return heard(shell, d); });
  shell.say("\n  " + s.server() + ", last in step " +
            (s.synced_ms() ? ago(shell.now_ms() - s.synced_ms()) : "never") +
            (s.waiting() ? "; " + std::to_string(s.waiting()) + " only here" : ""));
  if (s.ends_ms())
    shell.say("  This account ends " + shell.local(s.ends_ms(), "%d %b, %H:%M") +
              ". It stays with:  eddy afresh --keep");
  tell_notices(shell, s);
}

}  // namespace

const Verb verbs::devices{.about = {.name = "devices",
                                    .group = "Your devices",
                                    .summary = "which they are, and when they were last heard from",
                                    .examples = {"eddy devices"}},
                          .run = run_devices};

}  // namespace eddy::cli
