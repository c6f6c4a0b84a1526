// What the core looks back at in words, as the terminal shows it.
#pragma once
#include "apps/cli/shell.h"
#include "eddy/api/insights.pb.h"

namespace eddy::cli {
void say_people(const Shell& shell, bool with_people);
void say_section(const Shell& shell, const api::Section& section);
}  // namespace eddy::cli
