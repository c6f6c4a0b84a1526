// What went with relief, practice by practice; and whether resets help at all, where that was tried.
//
// Levels carry a 90 % interval (core/statistics/pooled.h). That one went with more than the others is said only where a test
// allows it that may be looked at every day, on whole weeks in which both were rated; of all that is ever said so, and of the
// waiting, one in a hundred people is told something that is not so.
#pragma once
#include "core/vault/session.h"
#include "eddy/api/insights.pb.h"

namespace eddy {
api::HelpsReply helps(Session& session, Moment now);
}  // namespace eddy
