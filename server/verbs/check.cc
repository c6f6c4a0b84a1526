#include <iostream>

#include "server/audit.h"
#include "server/sql_store.h"
#include "server/verbs/all.h"

namespace eddy::server {
namespace {

void run_check(const Config& o, const Options&) {
  const auto store = open_store(o.store);
  const auto problems = audit(*store);
  for (const auto& p : problems) std::cout << p << "\n";
  if (!problems.empty()) throw Failure{Reason::store_damaged, "listed above"};
  std::cout << "Sound: every chain, every hash and every list of devices was read.\n";
}

}  // namespace

const Verb verbs::check{.about = {.name = "check",
                                  .group = "The box",
                                  .summary = "reads everything",
                                  .more = "It may run beside serve.",
                                  .examples = {"eddyd check --data /var/lib/eddyd"}},
                        .run = run_check};

}  // namespace eddy::server
