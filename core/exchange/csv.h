// CSV as RFC 4180 has it and as files really are: rows that end in LF, CRLF or a lone CR; commas, semicolons
// or tabs between fields, as the first line has most of or as a line "sep=;" says; a byte order mark; line
// breaks inside quotes.
//
// A quote that nothing closes takes its own line along, and no other: that line is a row with `open_quote`.
// Closed is it by a quote before a separator or the end of a line; on its own line by any.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace eddy {

struct CsvRow {
  int line = 1;  // where it begins, as an editor counts
  std::vector<std::string> fields;
  bool open_quote = false;  // a quote is opened here and never closed; fields are as far as they were read
  bool cut = false;         // it has more than CsvReader::kMostFields
};

// Row by row; `text` outlives the reader. Of a text of n bytes at most 5 n are read, whatever is in it: where
// quotes are in such disorder that more would be, they are taken as they come.
class CsvReader {
 public:
  static constexpr size_t kMostFields = 256;  // nothing that Eddy reads has as many
  explicit CsvReader(std::string_view text);
  bool next(CsvRow& row);  // false: that was all. Empty lines are no rows.
  char separator() const { return separator_; }

 private:
  bool read(CsvRow& row);
  bool at_break() const;
  bool at_field_end() const;
  void skip_break();
  void read_quoted(std::string& field);
  void end_field(CsvRow& row, std::string& field);

  std::string_view text_;
  size_t at_ = 0;
  int line_ = 1;
  char separator_ = ',';
  bool lone_cr_ = false;  // lines end in CR alone
  bool open_ = false;     // a quote was opened that is not closed where quotes are
  size_t again_ = 0;      // bytes that may still be read again
};

std::vector<CsvRow> read_csv(std::string_view text);
// A row that a spreadsheet took for one field, since it knows another separator: the fields it had. Others
// stay.
void unwrap(CsvRow& row);

}  // namespace eddy
