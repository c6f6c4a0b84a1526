#include "core/exchange/sniff.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "core/exchange/csv.h"
#include "core/exchange/daylio_rows.h"
#include "core/exchange/letters.h"
#include "core/exchange/scripts.h"

namespace eddy {
namespace {

using namespace std::string_view_literals;

constexpr size_t kLookedAt = 64 << 10;

bool starts(std::string_view s, std::string_view with) { return s.substr(0, with.size()) == with; }
bool holds(std::string_view s, std::string_view part) { return s.find(part) != std::string_view::npos; }

// `part` stands at this place.
bool stands(std::string_view s, size_t at, std::string_view part) {
  return s.size() >= at && starts(s.substr(at), part);
}

uint32_t little(std::string_view bytes, size_t at, size_t size) {
  uint32_t out = 0;
  for (size_t i = 0; i < size; ++i) out |= uint32_t(uint8_t(bytes[at + i])) << (8 * i);
  return out;
}

// The names in a ZIP: from its directory at the end, of which some bytes after it may not be the ZIP's; of
// one cut short, the first file's alone.
std::vector<std::string_view> names_in_zip(std::string_view zip) {
  constexpr size_t end_size = 22, entry_size = 46, local_size = 30, most = 10'000;
  std::vector<std::string_view> names;
  const auto tail = zip.substr(zip.size() - std::min(zip.size(), kLookedAt + end_size));
  const auto end = tail.rfind("PK\5\6"sv);
  if (end != std::string_view::npos && tail.size() - end >= end_size) {
    auto at = size_t(little(tail, end + 16, 4));
    while (at < zip.size() && zip.size() - at >= entry_size && zip.substr(at, 4) == "PK\1\2"sv &&
           names.size() < most) {
      const auto name = size_t(little(zip, at + 28, 2));
      names.push_back(zip.substr(at + entry_size, name));
      at += entry_size + name + little(zip, at + 30, 2) + little(zip, at + 32, 2);
    }
  }
  if (names.empty() && zip.size() > local_size) names.push_back(zip.substr(local_size, little(zip, 26, 2)));
  return names;
}

FileKind zip_kind(std::string_view zip) {
  const auto names = names_in_zip(zip);
  const auto has = [&](auto is) { return std::any_of(names.begin(), names.end(), is); };
  const auto named = [&](std::string_view file) {
    return has([&](std::string_view n) { return n.substr(n.rfind('/') + 1) == file; });
  };
  if (named("backup.daylio")) return FileKind::daylio_backup;
  if (has([](std::string_view n) { return starts(n, "xl/"); })) return FileKind::spreadsheet;
  if (holds(zip.substr(0, 200), "opendocument.spreadsheet")) return FileKind::spreadsheet;
  if (named("Habits.csv") && named("Checkmarks.csv")) return FileKind::loop_habits;
  return FileKind::other_zip;
}

bool is_image(std::string_view bytes) {
  constexpr std::string_view marks[] = {"\xff\xd8\xff"sv, "\x89PNG"sv, "GIF8"sv, "II*\0"sv, "MM\0*"sv};
  if (std::any_of(std::begin(marks), std::end(marks), [&](auto m) { return starts(bytes, m); })) return true;
  if (starts(bytes, "RIFF") && stands(bytes, 8, "WEBP")) return true;
  constexpr std::string_view brands[] = {"heic", "heix", "mif1", "msf1", "avif"};
  return stands(bytes, 4, "ftyp") && std::any_of(std::begin(brands), std::end(brands),
                                                 [&](auto brand) { return stands(bytes, 8, brand); });
}

std::optional<FileKind> kind_by_mark(std::string_view file) {
  if (starts(file, "PK\3\4"sv) || starts(file, "PK\5\6"sv)) return zip_kind(file);
  if (starts(file, "EDDYBACK")) return FileKind::eddy_backup;
  if (starts(file, "%PDF-")) return FileKind::pdf;
  if (is_image(file)) return FileKind::image;
  if (!starts(file, "SQLite format 3\0"sv)) return std::nullopt;
  const auto schema = file.substr(0, kLookedAt);
  const bool loop = holds(schema, "Repetitions") && holds(schema, "Habits");
  return loop ? FileKind::loop_habits : FileKind::database;
}

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

std::optional<FileKind> json_kind(std::string_view text) {
  if (starts(text, "eyJ") && is_daylio_json(from_base64(text))) return FileKind::daylio_backup;
  if (!starts(text, "{") && !starts(text, "[")) return std::nullopt;
  std::string dense;  // without the spaces that a formatter puts in
  for (const char c : text.substr(0, 200))
    if (std::string_view(" \t\r\n").find(c) == std::string_view::npos) dense += c;
  if (starts(dense, "[{\"entry\":")) return FileKind::eddy_export;
  if (is_daylio_json(text)) return FileKind::daylio_backup;
  // A bracket alone is no JSON: "[x] done, ..."
  const bool json = starts(dense, "{\"") || starts(dense, "{}") || starts(dense, "[]") ||
                    starts(dense, "[{") || starts(dense, "[[") || starts(dense, "[\"");
  return json ? std::optional(FileKind::other_json) : std::nullopt;
}

std::optional<FileKind> markup_kind(std::string_view text) {
  const auto head = in_small(std::string(text.substr(0, 1000)));
  if (holds(head, "<svg")) return FileKind::image;
  if (starts(head, "<") && (holds(head, "<!doctype html") || holds(head, "<html"))) return FileKind::html;
  return std::nullopt;
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
    if (!reader.next(first)) return FileKind::unknown;
  } while (std::all_of(first.fields.begin(), first.fields.end(), [](const auto& f) { return f.empty(); }));
  unwrap(first);
  const auto& f = first.fields;
  if (is_daylio_header(f)) return FileKind::daylio_csv;
  if (f.size() > 2 && f[0] == "HabitName" && std::find(f.begin(), f.end(), "CalendarDate") != f.end())
    return FileKind::habitbull_csv;
  if (is_loop_header(f)) return FileKind::loop_habits;
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

}  // namespace

FileKind kind_of(std::string_view file) {
  if (const auto kind = kind_by_mark(file)) return *kind;
  const auto letters = read_letters(file.substr(0, kLookedAt));
  const std::string_view all = letters.text;
  const auto from = all.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return FileKind::empty;
  const auto text = all.substr(from);
  if (const auto kind = json_kind(text)) return *kind;
  if (const auto kind = markup_kind(text)) return *kind;
  return is_binary(text) ? FileKind::unknown : csv_kind(text);
}

}  // namespace eddy
