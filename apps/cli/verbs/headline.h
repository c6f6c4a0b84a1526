// What Insights/Headline says, as a sentence.
#pragma once
#include <string>

#include "eddy/api/insights.pb.h"

namespace eddy::cli {
std::string in_words(const api::HeadlineReply& reply);
}  // namespace eddy::cli
