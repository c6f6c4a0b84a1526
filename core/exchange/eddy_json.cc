// Eddy's own export as JSON. Entries with their clocks merge, as those of another device; one that was written by hand is a new
// entry, and needs to say when it was.
#include "core/exchange/importer.h"
#include "core/exchange/json_rows.h"

namespace eddy {
namespace {

class EddyRows : public ImportRows {
 public:
  explicit EddyRows(std::string_view text) : rows_(text) {}

  bool next(ImportRow& row) override {
    do {
      if (!rows_.next(read_)) return false;
    } while (!take(row));
    return true;
  }
  double progress() const override { return rows_.progress(); }

 private:
  // False: it is no row, but says how many are not in the file.
  bool take(ImportRow& row) {
    row = {};
    row.line = read_.line;
    row.entry = read_.entry;
    row.partly = read_.newer;
    if (read_.wrong) return row.left = read_.wrong, true;
    auto& what = row.what;
    if (!what.ParseFromString(read_.exported)) return row.left = "a text of it is not UTF-8", true;
    if (!what.has_entry() && what.sealed()) return false;
    if (!table_of(what.entry()))
      row.left =
          read_.newer ? "an entry of a kind that this Eddy does not know" : "it is not one of Eddy's entries";
    else if (what.clocks().empty())
      by_hand(row);
    return true;
  }
  static void by_hand(ImportRow& row) {
    const auto& entry = row.what.entry();
    const auto table = table_of(entry);
    const auto body = body_of(entry);
    const auto event = to_event(table, body);
    if (!entry.id().empty()) {
      if (entry.id().size() != 16)
        row.left = "its id is not of 16 bytes";
      else
        row.id = to_id(entry.id(), "id");
    } else if (event && event->at.ms) {
      row.id =
          at_time(event->at.ms, to_id(digest("eddy/row/v1", std::to_string(table) + ' ' + body, 16), "row"));
    } else if (event) {
      row.left = "it does not say when it was";
    }
  }

  JsonRows rows_;
  JsonRow read_;
};

bool sniff(FileKind kind) { return kind == FileKind::eddy_export || kind == FileKind::other_json; }

std::unique_ptr<ImportRows> eddy_rows(Session&, Moment, std::string_view text, const api::ImportRequest&,
                                      api::ImportReply&) {
  return std::make_unique<EddyRows>(text);
}

}  // namespace

const Importer eddy_importer{api::FILE_FORMAT_EDDY, sniff, eddy_rows, false, nullptr};

}  // namespace eddy
