// What the insights come to, in sentences: the same on every screen, each said once. Never praise or blame, never "because".
#pragma once
#include <string>

#include "eddy/api/insights.pb.h"

namespace eddy {
// One sentence or a few; with `held` the one that says why there is none.
std::string in_words(const api::HeadlineReply& reply);
// Why nothing is said; `too_early` where there is too little yet.
std::string held_words(api::Held held, const char* too_early);
// A section each; without a line where there is nothing to say.
// `headline`: what else may be named, beside its own sentence, stands with the levels.
void in_words(const api::SidesReply& reply, const api::HeadlineReply& headline, api::Section* to);
void in_words(const api::SelfCareReply& reply, api::Section* to);
void in_words(const api::HelpsReply& reply, api::Section* to);
void in_words(const api::FactorEffectsReply& reply, api::Section* to);
void in_words(const api::BounceBackReply& reply, api::Section* to);
void in_words(const api::LoadReply& reply, api::Section* to);
void in_words(const api::CarryOverReply& reply, api::Section* to);
}  // namespace eddy
