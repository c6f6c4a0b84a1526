// A page for a mentor or lead: only what is chosen, one answer at a time or by --with, shown whole.
#pragma once
#include "apps/cli/shell.h"

namespace eddy::cli {
void debrief_page(Shell& shell, const Options& o);  // of an open diary
// A question's answer in a debrief: the question's id is the record's field.
bool set_answer(records::Debrief& d, const std::string& question,
                const std::string& answer);  // false: no such field
}  // namespace eddy::cli
