// Self-care outside work hours: nights, wind-downs, practices, bright spots, people, and what the days after looked like. It counts
// what was done and never what was not.
#pragma once
#include "core/vault/session.h"
#include "eddy/api/insights.pb.h"

namespace eddy {
// `levels_only`: near sleep nothing stands beside a level. INVALID where `days` is out of range.
api::SelfCareReply self_care(Session& session, Moment now, const api::SelfCareRequest& request,
                             bool levels_only);
}  // namespace eddy
