// CSV as RFC 4180 has it and as files really are: CRLF or LF, a byte order mark, line breaks inside quotes.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace eddy {
struct CsvRow {
  int line = 1;  // where it begins
  std::vector<std::string> fields;
  bool open_quote = false;  // the file ended inside a quote
};
std::vector<CsvRow> read_csv(std::string_view file);
}  // namespace eddy
