// What the table says to a person at a terminal, and to a script.
#pragma once
#include "apps/command/text.h"
#include "apps/command/verb.h"

namespace eddy::command {

// Every verb in its group, and the options that all of them take.
Text help(const Program& program);
// One verb: how it is used, its options, examples, and what is under it.
Text help(const Program& program, const About& verb);
// What these words name, all of it where there are none; Usage where they name no verb.
Text help(const Program& program, const std::vector<std::string>& words);
// The verb for it, as a program's table has it.
About help_verb(const std::vector<const char*>& examples);
// All of it as JSON, for programs.
std::string listed(const Program& program);

}  // namespace eddy::command
