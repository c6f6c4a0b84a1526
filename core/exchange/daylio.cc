// Daylio's CSV export as rows of an import: check-ins, whose activities become factors.
#include <algorithm>
#include <map>
#include <set>

#include "core/exchange/activities.h"
#include "core/exchange/daylio_rows.h"
#include "core/exchange/importer.h"
#include "core/exchange/scripts.h"

namespace eddy {
namespace rec = eddy::records;
namespace {

constexpr size_t kMostActivities = 1000;  // as many factors as a check-in carries
constexpr size_t kLongestFeeling = 64;    // in bytes: what an earlier Eddy took for one

// What a record that was imported still tells of its row: where it has an id of before, that is how it is known again.
std::string row_key(int64_t local_ms, std::vector<std::string> activities, const std::string& note) {
  std::sort(activities.begin(), activities.end());
  std::string key = std::to_string(local_ms / kMinute);
  for (const auto& a : activities) key += '\0' + a;
  return key + '\1' + note;
}

std::string key_of_kept(int table, std::string_view body) {
  rec::CheckIn c;
  if (table != kCheckIn || !c.ParseFromArray(body.data(), int(body.size()))) return "";
  return row_key(c.at_ms() + c.offset_min() * kMinute, {c.feelings().begin(), c.feelings().end()}, c.note());
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

// The id is of what the file says, not of what becomes of it here: the same in another zone, under another mapping, saved by
// another program.
void read_row(Session& session, const DaylioRow& r, int mood, ImportRow& row) {
  auto& c = *row.what.mutable_entry()->mutable_check_in();
  c.set_at_ms(session.zone.to_utc(r.local_ms));
  c.set_offset_min(session.zone.at(c.at_ms()));
  c.set_mood(mood);
  auto before = c;  // what an earlier Eddy made of it
  for (const auto& a : r.activities)
    if (was_feeling(a)) before.add_feelings(a);
  if (const auto note = note_of(r, was_feeling); !note.empty()) before.set_note(note);
  if (const auto note = note_of(r); !note.empty()) c.set_note(note);
  row.key = row_key(r.local_ms, r.activities, r.words);
  row.id = at_time(r.local_ms, to_id(digest("eddy/daylio/v2", in_small(r.mood) + '\2' + row.key, 16), "row"));
  row.before = at_time(c.at_ms(), to_id(digest("eddy/daylio/v1", before.SerializeAsString(), 16), "row"));
  row.activities = r.activities;
}

class DaylioImport : public ImportRows {
 public:
  DaylioImport(Session& session, DaylioFile file, std::map<std::string, int> moods)
      : session_(session), file_(std::move(file)), moods_(std::move(moods)) {}

  // Newest first in the file; oldest first lies better on the disk.
  bool next(ImportRow& row) override {
    row = {};
    if (left_ < file_.left.size()) {
      row.line = file_.left[left_].line;
      row.left = words_of(file_.left[left_++].why);
      return true;
    }
    if (file_.rows.empty()) return false;
    const auto r = std::move(file_.rows.back());
    file_.rows.pop_back();
    row.line = r.line;
    if (note_of(r).size() > kLongestText || r.activities.size() > kMostActivities)
      row.left = words_of(Left::too_long);
    else
      read_row(session_, r, moods_.at(in_small(r.mood)), row);
    return true;
  }

 private:
  Session& session_;
  DaylioFile file_;
  std::map<std::string, int> moods_;
  size_t left_ = 0;
};

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

std::unique_ptr<ImportRows> daylio_rows(Session& session, Moment now, std::string_view text,
                                        const api::ImportRequest& answers, api::ImportReply& asks) {
  auto moods = moods_of(answers);
  auto file = read_daylio(text, {from_api(answers.order()), floor_div(now.local_ms(), kDay) + 1});
  if (!file) return nullptr;
  if (file->date_order_open) {
    asks.set_open_date(file->open_date);
    for (const auto order : file->orders) asks.add_order(to_api(order));
    return nullptr;
  }
  std::set<std::string> unknown;
  for (const auto& r : file->rows)
    if (!moods.count(in_small(r.mood))) unknown.insert(r.mood);
  for (const auto& u : unknown) asks.add_unknown_mood(u);
  if (!unknown.empty()) return nullptr;
  return std::make_unique<DaylioImport>(session, *std::move(file), std::move(moods));
}

}  // namespace

const Importer daylio_importer{api::FILE_FORMAT_DAYLIO,
                               [](FileKind kind) { return kind == FileKind::daylio_csv; }, daylio_rows, true,
                               key_of_kept};

}  // namespace eddy
