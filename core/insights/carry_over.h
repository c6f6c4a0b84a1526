// Whether one part of a person's day goes along with the next. Looked at once in 13 weeks, on the year before: within any year at most one in
// a hundred is told of what is not there.
#pragma once
#include "core/vault/session.h"
#include "eddy/api/insights.pb.h"

namespace eddy {
api::CarryOverReply carry_over(Session& session, Moment now);
}  // namespace eddy
