// A practice or a card as words, and the numbers to call that go with two of them.
#pragma once
#include "apps/cli/shell.h"
#include "eddy/api/content.pb.h"

namespace eddy::cli {
void show_practice(const Shell& shell, const content::Practice& p);
// False: which country is not known here, or not yet.
bool show_lines(Shell& shell, bool for_caller = false);
api::ContentGetReply get_practice(Shell& shell, const std::string& id, const std::string& language = "");
}  // namespace eddy::cli
