// How it has been: any range by day, week or month, inside and outside work hours, read from the roll-ups
// alone, so that ten years of entries cost what ten days do.
#pragma once
#include "core/vault/session.h"
#include "eddy/api/insights.pb.h"

namespace eddy {
api::TrendsReply trends(Session& session, Moment now, const api::TrendsRequest& request);
}  // namespace eddy
