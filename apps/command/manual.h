// The manual page, in the language of man(7).
#pragma once
#include <string>

#include "apps/command/verb.h"

namespace eddy::command {
std::string manual(const Program& program);
}
