// How soon tension comes back after hard calls, as far as check-ins say so. Never a target and never a trend: slower after a worse
// call is how it is. Abuse, threats and sexual calls are not measured at all.
#pragma once
#include "core/vault/session.h"
#include "eddy/api/insights.pb.h"

namespace eddy {
// `without_wrong`: near sleep nothing is said of abuse. INVALID where `days` is out of range.
api::BounceBackReply bounce_back(Session& session, Moment now, const api::BounceBackRequest& request,
                                 bool without_wrong);
}  // namespace eddy
