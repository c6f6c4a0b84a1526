#include "core/exchange/marks.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <vector>

namespace eddy {
namespace {

using namespace std::string_view_literals;

constexpr size_t kDirectory = 64 << 10;  // of an archive: as much as is looked at

struct Mark {
  size_t at;
  std::string_view bytes;
  FileKind kind;
};
// The first that fits. "ftyp" alone is what films have.
constexpr Mark kMarks[] = {
    {0, "EDDYBACK"sv, FileKind::eddy_backup},
    {0, "%PDF-"sv, FileKind::pdf},
    {0, "\xff\xd8\xff"sv, FileKind::image},
    {0, "\x89PNG"sv, FileKind::image},
    {0, "GIF8"sv, FileKind::image},
    {0, "II*\0"sv, FileKind::image},
    {0, "MM\0*"sv, FileKind::image},
    {0, "8BPS"sv, FileKind::image},
    {0, "\0\0\1\0"sv, FileKind::image},
    {0, "\xff\x0a"sv, FileKind::image},
    {4, "JXL \r\n"sv, FileKind::image},
    {4, "jP  \r\n"sv, FileKind::image},
    {8, "WEBP"sv, FileKind::image},
    {4, "ftyphe"sv, FileKind::image},
    {4, "ftypmif1"sv, FileKind::image},
    {4, "ftypmsf1"sv, FileKind::image},
    {4, "ftypavi"sv, FileKind::image},
    {4, "ftyp"sv, FileKind::recording},
    {4, "moov"sv, FileKind::recording},
    {8, "WAVEfmt"sv, FileKind::recording},
    {8, "AVI LIST"sv, FileKind::recording},
    {8, "AIFF"sv, FileKind::recording},
    {0, "ID3\2"sv, FileKind::recording},
    {0, "ID3\3"sv, FileKind::recording},
    {0, "ID3\4"sv, FileKind::recording},
    {0, "\xff\xfb"sv, FileKind::recording},
    {0, "\xff\xf3"sv, FileKind::recording},
    {0, "\xff\xf1"sv, FileKind::recording},
    {0, "OggS"sv, FileKind::recording},
    {0, "fLaC"sv, FileKind::recording},
    {0, "#!AMR"sv, FileKind::recording},
    {0, "MThd"sv, FileKind::recording},
    {0, "FLV\1"sv, FileKind::recording},
    {0, "\x1a\x45\xdf\xa3"sv, FileKind::recording},  // Matroska, WebM
    {0, "\0\0\1\xba"sv, FileKind::recording},
    {0, "\0\0\1\xb3"sv, FileKind::recording},
    {0, "\x30\x26\xb2\x75"sv, FileKind::recording},  // Windows Media
    {0, "\x1f\x8b"sv, FileKind::packed},             // gzip
    {4, "1AY&SY"sv, FileKind::packed},
    {0,
     "\xfd"
     "7zXZ"sv,
     FileKind::packed},
    {0, "\x28\xb5\x2f\xfd"sv, FileKind::packed},  // Zstandard
    {0, "7z\xbc\xaf\x27\x1c"sv, FileKind::packed},
    {0, "Rar!\x1a\x07"sv, FileKind::packed},
    {0, "MSCF\0"sv, FileKind::packed},
    {257, "ustar"sv, FileKind::packed},
    {0, "Salted__"sv, FileKind::packed},
    {0, "age-encryption.org/"sv, FileKind::packed},
    {0, "-----BEGIN PGP MESSAGE"sv, FileKind::packed},
    {0, "L\0\0\0\1\x14\2\0"sv, FileKind::shortcut},  // Windows
    {0, "book\0\0\0\0mark"sv, FileKind::shortcut},   // macOS
    {0, "bplist00\xd1\1\2SURL"sv, FileKind::shortcut},
    {0, "bplist00"sv, FileKind::other_app},
    {0, "ANDROID BACKUP\n"sv, FileKind::other_app},
    {0, "SQLite format 3\0"sv, FileKind::database},
};

bool begins_with(std::string_view s, std::string_view with) { return s.substr(0, with.size()) == with; }
bool has_part(std::string_view s, std::string_view part) { return s.find(part) != std::string_view::npos; }

uint32_t little(std::string_view bytes, size_t at, size_t size) {
  uint32_t out = 0;
  for (size_t i = 0; i < size; ++i) out |= uint32_t(uint8_t(bytes[at + i])) << (8 * i);
  return out;
}

// The names in a ZIP: from its directory at the end, of which some bytes after it may not be the ZIP's; of
// one cut short, the first file's alone.
struct ZipNames {
  std::vector<std::string_view> names;
  bool locked = false;  // some of it with a password
};
ZipNames names_in_zip(std::string_view zip) {
  constexpr size_t end_size = 22, entry_size = 46, local_size = 30, most = 10'000;
  ZipNames out;
  auto& names = out.names;
  const auto tail = zip.substr(zip.size() - std::min(zip.size(), kDirectory + end_size));
  const auto end = tail.rfind("PK\5\6"sv);
  if (end != std::string_view::npos && tail.size() - end >= end_size) {
    auto at = size_t(little(tail, end + 16, 4));
    while (at < zip.size() && zip.size() - at >= entry_size && zip.substr(at, 4) == "PK\1\2"sv &&
           names.size() < most) {
      const auto name = size_t(little(zip, at + 28, 2));
      names.push_back(zip.substr(at + entry_size, name));
      out.locked = out.locked || zip[at + 8] & 1;
      at += entry_size + name + little(zip, at + 30, 2) + little(zip, at + 32, 2);
    }
  }
  if (names.empty() && zip.size() > local_size) {
    names.push_back(zip.substr(local_size, little(zip, 26, 2)));
    out.locked = zip[6] & 1;
  }
  return out;
}

FileKind zip_kind(std::string_view zip) {
  const auto [names, locked] = names_in_zip(zip);
  const auto any = [&all = names](auto is) { return std::any_of(all.begin(), all.end(), is); };
  const auto named = [&](std::string_view file) {
    return any([&](std::string_view n) { return n.substr(n.rfind('/') + 1) == file; });
  };
  const auto folder = [&](std::string_view name) {
    return any([&](std::string_view n) { return begins_with(n, name); });
  };
  const auto ends = [&](std::string_view with) {
    return any([&](std::string_view n) {
      return n.size() >= with.size() && n.substr(n.size() - with.size()) == with;
    });
  };
  if (named("backup.daylio") || ends(".daylio")) return FileKind::daylio_backup;
  if (locked) return FileKind::packed;
  const auto head = zip.substr(0, 200);
  if (folder("xl/") || has_part(head, "opendocument.spreadsheet") || folder("Index/Tables/"))
    return FileKind::spreadsheet;
  if (folder("word/") || folder("ppt/") || folder("Index/") || has_part(head, "opendocument.") ||
      has_part(head, "epub+zip"))
    return FileKind::document;
  if (named("Habits.csv") && named("Checkmarks.csv")) return FileKind::loop_habits;
  return ends(".csv") || ends(".CSV") ? FileKind::packed : FileKind::other_zip;
}

// Of Office until 2003, and of what is locked with a password today: the names stand in a directory of UTF-16.
FileKind old_office_kind(std::string_view file) {
  constexpr size_t header = 512;
  if (file.size() < header) return FileKind::document;
  const size_t shift = std::min<size_t>(little(file, 30, 2), 12);
  const size_t at = (size_t(little(file, 48, 4)) + 1) << shift;
  const auto names = at < file.size() ? file.substr(at, kDirectory) : file.substr(0, kDirectory);
  if (has_part(names, "E\0n\0c\0r\0y\0p\0t\0e\0d\0"sv)) return FileKind::packed;
  const bool book = has_part(names, "W\0o\0r\0k\0b\0o\0o\0k\0"sv) || has_part(names, "B\0o\0o\0k\0"sv);
  return book ? FileKind::spreadsheet : FileKind::document;
}

}  // namespace

std::optional<FileKind> kind_by_mark(std::string_view file) {
  if (begins_with(file, "PK\3\4"sv) || begins_with(file, "PK\5\6"sv)) return zip_kind(file);
  if (begins_with(file, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv)) return old_office_kind(file);
  const auto* mark = std::find_if(std::begin(kMarks), std::end(kMarks), [&](const Mark& m) {
    return file.size() > m.at && begins_with(file.substr(m.at), m.bytes);
  });
  if (mark == std::end(kMarks)) return std::nullopt;
  if (mark->kind != FileKind::database) return mark->kind;
  const auto schema = file.substr(0, kDirectory);
  return has_part(schema, "Repetitions") && has_part(schema, "Habits") ? FileKind::loop_habits
                                                                       : FileKind::database;
}

}  // namespace eddy
