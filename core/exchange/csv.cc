#include "core/exchange/csv.h"

namespace eddy {

std::vector<CsvRow> read_csv(std::string_view file) {
  if (file.substr(0, 3) == "\xef\xbb\xbf") file.remove_prefix(3);
  std::vector<CsvRow> rows;
  CsvRow row;
  std::string field;
  int line = 1;
  bool quoted = false, was_quoted = false, any = false;
  const auto end_row = [&] {
    row.fields.push_back(std::move(field));
    field.clear();
    if (any || row.fields.size() > 1) rows.push_back(std::move(row));  // an empty line is no row
    row = {};
    row.line = line;
    any = was_quoted = false;
  };
  for (size_t i = 0; i < file.size(); ++i) {
    const char c = file[i];
    if (c == '\n') ++line;
    if (quoted) {
      if (c != '"')
        field += c;
      else if (i + 1 < file.size() && file[i + 1] == '"')
        field += file[i++];
      else
        quoted = false;
      continue;
    }
    if (c == '"' && field.empty() && !was_quoted) {
      quoted = was_quoted = any = true;
    } else if (c == ',') {
      row.fields.push_back(std::move(field));
      field.clear();
      was_quoted = false;
      any = true;
    } else if (c == '\n') {
      if (!field.empty() && field.back() == '\r') field.pop_back();
      end_row();
    } else {
      field += c;
      any = any || c != '\r';
    }
  }
  row.open_quote = quoted;
  if (any || !row.fields.empty()) end_row();
  return rows;
}

}  // namespace eddy
