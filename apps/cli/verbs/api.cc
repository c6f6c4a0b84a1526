#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

bool works_locked(const std::string& method) {
  for (const char* service : {"Core/", "Content/", "Player/", "Cards/"})
    if (method.rfind(service, 0) == 0) return true;
  return false;
}

void run_api(Shell& shell, const Options& o) {
  if (o.rest.empty()) {
    std::string all;
    for (const auto& m : client::methods()) all += (all.empty() ? "" : "\n") + m;
    return shell.put(all);
  }
  works_locked(o.rest[0]) ? (void)shell.attach() : shell.open();
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
