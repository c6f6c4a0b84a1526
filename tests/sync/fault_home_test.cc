// Attacks by what comes of home to a work computer.
#include <algorithm>
#include <filesystem>

#include "tests/core/pages.h"
#include "tests/places.h"
#include "tests/sync/faults.h"

namespace eddy::test {
namespace {
namespace pb = eddy::sync::v1;

// All that is in a closed diary's file.
std::string file_of(const std::string& home) {
  Services s;
  s.session.attach(home);
  const auto key = s.session.prove_passphrase("pass");
  return clear_pages(home + "/diary.db", key.bytes());
}
bool holds(const std::string& file, const std::string& word) { return file.find(word) != std::string::npos; }

TEST_F(Faults, A_APurgeLeavesNoWordInTheFile) {
  const Folder folder;
  Id id;
  {
    Device d(folder / "d", "pass", true);
    for (int i = 0; i < 30; ++i)
      d.note(at(now + i), "something else " + std::to_string(i), records::SPACE_HOME);
    id = d.note(at(now), "quokkaword", records::SPACE_HOME);
  }
  EXPECT_TRUE(holds(file_of(folder / "d"), "quokkaword")) << "the look at it sees a word that is there";
  {
    Device d(folder / "d", "pass");
    EXPECT_TRUE(d.has("quokkaword"));
    d.journal.purge(at(now), id);
    EXPECT_TRUE(d.has("something"));
  }
  EXPECT_FALSE(holds(file_of(folder / "d"), "quokka"));
}

TEST_F(Faults, A_NothingOfHomeIsInTheFileOfAWorkComputer) {
  const Folder folder;
  std::string at_home, at_work_id;
  {
    Device office(folder / "d", "pass", false);
    for (int i = 0; i < 30; ++i)
      office.note(at(now + i), "zebracanary " + std::to_string(i), records::SPACE_HOME);
    office.note(at(now), "quokkaword", records::SPACE_WORK);
    at_home = office.journal.search("zebracanary", 1)[0].id();
    at_work_id = office.journal.search("quokkaword", 1)[0].id();
    records::Settings mine;
    mine.set_country("NZ");
    office.session.change_settings(at(now), mine, false);
    pair(p.box, p.phone, office, at(now), true, "Office");
    EXPECT_TRUE(office.has("quokkaword"));
    EXPECT_FALSE(office.has("zebracanary"));
    // No receipt has come, and none will: the box keeps the drops to itself.
    office.sync_round(p.box, at(now += kMinute));
  }
  const auto file = file_of(folder / "d");
  const auto utf16 = [](const std::string& word) {
    std::string out;
    for (const char c : word) out += c, out += '\0';
    return out;
  };
  EXPECT_TRUE(holds(file, "quokkaword")) << "the look at it sees a word that is there";
  EXPECT_TRUE(holds(file, at_work_id)) << "and an id";
  EXPECT_FALSE(holds(file, "zebracanar"));
  EXPECT_FALSE(holds(file, utf16("zebracanar")));
  EXPECT_FALSE(holds(file, at_home));
  EXPECT_FALSE(std::filesystem::exists(folder / "d/renewed"));
  for (int i = 0; i < 2; ++i) p.phone.sync_round(p.box, at(now += kMinute));
  EXPECT_TRUE(p.phone.has("zebracanary"));
  Device again(folder / "d", "pass");
  EXPECT_TRUE(again.has("quokkaword"));
  EXPECT_TRUE(again.session.vault().check().empty());
  EXPECT_EQ(again.session.vault().db().integer("SELECT count(*) FROM record WHERE space = 2"), 0);
}

TEST_F(Faults, A_WhatSomebodyCannotStandTheyCannotStandAtWorkEither) {
  Device office(7, false);
  records::Settings mine;
  mine.add_opt_outs("no-holds");
  mine.set_country("DE");
  mine.set_sleep_need_min(500);
  office.session.change_settings(at(now), mine, false);
  pair(p.box, p.phone, office, at(now), true, "Office");
  ASSERT_TRUE(office.session.work());
  EXPECT_EQ(office.session.settings().opt_outs_size(), 1);
  EXPECT_EQ(office.session.settings().country(), "DE");
  EXPECT_NE(office.session.settings().sleep_need_min(), 500) << "that is of home";
}

TEST_F(Faults, A_WhatWasSealedForTheOldKeyIsStillTakenIn) {
  const Folder folder;
  Services locked;  // another program, that has looked at the keys before
  {
    Device office(folder / "d", "pass", false);
    locked.session.attach(folder / "d");
    (void)locked.session.slots();
    pair(p.box, p.phone, office, at(now), true, "Office");
  }
  auto given = entry(records::SPACE_WORK);
  given.mutable_check_in()->set_mood(4);
  bool sealed = false;
  locked.session.keep(at(now), given, &sealed);
  EXPECT_TRUE(sealed);
  Device office(folder / "d", "pass");
  EXPECT_EQ(office.session.drain_inbox(), std::make_pair(1, 0));
  EXPECT_EQ(office.journal.latest(kCheckIn, 5).size(), 1u);
}

TEST_F(Faults, B_TheSettingsOfHomeAreNeitherSetNorReadFromWork) {
  records::Settings theirs;
  theirs.set_country("XX");
  theirs.set_care_quiet_until_ms(9e15);
  evil.publish(now, {Forged::of(settings_id_of(records::SPACE_HOME), kSettings, theirs, now)});
  sync_all();
  EXPECT_NE(p.phone.session.settings().country(), "XX");
  records::Settings mine;
  mine.set_country("NZ");
  p.phone.session.change_settings(at(now), mine, false);
  sync_all();
  EXPECT_EQ(p.phone.session.settings().country(), "NZ");
  EXPECT_FALSE(at_work("NZ"));
}

TEST_F(Faults, C_ALessonIdThatWasTakenBeforehandIsNotReadAtWork) {
  const auto debrief_id = p.work.session.random().id(now);
  records::Debrief debrief;
  debrief.set_at_ms(now);
  debrief.set_if_then("if this, then that");
  evil.drop(now, Forged::of(debrief_id, kDebrief, debrief, now));
  records::Lesson squatter;
  squatter.set_at_ms(now);
  squatter.set_what("squatting");
  evil.publish(now, {Forged::of(lesson_id_of(debrief_id), kLesson, squatter, now)});
  sync_all();
  for (auto e : p.phone.journal.latest(kDebrief, 10)) {
    e.mutable_debrief()->set_if_then("what I learned at home");
    p.phone.journal.keep(at(now), e, true);
    p.phone.journal.learn(at(now), to_id(e.id(), "id"));
  }
  sync_all();
  EXPECT_TRUE(p.phone.has("learned at home"));
  EXPECT_FALSE(at_work("what I learned at home"));
}

TEST_F(Faults, D_TheDebriefOfACallThatWasMovedHomeStaysAtHome) {
  auto call = entry(records::SPACE_WORK);
  call.mutable_hard_call()->set_how_hard(9);
  const auto id = keep(p.phone, call);
  sync_all();
  const auto moved = p.phone.journal.move(at(now), id, records::SPACE_HOME);
  records::Entry looked_back;
  looked_back.mutable_debrief()->set_hard_call(moved.id());
  looked_back.mutable_debrief()->set_well("that I stayed calm");
  looked_back.mutable_debrief()->set_if_then("then I breathe");
  const auto debrief = keep(p.phone, looked_back);
  p.phone.journal.learn(at(now), debrief);
  sync_all();
  EXPECT_FALSE(at_work("that I stayed calm"));
  EXPECT_FALSE(at_work("then I breathe"));
  EXPECT_FALSE(at_work(moved.id()));
}

TEST_F(Faults, D_MovingARecordMovesWhatHangsOnIt) {
  auto call = entry(records::SPACE_WORK);
  call.mutable_hard_call()->set_how_hard(9);
  const auto id = keep(p.phone, call);
  auto looked_back = entry(records::SPACE_WORK);
  looked_back.mutable_debrief()->set_hard_call(std::string(view(id)));
  looked_back.mutable_debrief()->set_well("that I stayed calm");
  keep(p.phone, looked_back);
  sync_all();
  EXPECT_TRUE(at_work("that I stayed calm")) << "the look at it sees something";
  p.phone.journal.move(at(now), id, records::SPACE_HOME);
  sync_all();
  EXPECT_FALSE(at_work("that I stayed calm"));
  const auto kept = p.phone.journal.latest(kDebrief, 10);
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].space(), records::SPACE_HOME);
  EXPECT_EQ(kept[0].debrief().hard_call(), p.phone.journal.latest(kHardCall, 1)[0].id());
}

TEST_F(Faults, E_WhatAWorkComputerMovesHomeArrivesThereAndDoesNotStay) {
  const auto id = p.phone.note(at(now), "to be taken home");
  sync_all();
  ASSERT_TRUE(p.work.has("to be taken home"));
  p.work.journal.move(at(now), id, records::SPACE_HOME);
  sync_all(3);
  EXPECT_TRUE(p.phone.has("to be taken home"));
  EXPECT_FALSE(at_work("to be taken home"));
}

TEST_F(Faults, F_AfterTakingOutIsPressedNothingIsSealedForTheOneTakenOut) {
  Device laptop(7, false);
  pair(p.box, p.phone, laptop, at(now), false, "Laptop");
  sync_all();
  laptop.sync_round(p.box, at(now));
  p.phone.sync.revoke(sync::Ledger(laptop.session.vault()).me());
  const Device::Server refusing = [&](const api::StepReply::Call& c) {
    api::StepRequest::Response no;
    no.set_status(7);
    return c.method().ends_with("/PutRoster") ? no : p.box.answer(c, now);
  };
  p.phone.sync_round(refusing, at(now += kMinute));
  p.phone.note(at(now), "after it was taken out", records::SPACE_HOME);
  for (int i = 0; i < 3; ++i) p.phone.sync_round(refusing, at(now += kHour));
  laptop.sync_round(p.box, at(now += kMinute));
  EXPECT_FALSE(laptop.has("after it was taken out"));
}

TEST_F(Faults, F_NeitherIsWhatWasWrittenBeforeAnybodyWasAsked) {
  for (const bool refused : {false, true}) {
    Device laptop(refused ? 7 : 8, false);
    pair(p.box, p.phone, laptop, at(now += kDay), false, "Laptop");
    sync_all();
    laptop.sync_round(p.box, at(now));
    p.phone.sync.revoke(sync::Ledger(laptop.session.vault()).me());
    const std::string text = refused ? "wombat" : "quokka";
    p.phone.note(at(now), text, records::SPACE_HOME);
    const Device::Server answering = [&](const api::StepReply::Call& c) {
      api::StepRequest::Response no;
      no.set_status(7);
      return refused && c.method().ends_with("/PutRoster") ? no : p.box.answer(c, now);
    };
    for (int i = 0; i < 3; ++i) {
      p.phone.sync_round(answering, at(now += kHour));
      laptop.sync_round(p.box, at(now += kMinute));
    }
    EXPECT_FALSE(laptop.has(text));
    EXPECT_EQ(p.phone.sync.state().waiting() == 0, !refused);
  }
}

TEST_F(Faults, A_WhatIsImportedForHomeAtWorkIsGivenAndDoesNotStay) {
  Device other(9, false);
  other.note(at(now), "from a file, for home", records::SPACE_HOME);
  other.note(at(now), "from a file, for work", records::SPACE_WORK);
  other.journal.trash(at(now), other.note(at(now), "thrown away before", records::SPACE_HOME));
  p.work.journal.trash(at(now), p.work.note(at(now), "thrown away, then moved"));
  p.work.journal.move(at(now), to_id(trash_of(p.work)[0].id(), "id"), records::SPACE_HOME);
  api::ExportRequest q;
  q.set_limit(100);
  api::ImportRecordsRequest file;
  const auto all = other.exchange.export_records(q);
  for (const auto& e : all.record()) *file.add_record() = e;
  for (int i = 0; i < 2; ++i) p.work.exchange.import_records(at(now), file);
  EXPECT_TRUE(at_work("from a file, for work"));
  EXPECT_FALSE(at_work("from a file, for home"));
  sync_all();
  EXPECT_EQ(p.phone.journal.search("file home", 5).size(), 1u);
  EXPECT_FALSE(p.phone.has("thrown"));
  std::set<std::string> thrown;
  for (const auto& e : trash_of(p.phone))
    if (e.space() == records::SPACE_HOME) thrown.insert(e.note().text());
  EXPECT_EQ(thrown, (std::set<std::string>{"thrown away before", "thrown away, then moved"}));
}

}  // namespace
}  // namespace eddy::test
