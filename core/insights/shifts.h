// The shifts of many days, by their start.
#pragma once
#include <vector>

#include "core/vault/session.h"

namespace eddy {
// Those that begin on the days [from, to) since 1970, as UTC has them.
std::vector<Span> read_shifts(Session& session, int64_t from, int64_t to);
}  // namespace eddy
