// The words of a note that may hold a little HTML, as Daylio's do: line breaks stay line breaks, bold goes,
// the words stay. What only looks like a tag stays as it is. One pass.
#pragma once
#include <string>
#include <string_view>

namespace eddy {
std::string plain_words(std::string_view html);
}  // namespace eddy
