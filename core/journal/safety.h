// The rules that keep a hard day from getting harder. Nothing here is stored and nobody is told.
#pragma once
#include "core/journal/heavy.h"  // what is said of words
#include "core/vault/session.h"

namespace eddy {

constexpr int64_t kDebriefHold = 72 * kHour;  // after a grave call
constexpr int64_t kDebriefLeaves = 7 * kDay;  // the list empties itself

// Threats, abuse aimed at the person, sexual abuse, a caller in danger or dead: grounding and a person, no
// debrief.
bool is_grave(eddy::records::CallKind kind);
// Every check-in of the last three of the person's days that had one was at mood 1.
bool at_the_floor(Session& session, Moment now);
// It is at the floor, or something written in the last 72 hours sounds heavy: no numbers are shown unasked.
bool is_heavy_time(Session& session, Heavy& heavy, Moment now);

}  // namespace eddy
