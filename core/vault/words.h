// The index of words: what of a text goes into it, and how it is asked. It is FTS5's, which is given the terms of
// core/base/terms.h with spaces between them, and brings English words to their stem.
#pragma once
#include <string>
#include <string_view>

namespace eddy {

std::string words_to_index(std::string_view text);

// An expression that FTS5 understands: whatever stands between two spaces must be in the text, its terms one after the
// other; so letters of a script without spaces are found where they stand together, and only there. A sign between such
// letters does what a space does. "" where there is nothing to look for.
std::string words_to_find(std::string_view query);

}  // namespace eddy
