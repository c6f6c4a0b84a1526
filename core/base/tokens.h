// The words of what a person typed, to be compared with other words.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace eddy {

// In small letters, without apostrophes and without the marks of Latin letters, since people in a hurry type none;
// digits count as letters, and so does whatever another script has. `text` is UTF-8.
std::vector<std::string> tokens_in(std::string_view text);

}  // namespace eddy
