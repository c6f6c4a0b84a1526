// A practice or a card as words, and the numbers to call that go with two of them.
#pragma once
#include "apps/cli/shell.h"
#include "eddy/api/content.pb.h"

namespace eddy::cli {
void show_practice(const Shell& shell, const content::Practice& p);
api::LinesReply get_lines(Shell& shell, bool for_caller = false);
void say_emergency(const Shell& shell,
                   const api::LinesReply& reply);  // in one line, or which country is to be set
void show_lines(const Shell& shell, const api::LinesReply& reply, bool with_emergency = true);
api::ContentGetReply get_practice(Shell& shell, const std::string& id, const std::string& language = "");
}  // namespace eddy::cli
