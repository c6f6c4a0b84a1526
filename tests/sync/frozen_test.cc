// Stores, a backup and an export as a version left them, with all that syncing leaves there: an account of three devices,
// what waits, what was sealed and not confirmed, what is held, an import, a lesson, settings, texts side by side, trash,
// purge, an earlier version, and what a work computer removed. Later versions open them and find every cell
// again. EDDY_WRITE_FROZEN=FOLDER writes new ones beside the old: a frozen one is never written again.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "bindings/cpp/client.h"
#include "core/vault/schema.h"
#include "tests/core/importing.h"
#include "tests/core/listing.h"
#include "tests/places.h"
#include "tests/sync/devices.h"
#include "tests/sync/memory_store.h"

namespace eddy::test {
namespace {

constexpr const char* kPassphrase = "frozen";

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

// Its records, and in the lines before them what syncing keeps in its books.
std::string listing(Device& d) {
  auto& v = d.session.vault();
  std::string out;
  const auto count = [&](const char* what, const char* sql) {
    out += std::string(what) + " " + std::to_string(v.db().integer(sql)) + "\n";
  };
  count("waits", "SELECT count(*) FROM outbox");
  count("applied", "SELECT count(*) FROM bundle WHERE state = 0");
  count("to-send", "SELECT count(*) FROM bundle WHERE state = 1");
  count("held", "SELECT count(*) FROM bundle WHERE state = 2");
  count("chains", "SELECT count(*) FROM chain");
  count("imported", "SELECT count(*) FROM imported");
  if (v.db().integer("SELECT count(*) FROM earlier") > 0) count("earlier", "SELECT count(*) FROM earlier");
  const auto state = d.sync.state();
  for (const auto& one : state.device()) out += "device " + one.name() + (one.work() ? " work\n" : " own\n");
  return out + cells_of(v);
}

// The records of a listing that a backup holds: all but those that were purged.
std::string kept_cells(const std::string& listing) {
  std::istringstream lines(listing);
  std::string out, record;
  const auto flush = [&] {
    if (record.find("\n  0 ") == record.npos || record.find(" P\n") == record.npos) out += record;
    record.clear();
  };
  for (std::string line; std::getline(lines, line);) {
    if (line.find(" space ") != line.npos) flush();
    if (!record.empty() || line.find(" space ") != line.npos) record += line + "\n";
  }
  flush();
  return out;
}

std::string exported(Device& d) {
  api::ExportRequest q;
  q.set_limit(5000);
  std::string out;
  const auto reply = d.exchange.export_records(q);
  for (const auto& e : reply.record()) out += (out.empty() ? "[\n" : ",\n") + client::to_json(e);
  return out + "\n]\n";
}

// --- How they are made.

void change_text(Device& d, int64_t ms, const Id& id, const std::string& text) {
  auto e = d.journal.get(id);
  std::vector<uint64_t> seen;
  for (const auto& c : d.session.vault().get(id).cells) seen.push_back(c.stamp.id);
  e.mutable_note()->set_text(text);
  d.journal.keep(at(ms), e, true, &seen);
}

void keep_check_in(Device& d, int64_t ms, int mood, records::Space space, const std::string& note) {
  records::Entry e;
  e.set_space(space);
  e.mutable_check_in()->set_mood(mood);
  e.mutable_check_in()->set_tension(7);
  for (const char* feeling : {"calm", "drained"}) e.mutable_check_in()->add_feelings(feeling);
  if (!note.empty()) e.mutable_check_in()->set_note(note);
  d.journal.keep(at(ms), e, true);
}

// A lesson from a debrief of a hard call.
void learn(Device& d, int64_t ms) {
  records::Entry call;
  call.mutable_hard_call()->set_how_hard(8);
  const auto kept = d.journal.keep(at(ms), call, true);
  records::Entry looked_back;
  auto& debrief = *looked_back.mutable_debrief();
  debrief.set_hard_call(kept.id());
  debrief.set_practice("debrief.three");
  debrief.set_control("my voice");
  debrief.set_if_then("if they shout, then I breathe out first");
  d.journal.learn(at(ms + kHour), to_id(d.journal.keep(at(ms + kHour), looked_back, true).id(), "id"));
}

api::ImportRequest daylio() {
  api::ImportRequest q;
  q.set_file(
      "full_date,date,weekday,time,mood,activities,note_title,note\n2026-02-27,a,b,08:00,good,reading,,an "
      "evening by the "
      "river\n2026-02-28,a,b,21:30,meh,work | rain,A title,and a note\n");
  return q;
}

// A bundle that asks for a later reader: it is held.
void give_what_is_later(Device& author, Device& reader, int64_t ms) {
  eddy::sync::Ledger of(author.session.vault()), to(reader.session.vault());
  const auto h = first_of_a_chain(of);
  sync::v1::Payload later;
  later.set_min_reader(1000);
  sync::v1::PullReply reply;
  reply.add_row()->set_bundle(eddy::sync::seal_bundle(h, later.SerializeAsString(),
                                                      of.space_keys().at({wire::kWork, 1}), 1, of.keys(),
                                                      author.session.random()));
  reply.set_roster_version(h.roster);
  reply.set_next(to.local.cursor());
  reply.set_next_hash(to.local.cursor_hash());
  to.apply(at(ms), reply);
}

void live(Device& phone, Device& work, Device& laptop, Box& box) {
  const auto all_sync = [&](int64_t ms) {
    for (int round = 0; round < 2; ++round)
      for (auto* d : {&phone, &work, &laptop}) d->sync_round(box, at(ms + round));
  };
  phone.join(box, at(kNoon), "Phone");
  phone.sync_round(box, at(kNoon));
  keep_check_in(work, kNoon - kDay, 2, records::SPACE_HOME, "before it was a work computer");
  pair(box, phone, work, at(kNoon), true, "Work");
  pair(box, phone, laptop, at(kNoon), false, "Laptop");
  all_sync(kNoon + kMinute);
  records::Settings at_work, at_home;
  at_work.set_allow_text(true);
  work.session.change_settings(at(kNoon), at_work, false);
  at_home.set_country("DE");
  at_home.set_sleep_need_min(500);
  phone.session.change_settings(at(kNoon), at_home, false);
  for (int day = 0; day < 3; ++day) {
    keep_check_in(work, kNoon + day * kDay, 2 + day, records::SPACE_WORK, "");
    keep_check_in(phone, kNoon + day * kDay + kHour, 3, records::SPACE_HOME, "day " + std::to_string(day));
  }
  learn(phone, kNoon + 2 * kHour);
  EXPECT_EQ(import_daylio(phone.session, at(kNoon + 3 * kHour), daylio()).imported(), 2);
  phone.note(at(kNoon), "frozen");
  const auto both = phone.note(at(kNoon), "begun", records::SPACE_HOME);
  const auto trashed = phone.note(at(kNoon), "into the trash"),
             purged = phone.note(at(kNoon), "gone for good");
  all_sync(kNoon + kDay);
  change_text(phone, kNoon + kDay + kHour, both, "as the phone has it");
  change_text(laptop, kNoon + kDay + kHour, both, "as the laptop has it");
  phone.journal.trash(at(kNoon + kDay), trashed);
  phone.journal.purge(at(kNoon + kDay), purged);
  all_sync(kNoon + 2 * kDay);
  const auto over = phone.note(at(kNoon + 2 * kDay), "as it was before work wrote over it");
  all_sync(kNoon + 2 * kDay + kHour);
  change_text(work, kNoon + 2 * kDay + 2 * kHour, over, "as work has it");
  const auto removed = phone.note(at(kNoon + 2 * kDay), "removed for good at work");
  all_sync(kNoon + 2 * kDay + 3 * kHour);
  work.journal.purge(at(kNoon + 2 * kDay + 4 * kHour), removed);
  all_sync(kNoon + 2 * kDay + 5 * kHour);
  give_what_is_later(laptop, phone, kNoon + 2 * kDay);
  // Sealed and given, but the answer was lost; and written after that, on both.
  const auto lost = [](const api::StepReply::Call& c, api::StepRequest::Response&) {
    return !c.method().ends_with("/Push");
  };
  phone.note(at(kNoon + 3 * kDay), "sealed, not confirmed");
  phone.sync_round(box, at(kNoon + 3 * kDay), lost);
  phone.note(at(kNoon + 3 * kDay + kHour), "not sealed yet", records::SPACE_HOME);
  keep_check_in(work, kNoon + 3 * kDay, 1, records::SPACE_HOME, "dropped and on its way");
  work.sync_round(box, at(kNoon + 3 * kDay), lost);
  keep_check_in(work, kNoon + 3 * kDay + kHour, 4, records::SPACE_WORK, "");
}

void write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

std::string backup_of(Device& d) {
  std::string out;
  api::BackUpRequest q;
  for (;;) {
    const auto reply = d.exchange.back_up(q);
    out += reply.bytes();
    if (reply.done()) return out;
    q.set_cursor(reply.cursor());
  }
}

void freeze(const std::string& into) {
  std::filesystem::create_directories(into);
  const auto format = "/format-" + std::to_string(kFormat), phone_home = into + format,
             work_home = into + format + "-work";
  Box box(std::make_unique<MemoryStore>());
  Device laptop(3, false);
  Device phone(phone_home, kPassphrase, true), work(work_home, kPassphrase, false);
  live(phone, work, laptop, box);
  write(phone_home + ".cells", listing(phone));
  write(work_home + ".cells", listing(work));
  write(into + "/backup-" + std::to_string(kFormat) + ".eddy", backup_of(phone));
  write(into + "/export-" + std::to_string(kFormat) + ".json", exported(phone));
}

// --- How they are read.

struct Frozen : testing::TestWithParam<const char*> {
  const std::string from = source() + "/tests/frozen/";
  Folder folder;
  std::string copied(const std::string& name) {
    std::filesystem::copy(from + name, folder / name, std::filesystem::copy_options::recursive);
    return folder / name;
  }
};

TEST_P(Frozen, OpensWithEveryCellAndAllThatWaits) {
  const std::string name = GetParam();
  Device d(copied(name), kPassphrase);
  EXPECT_EQ(listing(d), bytes_of(from + name + ".cells"));
  EXPECT_TRUE(d.session.vault().check().empty());
}

TEST_P(Frozen, IsReadAgainByItsOwnExportWithoutANewRow) {
  const std::string name = GetParam();
  Device d(copied(name), kPassphrase);
  const auto before = cells_of(d.session.vault());
  api::ExportRequest q;
  q.set_limit(5000);
  const auto all = d.exchange.export_records(q);
  api::ImportRecordsRequest again;
  for (const auto& e : all.record()) *again.add_record() = e;
  const auto reply = d.exchange.import_records(at(kNoon + 90 * kDay), again);
  EXPECT_EQ(reply.imported(), 0);
  EXPECT_EQ(reply.left_size(), 0);
  EXPECT_EQ(cells_of(d.session.vault()), before);
}

TEST_P(Frozen, WhatWasImportedIsKnownAgain) {
  const std::string name = GetParam();
  if (name.ends_with("-work")) return;  // nothing was imported at work
  Device d(copied(name), kPassphrase);
  auto& db = d.session.vault().db();
  const auto rows = db.integer("SELECT count(*) FROM record WHERE kind = 1");
  const auto first = import_daylio(d.session, at(kNoon + 90 * kDay), daylio());
  EXPECT_EQ(first.imported(), 0);
  EXPECT_EQ(first.turned(), 2) << "its activities were feelings, and are factors now";
  const auto factors = d.factors.list();
  ASSERT_EQ(factors.size(), 3u);
  EXPECT_EQ(factors[0].name() + factors[1].name() + factors[2].name(), "rainreadingwork");
  EXPECT_EQ(factors[0].used(), 1);
  int back = 0;
  EXPECT_EQ(undo_import(d.session, at(kNoon + 90 * kDay), first.import(), &back), 0);
  EXPECT_EQ(back, 2);
  EXPECT_TRUE(d.factors.list().empty());
  EXPECT_EQ(d.journal.search("rain", 10).size(), 1u) << "they are feelings again";
  for (const int offset : {0, 60, -480}) {
    d.session.zone.offset_min = offset;
    const auto again = import_daylio(d.session, at(kNoon + 90 * kDay), daylio());
    EXPECT_EQ(again.imported(), 0) << offset;
    EXPECT_EQ(again.duplicates(), 2) << offset;
  }
  EXPECT_EQ(db.integer("SELECT count(*) FROM record WHERE kind = 1"), rows);
  EXPECT_EQ(d.factors.list().size(), 3u);
}

TEST_P(Frozen, ASecondEditOfAnOldDebriefMakesNoSecondLesson) {
  const std::string name = GetParam();
  if (name.ends_with("-work")) return;  // no words at work
  Device d(copied(name), kPassphrase);
  ASSERT_EQ(d.journal.latest(kLesson, 10).size(), 1u);
  auto e = d.journal.latest(kDebrief, 1)[0];
  e.mutable_debrief()->set_if_then("if they shout, then I put my feet down");
  d.journal.keep(at(kNoon + 90 * kDay), e, true);
  d.journal.learn(at(kNoon + 90 * kDay), {to_id(e.id(), "id"), e.space()});
  ASSERT_EQ(d.journal.latest(kLesson, 10).size(), 1u);
  EXPECT_EQ(d.journal.latest(kLesson, 10)[0].lesson().what(), "if they shout, then I put my feet down");
}

INSTANTIATE_TEST_SUITE_P(Stores, Frozen,
                         testing::Values("format-2", "format-2-work", "format-3", "format-3-work"),
                         [](const auto& which) {
                           auto name = std::string(which.param);
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

struct FrozenFile : Frozen {};

TEST_P(FrozenFile, ABackupComesBackCellForCell) {
  Services s;
  s.session.attach(folder / "restored");
  api::RestoreRequest q;
  const std::string format = GetParam();
  q.set_bytes(bytes_of(from + "backup-" + format + ".eddy"));
  q.set_passphrase(kPassphrase);
  q.set_last(true);
  EXPECT_TRUE(s.exchange.restore(at(kNoon + 90 * kDay), q).done());
  s.session.unlock_passphrase(kPassphrase);
  EXPECT_EQ(cells_of(s.session.vault()), kept_cells(bytes_of(from + "format-" + format + ".cells")));
}

TEST_P(FrozenFile, AnExportIsWrittenAgainByteForByte) {
  const std::string format = GetParam();
  Device d(copied("format-" + format), kPassphrase);
  EXPECT_EQ(exported(d), bytes_of(from + "export-" + format + ".json"));
}

INSTANTIATE_TEST_SUITE_P(Stores, FrozenFile, testing::Values("2", "3"),
                         [](const auto& which) { return std::string(which.param); });

TEST(FrozenStores, AreWrittenWhereAskedFor) {
  const char* into = std::getenv("EDDY_WRITE_FROZEN");
  if (!into) GTEST_SKIP() << "EDDY_WRITE_FROZEN names no folder";
  freeze(into);
}

}  // namespace
}  // namespace eddy::test
