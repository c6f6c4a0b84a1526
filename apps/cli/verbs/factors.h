// One's own factors, by their names.
#pragma once
#include <string>
#include <vector>

#include "apps/cli/shell.h"

namespace eddy::cli {
// The ids of those that are named, with commas between; what nobody has named yet is made.
std::vector<std::string> factors_called(Shell& shell, const std::string& names, bool anyway);
}  // namespace eddy::cli
