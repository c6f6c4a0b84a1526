// A file on its way in, of whichever kind: looked at before anything is kept, every row accounted for, taken back whole.
#include "core/exchange/imports.h"

#include "bindings/cpp/client.h"
#include "tests/core/importing.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {

const char* const kTwoDays =
    "full_date,date,weekday,time,mood,activities,note_title,note\n2026-03-02,a,b,08:00,good,work,,fine\n2026-"
    "02-27,"
    "a,b,09:00,bad,,,\n2026-03-02,a,b,08:00,good,work,,fine\n2026-02-30,a,b,08:00,good,,,\n";

api::ImportRequest of_file(const std::string& file) {
  api::ImportRequest q;
  q.set_file(file);
  return q;
}

std::string exported_json(World& w) {
  std::string out;
  api::ExportRequest q;
  q.set_format(api::EXPORT_FORMAT_JSON);
  q.set_limit(3);
  for (;;) {
    const auto reply = w.exchange.export_all(at(kNoon), q);
    for (const auto& part : reply.part()) out += part.bytes();
    if (reply.next().empty()) return out;
    q.set_after(reply.next());
  }
}

std::string ten_days(World& w) {
  for (int i = 0; i < 10; ++i) w.check_in(i % 5 + 1, at(kNoon + i * kDay), "day " + std::to_string(i));
  return exported_json(w);
}

// Nobody removed them: they went with an import that was taken back, and the file may come again.
TEST(Imports, WhatWasTakenBackComesAgainAlsoWhenTheTrashWasEmptied) {
  World w;
  for (int round = 0; round < 3; ++round) {
    const auto reply = import_file(w.imports, at(kNoon), of_file(kTwoDays));
    EXPECT_EQ(reply.imported(), 2) << round;
    EXPECT_EQ(import_file(w.imports, at(kNoon), of_file(kTwoDays)).imported(), 0);
    EXPECT_EQ(undo_import(w.session, at(kNoon), reply.import()), 2);
    EXPECT_GE(w.journal.empty_trash(at(kNoon)), 2);
  }
  // But what the person removed by hand stays away.
  const auto reply = import_file(w.imports, at(kNoon), of_file(kTwoDays));
  ASSERT_EQ(reply.imported(), 2);
  api::ListRequest q;
  q.add_table(kCheckIn);
  for (const auto& e : w.journal.list(q)) w.journal.purge(at(kNoon), to_id(e.id(), "id"));
  EXPECT_EQ(import_file(w.imports, at(kNoon), of_file(kTwoDays)).imported(), 0);
}

TEST(Imports, LettersThatHadToBeGuessedAreSaid) {
  World w;
  const std::string head =
      "full_date,date,weekday,time,mood,activities,note_title,note\n2026-03-02,a,b,08:00,good,,,";
  EXPECT_FALSE(import_file(w.imports, at(kNoon), of_file(head + "\xc3\xa9t\xc3\xa9\n")).letters_guessed());
  EXPECT_TRUE(import_file(w.imports, at(kNoon), of_file(head + "\xe9t\xe9 \xb3\n")).letters_guessed());
}

TEST(Imports, AFileIsLookedAtBeforeAnythingIsKept) {
  World w;
  const auto seen = w.imports.look(at(kNoon), of_file(kTwoDays));
  EXPECT_EQ(seen.format(), api::FILE_FORMAT_DAYLIO);
  EXPECT_EQ(seen.rows(), 4);
  EXPECT_EQ(seen.imported(), 2);
  EXPECT_EQ(seen.duplicates(), 1) << "twice in the file";
  ASSERT_EQ(seen.left_size(), 1);
  EXPECT_EQ(seen.left(0).line(), 5);
  EXPECT_EQ(iso_date(seen.first_day()), "2026-02-27");
  EXPECT_EQ(iso_date(seen.last_day()), "2026-03-02");
  EXPECT_TRUE(w.journal.latest(kCheckIn, 5).empty());
  const auto kept = import_file(w.imports, at(kNoon), of_file(kTwoDays));
  EXPECT_EQ(kept.SerializeAsString(), seen.SerializeAsString()) << "and what was shown is what is done";
  EXPECT_EQ(w.journal.latest(kCheckIn, 5).size(), 2u);
}

TEST(Imports, AFileComesInPortionsOfAnySize) {
  World w;
  const std::string file = kTwoDays;
  for (size_t i = 0; i < file.size(); i += 7) {
    api::HandRequest q;
    q.set_first(i == 0);
    q.set_bytes(file.substr(i, 7));
    w.imports.hand(q);
  }
  EXPECT_EQ(w.imports.look(at(kNoon), {}).imported(), 2);
  EXPECT_EQ(import_file(w.imports, at(kNoon), {}).imported(), 2);
  EXPECT_FAULT(w.imports.import(at(kNoon), {}), invalid);  // it is done, and forgotten
}

TEST(Imports, WhatWasHandedOverIsForgottenWhenTheDiaryIsLocked) {
  World w;
  api::HandRequest q;
  q.set_bytes(kTwoDays);
  w.imports.hand(q);
  w.imports.forget();
  EXPECT_FAULT(w.imports.look(at(kNoon), {}), invalid);
}

TEST(Imports, EddysOwnExportComesInAndIsTakenBackWhole) {
  World from, to;
  const auto file = ten_days(from);
  const auto seen = to.imports.look(at(kNoon), of_file(file));
  EXPECT_EQ(seen.format(), api::FILE_FORMAT_EDDY);
  EXPECT_EQ(seen.imported(), 10);
  EXPECT_EQ(iso_date(seen.last_day()), "2026-03-11");
  const auto kept = import_file(to.imports, at(kNoon), of_file(file));
  EXPECT_EQ(kept.imported(), 10);
  EXPECT_EQ(kept.rows(), 10);
  EXPECT_EQ(exported_json(to), file) << "in every byte";
  const auto again = import_file(to.imports, at(kNoon), of_file(file));
  EXPECT_EQ(again.imported() + again.changed(), 0);
  EXPECT_EQ(again.duplicates(), 10);
  EXPECT_EQ(undo_import(to.session, at(kNoon + kDay), kept.import()), 10);
  EXPECT_TRUE(to.journal.latest(kCheckIn, 20).empty());
  EXPECT_EQ(import_file(to.imports, at(kNoon + kDay), of_file(file)).imported(), 10)
      << "and can be done again";
  EXPECT_EQ(to.journal.latest(kCheckIn, 20).size(), 10u);
}

// A factor is from the day it was first named, which may be years before or after what it is carried by.
TEST(Imports, TheDaysOfAFileAreThoseOfWhatHappened) {
  World from, to;
  import_file(from.imports, at(kNoon + 400 * kDay), of_file(kTwoDays));
  const auto seen = to.imports.look(at(kNoon), of_file(exported_json(from)));
  EXPECT_EQ(iso_date(seen.first_day()), "2026-02-27");
  EXPECT_EQ(iso_date(seen.last_day()), "2026-03-02");
}

TEST(Imports, WhatThePersonPutAwayStaysAwayAndWhatTheyHaveIsBroughtUpToDate) {
  World from, to;
  const auto file = ten_days(from);
  import_file(to.imports, at(kNoon), of_file(file));
  const auto gone = to_id(to.journal.latest(kCheckIn, 1).at(0).id(), "id");
  to.journal.trash(at(kNoon + kDay), gone);
  EXPECT_EQ(import_file(to.imports, at(kNoon + kDay), of_file(file)).duplicates(), 10);
  EXPECT_EQ(to.journal.latest(kCheckIn, 20).size(), 9u);

  auto changed = from.journal.latest(kCheckIn, 2).at(1);
  changed.mutable_check_in()->set_mood(5);
  from.journal.keep(at(kNoon + 2 * kDay), changed, false);
  const auto newer = import_file(to.imports, at(kNoon + 2 * kDay), of_file(exported_json(from)));
  EXPECT_EQ(newer.changed(), 1);
  EXPECT_EQ(newer.duplicates(), 9);
  EXPECT_EQ(to.journal.latest(kCheckIn, 1).at(0).check_in().mood(), 5);
}

TEST(Imports, AnEntryWrittenByHandIsKeptOnce) {
  World w;
  const auto file = of_file(
      "[{\"entry\": {\"checkIn\": {\"atMs\": 1772452800000, \"mood\": 4}}},\n"
      "{\"entry\": {\"checkIn\": {\"mood\": 4}}},\n"
      "{\"entry\": {\"checkIn\": {\"atMs\": 1772452800000, \"mood\": 9}}},\n"
      "{\"entry\": {\"settings\": {\"pinned\": \"breathe.box\"}}},\n"
      "{\"entry\": {\"tea\": {}}},\n{\"entry\": {}}]");
  const auto reply = import_file(w.imports, at(kNoon), file);
  EXPECT_EQ(reply.imported(), 1);
  EXPECT_EQ(reply.rows(), 6);
  ASSERT_EQ(reply.left_size(), 5);
  EXPECT_EQ(reply.left(0).reason(), "it does not say when it was");
  EXPECT_EQ(reply.left(0).line(), 2);
  EXPECT_EQ(reply.left(3).reason(), "an entry of a kind that this Eddy does not know");
  EXPECT_EQ(import_file(w.imports, at(kNoon + kDay), file).duplicates(), 1);
}

TEST(Imports, WhatANewerEddyWroteBesideAnEntryIsTold) {
  World w;
  const auto reply = import_file(
      w.imports, at(kNoon),
      of_file("[{\"entry\":{\"checkIn\":{\"atMs\":\"1772452800000\",\"mood\":4,\"weather\":\"rain\"}}}]"));
  EXPECT_EQ(reply.imported(), 1);
  ASSERT_EQ(reply.partly_size(), 1);
  EXPECT_EQ(reply.partly(0).line(), 1);
}

TEST(Imports, AnotherAppsJsonAndOneTooDeepAreNone) {
  World w;
  std::string deep = "[";
  for (int i = 0; i < 10'000; ++i) deep += "[";
  for (const auto& file : {std::string("{\"moods\":[{\"day\":1}],\"version\":2}"), deep}) {
    EXPECT_FAULT(w.imports.look(at(kNoon), of_file(file)), invalid);
    EXPECT_FAULT(import_file(w.imports, at(kNoon), of_file(file)), invalid);
  }
  EXPECT_EQ(w.imports.look(at(kNoon), of_file("[\n]\n")).rows(), 0) << "a diary without an entry";
}

TEST(Imports, ALargeFileComesInAPortionACall) {
  World from, to;
  {
    Vault::Write w(from.session.vault(), at(kNoon));
    for (int i = 0; i < 2500; ++i) {
      records::CheckIn c;
      c.set_at_ms(kNoon + i * kMinute);
      c.set_mood(3);
      w.create(kCheckIn, 2, c.SerializeAsString());
    }
    w.commit();
  }
  auto reply = to.imports.import(at(kNoon), of_file(exported_json(from)));
  double before = 0;
  int calls = 1;
  for (; reply.more(); ++calls) {
    EXPECT_GT(reply.progress(), before);
    before = reply.progress();
    reply = to.imports.import(at(kNoon), {});
  }
  EXPECT_EQ(calls, 3);
  EXPECT_EQ(reply.imported(), 2500);
  EXPECT_EQ(undo_import(to.session, at(kNoon), reply.import()), 2500) << "and is one import all the same";
}

}  // namespace
}  // namespace eddy::test
