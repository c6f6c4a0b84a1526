// What a file is by the bytes that its format begins with, and of a ZIP or an old Office file by the names within.
#pragma once
#include <optional>
#include <string_view>

#include "core/exchange/sniff.h"

namespace eddy {

// Nothing: it has no mark that is known here, as texts have none.
std::optional<FileKind> kind_by_mark(std::string_view file);

}  // namespace eddy
