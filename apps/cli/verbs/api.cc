#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

void run_api(Shell& shell, const Options& o) {
  if (o.rest.empty()) {
    std::string all;
    for (const auto& m : client::methods()) all += (all.empty() ? "" : "\n") + m;
    return shell.put(all);
  }
  client::needs(o.rest[0]).of == api::OPEN_DIARY ? shell.open() : (void)shell.attach();
  shell.put(shell.client.json(o.rest[0], o.rest.size() > 1 ? o.rest[1] : "{}"));
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
