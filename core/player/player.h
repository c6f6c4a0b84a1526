// Plays a practice. Pure: everything follows from (catalog, state, now); the shell holds the state, as bytes
// if it likes. Whole breaths and whole moves only: what does not fit is left out, never cut.
#pragma once
#include "core/content/catalog.h"
#include "eddy/content/player.pb.h"

namespace eddy {

// Throws OPTED_OUT where the person has opted out of this practice, and
// PRACTICE_LENGTH where the length is outside the practice's own; 0 seconds is its usual length. Times are ms UTC.
content::State player_begin(const Catalog& catalog, std::string_view practice, int seconds,
                            content::Where where, const std::vector<content::OptOut>& opt_outs,
                            double now_ms);
// INVALID where `value` is not one of the scene's choices or not 0 to 10.
content::State player_answer(const Catalog& catalog, content::State state, content::Act act, int value,
                             double now_ms);
// The same, so much later: nobody was there, and it goes on where it was. 0 to a day; INVALID ("away_ms") otherwise.
content::State player_later(content::State state, double away_ms);
content::Scene player_at(const Catalog& catalog, const content::State& state, double now_ms);

// The first opt-out that this practice is not for, or OPT_OUT_UNSPECIFIED.
content::OptOut refused_by(const content::Practice& practice, const std::vector<content::OptOut>& opt_outs);
bool is_played(const content::Practice& practice);
// What may be chosen for a person who is there and has so long: resets alone, whole within that time. Nothing on a call.
std::vector<std::string> player_fitting(const Catalog& catalog, content::Where where, int seconds,
                                        const std::vector<content::OptOut>& opt_outs,
                                        const std::vector<std::string>& never);
// What to play when nobody chose: the pinned one where it fits, else the next best. `aside`: followed from the corner of an
// eye, as only a breath can be.
std::string player_choose(const Catalog& catalog, std::string_view pinned,
                          const std::vector<content::OptOut>& opt_outs, const std::vector<std::string>& never,
                          bool aside = false);

}  // namespace eddy
