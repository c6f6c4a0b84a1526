#include <iostream>

#include "server/sql_store.h"
#include "server/verbs/all.h"

namespace eddy::server {
namespace {

int run_check(const Config& o, const Options&) {
  const auto store = open_store(o.store);
  const auto problems = Relay(*store, o.limits).check();
  for (const auto& p : problems) std::cout << p << "\n";
  if (problems.empty()) {
    std::cout << "Sound: every chain, every hash and every list of devices was read.\n";
    return 0;
  }
  std::cerr << "eddyd: Something is damaged. Restore a backup into a new folder; the devices give back what "
               "it lacks.\n";
  return 10 + int(Fault::damaged);
}

}  // namespace

const Verb verbs::check{.about = {.name = "check",
                                  .group = "The box",
                                  .summary = "reads everything",
                                  .more = "It may run beside serve.",
                                  .examples = {"eddyd check --data /var/lib/eddyd"}},
                        .run = run_check};

}  // namespace eddy::server
