// What a file is that somebody hands over, by its first bytes and lines, so that they can be told what it
// looks like and what to export instead. It looks at 64 KiB of the file and, of a ZIP, at the names in its
// directory; nothing is unpacked.
#pragma once
#include <string_view>

namespace eddy {

enum class FileKind {
  unknown,  // bytes, or prose, of which nothing can be said
  empty,
  daylio_csv,
  daylio_backup,  // a .daylio, what is in it, or its JSON
  eddy_export,    // all.json
  eddy_backup,
  loop_habits,  // its CSV files, the ZIP of them, or its database
  habitbull_csv,
  track_and_graph,
  mood_diary,  // of Pixels, Pixy, Daily You or MoodTracker
  other_csv,
  other_json,
  spreadsheet,  // xlsx, xls, ods, numbers
  other_zip,
  database,  // SQLite
  pdf,
  image,
  html,
  document,   // of a word processor, for slides, a book
  recording,  // sound, film
  mail,
  calendar,
  contacts,
  other_app,  // XML, a property list, a device's backup, a log of pauses
  packed,     // an archive that holds something to unpack, or that a password locks
  shortcut,   // to another file or page
};
FileKind kind_of(std::string_view file);

}  // namespace eddy
