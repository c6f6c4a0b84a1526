// Your people, as `people` and `cards people` list them.
#pragma once
#include "apps/cli/shell.h"

namespace eddy::cli {
void list_people(Shell& shell);  // of an open diary
}
