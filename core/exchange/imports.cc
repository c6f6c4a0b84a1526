#include "core/exchange/imports.h"

#include <algorithm>

#include "core/exchange/letters.h"

namespace eddy {
namespace {

constexpr size_t kLargestFile = size_t(1) << 30;  // bytes
constexpr int kAtOnce = 1000;                     // rows of one portion

// What a file is told to be that Eddy does not read.
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

// What the same file does when it is imported again is a step of its own, where it does more than add what is not there.
std::string import_of(Vault& vault, std::string_view file, const Importer& format) {
  auto first = digest("eddy/import/v1", file, 16);
  auto s = vault.db().prepare("SELECT 1 FROM imported WHERE import = ?");
  return format.at_once && s.bind(first).step() ? digest("eddy/import-again/v1", file, 16) : first;
}

void by_line(google::protobuf::RepeatedPtrField<api::ImportReply::Left>& rows) {
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return std::pair(a.line(), a.entry()) < std::pair(b.line(), b.entry());
  });
}

}  // namespace

void Imports::hand(const api::HandRequest& request) {
  session_.vault();
  if (request.first()) forget();
  if (file_.size() + request.bytes().size() > kLargestFile) {
    forget();
    throw too_long("file", double(kLargestFile));
  }
  file_ += request.bytes();
}

void Imports::forget() {
  under_way_.reset();
  std::string().swap(file_);  // an empty one that is assigned keeps the room, and the words in it
}

std::unique_ptr<Imports::Reading> Imports::begin(Moment now, const api::ImportRequest& request,
                                                 api::ImportReply& asks) {
  session_.vault();
  if (!session_.allow_text()) throw Failure{Reason::words_off, "numbers only on a work computer"};
  const auto& bytes = request.file().empty() ? file_ : request.file();
  if (bytes.empty()) throw Failure{Reason::file_empty, "empty"};
  const auto kind = kind_of(bytes);
  for (const auto* format : importers()) {
    if (!format->sniff(kind)) continue;
    auto out = std::make_unique<Reading>();
    auto letters = read_letters(bytes);
    out->text = std::move(letters.text);
    out->reply.set_letters_guessed(letters.encoding == Encoding::windows_1252);
    out->format = format;
    out->kind = kind;
    out->rows = format->rows(session_, now, out->text, request, asks);
    asks.set_format(format->format);
    if (!asks.open_date().empty() || asks.unknown_mood_size()) return nullptr;
    if (!out->rows) continue;
    out->keeper = std::make_unique<Keeper>(session_, now, format);
    out->first = digest("eddy/import/v1", bytes, 16);
    out->import = import_of(session_.vault(), bytes, *format);
    out->reply.set_format(format->format);
    return out;
  }
  throw Failure{reason_for(kind), "nothing that Eddy reads"};
}

// Throws where nothing in a file that looks like anything was an entry, all of it or its first thousand: then it is of somebody
// else's.
void Imports::refuse_strange(const Reading& reading, int at_least) {
  const auto& reply = reading.reply;
  const bool strange = reading.kind == FileKind::other_json && reply.left_size() >= at_least &&
                       reply.left_size() == reply.rows();
  if (strange) throw Failure{reason_for(reading.kind), "no entry of Eddy's in it"};
}

void Imports::finish(Reading& reading) {
  auto& reply = reading.reply;
  refuse_strange(reading, 1);
  by_line(*reply.mutable_left());
  by_line(*reply.mutable_partly());
  reply.set_progress(1);
  reply.set_import(reply.imported() + reply.turned() ? reading.import : reading.first);
}

api::ImportReply Imports::look(Moment now, const api::ImportRequest& request) {
  api::ImportReply asks;
  const Savepoint still(session_.vault().db());  // of one moment, and no lock is asked for row by row
  const auto reading = begin(now, request, asks);
  if (!reading) return asks;
  ImportRow row;
  while (reading->rows->next(row)) {
    reading->keeper->take(row, reading->reply, nullptr);
    refuse_strange(*reading, kAtOnce);
  }
  finish(*reading);
  return std::move(reading->reply);
}

api::ImportReply Imports::import(Moment now, const api::ImportRequest& request) {
  api::ImportReply asks;
  if (!request.file().empty()) under_way_.reset();
  if (!under_way_) under_way_ = begin(now, request, asks);
  if (!under_way_) return asks;
  auto& r = *under_way_;
  bool more = true;
  try {
    Vault::Write w(session_.vault(), now);
    w.in_portions();
    Keeping keeping(session_, w, now, r.import);
    ImportRow row;
    for (int n = 0; (n < kAtOnce || r.format->at_once) && (more = r.rows->next(row)); ++n)
      r.keeper->take(row, r.reply, &keeping);
    refuse_strange(r, kAtOnce);
    w.commit();
  } catch (...) {
    under_way_.reset();  // what of it was kept is there already the next time
    throw;
  }
  r.reply.set_import(r.import);
  r.reply.set_more(more);
  r.reply.set_progress(r.rows->progress());
  if (more) {
    api::ImportReply so_far = r.reply;
    so_far.clear_left(), so_far.clear_partly();  // with the last
    return so_far;
  }
  const auto done = std::move(under_way_);
  finish(*done);
  forget();
  return std::move(done->reply);
}

}  // namespace eddy
