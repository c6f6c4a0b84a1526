// One format that Eddy reads. It says whether a file may be its own, and gives its rows; what becomes of them is the same
// for all (keep.h). A new format is a file that defines one, and a line in `importers`.
#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/sniff.h"
#include "core/journal/journal.h"
#include "eddy/api/exchange.pb.h"

namespace eddy {

// One row of a file: what would be kept of it, or why nothing.
struct ImportRow {
  int line = 0;         // where it begins, as an editor counts
  int entry = 0;        // the how manieth, where lines tell little
  std::string left;     // why it is none; empty: it is one
  bool partly = false;  // something of it Eddy does not know
  // With clocks: cells, which merge. Without: a new entry, kept once under `id`, which is a hash of what the file says and not of
  // what becomes of it here; under `before` an earlier Eddy kept it, or as what `key` tells of it.
  api::Exported what;
  std::optional<Id> id, before;
  std::string key;
  std::vector<std::string> activities;  // of a check-in: they become factors (activities.h)
};

class ImportRows {
 public:
  virtual ~ImportRows() = default;
  virtual bool next(ImportRow& row) = 0;  // false: that was all
  virtual double progress() const { return 1; }
};

struct Importer {
  api::FileFormat format;
  bool (*sniff)(FileKind kind);
  // `text` (letters.h) outlives the rows. None: it is no such file after all, or something has to be asked first, which stands
  // in `asks`; or `left` says of each row why.
  std::unique_ptr<ImportRows> (*rows)(Session& session, Moment now, std::string_view text,
                                      const api::ImportRequest& answers, api::ImportReply& asks);
  bool at_once;  // all of it is kept in one transaction
  // The key of what was kept of a row, with the feelings that were made factors since; empty: of none. Null: by its id alone a
  // row is known again.
  std::string (*key_of)(int table, std::string_view body);
};

extern const Importer daylio_importer, eddy_importer;
std::span<const Importer* const> importers();

}  // namespace eddy
