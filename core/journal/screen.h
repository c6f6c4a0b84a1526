// Finds other people's data in a note before it is kept: card, phone and account numbers, e-mail addresses.
// Says which kinds, never the text. May be wrong both ways; the person decides.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "eddy/api/error.pb.h"

namespace eddy {
// Each at most once.
std::vector<api::Error::Found> other_peoples_data(std::string_view text);
}  // namespace eddy
