#include <iomanip>
#include <iostream>

#include "server/folder.h"
#include "server/sql_store.h"
#include "server/verbs/all.h"

namespace eddy::server {
namespace {

std::string size_of(uint64_t bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f MiB", double(bytes) / (1 << 20));
  return text;
}

void run_accounts(const Config& o, const Options&) {
  const auto store = open_store(o.store);
  uint64_t count = 0, sum = 0;
  store->each_account([&](const Id& id, const AccountRow& row) {
    std::cout << hex(view(id)) << "  " << row.head << " bundles  " << size_of(row.used) << " of "
              << size_of(row.quota) << "  pictures " << size_of(row.blobs) << "  devices' list "
              << row.roster_version;
    if (row.closes_ms) {
      const auto when = time_t(row.closes_ms / 1000);
      std::cout << "  ends " << std::put_time(gmtime(&when), "%F %R") << " UTC";
    }
    std::cout << "\n";
    ++count, sum += row.used + row.blobs;
  });
  std::cout << count << (count == 1 ? " account, " : " accounts, ") << size_of(sum) << "\n";
}

}  // namespace

const Verb verbs::accounts{.about = {.name = "accounts",
                                     .group = "The box",
                                     .summary = "who has how much; no names, there are none",
                                     .examples = {"eddyd accounts --data /var/lib/eddyd"}},
                           .run = run_accounts};

}  // namespace eddy::server
