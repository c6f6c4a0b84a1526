#include "core/exchange/daylio.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/exchange/csv.h"

namespace eddy {
namespace rec = eddy::records;
namespace {

std::string trimmed(std::string_view s) {
  const auto from = s.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return "";
  return std::string(s.substr(from, s.find_last_not_of(" \t\r\n") - from + 1));
}

std::string small(std::string s) {
  for (auto& c : s)
    if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
  return s;
}

bool valid_utf8(std::string_view s) {
  for (size_t i = 0; i < s.size();) {
    const auto c = uint8_t(s[i]);
    const size_t n = c < 0x80 ? 1 : c >> 5 == 6 ? 2 : c >> 4 == 14 ? 3 : c >> 3 == 30 ? 4 : 0;
    if (n == 0 || i + n > s.size()) return false;
    uint32_t code = n == 1 ? c : c & (0xff >> (n + 1));
    for (size_t j = 1; j < n; ++j) {
      if ((uint8_t(s[i + j]) & 0xc0) != 0x80) return false;
      code = code << 6 | (uint8_t(s[i + j]) & 0x3f);
    }
    if ((n == 2 && code < 0x80) || (n == 3 && code < 0x800) || (n == 4 && code < 0x10000) ||
        code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
      return false;
    i += n;
  }
  return true;
}

// Daylio's notes may hold a little HTML: line breaks stay line breaks, bold goes, the words stay.
std::string plain(std::string_view html) {
  static const std::map<std::string_view, const char*> entities = {
      {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&nbsp;", " "}};
  static const std::set<std::string> tags = {"b",  "i",  "u",  "s",  "strong", "em", "p",  "div", "span",
                                             "ul", "ol", "li", "br", "font",   "h1", "h2", "h3"};
  std::string out;
  for (size_t i = 0; i < html.size();) {
    if (html[i] == '<') {
      const auto end = html.find('>', i);
      if (end != std::string_view::npos && end - i < 100) {
        auto tag = html.substr(i + 1, end - i - 1);
        const bool closing = !tag.empty() && tag[0] == '/';
        if (closing) tag.remove_prefix(1);
        const auto name = small(std::string(tag.substr(0, tag.find_first_of(" /"))));
        if (tags.count(name)) {
          if (name == "br" || (closing && (name == "p" || name == "div" || name == "li"))) out += '\n';
          i = end + 1;
          continue;
        }
      }
    }
    if (html[i] == '&') {
      const auto e = std::find_if(entities.begin(), entities.end(),
                                  [&](const auto& x) { return html.substr(i, x.first.size()) == x.first; });
      if (e != entities.end()) {
        out += e->second;
        i += e->first.size();
        continue;
      }
    }
    if (html[i] != '\r') out += html[i];
    ++i;
  }
  return trimmed(out);
}

bool number(std::string_view s, int& out) {
  if (s.empty() || s.size() > 4 || s.find_first_not_of("0123456789") != std::string_view::npos) return false;
  out = 0;
  for (const char c : s) out = out * 10 + (c - '0');
  return true;
}

// `h:mm AM`, `HH:mm`, with or without a space, also with the narrow space newer systems put there.
bool time_of_day(std::string text, int& minutes) {
  for (const char* space : {"\xe2\x80\xaf", "\xc2\xa0"})
    for (size_t at; (at = text.find(space)) != std::string::npos;)
      text.replace(at, std::string_view(space).size(), " ");
  text = small(trimmed(text));
  int half = 0;
  for (const char* mark : {"am", "a.m.", "pm", "p.m."})
    if (text.size() > std::string_view(mark).size() &&
        text.compare(text.size() - std::string_view(mark).size(), std::string::npos, mark) == 0) {
      half = mark[0] == 'a' ? 1 : 2;
      text = trimmed(text.substr(0, text.size() - std::string_view(mark).size()));
      break;
    }
  const auto colon = text.find_first_of(":.");  // some languages write 21.15
  int h, m;
  if (colon == std::string::npos || !number(text.substr(0, colon), h) || !number(text.substr(colon + 1), m) ||
      text.size() - colon != 3)
    return false;
  if (m > 59 || h > 23 || (half && (h < 1 || h > 12))) return false;
  if (half) h = h % 12 + (half == 2 ? 12 : 0);
  minutes = h * 60 + m;
  return true;
}

bool iso_day(std::string_view s, int64_t& day) {
  Date d{};
  return s.size() == 10 && s[4] == '-' && s[7] == '-' && number(s.substr(0, 4), d.year) &&
         number(s.substr(5, 2), d.month) && number(s.substr(8, 2), d.day) && to_day(d, day);
}

std::vector<std::string> split_bars(std::string_view s) {
  std::vector<std::string> out;
  while (!s.empty()) {
    const auto bar = std::min(s.find('|'), s.size());
    auto one = trimmed(s.substr(0, bar));
    if (!one.empty() && std::find(out.begin(), out.end(), one) == out.end()) out.push_back(std::move(one));
    s.remove_prefix(std::min(bar + 1, s.size()));
  }
  return out;
}

struct Row {
  int line;
  std::string body;
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
int64_t take(Session& session, Vault::Write& w, const Row& row, const std::optional<Stored>& there) {
  auto& vault = session.vault();
  if (there) {
    w.restore({there->id, there->space, kCheckIn});
    return there->rid;
  }
  const int space = session.usual_space(kCheckIn);
  w.create(kCheckIn, space, row.body, &row.id);
  return vault.find({row.id, space, kCheckIn})->rid;
}

std::set<std::string> imported_before(Vault& vault) {
  std::set<std::string> keys;
  auto s = vault.db().prepare(
      "SELECT r.body FROM imported i JOIN record r ON r.rid = i.rid WHERE r.kind = 1 AND length(r.body) > 0");
  while (s.step()) {
    rec::CheckIn c;
    if (c.ParseFromArray(s.blob(0).data(), int(s.blob(0).size())))
      keys.insert(
          key_of(c.at_ms() + c.offset_min() * kMinute, {c.feelings().begin(), c.feelings().end()}, c.note()));
  }
  return keys;
}

}  // namespace

api::ImportReply import_daylio(Session& session, Moment now, const api::ImportRequest& request) {
  auto& vault = session.vault();
  if (session.work() && !session.settings().allow_text())
    throw Failure{Reason::words_off, "numbers only on a work computer"};
  const std::string_view file = request.file();
  if (file.empty()) throw Failure{Reason::file_empty, "empty"};
  if (file.substr(0, 2) == "\xff\xfe" || file.substr(0, 2) == "\xfe\xff")
    throw Failure{Reason::file_in_utf16, "UTF-16; export or save it as UTF-8"};
  const auto rows = read_csv(file);
  const std::vector<std::string> known = {"full_date",  "date",   "weekday",    "time", "mood",
                                          "activities", "scales", "note_title", "note"};
  std::vector<std::string> header;
  if (!rows.empty())
    for (const auto& f : rows[0].fields) header.push_back(small(trimmed(f)));
  auto old = known;
  old.erase(old.begin() + 6);
  if (header != known && header != old)
    throw Failure{Reason::file_unknown, "not a Daylio CSV: its first line has other columns"};

  std::map<std::string, int> moods = {{"awful", 1}, {"bad", 2}, {"meh", 3}, {"good", 4}, {"rad", 5}};
  for (const auto& m : request.mood()) {
    if (m.mood() < 1 || m.mood() > 5) throw out_of_range("mood", 1, 5);
    moods[small(trimmed(m.label()))] = m.mood();
  }
  api::ImportReply reply;
  std::vector<Row> good;
  std::set<std::string> unknown;
  const auto left = [&](int line, const std::string& why) {
    auto* l = reply.add_left();
    l->set_line(line);
    l->set_reason(why);
  };
  for (size_t i = 1; i < rows.size(); ++i) {
    const auto& r = rows[i];
    auto f = r.fields;
    // Files from the time of the change have nine fields under eight names: the extra one is `scales`.
    const bool scales = f.size() == 9;
    if (r.open_quote) {
      left(r.line, "a quote is opened and never closed");
      continue;
    }
    if (f.size() != 8 && f.size() != 9) {
      left(r.line, std::to_string(f.size()) + " fields where 8 or 9 belong");
      continue;
    }
    if (!std::all_of(f.begin(), f.end(), [](const auto& s) { return valid_utf8(s); })) {
      left(r.line, "not UTF-8");
      continue;
    }
    if (std::any_of(f.begin(), f.end(), [](const auto& s) { return s.find('\0') != std::string::npos; })) {
      left(r.line, "holds a NUL byte");
      continue;
    }
    int64_t day;
    int minutes;
    if (!iso_day(trimmed(f[0]), day)) {
      left(r.line, "the date is not a real YYYY-MM-DD");
      continue;
    }
    if (!time_of_day(f[3], minutes)) {
      left(r.line, "the time is not a time of day");
      continue;
    }
    const auto label = trimmed(f[4]);
    if (label.empty()) {
      left(r.line, "it has no mood");
      continue;
    }
    const auto mood = moods.find(small(label));
    if (mood == moods.end()) {
      unknown.insert(label);
      continue;
    }
    const auto title = plain(f[scales ? 7 : 6]), note = plain(f[scales ? 8 : 7]);
    std::string words = title;
    if (!note.empty()) words += (words.empty() ? "" : "\n") + note;
    if (scales)
      for (const auto& s : split_bars(f[6])) words += (words.empty() ? "" : "\n") + s;
    if (words.size() > kLongestText) {
      left(r.line, "the note has " + std::to_string(words.size() / 1000) + " kB; at most 100");
      continue;
    }
    rec::CheckIn c;
    const auto local = day * kDay + minutes * kMinute;
    c.set_at_ms(session.zone.to_utc(local));
    c.set_offset_min(session.zone.at(c.at_ms()));
    c.set_mood(mood->second);
    const auto tags = split_bars(f[5]);
    if (std::any_of(tags.begin(), tags.end(), [](const auto& t) { return t.size() > 64; })) {
      left(r.line, "an activity's name has more than 64 bytes");
      continue;
    }
    for (const auto& t : tags) c.add_feelings(t);
    if (!words.empty()) c.set_note(words);
    const auto body = c.SerializeAsString(), key = key_of(local, tags, words);
    good.push_back({r.line, body,
                    at_time(local, to_id(digest("eddy/daylio/v2", small(label) + '\2' + key, 16), "row")),
                    at_time(c.at_ms(), to_id(digest("eddy/daylio/v1", body, 16), "row")), key});
  }
  if (!unknown.empty()) {
    reply.clear_left();
    for (const auto& u : unknown) reply.add_unknown_mood(u);
    return reply;
  }
  const auto import = digest("eddy/import/v1", file, 16);
  const auto known_rows = imported_before(vault);
  std::reverse(good.begin(), good.end());  // newest first in the file; oldest first lies better on the disk
  for (size_t from = 0; from < good.size(); from += 1000) {
    Vault::Write w(vault, now);
    w.in_portions();
    for (size_t i = from; i < std::min(good.size(), from + 1000); ++i) {
      const auto& row = good[i];
      const auto there = record_of(vault, row);
      if (there ? fate(there->cells) == Fate::live : known_rows.count(row.key) > 0) {
        reply.set_duplicates(reply.duplicates() + 1);
        continue;
      }
      if (there && fate(there->cells) == Fate::purged) {
        left(row.line, "you removed this entry for good before");
        continue;
      }
      const auto rid = take(session, w, row, there);
      auto s = vault.db().prepare("INSERT OR IGNORE INTO imported(import, rid) VALUES(?, ?)");
      s.bind(import).bind(rid).run();
      reply.set_imported(reply.imported() + 1);
    }
    w.commit();
  }
  std::sort(reply.mutable_left()->begin(), reply.mutable_left()->end(),
            [](const auto& a, const auto& b) { return a.line() < b.line(); });
  reply.set_import(import);
  return reply;
}

int undo_import(Session& session, Moment now, std::string_view import) {
  to_id(import, "import");
  auto& vault = session.vault();
  std::vector<int64_t> rows;
  {
    auto s = vault.db().prepare("SELECT rid FROM imported WHERE import = ?");
    s.bind(import);
    while (s.step()) rows.push_back(s.integer(0));
  }
  if (rows.empty()) throw Failure{Reason::no_import, "no such import"};
  Vault::Write w(vault, now);
  w.in_portions();
  int removed = 0;
  for (const auto rid : rows)
    if (const auto r = vault.at(rid); fate(r.cells) == Fate::live)
      w.trash({r.id, r.space, r.table}), ++removed;
  auto s = vault.db().prepare("DELETE FROM imported WHERE import = ?");
  s.bind(import).run();
  w.commit();
  return removed;
}

}  // namespace eddy
