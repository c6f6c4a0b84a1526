#include "core/exchange/sniff.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "core/exchange/csv.h"
#include "core/exchange/daylio_rows.h"
#include "core/exchange/letters.h"
#include "core/exchange/marks.h"
#include "core/exchange/scripts.h"

namespace eddy {
namespace {

using namespace std::string_view_literals;

constexpr size_t kLookedAt = 64 << 10;

bool starts(std::string_view s, std::string_view with) { return s.substr(0, with.size()) == with; }
bool holds(std::string_view s, std::string_view part) { return s.find(part) != std::string_view::npos; }

// The bytes of base64 up to what is none, line breaks aside.
std::string from_base64(std::string_view text) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == '\n' || c == '\r') continue;
    const auto digit = digits.find(c);
    if (digit == std::string_view::npos) break;
    bits = (bits << 6 | uint32_t(digit)) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += char(bits >> count);
  }
  return out;
}

bool is_daylio_json(std::string_view json) {
  return starts(json, "{") && (holds(json, "\"customMoods\"") || holds(json, "\"dayEntries\""));
}

// Pixels, Daily You, Pixy.
bool is_mood_json(std::string_view json) {
  const auto says = [&](std::string_view key) { return holds(json, "\"" + std::string(key) + "\""); };
  return (says("scores") && says("type") && says("date")) || (says("timeCreated") && says("mood")) ||
         (says("items") && says("rating") && says("date")) || says("dateAwoke");
}

std::optional<FileKind> json_kind(std::string_view text) {
  if (starts(text, "eyJ") && is_daylio_json(from_base64(text))) return FileKind::daylio_backup;
  if (!starts(text, "{") && !starts(text, "[")) return std::nullopt;
  std::string dense;  // without the spaces that a formatter puts in
  for (const char c : text.substr(0, 200))
    if (std::string_view(" \t\r\n").find(c) == std::string_view::npos) dense += c;
  if (starts(dense, "[{\"entry\":")) return FileKind::eddy_export;
  if (is_daylio_json(text)) return FileKind::daylio_backup;
  if (holds(text, "\"doc_id\"") && holds(text, "docs.google.com")) return FileKind::shortcut;
  if (is_mood_json(text)) return FileKind::mood_diary;
  // A bracket alone is no JSON: "[x] done, ..."
  const bool json = starts(dense, "{\"") || starts(dense, "{}") || starts(dense, "[]") ||
                    starts(dense, "[{") || starts(dense, "[[") || starts(dense, "[\"");
  return json ? std::optional(FileKind::other_json) : std::nullopt;
}

std::optional<FileKind> markup_kind(std::string_view text) {
  const auto head = in_small(std::string(text.substr(0, 2000)));
  if (holds(head, "<svg")) return FileKind::image;
  if (!starts(head, "<")) return std::nullopt;
  if (holds(head, "<!doctype html") || holds(head, "<html") || holds(head, "<table")) return FileKind::html;
  const bool tag =
      head.size() > 1 && head[1] >= 'a' && head[1] <= 'z' && (holds(head, "</") || holds(head, "/>"));
  if (tag && (starts(head, "<div") || starts(head, "<p>") || starts(head, "<body") || starts(head, "<head")))
    return FileKind::html;
  if (!tag && !starts(head, "<?xml")) return std::nullopt;
  if (holds(head, "<plist") && holds(head, "<key>url</key>")) return FileKind::shortcut;
  if (holds(head, "office:spreadsheet") || holds(head, "opendocument.spreadsheet"))
    return FileKind::spreadsheet;
  return FileKind::other_app;
}

// Headers of a letter, at least three of the first lines; a mailbox has a line before them.
bool is_mail(std::string_view head) {
  constexpr std::string_view names[] = {
      "from:",        "to:",         "subject:",      "date:",        "received:",
      "return-path:", "message-id:", "mime-version:", "delivered-to:"};
  int known = starts(head, "from ") && holds(head.substr(0, head.find('\n')), ":");
  for (int line = 0; line < 30 && !head.empty(); ++line) {
    known += std::any_of(std::begin(names), std::end(names), [&](auto name) { return starts(head, name); });
    head.remove_prefix(std::min(head.find_first_of("\r\n"), head.size()));
    if (starts(head, "\r\n")) head.remove_prefix(1);
    if (!head.empty()) head.remove_prefix(1);
    if (starts(head, "\n") || starts(head, "\r")) break;  // the letter itself
  }
  return known >= 3;
}

std::optional<FileKind> kind_by_words(std::string_view text) {
  const auto head = in_small(std::string(text.substr(0, 4000)));
  if (starts(head, "begin:vcalendar")) return FileKind::calendar;
  if (starts(head, "begin:vcard")) return FileKind::contacts;
  if (starts(head, "{\\rtf")) return FileKind::document;
  if (starts(head, "[internetshortcut]")) return FileKind::shortcut;
  if (starts(head, "[desktop entry]") && holds(head, "url=")) return FileKind::shortcut;
  if (starts(head, "workravestats")) return FileKind::other_app;
  return is_mail(head) ? std::optional(FileKind::mail) : std::nullopt;
}

bool is_loop_header(const std::vector<std::string>& f) {
  const auto begins = [&](std::initializer_list<std::string_view> names) {
    return f.size() >= names.size() && std::equal(names.begin(), names.end(), f.begin());
  };
  if (begins({"Position", "Name"}) || begins({"Date", "Value", "Notes"})) return true;
  return f.size() > 2 && f[0] == "Date" &&
         f.back().empty();  // all habits side by side: a comma ends each line
}

FileKind csv_kind(std::string_view text) {
  CsvReader reader(text);
  CsvRow first, second;
  do {
    if (!reader.next(first)) return FileKind::empty;  // a table of nothing
  } while (std::all_of(first.fields.begin(), first.fields.end(), [](const auto& f) { return f.empty(); }));
  unwrap(first);
  const auto& f = first.fields;
  if (is_daylio_header(f)) return FileKind::daylio_csv;
  if (f.size() > 2 && f[0] == "HabitName" && std::find(f.begin(), f.end(), "CalendarDate") != f.end())
    return FileKind::habitbull_csv;
  if (is_loop_header(f)) return FileKind::loop_habits;
  const auto begins = [&](std::string_view one, std::string_view two) {
    return f.size() > 2 && f[0] == one && f[1] == two;
  };
  if (begins("FeatureName", "Timestamp")) return FileKind::track_and_graph;
  if (std::find(f.begin(), f.end(), "minutesSlept") != f.end()) return FileKind::mood_diary;
  if (begins("start", "end") && f[2] == "breaths") return FileKind::other_app;
  const bool alone = !reader.next(second);
  unwrap(second);
  const bool alike = alone || second.open_quote || second.fields.size() == f.size();
  return f.size() > 1 && alike ? FileKind::other_csv : FileKind::unknown;
}

// Bytes that are no letters of a text, such as those of an encrypted database.
bool is_binary(std::string_view text) {
  size_t odd = 0;
  for (const char c : text)
    odd += uint8_t(c) < ' ' && std::string_view("\t\r\n\f\x1a\x1b\a").find(c) == std::string_view::npos;
  return odd * 50 > text.size();
}

// From the first letter that somebody sees.
std::string_view without_blanks(std::string_view text) {
  while (!text.empty()) {
    auto after = text;
    const auto letter = take_letter(after);
    if (!is_space(letter) && !is_silent(letter)) break;
    text = after;
  }
  return text;
}

}  // namespace

FileKind kind_of(std::string_view file) {
  if (const auto kind = kind_by_mark(file)) return *kind;
  const auto letters = read_letters(file.substr(0, kLookedAt));
  const auto text = without_blanks(letters.text);
  if (text.empty()) return FileKind::empty;
  if (const auto kind = kind_by_words(text)) return *kind;
  if (const auto kind = json_kind(text)) return *kind;
  if (const auto kind = markup_kind(text)) return *kind;
  return is_binary(text) ? FileKind::unknown : csv_kind(text);
}

}  // namespace eddy
