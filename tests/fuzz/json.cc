// Any bytes as an export of Eddy's: every row is bytes of a message or has a reason, lines and entries only go forward, and what
// was read is written as JSON and read again the same.
#include <algorithm>

#include "core/exchange/json_rows.h"
#include "core/exchange/json_table.h"
#include "core/exchange/json_text.h"
#include "core/exchange/letters.h"
#include "eddy/api/exchange.pb.h"

namespace {

void must(bool holds) {
  if (!holds) __builtin_trap();
}

// In one entry of a list of its own.
std::string again(const std::string& json) {
  eddy::JsonRows rows(json);
  eddy::JsonRow row, none;
  must(rows.next(row) && !row.wrong && !row.newer);
  must(!rows.next(none));
  return row.exported;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto text = eddy::read_letters({reinterpret_cast<const char*>(data), size}).text;
  eddy::JsonRows rows(text);
  int line = 1, entry = 0;
  for (eddy::JsonRow row; rows.next(row);) {
    must(row.entry > entry);
    must(row.line >= 1);
    entry = row.entry;
    line = row.line;
    if (row.wrong) {
      must(*row.wrong != 0);
      continue;
    }
    eddy::api::Exported e;
    if (!e.ParseFromString(row.exported)) continue;
    const auto wire = e.SerializeAsString();
    eddy::api::Exported same;
    must(same.ParseFromString(again("[\n" + eddy::json_text(eddy::kExportedMessage, wire) + "\n]\n")));
    must(same.SerializeAsString() == wire);
  }
  must(line <= int(std::count(text.begin(), text.end(), '\n')) + 1);
  return 0;
}
