// What went with each of a person's own factors, on which side of the door: never because of it.
//
// A difference carries a 90 % interval. That something went with more or less is said only where a test allows it that may be looked
// at every day; all factors there will ever be together tell one in a hundred people something that is not so.
#pragma once
#include <set>
#include <vector>

#include "core/vault/session.h"
#include "eddy/api/insights.pb.h"

namespace eddy {

// One that stands for what was merged into it, too; told as it is, and its effects where nothing else is `unsaid` of it.
struct OwnFactor {
  api::FactorEffectsReply::Own told;
  std::set<int64_t> check_ins;  // rows that carry it
};
api::FactorEffectsReply factor_effects(Session& session, Moment now, std::vector<OwnFactor> factors);

}  // namespace eddy
