// The rows of Daylio's CSV export, whatever phone wrote it and whatever spreadsheet saved it again: no store,
// no zone, no clock.
//
// Headers of 2018 (a year and a date without one), of 2020 (no titles) and of today, with scales or without,
// in any order; a column Eddy does not know becomes words. Every row of the file is in `rows`, or in `left`
// with its line and the reason; rows in which nothing stands are counted.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/date_order.h"
#include "core/exchange/date_text.h"
#include "core/exchange/daylio_columns.h"

namespace eddy {

// Why a row was left out.
enum class Left {
  open_quote,
  fields,
  nul,
  header_again,
  date,
  calendar,
  date_order,
  time,
  mood,
  too_long,  // for a note
};
const char* words_of(Left why);

struct LeftRow {
  int line;
  Left why;
};

struct DaylioRow {
  int line = 0;
  int64_t local_ms = 0;  // what the wall showed, as if it were UTC
  std::string mood;      // its label, as the person named it
  std::vector<std::string> activities;
  std::string words;  // title, note, scales, each on lines of its own
};

struct DaylioOptions {
  std::optional<DateOrder> order;  // what the person said, where the file leaves it open
  std::optional<int64_t> today;    // since 1970-01-01: a hint about the order of dates, no more
};

struct DaylioFile {
  std::vector<DaylioRow> rows;  // as the file has them: the newest first, usually
  std::vector<LeftRow> left;    // by line
  int blank = 0;
  // Dates such as 03/04/2021 that may be read in each of `orders`: ask. Their rows are left, for
  // Left::date_order.
  bool date_order_open = false;
  std::vector<DateOrder> orders;
  std::string open_date;  // the first of them
};

// `text` is UTF-8 (letters.h). Nothing: its first row is none of Daylio's headers.
std::optional<DaylioFile> read_daylio(std::string_view text, const DaylioOptions& options = {});

}  // namespace eddy
