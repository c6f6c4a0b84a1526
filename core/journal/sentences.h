// What a person wrote, as sentences of words that are compared with others.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace eddy {

using Sentence = std::vector<std::string>;
// `text` is UTF-8. A sentence of more than sixty words is cut, so that whatever looks at it takes time in proportion to the text.
std::vector<Sentence> sentences_in(std::string_view text);

}  // namespace eddy
