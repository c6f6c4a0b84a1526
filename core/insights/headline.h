// The sentence first: what can be said of a person's days, inside and outside work hours, in numbers that a shell words.
//
// Levels carry a 90 % interval. That something rose, fell or differs is said only where a test allows it that may be looked at
// every day (core/statistics/anytime.h); all of them together tell one in fifty people something that is not so, a year.
#pragma once
#include "core/vault/session.h"
#include "eddy/api/insights.pb.h"

namespace eddy {
// INVALID where `since` is given and is no first of a month of the past.
api::HeadlineReply headline(Session& session, Moment now, const api::HeadlineRequest& request);
}  // namespace eddy
