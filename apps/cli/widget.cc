// Reaches the running widget, for a window manager's own keys and for scripts.
#include "apps/cli/verbs.h"
#include "bindings/cpp/host.h"

namespace eddy::cli {

int show(Shell& shell, const Words& words) {
  const Options o(words, {}, {});
  if (o.rest.size() > 1) throw Usage("eddy show WHAT");
  const auto answer = client::door_say("show " + (o.rest.empty() ? std::string("main") : o.rest[0]));
  if (answer == "ok") return 0;
  if (answer.empty()) {
    shell.say("The widget is not running. `eddy-desktop --hidden &` starts it.");
    return 1;
  }
  throw Usage("the widget cannot show \"" + o.rest[0] + "\"; see `eddy help show`");
}

}  // namespace eddy::cli
