// The text of a stranger's file. Nobody says in which letters it was written: the bytes have to.
//
// UTF-8 and UTF-16, with or without a byte order mark; what is neither is Windows-1252, which every byte is
// text in. A file that is UTF-8 but for a few bytes stays it, and those few are read as Windows-1252. Any
// bytes give a text; one pass.
#pragma once
#include <string>
#include <string_view>

namespace eddy {

enum class Encoding { utf8, utf16_le, utf16_be, windows_1252 };

struct Letters {
  std::string text;  // UTF-8, without a byte order mark
  Encoding encoding = Encoding::utf8;
};
Letters read_letters(std::string_view bytes);

}  // namespace eddy
