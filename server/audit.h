// Reads everything there is, and says what does not fit together.
#pragma once
#include <string>
#include <vector>

#include "server/store.h"

namespace eddy::server {

// One sentence for each thing that was changed or is missing; none: sound. May run beside everything else.
std::vector<std::string> audit(Store& store);

}  // namespace eddy::server
