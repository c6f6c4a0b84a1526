// A week or a month, looked back at: what was heavy, what went with relief, one thing to keep; numbers, and the person's own words.
//
// What is listed of a kind is chosen by a rule that asks for no luck: days by their tension, practices after
// which tension was lower by how often they were rated and not by how far it fell, words by how new they are. Days without an entry are not spoken of.
#pragma once
#include <functional>
#include <string_view>

#include "core/vault/session.h"
#include "eddy/api/insights.pb.h"

namespace eddy {

constexpr double kTense = 6;         // of 10: a day's mean tension from here on
constexpr int kShortByMinutes = 60;  // of the sleep that the person needs

// `too_heavy`: words that are not shown as a bright spot or as the thing to keep. INVALID where `from` is none.
api::ReviewReply review(Session& session, Moment now, const api::ReviewRequest& request,
                        const std::function<bool(std::string_view)>& too_heavy);
// Of it what was heavy is left out: it waits for the morning.
void let_heavy_wait(api::ReviewReply& review);

}  // namespace eddy
