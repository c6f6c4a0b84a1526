#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

void run_api(Shell& shell, const Options& o) {
  if (o.rest.empty()) {
    std::string all;
    for (const auto& m : client::methods()) all += (all.empty() ? "" : "\n") + m;
    return shell.put(all);
  }
  const auto& method = o.rest[0];
  // (What works without the diary may know more with it.)
  if (client::needs(method).of == api::OPEN_DIARY)
    shell.open();
  else if (shell.attach().exists() && shell.has_passphrase())
    shell.try_open();
  shell.put(shell.client.json(method, o.rest.size() > 1 ? o.rest[1] : "{}"));
}

}  // namespace

const Verb verbs::api{
    .about = {.name = "api",
              .group = "Around it",
              .summary = "any method of the core, in JSON",
              .arguments = "[METHOD [JSON]]",
              .most = 2,
              .more = "Alone it lists the methods.",
              .examples = {"eddy api Journal/CheckIn '{\"mood\":4,\"energy\":3,\"tension\":2}'"}},
    .run = run_api};

}  // namespace eddy::cli
