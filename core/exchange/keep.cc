#include "core/exchange/keep.h"

#include <algorithm>

#include "core/exchange/exported.h"
#include "core/exchange/imported.h"
#include "core/vault/admit.h"
#include "core/vault/pictures.h"

namespace eddy {
namespace rec = eddy::records;
namespace {

// Of what was turned into factors since, it is known what it was.
std::map<std::string, int64_t> imported_before(Vault& vault, const Importer* format) {
  std::map<std::string, int64_t> keys;
  if (!format || !format->key_of) return keys;
  auto s = vault.db().prepare(
      "SELECT r.kind, r.body, t.body, r.rid FROM imported i JOIN record r ON r.rid = i.rid LEFT JOIN turned "
      "t ON t.rid = "
      "r.rid WHERE i.import != ? AND length(r.body) > 0");
  const auto undone = undone_import();
  s.bind(undone);
  while (s.step()) {
    const auto body = std::string(s.blob(1)).append(s.blob(2));
    if (auto key = format->key_of(int(s.integer(0)), body); !key.empty())
      keys.emplace(std::move(key), s.integer(3));
  }
  return keys;
}

void leave(api::ImportReply& count, const ImportRow& row, const std::string& why) {
  auto* l = count.add_left();
  l->set_line(row.line);
  l->set_entry(row.entry);
  l->set_reason(why);
}

// What belongs to a day of its own.
bool has_day(int table) {
  return table != kSettings && table != kPerson && table != kOwnCard && table != kBoardItem &&
         table != kShiftPattern && table != kFactor;
}

void count_day(api::ImportReply& count, int table, const std::string& body) {
  const auto event = has_day(table) ? to_event(table, body) : std::nullopt;
  if (!event) return;
  const int day = int(floor_div(event->at.local_ms(), kDay));
  count.set_first_day(count.has_first_day() ? std::min(count.first_day(), day) : day);
  count.set_last_day(count.has_last_day() ? std::max(count.last_day(), day) : day);
}

}  // namespace

Keeper::Keeper(Session& session, Moment now, const Importer* format)
    : session_(session), now_(now), known_(imported_before(session.vault(), format)) {}

// Its record, in whatever space it is by now; none: it was not imported yet.
// What went for good after its import was taken back comes in anew, under the next id.
std::optional<Stored> Keeper::record_of(ImportRow& row, int table) {
  auto& vault = session_.vault();
  const auto is_over = [&](const std::optional<Stored>& s) {
    return s && vault.fate_of(*s) == Fate::purged && was_undone(vault, s->rid);
  };
  if (!row.id) return std::nullopt;
  auto there = vault.find({*row.id, 0, table});
  if (!there && row.before) there = vault.find({*row.before, 0, table});
  while (is_over(there)) {
    const auto next = digest("eddy/import-anew/v1", view(*row.id), 10);
    std::copy(next.begin(), next.end(), row.id->begin() + 6);  // behind its time
    there = vault.find({*row.id, 0, table});
  }
  return there;
}

void Keeper::plan_new(ImportRow& row, Plan& plan) {
  auto& entry = *row.what.mutable_entry();
  if (plan.table == kSettings) throw Failure{Reason::settings_are_set, "set them instead"};
  validate(entry, now_, session_.zone);
  plan.body = body_of(entry);
  if (!fits(plan.table, split(plan.table, plan.body, {}), Author::own))
    throw Failure{Reason::entry_too_large, "larger than one entry may be"};
  plan.there = record_of(row, plan.table);
  plan.id = row.id;
  if (!plan.there) {
    const auto known = known_.find(row.key);
    if (known == known_.end()) return;
    plan.there = session_.vault().at(known->second);
    plan.outcome = Outcome::duplicate;
    return;
  }
  const auto before = fate(plan.there->cells);
  if (before == Fate::purged) throw Failure{Reason::no_record, "you removed this entry for good before"};
  plan.outcome =
      before == Fate::live || put_away(session_.vault(), *plan.there) ? Outcome::duplicate : Outcome::again;
}

void Keeper::plan_merge(ImportRow& row, Plan& plan) {
  plan.cells = cells_in(row.what, plan.table, body_of(row.what.entry()));
  plan.body = join(plan.cells);
  plan.id = to_id(row.what.entry().id(), "id");
  admit(Author::own, Door::file, plan.space, *plan.id, plan.table, plan.cells);
  plan.there = session_.vault().find({*plan.id, plan.space, plan.table});
  if (!plan.there) return;
  const bool same = merge(plan.table, plan.there->cells, plan.cells) == plan.there->cells;
  if (!same && plan.table == kSettings)
    throw Failure{Reason::settings_are_set, "this diary has its own: set them instead"};
  plan.outcome = same ? Outcome::duplicate : Outcome::changed;
  if (fate(plan.there->cells) == Fate::trashed && fate(plan.cells) == Fate::live &&
      was_undone(session_.vault(), plan.there->rid))
    plan.outcome = Outcome::again;
}

Keeper::Plan Keeper::plan(ImportRow& row) {
  Plan plan;
  const auto& entry = row.what.entry();
  plan.table = table_of(entry);
  if (!plan.table) throw Failure{Reason::record_malformed, "an entry of no known kind"};
  plan.space = entry.space() == rec::SPACE_UNSPECIFIED ? session_.usual_space(plan.table) : entry.space();
  if (row.what.clocks().empty())
    plan_new(row, plan);
  else
    plan_merge(row, plan);
  // On a work computer home is not kept, but given.
  if (session_.drop_home && plan.space == rec::SPACE_HOME && plan.table != kSettings)
    plan.outcome = Outcome::given;
  if (plan.id && plan.outcome != Outcome::given && !taken_.insert({*plan.id, plan.space, plan.table}).second)
    if (plan.outcome == Outcome::fresh || plan.outcome == Outcome::again) plan.outcome = Outcome::duplicate;
  return plan;
}

// The row it is in.
int64_t Keeper::carry_out(Plan& plan, ImportRow& row, Keeping& keeping) {
  auto& vault = session_.vault();
  const auto& entry = row.what.entry();
  if (!row.what.picture().empty()) save_picture(session_, entry.board_item().picture(), row.what.picture());
  if (plan.outcome == Outcome::given) {
    const auto event = to_event(plan.table, plan.body);
    const auto id = plan.id ? *plan.id : session_.random().id(event ? event->at.ms : 0);
    session_.drop_home(id, plan.table, plan.body, entry.trashed());
    return 0;
  }
  int64_t rid = plan.cells.empty() ? 0 : keeping.write.put(*plan.id, plan.table, plan.space, plan.cells);
  if (plan.outcome == Outcome::again) {
    keeping.write.restore({plan.there->id, plan.there->space, plan.table});
    keeping.activities.bring_back(vault.at(plan.there->rid), row.activities);
    return plan.there->rid;
  }
  if (!row.activities.empty()) {
    auto c = entry.check_in();
    keeping.activities.put_on(c, plan.space, row.activities);
    plan.body = c.SerializeAsString();
  }
  if (plan.cells.empty())
    plan.id = keeping.write.create(plan.table, plan.space, plan.body, plan.id ? &*plan.id : nullptr, &rid);
  return rid;
}

// True where what it was counted as before has its activities as factors now.
bool Keeper::keep(Plan& plan, ImportRow& row, Keeping& keeping) {
  if (plan.outcome == Outcome::duplicate)
    return plan.there && keeping.activities.turn(*plan.there, row.activities);
  const auto rid = carry_out(plan, row, keeping);
  const bool back = plan.outcome == Outcome::fresh || plan.outcome == Outcome::again;
  if (rid && back && !keeping.import.empty()) note_imported(session_.vault(), rid, keeping.import);
  return false;
}

void Keeper::take(ImportRow& row, api::ImportReply& count, Keeping* keeping) {
  count.set_rows(count.rows() + 1);
  if (!row.left.empty()) return leave(count, row, row.left);
  try {
    auto plan = this->plan(row);
    const bool turned = keeping ? keep(plan, row, *keeping)
                                : plan.outcome == Outcome::duplicate && plan.there &&
                                      Activities::would_turn(session_.vault(), *plan.there, row.activities);
    if (turned) count.set_turned(count.turned() + 1);
    if (plan.outcome == Outcome::duplicate)
      count.set_duplicates(count.duplicates() + 1);
    else if (plan.outcome == Outcome::changed)
      count.set_changed(count.changed() + 1);
    else
      count.set_imported(count.imported() + 1);
    count_day(count, plan.table, plan.body);
    if (!row.partly) return;
    auto* p = count.add_partly();
    p->set_line(row.line);
    p->set_entry(row.entry);
    p->set_reason("something of it is from a newer Eddy, and is not in what was kept");
  } catch (const Failure& f) {
    if (f.fault != Fault::invalid && f.fault != Fault::damaged && f.reason != Reason::no_record) throw;
    leave(count, row, (f.field.empty() ? "" : f.field + ": ") + f.detail);
  }
}

int undo_import(Session& session, Moment now, std::string_view import, int* turned) {
  to_id(import, "import");
  auto& vault = session.vault();
  std::vector<int64_t> rows;
  if (import != undone_import()) {
    auto s = vault.db().prepare("SELECT rid FROM imported WHERE import = ?");
    s.bind(import);
    while (s.step()) rows.push_back(s.integer(0));
  }
  auto again = vault.db().prepare("SELECT 1 FROM turned WHERE import = ?");
  if (rows.empty() && !again.bind(import).step()) throw Failure{Reason::no_import, "no such import"};
  Vault::Write w(vault, now);
  w.in_portions();
  int removed = 0;
  for (const auto rid : rows)
    if (const auto r = vault.at(rid); r.table != kFactor && fate(r.cells) == Fate::live)
      w.trash({r.id, r.space, r.table}), note_undone(vault, rid), ++removed;
  const int back = Activities::turn_back(session, w, import);
  if (turned) *turned = back;
  Activities::put_unused_away(session, w, import);
  auto s = vault.db().prepare("DELETE FROM imported WHERE import = ?");
  s.bind(import).run();
  w.commit();
  return removed;
}

}  // namespace eddy
