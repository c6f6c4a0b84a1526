// What the table says to a person at a terminal, and to a script.
#pragma once
#include "apps/command/text.h"
#include "apps/command/verb.h"

namespace eddy::command {

// Every verb in its group, and the options that all of them take.
Text help(const Program& program);
// One verb: how it is used, its options, examples, and what is under it.
Text help(const Program& program, const About& verb);
// All of it as JSON, for programs.
std::string listed(const Program& program);

}  // namespace eddy::command
