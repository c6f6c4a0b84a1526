#include "apps/cli/round.h"
#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

void run_sync(Shell& shell, const Options& o) {
  shell.open();
  if (o.has("server")) {
    api::SetServerRequest q;
    q.set_server(o.text("server"));
    shell.client.call<api::Nothing>("Sync/SetServer", q);
  }
  const auto s = sync_state(shell);
  if (s.joined()) return sync_once(shell);
  shell.print(s);
  shell.say(
      "This diary is on this device only. `eddy pair` joins it to your others; `eddy help pair` tells how.");
}

}  // namespace

const Verb verbs::sync{
    .about = {.name = "sync",
              .group = "Your devices",
              .summary = "bring your devices in step",
              .options =
                  [] { return command::options({{"server", "HOST:PORT", "where your box is from now on"}}); },
              .more = "Always possible; nothing goes by itself in your work hours. "
                      "--server says that the box this device knows has another address; "
                      "another box that answers there is told from it, and learns nothing.",
              .examples = {"eddy sync", "eddy sync --server 192.168.1.5:7443"}},
    .run = run_sync};

}  // namespace eddy::cli
