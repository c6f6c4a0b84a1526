// The index of words: what of a text goes into it, and how it is asked. It is FTS5's, which is given the terms of
// core/base/terms.h with spaces between them, and brings English words to their stem.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace eddy {

std::string words_to_index(std::string_view text);

// Expressions that FTS5 understands, one for whatever stands between two spaces: its terms must stand in the text one after the
// other; so letters of a script without spaces are found where they stand together, and only there. A sign between such
// letters does what a space does. A word of Arabic or Hebrew is found with its article and without, whichever is asked
// for. None where there is nothing to look for.
std::vector<std::string> phrases_to_find(std::string_view query);

}  // namespace eddy
