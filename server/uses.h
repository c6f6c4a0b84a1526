// What an account's devices have brought, and whether there is room for more: its own have all of the account's, its work
// computers together a quarter as much beside that, and what is taken out counts no more.
#pragma once
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "core/wire/bundle.h"
#include "core/wire/roster.h"
#include "server/store.h"

namespace eddy::server {

// A picture that comes whole or goes changes its space's sum.
inline void count_blob(AccountRow& account, const BlobRow& row) {
  const auto number = digest("eddy/blob-number/v1", view(row.id), 16);
  account.blob_sums[row.space == wire::kHome] ^= Reader{number}.get<uint64_t>();
}

// A picture's bytes, as far as they are here.
inline std::string whole_of(Transaction& t, const BlobRow& row) {
  std::string whole;
  for (auto part = t.part(row.id, 0); !part.empty() && whole.size() < row.size;
       part = t.part(row.id, whole.size()))
    whole += part;
  return whole;
}

class Uses {
 public:
  Uses(Transaction& t, const sync::v1::Roster& roster) : t_(t), roster_(roster) {
    for (auto& row : t.uses()) {
      // An earlier format did not know whose they are; whoever is taken out stays what it was.
      const auto* d = wire::find_device(roster_, row.device);
      const bool work = d ? d->role() == sync::v1::ROLE_WORK : row.work;
      if (std::exchange(row.work, work) != work) changed_.insert(row.device);
      rows_[row.device] = row;
    }
  }
  UseRow& of(const Id& device) {
    auto& row = rows_[device];
    row.device = device;
    if (const auto* d = wire::find_device(roster_, device)) row.work = d->role() == sync::v1::ROLE_WORK;
    return row;
  }
  void settle() {
    for (const auto& id : changed_) t_.put_use(rows_[id]);
  }
  void put(const Id& device) { t_.put_use(of(device)); }
  // `all`: what the account has, also from before anybody counted by device.
  bool room(const Id& device, uint64_t size, uint64_t UseRow::* what, uint64_t all, uint64_t most) {
    const bool work = of(device).work;
    uint64_t by_work = 0, by_work_now = 0;
    for (const auto& [id, row] : rows_) {
      if (!row.work) continue;
      by_work += row.*what;
      if (wire::find_device(roster_, id)) by_work_now += row.*what;
    }
    return work ? by_work_now + size <= most / kWorkShare : all - std::min(all, by_work) + size <= most;
  }

 private:
  static constexpr uint64_t kWorkShare = 4;
  Transaction& t_;
  const sync::v1::Roster& roster_;
  std::map<Id, UseRow> rows_;
  std::set<Id> changed_;
};

}  // namespace eddy::server
