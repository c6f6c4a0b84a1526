#include <algorithm>
#include <map>

#include "core/base/date_words.h"
#include "core/exchange/export_text.h"
#include "core/exchange/html.h"
#include "core/exchange/json_text.h"
#include "core/exchange/readable.h"

namespace eddy {
namespace {

constexpr int kPortionOfPage = 400;       // entries, and then to the end of the day
constexpr size_t kBytesOfPage = 2 << 20;  // pictures
constexpr uint8_t kDays = 0, kThings = 1;

// What is of a day, and what one has: in the order in which a page shows them.
struct Noun {
  int table;
  const char* caption;
};
constexpr Noun kOfADay[] = {
    {kShift, "Shifts"},           {kCheckIn, "Check-ins"}, {kHardCall, "Hard calls"},
    {kDebrief, "Debriefs"},       {kLesson, "Lessons"},    {kBrightSpot, "Bright spots"},
    {kPracticeDone, "Practices"}, {kSleep, "Sleep"},       {kNote, "Notes"}};
constexpr Noun kOwned[] = {{kBoardItem, "Your board"},
                           {kPerson, "Your people"},
                           {kOwnCard, "Your cards"},
                           {kShiftPattern, "Usual weeks"},
                           {kFactor, "Your factors"}};

// A table of one noun's entries, with the columns in which anything stands.
class HtmlTable {
 public:
  HtmlTable(const char* caption, bool of_a_day) : caption_(caption), of_a_day_(of_a_day) {}

  void add(const Readable& r, const std::string& picture) {
    Row row{of_a_day_ ? r.time : r.date, {}, picture};
    if (names_.empty())
      for (const auto& f : r.fields) names_.push_back(f.name), used_.push_back(false);
    for (size_t i = 0; i < r.fields.size(); ++i) {
      row.values.push_back(r.fields[i].value);
      used_[i] = used_[i] ||
                 (!r.fields[i].value.empty() && r.fields[i].name != "picture");  // it stands there itself
    }
    pictures_ = pictures_ || !picture.empty();
    rows_.push_back(std::move(row));
  }

  std::string html() const {
    std::string out = std::string("<table>\n<caption>") + caption_ +
                      "</caption>\n<thead><tr><th scope=\"col\">" + (of_a_day_ ? "time" : "since") + "</th>";
    for (size_t i = 0; i < names_.size(); ++i)
      if (used_[i]) out += "<th scope=\"col\">" + escaped(names_[i]) + "</th>";
    if (pictures_) out += "<th scope=\"col\">picture</th>";
    out += "</tr></thead>\n<tbody>\n";
    for (const auto& row : rows_) {
      out += "<tr><th scope=\"row\">" + row.when + "</th>";
      for (size_t i = 0; i < row.values.size(); ++i)
        if (used_[i]) out += "<td dir=\"auto\">" + escaped(row.values[i]) + "</td>";
      if (pictures_) out += "<td>" + row.picture + "</td>";
      out += "</tr>\n";
    }
    return out + "</tbody>\n</table>\n";
  }

 private:
  struct Row {
    std::string when;
    std::vector<std::string> values;
    std::string picture;
  };
  const char* caption_;
  bool of_a_day_, pictures_ = false;
  std::vector<std::string> names_;
  std::vector<bool> used_;
  std::vector<Row> rows_;
};

std::string picture_html(Board& board, const Stored& stored) {
  if (stored.table != kBoardItem) return "";
  const auto entry = to_entry(stored);
  const auto& item = entry.board_item();
  if (!item.has_picture()) return "";
  try {
    return "<img alt=\"\" src=\"data:" + escaped(item.picture().media_type()) + ";base64," +
           to_base64(board.picture(item)) + "\">";
  } catch (const Failure& f) {
    if (f.fault != Fault::not_found && f.fault != Fault::damaged) throw;
    return "The picture is not on this device.";
  }
}

struct Cursor {
  uint8_t stage = kDays;
  int64_t at = INT64_MIN,
          rid = -1;  // the last one of a day; of a thing: its place among the nouns, and its row

  static Cursor read(std::string_view bytes) {
    Cursor c;
    if (bytes.empty()) return c;
    Reader r{bytes};
    c.stage = r.get<uint8_t>(), c.at = r.get<int64_t>(), c.rid = r.get<int64_t>();
    return c;
  }
  std::string bytes() const {
    std::string out;
    put<uint8_t>(out, stage);
    put<int64_t>(out, at);
    put<int64_t>(out, rid);
    return out;
  }
};

class Page {
 public:
  Page(Session& session, Board& board, Cursor& cursor, api::ExportReply& reply)
      : vault_(session.vault()), board_(board), cursor_(cursor), reply_(reply) {}

  // Whole days. False: that was all.
  bool days(std::string& out) {
    std::map<int, HtmlTable> tables;
    std::optional<int64_t> day;
    int taken = 0;
    auto s = vault_.db().prepare(
        "SELECT at, rid, day, kind FROM event WHERE (at, rid) > (?, ?) AND kind NOT IN (9, 10, 11, 12, 14, "
        "16) "
        "ORDER BY "
        "at, rid");
    s.bind(cursor_.at).bind(cursor_.rid);
    while (s.step()) {
      if (day != s.integer(2)) {
        out += day_html(day, tables);
        if (taken >= kPortionOfPage) return true;
        day = s.integer(2);
      }
      cursor_.at = s.integer(0), cursor_.rid = s.integer(1);
      ++taken;
      add(tables, kOfADay, vault_.at(cursor_.rid), true);
    }
    out += day_html(day, tables);
    return false;
  }

  // What one has, a noun after the other.
  bool things(std::string& out) {
    if (cursor_.stage == kDays) cursor_ = {kThings, 0, -1};
    for (; cursor_.at < int64_t(std::size(kOwned)); ++cursor_.at, cursor_.rid = -1) {
      const auto& noun = kOwned[cursor_.at];
      std::map<int, HtmlTable> tables;
      auto s = vault_.db().prepare("SELECT rid FROM event WHERE kind = ? AND rid > ? ORDER BY rid");
      s.bind(noun.table).bind(cursor_.rid);
      while (s.step()) {
        if (pictures_ > kBytesOfPage) return out += tables_html(kOwned, tables), true;
        cursor_.rid = s.integer(0);
        add(tables, kOwned, vault_.at(cursor_.rid), false);
      }
      out += tables_html(kOwned, tables);
    }
    return false;
  }

 private:
  template <size_t n>
  void add(std::map<int, HtmlTable>& tables, const Noun (&nouns)[n], const Stored& stored, bool of_a_day) {
    const auto* noun = std::find_if(nouns, nouns + n, [&](const Noun& o) { return o.table == stored.table; });
    if (noun == nouns + n || vault_.fate_of(stored) != Fate::live) return;
    auto& table = tables.try_emplace(stored.table, noun->caption, of_a_day).first->second;
    const auto picture = picture_html(board_, stored);
    pictures_ += picture.size();
    table.add(readable(stored, names_), picture);
    reply_.set_entries(reply_.entries() + 1);
  }
  template <size_t n>
  static std::string tables_html(const Noun (&nouns)[n], std::map<int, HtmlTable>& tables) {
    std::string out;
    for (const auto& noun : nouns)
      if (const auto t = tables.find(noun.table); t != tables.end()) out += t->second.html();
    tables.clear();
    return out;
  }
  static std::string day_html(const std::optional<int64_t>& day, std::map<int, HtmlTable>& tables) {
    if (tables.empty()) return "";
    return "<section>\n<h2>" + day_words(*day) + "</h2>\n" + tables_html(kOfADay, tables) + "</section>\n";
  }

  Vault& vault_;
  FactorNames names_{vault_};
  Board& board_;
  Cursor& cursor_;
  api::ExportReply& reply_;
  size_t pictures_ = 0;
};

std::string head_html(Moment now, int sealed) {
  std::string out = page_begins("My diary in Eddy");
  out +=
      "<p>" + written_on(now) +
      " A day begins where yours does, after your main sleep. What lies in the trash is not in here.</p>\n";
  if (sealed)
    out += "<p><strong>Not in here: " + std::to_string(sealed) +
           (sealed == 1 ? " entry that was given while Eddy was locked. It is"
                        : " entries that were given while Eddy was locked. They are") +
           " sealed still. Lock and unlock Eddy, and export again.</strong></p>\n";
  return out;
}

}  // namespace

api::ExportReply export_html(Session& session, Board& board, Moment now, const api::ExportRequest& request) {
  auto& v = session.vault();
  api::ExportReply reply;
  auto cursor = Cursor::read(request.after());
  auto* part = reply.add_part();
  part->set_file("eddy.html");
  auto& out = *part->mutable_bytes();
  reply.set_sealed(session.waiting());
  if (request.after().empty()) out += head_html(now, reply.sealed());
  Page page(session, board, cursor, reply);
  bool more = cursor.stage == kDays && page.days(out);
  const auto reached = cursor.at;
  if (!more) {
    if (cursor.stage == kDays) out += "<section>\n<h2>What is yours</h2>\n";
    more = page.things(out);
  }
  if (more) {
    reply.set_next(cursor.bytes());
    const auto first = v.db().integer("SELECT min(at) FROM event"),
               last = v.db().integer("SELECT max(at) FROM event");
    reply.set_progress(cursor.stage == kDays && last > first ? double(reached - first) / double(last - first)
                                                             : 0.99);
    return reply;
  }
  out += "</section>\n" + std::string(kPageEnds);
  reply.set_progress(1);
  return reply;
}

}  // namespace eddy
