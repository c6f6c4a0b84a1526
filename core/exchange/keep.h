// The one place where rows of any file become records: it keeps them, counts them, knows those that are there already, and
// takes an import back.
#pragma once
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "core/exchange/activities.h"
#include "core/exchange/importer.h"

namespace eddy {

// A write that keeps rows, and the import that takes them back; "" where nothing does.
struct Keeping {
  Keeping(Session& session, Vault::Write& w, Moment now, const std::string& i)
      : write(w), import(i), activities(session, w, now, i) {}
  Vault::Write& write;
  std::string import;
  Activities activities;
};

class Keeper {
 public:
  // `format` says how rows of earlier days are known again; null: they are not.
  Keeper(Session& session, Moment now, const Importer* format = nullptr);

  // Says in `count` what becomes of a row, and keeps it; null: only says.
  void take(ImportRow& row, api::ImportReply& count, Keeping* keeping);

 private:
  enum class Outcome { fresh, again, changed, duplicate, given };
  struct Plan {
    Outcome outcome = Outcome::fresh;
    int table = 0, space = 0;
    std::optional<Id> id;
    std::string body;
    Cells cells;
    std::optional<Stored> there;  // its record, or that of which its key tells
  };
  Plan plan(ImportRow& row);
  void plan_new(ImportRow& row, Plan& plan);
  void plan_merge(ImportRow& row, Plan& plan);
  std::optional<Stored> record_of(ImportRow& row, int table);
  int64_t carry_out(Plan& plan, ImportRow& row, Keeping& keeping);
  bool keep(Plan& plan, ImportRow& row, Keeping& keeping);

  Session& session_;
  Moment now_;
  std::map<std::string, int64_t> known_;      // rows that were imported before, by their keys
  std::set<std::tuple<Id, int, int>> taken_;  // in this file already
};

// Puts everything of one import into the trash; the same file can be imported again. Gives how many entries; `turned`: of how
// many that were here before, activities are feelings again.
int undo_import(Session& session, Moment now, std::string_view import, int* turned = nullptr);

}  // namespace eddy
