// Hard calls per shift against what is usual for the person. Abuse and threats are counted apart, and nothing is ever held against
// them: there is no usual measure of what should not be. Numbers and kinds alone, no word that was written.
#pragma once
#include "core/vault/session.h"
#include "eddy/api/insights.pb.h"

namespace eddy {
// INVALID where `shifts` is none of 0 to 60.
api::LoadReply load(Session& session, Moment now, const api::LoadRequest& request);
}  // namespace eddy
