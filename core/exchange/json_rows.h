// The entries of an export of Eddy's as JSON, whoever has saved it again: on one line or pretty-printed, a list, a reply of
// `eddy api Exchange/Export`, or an entry a line. No store, no clock; a part of the text at a time, and each part once.
//
// What is broken costs the entry it is in, and is told with its line; reading goes on at the next line that begins an entry.
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace eddy {

struct JsonRow {
  int line = 1;                 // where it begins
  int entry = 0;                // the how manieth, from 1
  std::string exported;         // an api.Exported, as bytes
  const char* wrong = nullptr;  // why it is none
  bool newer = false;           // it names a field or a value that Eddy does not know
};

class JsonRows {
 public:
  explicit JsonRows(std::string_view text);  // UTF-8 (letters.h), which outlives the reader
  ~JsonRows();
  bool next(JsonRow& row);  // false: that was all
  double progress() const;  // 0 to 1

 private:
  struct Parser;
  void read_some();
  void read_line(std::string_view part);
  bool begin_loose();
  void broken(size_t at, bool deep);
  void end();

  std::string_view text_;
  size_t at_ = 0, line_start_ = 0;
  int line_ = 1;
  bool loose_ = false;  // the first value has ended: what follows are entries, a line or more each
  bool ended_ = false;
  std::unique_ptr<Parser> parser_;
};

}  // namespace eddy
