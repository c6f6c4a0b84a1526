// Completion of verbs, of those under them, of options and of the values that can be listed; for three shells.
#pragma once
#include <string>

#include "apps/command/verb.h"

namespace eddy::command {
// The verb, as a program's table has it.
About completion_verb(const char* example);
// What it prints for {"bash"}, {"zsh"} or {"fish"}; bash for {}, Usage for any other.
std::string completion(const Program& program, const std::vector<std::string>& words);
}  // namespace eddy::command
