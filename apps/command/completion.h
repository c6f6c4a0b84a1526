// Completion of verbs, of those under them, of options and of the values that can be listed; for three shells.
#pragma once
#include <string>

#include "apps/command/verb.h"

namespace eddy::command {
// "bash", "zsh" or "fish"; Usage for any other.
std::string completion(const Program& program, const std::string& shell);
}  // namespace eddy::command
