// Reaches the running widget, for a window manager's own keys and for scripts.
#include "apps/cli/verbs/all.h"
#include "bindings/cpp/host.h"

namespace eddy::cli {
namespace {

void run_show(Shell&, const Options& o) {
  const auto answer = client::door_say("show " + (o.rest.empty() ? std::string("main") : o.rest[0]));
  if (answer == "ok") return;
  if (answer.empty()) throw Ended(1, "The widget is not running. `eddy-desktop --hidden &` starts it.");
  throw Usage("the widget cannot show \"" + o.rest[0] + "\"; see `eddy help show`");
}

}  // namespace

const Verb verbs::show{
    .about = {.name = "show",
              .group = "Around it",
              .summary = "the widget: reset, cards, abuse, danger, note, log, breath, beside, hide",
              .arguments = "[reset|cards|abuse|danger|note|log|breath|beside|hide]",
              .most = 1,
              .more = "For a window manager's own key; alone it opens the window.",
              .examples = {"eddy show reset"}},
    .run = run_show};

}  // namespace eddy::cli
