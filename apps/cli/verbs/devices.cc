#include <algorithm>

#include "apps/cli/round.h"
#include "apps/cli/verbs/all.h"
#include "apps/command/columns.h"

namespace eddy::cli {
namespace {

std::string device_name(const api::SyncState::Device& d) {
  if (!d.name().empty()) return one_line(d.name()).words();
  return d.this_device() ? "this device" : "one of your devices";
}

void list(const Shell& shell, const api::SyncState& s) {
  int widest = 24;
  const auto name = [&](const api::SyncState::Device& d) {
    const auto same = [&](const auto& other) { return other.name() == d.name(); };
    const bool alone = std::count_if(s.device().begin(), s.device().end(), same) == 1;
    return alone ? device_name(d) : device_name(d) + "  " + short_id(d);
  };
  for (const auto& d : s.device()) widest = std::max(widest, command::columns_of(name(d)));
  for (const auto& d : s.device())
    shell.say("  " + command::padded(name(d), widest + 1) + (d.work() ? "work   " : "own    ") +
              (d.this_device() ? "here"
               : d.heard_ms()  ? "last heard from " + ago(shell.now_ms() - d.heard_ms())
                               : "not heard from yet"));
}

void run_devices(Shell& shell, const Options&) {
  shell.open();
  const auto s = sync_state(shell);
  shell.print(s);
  if (!s.joined()) return shell.say("Only this one. `eddy help pair` tells how to join another.");
  list(shell, s);
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
