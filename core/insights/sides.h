// How it has been inside and outside work: levels on both sides of the door, around nights and on days off, and by the part of the
// week; each beside what was usual before. Levels alone: that something rose or fell is the headline's to say.
#pragma once
#include "core/vault/session.h"
#include "eddy/api/insights.pb.h"

namespace eddy {
// `levels_only`: near sleep nothing stands beside a level. INVALID where `days` is out of range.
api::SidesReply sides(Session& session, Moment now, const api::SidesRequest& request, bool levels_only);
}  // namespace eddy
