#include <algorithm>
#include <map>

#include "core/exchange/export_text.h"
#include "core/exchange/readable.h"

namespace eddy {
namespace {

constexpr std::string_view kMark = "\xef\xbb\xbf";
constexpr int kPortion = 500;

void put_field(std::string& line, std::string value, bool typed) {
  // What a spreadsheet would work out, and so could send somewhere.
  if (typed && !value.empty() && std::string_view("=+-@\t\r\n").find(value[0]) != std::string_view::npos)
    value.insert(0, 1, '\'');
  if (!line.empty()) line += ',';
  const bool plain = value.find_first_of(",;\"\r\n\t") == std::string::npos &&
                     (value.empty() || (value.front() != ' ' && value.back() != ' '));
  if (plain && !(line.empty() && value.empty())) {
    line += value;
    return;
  }
  line += '"';
  for (const char c : value) line += c == '"' ? std::string("\"\"") : std::string(1, c);
  line += '"';
}

std::string header_of(int table) {
  std::string line;
  for (const char* name : {"id", "date", "time", "utc offset", "space", "in the trash"})
    put_field(line, name, false);
  for (const auto& name : readable_names(table)) put_field(line, name, false);
  return std::string(kMark) + line + "\r\n";
}

std::string row_of_csv(Vault& vault, const Stored& stored, FactorNames& names) {
  const auto all = readable(stored, names);
  std::string line;
  put_field(line, hex(view(stored.id)), false);
  put_field(line, all.date, false);
  put_field(line, all.time, false);
  put_field(line, all.offset, false);
  put_field(line, stored.space == 1 ? "work" : "home", false);
  put_field(line, vault.fate_of(stored) == Fate::trashed ? "yes" : "no", false);
  for (const auto& f : all.fields) put_field(line, f.value, f.typed);
  return line + "\r\n";
}

std::string about_csv(Moment now, int sealed) {
  std::string out =
      "Your diary in Eddy, as tables, on " + iso_date(floor_div(now.local_ms(), kDay)) +
      ".\r\n\r\n"
      "None of these files is encrypted: everybody who has them can read them.\r\n"
      "Dates and times are those of the clock on the wall; \"utc offset\" says how far it was from UTC.\r\n"
      "A ' before =, +, -, @, a tab or a line break keeps a spreadsheet from taking your words for a "
      "formula.\r\n"
      "Pictures, and older versions of a text, are not in here. The export as JSON has everything, and "
      "Eddy can read it again.\r\n";
  if (sealed)
    out += "\r\nNot in here: " + std::to_string(sealed) +
           (sealed == 1 ? " entry that was given while Eddy was locked. It is"
                        : " entries that were given while Eddy was locked. They are") +
           " sealed still. Lock and unlock Eddy, and export again.\r\n";
  return out;
}

}  // namespace

// `after` is the last row, and which tables have their first line, a bit each.
api::ExportReply export_csv(Session& session, Moment now, const api::ExportRequest& request) {
  auto& v = session.vault();
  Reader cursor{request.after()};
  int64_t after = -1;
  uint32_t begun = 0;
  if (!cursor.in.empty()) after = cursor.get<int64_t>(), begun = cursor.get<uint32_t>();
  std::vector<int64_t> rids;
  {
    auto s = v.db().prepare("SELECT rid FROM record WHERE rid > ? ORDER BY rid LIMIT ?");
    s.bind(after).bind(kPortion);
    while (s.step()) rids.push_back(s.integer(0));
  }
  api::ExportReply reply;
  std::map<int, std::string> tables;
  FactorNames names(v);
  for (const auto rid : rids) {
    const auto stored = v.at(rid);
    after = rid;
    if (v.fate_of(stored) == Fate::purged || kind_name(stored.table).empty()) continue;
    auto& text = tables[stored.table];
    if (!(begun >> stored.table & 1)) text += header_of(stored.table), begun |= 1u << stored.table;
    text += row_of_csv(v, stored, names);
    reply.set_entries(reply.entries() + 1);
  }
  for (auto& [table, text] : tables) {
    auto* part = reply.add_part();
    part->set_file(kind_name(table) + ".csv");
    part->set_bytes(std::move(text));
  }
  if (rids.size() < size_t(kPortion)) {
    reply.set_progress(1);
    reply.set_sealed(session.waiting());
    auto* part = reply.add_part();
    part->set_file("about.txt");
    part->set_bytes(about_csv(now, reply.sealed()));
    return reply;
  }
  std::string next;
  put<int64_t>(next, after);
  put<uint32_t>(next, begun);
  reply.set_next(next);
  const auto first = v.db().integer("SELECT min(rid) FROM record WHERE rid > 65535");
  const auto last = v.db().integer("SELECT max(rid) FROM record");
  reply.set_progress(last > first ? std::clamp(double(after - first) / double(last - first), 0.0, 1.0) : 1);
  return reply;
}

}  // namespace eddy
