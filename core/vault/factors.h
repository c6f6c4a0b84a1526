// What an id of a factor means, seen from a record: the factor itself, or the one that it was merged into.
//
// Looked up in the record's own space; from home in work, too, where home never held it. A work record never finds one of
// home. Where merges on two devices made a circle, every one in it means the one with the smallest id. One that is put away,
// or means one that is, has no name.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/vault/vault.h"
#include "eddy/records/entry.pb.h"

namespace eddy {

constexpr int kLongestName = 64;  // letters

// None where it is not here. It may be put away.
std::optional<Stored> meant_by(Vault& vault, int space, std::string_view id);
std::string name_of(const Stored& factor);
// Tells what a check-in's factors are called, each name once, in their order. Of several entries it asks once for each factor.
class FactorNames {
 public:
  explicit FactorNames(Vault& vault) : vault_(vault) {}
  void tell(records::Entry& entry);

 private:
  Vault& vault_;
  std::map<std::pair<int, std::string>, std::string> known_;  // by space and id; "": none
};
// All there are and are not put away, those that were merged into others, too.
std::vector<Stored> all_factors(Vault& vault);
// The id of a new one of that name: the same on every device. `folded`: see base/fold.h. `n`: where those before are
// called otherwise by now, or gone for good.
Id factor_id(std::string_view folded, int n = 0);

}  // namespace eddy
