// In and out: Daylio, lossless export, backup.
#include "core/board/picture.h"
#include "core/exchange/csv.h"
#include "tests/core/importing.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {
namespace rec = eddy::records;
using namespace std::string_literals;

const char* const kDaylio =
    "\xef\xbb\xbf"
    "full_date,date,weekday,time,mood,activities,note_title,note\r\n"
    "2026-03-02,March 2,Monday,9:15 PM,rad,\"work | friends\",\"A title\",\"He said \"\"thanks\"\"<br>twice, "
    "<b>really</b>\"\r\n"
    "2026-03-02,March 2,Monday,08:05,meh,work,,\"first line\nsecond line\"\r\n"
    "2026-03-01,March 1,Sunday,7:30 am,awful,,\"Sleep Quality: 8/10 points | Sleep Time: 8:00\",,late\r\n"
    "2026-02-30,?,?,08:00,good,,,\r\n"
    "2026-02-28,?,?,25:00,good,,,\r\n"
    "2026-02-27,?,?,08:00,good,too,few\r\n"
    "0001-01-01,?,?,08:00,good,,,\r\n";

TEST(Daylio, EveryRowIsAccountedForAndTheSecondTimeAddsNothing) {
  World w;
  api::ImportRequest q;
  q.set_file(kDaylio);
  auto reply = import_daylio(w.session, at(kNoon), q);
  EXPECT_EQ(reply.imported(), 3);
  ASSERT_EQ(reply.left_size(), 4);
  EXPECT_EQ(reply.left(0).line(), 6) << "lines as an editor counts them, though one note has two";
  EXPECT_EQ(reply.left(3).line(), 9);
  const auto all = w.journal.latest(kCheckIn, 10);
  EXPECT_EQ(all[0].check_in().note(), "A title\nHe said \"thanks\"\ntwice, really");
  EXPECT_EQ(all[0].check_in().at_ms(), kMonday + (21 * 60 + 15) * kMinute);
  EXPECT_EQ(all[2].check_in().note(), "late\nSleep Quality: 8/10 points\nSleep Time: 8:00");
  const auto again = import_daylio(w.session, at(kNoon), q);
  EXPECT_EQ(again.imported(), 0);
  EXPECT_EQ(again.duplicates(), 3);
  EXPECT_EQ(undo_import(w.session, at(kNoon), reply.import()), 3);
  EXPECT_TRUE(w.journal.latest(kCheckIn, 10).empty());
  EXPECT_EQ(import_daylio(w.session, at(kNoon), q).imported(), 3) << "and can be done again";
}

TEST(Daylio, ARowIsItselfInAnotherZoneUnderAnotherMappingAndSavedByAnotherProgram) {
  const std::string head = "full_date,date,weekday,time,mood,activities,note_title,note\n";
  World w;
  api::ImportRequest q;
  q.set_file(
      head +
      "2026-03-01,a,b,21:30,meh,work | rain,A title,and a note\n2026-03-01,a,b,21:30,good,work | rain,A "
      "title,and a note\n2026-03-02,a,b,08:00,good,reading,,\n");
  ASSERT_EQ(import_daylio(w.session, at(kNoon), q).imported(), 3) << "another mood is another row";
  w.session.zone.offset_min = 9 * 60;
  EXPECT_EQ(import_daylio(w.session, at(kNoon), q).imported(), 0);
  auto* other = q.add_mood();
  other->set_label("Meh");
  other->set_mood(1);
  EXPECT_EQ(import_daylio(w.session, at(kNoon), q).imported(), 0);
  q.set_file("\xef\xbb\xbf" + head +
             "2026-03-01,x,y,9:30 PM,\"Meh\",\"rain|work\",\"A title\",\"and a note\"\r\n"
             "2026-03-02,x,y,8:00 am,GOOD,\" reading \",,\r\n");
  const auto resaved = import_daylio(w.session, at(kNoon), q);
  EXPECT_EQ(resaved.imported(), 0);
  EXPECT_EQ(resaved.duplicates(), 2);
  EXPECT_EQ(w.journal.latest(kCheckIn, 10).size(), 3u);
}

TEST(Daylio, MoodsWithOtherNamesAreAskedForFirst) {
  World w;
  api::ImportRequest q;
  q.set_file(
      "full_date,date,weekday,time,mood,activities,scales,note_title,note\n2026-03-02,a,b,08:00,super,,,,"
      "\n2026-03-02,a,b,09:00,bad,,,,\n");
  const auto reply = import_daylio(w.session, at(kNoon), q);
  EXPECT_EQ(reply.imported(), 0);
  ASSERT_EQ(reply.unknown_mood_size(), 1);
  EXPECT_EQ(reply.unknown_mood(0), "super");
  auto* m = q.add_mood();
  m->set_label("Super");
  m->set_mood(5);
  EXPECT_EQ(import_daylio(w.session, at(kNoon), q).imported(), 2);
}

// Both are "the same file again": one was taken back, of the other a row was put away by hand.
TEST(Daylio, WhatThePersonPutInTheTrashStaysThere) {
  World w;
  api::ImportRequest q;
  q.set_file(
      "full_date,date,weekday,time,mood,activities,note_title,note\n2026-03-01,,,08:00,good\n2564-02-28,,,09:"
      "00,meh,,,\"one\rtwo\"\n1404-12-01,,,09:00,meh,,,\n");
  const auto reply = import_daylio(w.session, at(kNoon), q);
  EXPECT_EQ(reply.imported(), 2) << "a spreadsheet leaves out what is empty, and a Buddhist year is ours";
  ASSERT_EQ(reply.left_size(), 1) << "a year of another calendar is not one of ours";
  const auto all = w.journal.latest(kCheckIn, 5);
  EXPECT_EQ(iso_date(all.at(1).check_in().at_ms() / kDay), "2021-02-28");
  EXPECT_EQ(all.at(1).check_in().note(), "one\ntwo");
  w.journal.trash(at(kNoon), to_id(all.at(0).id(), "id"));
  EXPECT_EQ(import_daylio(w.session, at(kNoon), q).imported(), 0);
  EXPECT_EQ(w.journal.latest(kCheckIn, 5).size(), 1u);
  undo_import(w.session, at(kNoon), reply.import());
  EXPECT_EQ(import_daylio(w.session, at(kNoon), q).imported(), 2);
}

TEST(Daylio, DatesThatCanBeReadInSeveralWaysAreAskedFor) {
  World w;
  api::ImportRequest q;
  q.set_file(
      "full_date,date,weekday,time,mood,activities,note_title,note\n03/04/2026,,,08:00,good,,,\n02/04/"
      "2026,,,09:00,meh,,,\n");
  auto reply = import_daylio(w.session, at(kNoon + 90 * kDay), q);
  EXPECT_EQ(reply.imported(), 0);
  EXPECT_EQ(reply.open_date(), "03/04/2026");
  EXPECT_EQ(reply.order_size(), 2);
  EXPECT_TRUE(w.journal.latest(kCheckIn, 10).empty());
  q.set_order(api::DATE_ORDER_DMY);
  reply = import_daylio(w.session, at(kNoon + 90 * kDay), q);
  EXPECT_EQ(reply.imported(), 2);
  EXPECT_EQ(iso_date(w.journal.latest(kCheckIn, 1).at(0).check_in().at_ms() / kDay), "2026-04-03");
}

TEST(Daylio, AFileOfAnotherKindIsToldWhatItLooksLike) {
  World w;
  const std::pair<std::string, Reason> files[] = {
      {"EDDYBACK" + std::string(64, '\1'), Reason::file_is_backup},
      {"%PDF-1.7\n", Reason::file_is_document},
      {"\x89PNG\r\n\x1a\n" + std::string(64, '\0'), Reason::file_is_document},
      {"<!doctype html><html><body>hello</body></html>", Reason::file_is_document},
      {"SQLite format 3" + std::string(100, '\0'), Reason::file_of_another_app},
      {R"({"moods":[{"day":1}],"version":2})", Reason::file_of_another_app},
      {"name,amount\nbread,3\nmilk,4\n", Reason::file_is_table},
      {"Rar!\x1a\x07\x01" + std::string(64, '\1'), Reason::file_is_packed},
      {"[InternetShortcut]\r\nURL=file:///diary.csv\r\n", Reason::file_is_shortcut},
      {R"([{"date":"2021-9-28","type":"Mood","scores":[3]}])", Reason::file_of_moods},
      {"FeatureName,Timestamp,Value,Label,Note\n", Reason::file_of_habits},
      {"BEGIN:VCALENDAR\r\n", Reason::file_of_another_app},
      {"OggS" + std::string(64, '\0'), Reason::file_is_document},
  };
  for (const auto& [file, reason] : files) {
    api::ImportRequest q;
    q.set_file(file);
    try {
      import_daylio(w.session, at(kNoon), q);
      ADD_FAILURE() << file.substr(0, 8);
    } catch (const Failure& f) {
      EXPECT_EQ(f.reason, reason) << file.substr(0, 8) << ": " << int(f.reason);
    }
  }
}

TEST(Daylio, HostileFilesGetAClearAnswer) {
  World w;
  const std::string header = "full_date,date,weekday,time,mood,activities,note_title,note\n";
  const auto import = [&](const std::string& file) {
    api::ImportRequest q;
    q.set_file(file);
    return import_daylio(w.session, at(kNoon), q);
  };
  EXPECT_FAULT(import(""), invalid);
  EXPECT_FAULT(import("\xff\xfe"
                      "f\0u\0"s),
               invalid);
  EXPECT_FAULT(import("PK\3\4 not a csv"), invalid);
  EXPECT_EQ(import(header).imported(), 0);
  for (const auto& row : {"2026-03-02,a,b,08:00,bad,,,\"never closed\n"s,
                          "2026-03-02,a,b,08:00,bad,,,nul\0byte\n"s, "9999-01-01,a,b,08:00,bad,,,\n"s,
                          "2026-03-02,a,b,08:00,,,,\n"s, "2026-03-02,a,b,08:00,bad,,,,,,,,,,,,,too many\n"s,
                          "2026-03-02,a,b,08:00,bad,,,"s + std::string(5'000'000, 'x') + "\n"}) {
    const auto reply = import(header + row);
    EXPECT_EQ(reply.left_size(), 1) << row.substr(0, 60);
    EXPECT_EQ(reply.imported(), 0);
  }
}

TEST(Daylio, AnActivityTooLongForAFactorStandsInTheNote) {
  World w;
  const std::string tall(65, 'x');
  api::ImportRequest q;
  q.set_file(
      "full_date,date,weekday,time,mood,activities,note_title,note\n2026-03-02,a,b,08:00,good,work | " +
      tall + ",,a note\n2026-03-02,a,b,09:00,bad," + tall + ",,\n");
  EXPECT_EQ(import_daylio(w.session, at(kNoon), q).imported(), 2);
  const auto all = w.journal.latest(kCheckIn, 2);
  EXPECT_EQ(all[0].check_in().note(), tall);
  EXPECT_EQ(all[1].check_in().note(), "a note\n" + tall);
  ASSERT_EQ(all[1].factor_name_size(), 1);
  EXPECT_EQ(all[1].factor_name(0), "work");
  EXPECT_EQ(import_daylio(w.session, at(kNoon), q).duplicates(), 2);
}

TEST(Csv, ReadsWhatItSaysItReads) {
  const auto rows = read_csv("a,\"b,\"\"c\"\"\nd\",\r\n\r\n\"\",x\n");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].fields, (std::vector<std::string>{"a", "b,\"c\"\nd", ""}));
  EXPECT_EQ(rows[1].line, 4);
  EXPECT_EQ(rows[1].fields, (std::vector<std::string>{"", "x"}));
}

struct Copies {
  static std::vector<api::Exported> all(World& w, int limit) {
    std::vector<api::Exported> out;
    api::ExportRequest q;
    q.set_limit(limit);
    for (;;) {
      const auto reply = w.exchange.export_records(q);
      out.insert(out.end(), reply.record().begin(), reply.record().end());
      if (reply.next().empty()) return out;
      q.set_after(reply.next());
    }
  }
  static void fill(World& w) {
    for (int i = 0; i < 30; ++i) w.check_in(i % 5 + 1, at(kNoon + i * kHour), "note " + std::to_string(i));
    const auto id = w.hard_call(7, rec::CALL_ANGRY, at(kNoon));
    const auto seen = std::vector<uint64_t>{1};
    auto e = w.journal.get(id);
    e.mutable_hard_call()->set_note("one");
    w.journal.keep(at(kNoon), e, false, &seen);
    e.mutable_hard_call()->set_note("two");
    w.journal.keep(at(kNoon + 1), e, false, &seen);
    w.journal.trash(at(kNoon), w.check_in(2, at(kNoon), "in the trash"));
    api::BoardAddRequest q;
    q.mutable_item()->set_need(rec::NEED_LAUGH);
    q.set_picture(jpeg("x"));
    w.board.add(at(kNoon), q);
    const auto gone = w.session.vault().get(w.check_in(1, at(kNoon), "removed for good at work"));
    Vault::Write write(w.session.vault(), at(kNoon));  // a field of a newer Eddy
    write.put(gone.id, gone.table, gone.space, remove(gone.cells, gone.cells[0].stamp));
    write.create(kCheckIn, 2,
                 "\x18\x03\xfa\x3f\x03"
                 "abc"s);
    write.commit();
  }
};

TEST(Export, ThenImportElsewhereIsTheSameInEveryByte) {
  World from, to;
  Copies::fill(from);
  EXPECT_EQ(from.journal.latest(kHardCall, 1)[0].versions_size(), 2);
  api::ImportRecordsRequest q;
  for (auto& e : Copies::all(from, 7)) *q.add_record() = e;
  const auto reply = to.exchange.import_records(at(kNoon + kDay), q);
  EXPECT_EQ(reply.left_size(), 0);
  const auto a = Copies::all(from, 500), b = Copies::all(to, 500);
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i)
    EXPECT_EQ(a[i].SerializeAsString(), b[i].SerializeAsString()) << a[i].ShortDebugString();
  EXPECT_EQ(to.exchange.import_records(at(kNoon), q).imported(), 0) << "again: nothing";
}

std::string back_up(World& w) {
  api::BackUpRequest q;
  std::string out;
  for (;;) {
    const auto reply = w.exchange.back_up(q);
    out += reply.bytes();
    if (reply.done()) return out;
    q.set_cursor(reply.cursor());
  }
}

api::RestoreReply restore(World& w, const std::string& file, size_t portion,
                          const std::string& passphrase = "pass") {
  api::RestoreReply reply;
  for (size_t i = 0; i < std::max<size_t>(1, file.size()); i += portion) {
    api::RestoreRequest q;
    q.set_passphrase(passphrase);
    q.set_bytes(file.substr(i, portion));
    q.set_last(i + portion >= file.size());
    reply = w.exchange.restore(at(kNoon), q);
  }
  return reply;
}

TEST(Backup, RestoresEverythingInPortionsOfAnySize) {
  Folder home;
  World w(home.path);
  w.init();
  Copies::fill(w);
  const auto file = back_up(w);
  for (const size_t portion : {size_t(1), size_t(700), size_t(1 << 20)}) {
    Folder other;
    World r(other.path);
    const auto reply = restore(r, file, portion);
    EXPECT_TRUE(reply.done());
    const auto a = Copies::all(w, 500), b = Copies::all(r, 500);
    ASSERT_EQ(a.size(), b.size());
    for (size_t i = 0; i < a.size(); ++i) EXPECT_EQ(a[i].SerializeAsString(), b[i].SerializeAsString());
    World again(other.path);
    again.session.unlock_passphrase("pass");
    EXPECT_TRUE(again.session.vault().check().empty());
  }
}

TEST(Backup, DamagedCutOrForeignLeavesNothingBehind) {
  Folder home;
  World w(home.path);
  w.init();
  Copies::fill(w);
  const auto file = back_up(w);
  const auto refused = [&](std::string bytes, Fault kind, const std::string& passphrase = "pass") {
    Folder other;
    World r(other.path);
    try {
      restore(r, bytes, 1 << 20, passphrase);
      ADD_FAILURE() << "restored";
    } catch (const Failure& f) {
      EXPECT_EQ(f.fault, kind) << f.detail;
    }
    EXPECT_FALSE(r.session.exists());
    EXPECT_NO_THROW(restore(r, file, 1 << 20)) << "the folder is free for the right one";
  };
  auto changed = file;
  changed[file.size() - 100] ^= 1;
  refused(changed, Fault::damaged);
  refused(file.substr(0, file.size() - 1), Fault::damaged);
  refused(file.substr(0, 100), Fault::damaged);
  refused("PK\3\4 something else entirely", Fault::invalid);
  refused("", Fault::invalid);
  refused(file, Fault::wrong_key, "wrong");
}

}  // namespace
}  // namespace eddy::test
