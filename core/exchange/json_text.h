// A message of an export as JSON, by Protocol Buffers' own mapping: the same text from every shell. Fields that Eddy does
// not know are not in it; an exported record carries them beside it.
#pragma once
#include <string>
#include <string_view>

namespace eddy {
std::string json_text(int message, std::string_view wire);  // `message` of json_table.h
std::string to_base64(std::string_view bytes);
}  // namespace eddy
