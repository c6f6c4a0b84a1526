// The trusted end of a pairing: shows a code, takes the six digits, and says whose the new device is.
#pragma once
#include <string>

#include "apps/cli/shell.h"
#include "eddy/api/sync.pb.h"

namespace eddy::cli {
void pair_show(Shell& shell, const Options& o);
void need_paired(const api::SyncState& s, const std::string& sentence);  // throws it where it came to nothing
}  // namespace eddy::cli
