#include "core/exchange/daylio.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/exchange/activities.h"
#include "core/exchange/daylio_rows.h"
#include "core/exchange/letters.h"
#include "core/exchange/scripts.h"
#include "core/exchange/sniff.h"

namespace eddy {
namespace rec = eddy::records;
namespace {

constexpr size_t kLongestFeeling = 64;  // in bytes: what an earlier Eddy took for one

struct Row {
  int line;
  std::string body;  // without its activities
  std::vector<std::string> activities;
  Id id;  // of the row as it stands in the file: the same in another zone, under another mapping, saved by another program
  Id before;  // as it was once made, of the record
  std::string key;
};

// What a record that was imported still tells of its row: where it has an id of before, that is how it is known again.
std::string key_of(int64_t local_ms, std::vector<std::string> activities, const std::string& note) {
  std::sort(activities.begin(), activities.end());
  std::string key = std::to_string(local_ms / kMinute);
  for (const auto& a : activities) key += '\0' + a;
  return key + '\1' + note;
}

// Its record, in whatever space it is by now; none: it was not imported yet.
std::optional<Stored> record_of(Vault& vault, const Row& row) {
  auto there = vault.find({row.id, 0, kCheckIn});
  return there ? there : vault.find({row.before, 0, kCheckIn});
}

// Kept once more, or for the first time; its row.
int64_t take(Session& session, Vault::Write& w, const Row& row, const std::optional<Stored>& there,
             Activities& activities) {
  auto& vault = session.vault();
  if (there) {
    w.restore({there->id, there->space, kCheckIn});
    activities.bring_back(vault.at(there->rid), row.activities);
    return there->rid;
  }
  const int space = session.usual_space(kCheckIn);
  rec::CheckIn c;
  (void)c.ParseFromString(row.body);
  activities.put_on(c, space, row.activities);
  w.create(kCheckIn, space, c.SerializeAsString(), &row.id);
  return vault.find({row.id, space, kCheckIn})->rid;
}

// Their rows in the store, by their keys. Of what was turned into factors since, it is known what it was.
std::map<std::string, int64_t> imported_before(Vault& vault) {
  std::map<std::string, int64_t> keys;
  auto s = vault.db().prepare(
      "SELECT r.rid, r.body, t.body FROM imported i JOIN record r ON r.rid = i.rid LEFT JOIN turned t "
      "ON t.rid = r.rid WHERE r.kind = 1 AND length(r.body) > 0");
  while (s.step()) {
    const auto body = std::string(s.blob(1)) + std::string(s.blob(2));
    rec::CheckIn c;
    if (c.ParseFromString(body))
      keys.emplace(
          key_of(c.at_ms() + c.offset_min() * kMinute, {c.feelings().begin(), c.feelings().end()}, c.note()),
          s.integer(0));
  }
  return keys;
}

std::map<std::string, int> moods_of(const api::ImportRequest& request) {
  std::map<std::string, int> moods = {{"awful", 1}, {"bad", 2}, {"meh", 3}, {"good", 4}, {"rad", 5}};
  for (const auto& m : request.mood()) {
    if (m.mood() < 1 || m.mood() > 5) throw out_of_range("mood", 1, 5);
    moods[in_small(trimmed(m.label()))] = m.mood();
  }
  return moods;
}

bool was_feeling(const std::string& activity) { return activity.size() <= kLongestFeeling; }

// What is too long is not lost: it stands below the words.
std::string note_of(const DaylioRow& r, bool (*fits)(const std::string&) = Activities::fits) {
  auto note = r.words;
  for (const auto& a : r.activities)
    if (!fits(a)) note += (note.empty() ? "" : "\n") + a;
  return note;
}

// The id is of what the file says, not of what becomes of it here.
Row row_of(Session& session, const DaylioRow& r, int mood) {
  rec::CheckIn c;
  c.set_at_ms(session.zone.to_utc(r.local_ms));
  c.set_offset_min(session.zone.at(c.at_ms()));
  c.set_mood(mood);
  auto before = c;  // what an earlier Eddy made of it
  for (const auto& a : r.activities)
    if (was_feeling(a)) before.add_feelings(a);
  if (const auto note = note_of(r, was_feeling); !note.empty()) before.set_note(note);
  if (const auto note = note_of(r); !note.empty()) c.set_note(note);
  const auto body = before.SerializeAsString(), key = key_of(r.local_ms, r.activities, r.words);
  return {r.line,
          c.SerializeAsString(),
          r.activities,
          at_time(r.local_ms, to_id(digest("eddy/daylio/v2", in_small(r.mood) + '\2' + key, 16), "row")),
          at_time(c.at_ms(), to_id(digest("eddy/daylio/v1", body, 16), "row")),
          key};
}

void leave(api::ImportReply& reply, int line, Left why) {
  auto* l = reply.add_left();
  l->set_line(line);
  l->set_reason(words_of(why));
}

// What is to be kept, and the moods that nobody has explained yet.
struct Found {
  std::vector<Row> good;
  std::set<std::string> unknown;
};
Found rows_of(Session& session, const api::ImportRequest& request, const DaylioFile& file,
              api::ImportReply& reply) {
  const auto moods = moods_of(request);
  Found out;
  for (const auto& l : file.left) leave(reply, l.line, l.why);
  for (const auto& r : file.rows) {
    const auto mood = moods.find(in_small(r.mood));
    if (mood == moods.end())
      out.unknown.insert(r.mood);
    else if (note_of(r).size() > kLongestText)
      leave(reply, r.line, Left::too_long);
    else
      out.good.push_back(row_of(session, r, mood->second));
  }
  return out;
}

// What a file that is no CSV of Daylio's is told to be.
Reason reason_for(FileKind kind) {
  switch (kind) {
    case FileKind::empty: return Reason::file_empty;
    case FileKind::daylio_backup: return Reason::file_is_daylio_backup;
    case FileKind::eddy_backup: return Reason::file_is_backup;
    case FileKind::eddy_export: return Reason::file_is_export;
    case FileKind::loop_habits:
    case FileKind::track_and_graph:
    case FileKind::habitbull_csv: return Reason::file_of_habits;
    case FileKind::mood_diary: return Reason::file_of_moods;
    case FileKind::daylio_csv:
    case FileKind::other_csv:
    case FileKind::spreadsheet: return Reason::file_is_table;
    case FileKind::other_json:
    case FileKind::other_zip:
    case FileKind::other_app:
    case FileKind::calendar:
    case FileKind::contacts:
    case FileKind::database: return Reason::file_of_another_app;
    case FileKind::pdf:
    case FileKind::image:
    case FileKind::recording:
    case FileKind::document:
    case FileKind::mail:
    case FileKind::html: return Reason::file_is_document;
    case FileKind::packed: return Reason::file_is_packed;
    case FileKind::shortcut: return Reason::file_is_shortcut;
    case FileKind::unknown: break;
  }
  return Reason::file_unknown;
}

api::DateOrder to_api(DateOrder order) {
  return order == DateOrder::ymd   ? api::DATE_ORDER_YMD
         : order == DateOrder::dmy ? api::DATE_ORDER_DMY
                                   : api::DATE_ORDER_MDY;
}
std::optional<DateOrder> from_api(api::DateOrder order) {
  switch (order) {
    case api::DATE_ORDER_YMD: return DateOrder::ymd;
    case api::DATE_ORDER_DMY: return DateOrder::dmy;
    case api::DATE_ORDER_MDY: return DateOrder::mdy;
    default: return std::nullopt;
  }
}

}  // namespace

namespace {
std::string first_import_of(std::string_view file) { return digest("eddy/import/v1", file, 16); }

// What the same file does when it is imported again is a step of its own.
std::string import_of(Vault& vault, std::string_view file) {
  auto first = first_import_of(file);
  auto s = vault.db().prepare("SELECT 1 FROM imported WHERE import = ?");
  return s.bind(first).step() ? digest("eddy/import-again/v1", file, 16) : first;
}
}  // namespace

api::ImportReply import_daylio(Session& session, Moment now, const api::ImportRequest& request) {
  auto& vault = session.vault();
  if (!session.allow_text()) throw Failure{Reason::words_off, "numbers only on a work computer"};
  if (request.file().empty()) throw Failure{Reason::file_empty, "empty"};
  api::ImportReply reply;
  const auto file = read_daylio(read_letters(request.file()).text,
                                {from_api(request.order()), floor_div(now.local_ms(), kDay) + 1});
  if (!file)
    throw Failure{reason_for(kind_of(request.file())), "not a Daylio CSV: its first line has other columns"};
  if (file->date_order_open) {
    reply.set_open_date(file->open_date);
    for (const auto order : file->orders) reply.add_order(to_api(order));
    return reply;
  }

  auto [good, unknown] = rows_of(session, request, *file, reply);
  if (!unknown.empty()) {
    reply.clear_left();
    for (const auto& u : unknown) reply.add_unknown_mood(u);
    return reply;
  }
  const auto import = import_of(vault, request.file());
  const auto known_rows = imported_before(vault);
  std::reverse(good.begin(), good.end());  // newest first in the file; oldest first lies better on the disk
  // Whole or not at all: half an import is nothing that one could undo or go on with.
  Vault::Write w(vault, now);
  w.in_portions();
  Activities activities(session, w, now, import);
  for (const auto& row : good) {
    const auto there = record_of(vault, row);
    const auto known = there ? known_rows.end() : known_rows.find(row.key);
    if (there ? fate(there->cells) == Fate::live || put_away(vault, *there) : known != known_rows.end()) {
      reply.set_duplicates(reply.duplicates() + 1);
      if (activities.turn(there ? *there : vault.at(known->second), row.activities))
        reply.set_turned(reply.turned() + 1);
      continue;
    }
    if (there && fate(there->cells) == Fate::purged) {
      leave(reply, row.line, Left::removed_before);
      continue;
    }
    const auto rid = take(session, w, row, there, activities);
    auto s = vault.db().prepare("INSERT OR IGNORE INTO imported(import, rid) VALUES(?, ?)");
    s.bind(import).bind(rid).run();
    reply.set_imported(reply.imported() + 1);
  }
  w.commit();
  std::sort(reply.mutable_left()->begin(), reply.mutable_left()->end(),
            [](const auto& a, const auto& b) { return a.line() < b.line(); });
  reply.set_import(reply.imported() + reply.turned() ? import : first_import_of(request.file()));
  return reply;
}

int undo_import(Session& session, Moment now, std::string_view import, int* turned) {
  to_id(import, "import");
  auto& vault = session.vault();
  std::vector<int64_t> rows;
  {
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
    if (const auto r = vault.at(rid); r.table == kCheckIn && fate(r.cells) == Fate::live)
      w.trash({r.id, r.space, r.table}), ++removed;
  const int back = Activities::turn_back(session, w, import);
  if (turned) *turned = back;
  Activities::put_unused_away(session, w, import);
  auto s = vault.db().prepare("DELETE FROM imported WHERE import = ?");
  s.bind(import).run();
  w.commit();
  return removed;
}

}  // namespace eddy
