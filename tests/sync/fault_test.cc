// What a work computer, or a box, must not be able to do to a life. Each test is one attack, by its letter. Those that the
// product does not hold off yet stand in known_failures.txt, which may only shrink (tests/known_failures.py).
#include <algorithm>
#include <set>

#include "bindings/cpp/client.h"
#include "core/crypto/recovery_phrase.h"
#include "core/vault/pictures.h"
#include "tests/core/pages.h"
#include "tests/places.h"
#include "tests/sync/hostile.h"
#include "tests/sync/memory_store.h"

namespace eddy::test {
namespace {
namespace pb = eddy::sync::v1;

struct Faults : testing::Test {
  Person p;
  Hostile evil{p.work, p.box};
  int64_t now = kNoon + kHour;

  void sync_all(int rounds = 2) {
    for (int i = 0; i < rounds; ++i)
      for (auto* d : {&p.phone, &p.work}) d->sync_round(p.box, at(now += kMinute));
  }
  records::Entry entry(records::Space space) {
    records::Entry e;
    e.set_space(space);
    return e;
  }
  Id keep(Device& d, const records::Entry& e) { return to_id(d.journal.keep(at(now), e, true).id(), "id"); }
  // What the work computer's own program would find there, whatever is shown.
  bool at_work(const std::string& text) { return p.work.everything().find(hex(text)) != std::string::npos; }
  std::vector<std::string> exported(Device& d) {
    api::ExportRequest q;
    q.set_limit(5000);
    std::vector<std::string> out;
    const auto reply = d.exchange.export_records(q);
    for (const auto& e : reply.record()) out.push_back(client::to_json(e));
    return out;
  }
  static std::vector<records::Entry> trash_of(Device& d) {
    api::ListRequest trashed;
    trashed.set_trashed(true);
    return d.journal.list(trashed);
  }
  void give_at_work() {
    auto e = entry(records::SPACE_HOME);
    e.mutable_note()->set_text("given at work, on its way");
    keep(p.work, e);
  }
  void start_afresh(Box& fresh) {
    api::JoinRequest to;
    to.set_server("other:7443");
    to.set_invite(fresh.invite());
    to.set_name("Phone");
    SeededRandom random{7};
    p.phone.sync.start_afresh(at(now), Secret::make(random), to);
  }
  records::Note note_of(const std::string& text) {
    records::Note n;
    n.set_at_ms(now);
    n.set_text(text);
    return n;
  }
};

// --- Home at work.

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
  const auto refuse = [](const api::StepReply::Call& c, api::StepRequest::Response& r) {
    if (c.method().ends_with("/PutRoster")) r.Clear(), r.set_status(7);
    return true;
  };
  p.phone.sync_round(p.box, at(now += kMinute), refuse);
  p.phone.note(at(now), "after it was taken out", records::SPACE_HOME);
  for (int i = 0; i < 3; ++i) p.phone.sync_round(p.box, at(now += kHour), refuse);
  laptop.sync_round(p.box, at(now += kMinute));
  EXPECT_FALSE(laptop.has("after it was taken out"));
}

// --- Destroyed or wedged from work.

TEST_F(Faults, G_ADropPurgesNothingAtHome) {
  std::vector<Id> ids;
  for (int i = 0; i < 5; ++i) {
    auto e = entry(records::SPACE_HOME);
    e.mutable_note()->set_text("from work, for home " + std::to_string(i));
    ids.push_back(keep(p.work, e));
  }
  sync_all();
  ASSERT_EQ(p.phone.journal.latest(kNote, 50).size(), 5u);
  for (const auto& e : p.phone.journal.latest(kNote, 50)) ids.push_back(to_id(e.id(), "id"));
  for (const auto& id : ids) evil.drop(now, Forged::purge(id, kNote, now));
  sync_all();
  EXPECT_EQ(p.phone.journal.latest(kNote, 50).size(), 5u);
}

TEST_F(Faults, G_ADropNamesNoRecordThatIsThere) {
  const auto at_home = p.phone.note(at(now), "as it was written", records::SPACE_HOME);
  auto given = entry(records::SPACE_HOME);
  given.mutable_note()->set_text("given once");
  keep(p.work, given);
  const auto drop_id = p.work.session.random().id(now);
  const auto first = note_of("the first of two");
  evil.drop(now, Forged::of(drop_id, kNote, first, now));
  sync_all();
  auto corrected = p.phone.journal.search("first of two", 1);
  ASSERT_EQ(corrected.size(), 1u);
  corrected[0].mutable_note()->set_text("corrected at home");
  p.phone.journal.keep(at(now), corrected[0], true);
  const auto before = p.phone.everything(2);
  evil.drop(now, Forged::of(drop_id, kNote, first, now + 300 * kDay));  // the same once more
  sync_all();
  EXPECT_EQ(p.phone.everything(2), before) << "a repeat changes nothing";
  evil.drop(now, Forged::of(drop_id, kNote, note_of("another under that id"), now + 300 * kDay));
  evil.drop(now, Forged::of(at_home, kNote, note_of("in its place"), now + 300 * kDay));
  sync_all();
  EXPECT_EQ(p.phone.journal.get({at_home, records::SPACE_HOME}).note().text(), "as it was written");
  EXPECT_TRUE(p.phone.has("corrected at home"));
  EXPECT_FALSE(p.phone.has("first of two"));
  EXPECT_TRUE(p.phone.has("another under that id")) << "it is a new one";
  EXPECT_TRUE(p.phone.has("in its place"));
  EXPECT_EQ(p.phone.journal.latest(kNote, 50).size(), 5u);
}

TEST_F(Faults, G_WhatADropIsAboutIsADroppedRecordToo) {
  Device office(7, true);
  auto call = entry(records::SPACE_HOME);
  call.mutable_hard_call()->set_how_hard(9);
  auto looked_back = entry(records::SPACE_HOME);
  looked_back.mutable_debrief()->set_hard_call(std::string(view(keep(office, call))));
  looked_back.mutable_debrief()->set_if_then("if they shout, I breathe");
  office.journal.learn(at(now), keep(office, looked_back));
  pair(p.box, p.phone, office, at(now), true, "Office");
  for (int i = 0; i < 2; ++i)
    for (auto* d : {&office, &p.phone}) d->sync_round(p.box, at(now += kMinute));
  const auto calls = p.phone.journal.latest(kHardCall, 10), debriefs = p.phone.journal.latest(kDebrief, 10),
             lessons = p.phone.journal.latest(kLesson, 10);
  ASSERT_TRUE(calls.size() == 1 && debriefs.size() == 1 && lessons.size() == 1);
  EXPECT_EQ(debriefs[0].debrief().hard_call(), calls[0].id());
  EXPECT_EQ(lessons[0].lesson().debrief(), debriefs[0].id());
}

TEST_F(Faults, G_WhatIsRemovedForGoodAtWorkIsTrashAtHome) {
  const auto id = p.phone.note(at(now), "written on the phone");
  p.phone.note(at(now), "stays there");
  sync_all();
  ASSERT_TRUE(at_work("written on the phone"));
  p.work.journal.purge(at(now), id);
  EXPECT_FALSE(at_work("written on the phone"));
  sync_all();
  EXPECT_FALSE(p.phone.has("written on the phone"));
  ASSERT_EQ(trash_of(p.phone).size(), 1u);
  EXPECT_EQ(trash_of(p.phone)[0].note().text(), "written on the phone");
  // It is not given to work again, whoever begins anew.
  Box fresh(std::make_unique<MemoryStore>(), 9);
  start_afresh(fresh);
  pair(fresh, p.phone, p.work, at(now += kHour), true, "again", true);
  for (int i = 0; i < 2; ++i)
    for (auto* d : {&p.phone, &p.work}) d->sync_round(fresh, at(now += kMinute));
  EXPECT_FALSE(at_work("written on the phone"));
  Device new_office(7, true);  // which never knew of the removal
  pair(fresh, p.phone, new_office, at(now += kHour), true, "new");
  for (int i = 0; i < 2; ++i)
    for (auto* d : {&p.phone, &new_office}) d->sync_round(fresh, at(now += kMinute));
  EXPECT_TRUE(new_office.has("stays there")) << "what was not removed comes";
  EXPECT_EQ(new_office.everything().find(hex("written on the phone")), std::string::npos);
  ASSERT_EQ(trash_of(p.phone).size(), 1u);
  const auto there = trash_of(p.phone)[0];
  EXPECT_EQ(there.space(), records::SPACE_HOME);
  p.phone.journal.restore(at(now), to_id(there.id(), "id"));
  EXPECT_TRUE(p.phone.has("written on the phone"));
}

TEST_F(Faults, G_APurgeFromWorkIsNotTaken) {
  const auto id = p.phone.note(at(now), "written on the phone");
  sync_all();
  evil.publish(now, {Forged::purge(id, kNote, now + kDay),
                     Forged::of(p.work.session.random().id(now), kNote, note_of("beside it"), now)});
  p.work.note(at(now), "and this goes on");
  sync_all();
  EXPECT_TRUE(p.phone.has("written on the phone"));
  EXPECT_TRUE(p.phone.has("beside it"));
  EXPECT_TRUE(p.phone.has("this goes on"));
  EXPECT_TRUE(told(p.phone.sync.state(), "DAMAGED"));
}

TEST_F(Faults, G_WhatIsRemovedAtWorkBeforeItWasSentIsInTheTrashAtHome) {
  const auto id = p.work.note(at(now), "removed before it was sent");
  p.work.journal.purge(at(now), id);
  sync_all();
  ASSERT_EQ(trash_of(p.phone).size(), 1u);
  p.phone.journal.restore(at(now += kMinute), id);
  sync_all();
  EXPECT_TRUE(p.work.has("removed before it was sent"));
}

TEST_F(Faults, G_SettingsArePutAwayByNobody) {
  records::Settings mine;
  mine.set_country("NZ");
  p.phone.session.change_settings(at(now), mine, false);
  const Address of{settings_id_of(records::SPACE_HOME), records::SPACE_HOME};
  EXPECT_FAULT_IS(p.phone.journal.purge(at(now), of), not_found);
  EXPECT_FAULT_IS(p.phone.journal.trash(at(now), of), not_found);
  EXPECT_FAULT_IS(p.phone.journal.move(at(now), of, records::SPACE_WORK), not_found);
  evil.publish(now, {Forged::purge(settings_id_of(records::SPACE_WORK), kSettings, now)});
  sync_all();
  mine.set_country("FR");
  p.phone.session.change_settings(at(now), mine, false);
  EXPECT_EQ(p.phone.session.settings().country(), "FR");
}

TEST_F(Faults, G_ARestoreThatHadNotSeenTheRemovalLeavesNoBlankRecordAtWork) {
  const auto id = p.phone.note(at(now), "restored meanwhile");
  sync_all();
  p.phone.journal.trash(at(now), id);
  sync_all();
  p.work.journal.purge(at(now += kMinute), id);
  p.phone.journal.restore(at(now += kMinute), id);
  sync_all();
  EXPECT_TRUE(p.work.journal.latest(kNote, 5).empty());
  EXPECT_TRUE(p.phone.journal.latest(kNote, 5).empty()) << "the trash has it";
  p.phone.journal.restore(at(now += kMinute), id);
  sync_all();
  EXPECT_TRUE(p.phone.has("restored meanwhile"));
  EXPECT_TRUE(p.work.has("restored meanwhile"));
}

TEST_F(Faults, G_WhatWorkRemovedDoesNotComeBackWithADeviceThatBecomesAWorkComputer) {
  Device laptop(7, false);
  pair(p.box, p.phone, laptop, at(now), false, "Laptop");
  const auto id = p.phone.note(at(now), "removed at work");
  for (int i = 0; i < 2; ++i)
    for (auto* d : {&p.phone, &p.work, &laptop}) d->sync_round(p.box, at(now += kMinute));
  p.work.journal.purge(at(now), id);
  for (int i = 0; i < 2; ++i)
    for (auto* d : {&p.phone, &p.work, &laptop}) d->sync_round(p.box, at(now += kMinute));
  EXPECT_NE(laptop.everything().find(hex("removed at work")), std::string::npos)
      << "it lies in the laptop's trash";
  pair(p.box, p.phone, laptop, at(now += kHour), true, "now a work computer", true);
  for (int i = 0; i < 2; ++i)
    for (auto* d : {&p.phone, &p.work, &laptop}) d->sync_round(p.box, at(now += kMinute));
  EXPECT_EQ(laptop.everything().find(hex("removed at work")), std::string::npos);
  EXPECT_EQ(p.work.everything().find(hex("removed at work")), std::string::npos);
  EXPECT_NE(p.phone.everything().find(hex("removed at work")), std::string::npos);
}

TEST_F(Faults, G_WhatBecomesAWorkComputerGivesWhatIsNowhereElseAndThatOnce) {
  Device laptop(7, false);
  pair(p.box, p.phone, laptop, at(now), false, "Laptop");
  laptop.note(at(now), "published before", records::SPACE_HOME);
  for (int i = 0; i < 2; ++i)
    for (auto* d : {&laptop, &p.phone}) d->sync_round(p.box, at(now += kMinute));
  laptop.sync_round(p.box, at(now += kMinute));
  laptop.note(at(now), "nowhere else", records::SPACE_HOME);
  pair(p.box, p.phone, laptop, at(now += kHour), true, "now a work computer", true);
  for (int i = 0; i < 2; ++i)
    for (auto* d : {&laptop, &p.phone}) d->sync_round(p.box, at(now += kMinute));
  EXPECT_EQ(p.phone.journal.search("published before", 5).size(), 1u);
  EXPECT_EQ(p.phone.journal.search("nowhere else", 5).size(), 1u);
  EXPECT_FALSE(laptop.has("before") || laptop.has("nowhere"));
  // And where the account is begun afresh.
  Device second(8, false);
  pair(p.box, p.phone, second, at(now), false, "Second");
  second.note(at(now), "known to the phone", records::SPACE_HOME);
  for (int i = 0; i < 2; ++i)
    for (auto* d : {&second, &p.phone}) d->sync_round(p.box, at(now += kMinute));
  second.note(at(now), "not known to it", records::SPACE_HOME);
  Box fresh(std::make_unique<MemoryStore>(), 9);
  start_afresh(fresh);
  p.phone.sync_round(fresh, at(now += kMinute));
  pair(fresh, p.phone, second, at(now += kHour), true, "now a work computer", true);
  for (int i = 0; i < 2; ++i)
    for (auto* d : {&second, &p.phone}) d->sync_round(fresh, at(now += kMinute));
  EXPECT_EQ(p.phone.journal.search("known to the phone", 5).size(), 1u);
  EXPECT_EQ(p.phone.journal.search("not known", 5).size(), 1u);
}

TEST_F(Faults, G_WhatIsRefusedIsKeptAtBothEndsAndTold) {
  {
    Vault::Write w(p.work.session.vault(), at(now));
    records::Settings theirs;
    theirs.set_country("XX");
    sync::Ledger(p.work.session.vault())
        .drop(p.work.session.random().id(now), kSettings, theirs.SerializeAsString(), false);
    w.commit();
  }
  evil.drop(now, Forged::of(p.work.session.random().id(now), kNote, note_of("taken"), now));
  sync_all();
  EXPECT_TRUE(p.phone.has("taken"));
  EXPECT_EQ(p.phone.session.vault().db().integer("SELECT count(*) FROM bundle WHERE state = 2"), 1);
  EXPECT_TRUE(told(p.phone.sync.state(), "DAMAGED"));
  EXPECT_TRUE(told(p.work.sync.state(), "NOT_TAKEN"));
  Device other(7, true);
  pair(p.box, p.phone, other, at(now), true, "Other");
  other.sync_round(p.box, at(now += kMinute));
  EXPECT_FALSE(told(other.sync.state(), "NOT_TAKEN")) << "it gave nothing";
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

TEST_F(Faults, L_ABundleThatCannotBeAppliedIsHeldWholeAndTriedAgain) {
  const auto id = p.phone.note(at(now), "its row is damaged");
  sync_all();
  auto& db = p.phone.session.vault().db();
  const auto rid = p.phone.session.vault().get(id).rid;
  const auto clocks = [&](std::string_view as) {
    auto s = db.prepare("SELECT clocks FROM record WHERE rid = ?");
    s.bind(rid).step();
    std::string before(s.blob(0));
    db.prepare("UPDATE record SET clocks = ? WHERE rid = ?").bind(as).bind(rid).run();
    return before;
  };
  const auto sound = clocks("x");
  const auto other = p.work.session.random().id(now);
  evil.publish(now, {Forged::of(other, kNote, note_of("in the same bundle"), now),
                     Forged::of(id, kNote, note_of("and an edit"), now)});
  p.work.note(at(now), "in the next bundle");
  sync_all();
  EXPECT_TRUE(p.phone.has("in the next bundle"));
  EXPECT_FALSE(p.phone.has("in the same bundle")) << "all of it or nothing";
  EXPECT_EQ(db.integer("SELECT count(*) FROM bundle WHERE state = 2"), 1);
  clocks(sound);
  Device opened(p.phone, 77);
  opened.sync_round(p.box, at(now += kHour));
  EXPECT_TRUE(opened.has("in the same bundle"));
  EXPECT_EQ(opened.session.vault().db().integer("SELECT count(*) FROM bundle WHERE state = 2"), 0);
}

TEST_F(Faults, H_ADropOfAnUnknownKindUnderTheIdOfSettingsWedgesNothing) {
  records::Note n;
  n.set_text("not settings");
  evil.drop(now, Forged::of(settings_id_of(records::SPACE_HOME), 99, n, now));
  sync_all();
  EXPECT_NO_THROW({
    records::Settings mine;
    mine.set_country("NZ");
    p.phone.session.change_settings(at(now), mine, false);
    EXPECT_EQ(p.phone.session.settings().country(), "NZ");
    p.phone.journal.debriefs_open(at(now));
  });
}

TEST_F(Faults, I_ThousandsOfChainsDoNotKeepAWorkComputerInTheList) {
  for (int i = 0; i < 4300; ++i)
    evil.drop(now, Forged::of(p.work.session.random().id(now), kNote, note_of("x"), now));
  sync_all();
  p.phone.sync.revoke(sync::Ledger(p.work.session.vault()).me());
  for (int i = 0; i < 3; ++i) p.phone.sync_round(p.box, at(now += kMinute));
  EXPECT_EQ(p.phone.sync.state().device_size(), 1);
  p.phone.note(at(now), "published afterwards", records::SPACE_HOME);
  EXPECT_EQ(p.phone.sync_round(p.box, at(now += kMinute)).waiting(), 0);
}

TEST_F(Faults, J_InventedWritersDoNotWedgeStartingAfresh) {
  for (int i = 0; i < 12; ++i)
    evil.drop(now, Forged::of(p.work.session.random().id(now), kNote, note_of("x"), now), 1500);
  sync_all();
  p.phone.note(at(now), "mine", records::SPACE_HOME);
  Box fresh(std::make_unique<MemoryStore>(), 9);
  start_afresh(fresh);
  const auto both = [&](const api::StepReply::Call& c) {
    return (c.server() == "other:7443" ? fresh : p.box).answer(c, now);
  };
  api::SyncState state;
  for (int i = 0; i < 3; ++i) state = p.phone.sync_round(both, at(now += kMinute));
  EXPECT_FALSE(state.has_failed());
  EXPECT_EQ(state.waiting(), 0);
}

TEST(FaultsOfTheBox, K_AFullShareOfWorkLeavesRoomForOnesOwn) {
  auto limits = Box::generous();
  limits.account_bytes = 400'000;
  limits.blob_bytes = 400'000;
  Person p(limits);
  int64_t now = kNoon + kHour;
  std::string chance(5000, '\0');  // which cannot be packed to nothing
  for (int i = 0; i < 100; ++i) {
    p.work.session.random().fill(chance.data(), chance.size());
    p.work.note(at(now + i), hex(chance));
  }
  for (int i = 0; i < 3; ++i) p.work.sync_round(p.box, at(now += kMinute));
  EXPECT_TRUE(told(p.work.sync.state(), "QUOTA")) << "more was written there than its share";
  p.phone.note(at(now), std::string(20'000, 'x') + " still has room", records::SPACE_HOME);
  EXPECT_EQ(p.phone.sync_round(p.box, at(now += kMinute)).waiting(), 0);
  EXPECT_FALSE(told(p.phone.sync.state(), "QUOTA"));
  p.phone.sync.revoke(sync::Ledger(p.work.session.vault()).me());
  p.phone.sync_round(p.box, at(now += kMinute));
  p.phone.note(at(now), "and afterwards", records::SPACE_HOME);
  EXPECT_EQ(p.phone.sync_round(p.box, at(now += kMinute)).waiting(), 0);
  EXPECT_TRUE(p.box.relay.check().empty());
}

TEST_F(Faults, L_CellsThatAreNoWholeFieldAreNotKept) {
  auto torn = Forged::of(p.work.session.random().id(now), kNote, note_of("whole"), now);
  ASSERT_GE(torn.cells.size(), 2u);
  auto& one = torn.cells[0].bytes;  // its end stands at the beginning of the next
  torn.cells[1].bytes = one.substr(1) + torn.cells[1].bytes;
  one.resize(1);
  evil.publish(now, {torn});
  p.phone.note(at(now), "sound");
  sync_all();
  EXPECT_NO_THROW({
    const auto all = exported(p.phone);
    EXPECT_TRUE(std::any_of(all.begin(), all.end(), [](const auto& e) { return e.find("sound") != e.npos; }));
    p.phone.session.vault().rebuild();
  });
  EXPECT_TRUE(p.phone.session.vault().check().empty());
}

TEST_F(Faults, M_ACellFromTheEndOfTimeCanBeCorrected) {
  records::CheckIn c;
  c.set_at_ms(now);
  c.set_mood(1);
  const auto id = p.work.session.random().id(now);
  evil.publish(now, {Forged::of(id, kCheckIn, c, now)});
  c.set_mood(2);
  auto wild = Forged::of(id, kCheckIn, c, now);
  for (auto& cell : wild.cells) cell.stamp.hlc = ~uint64_t(0) >> 1;
  evil.publish(now, {wild});
  sync_all();
  auto all = p.phone.journal.latest(kCheckIn, 10);
  for (auto& e : all) {
    e.mutable_check_in()->set_mood(5);
    p.phone.journal.keep(at(now), e, true);
  }
  sync_all();
  ASSERT_EQ(p.phone.journal.latest(kCheckIn, 10).size(), 1u);
  EXPECT_EQ(p.phone.journal.latest(kCheckIn, 10)[0].check_in().mood(), 5);
}

TEST_F(Faults, N_AShiftOfTenYearsFromWorkSilencesNothing) {
  auto call = entry(records::SPACE_WORK);
  call.mutable_hard_call()->set_how_hard(8);
  call.mutable_hard_call()->set_at_ms(now - kHour);
  keep(p.phone, call);
  ASSERT_EQ(p.phone.journal.debriefs_open(at(now)).size(), 1u);
  records::Shift s;
  s.set_at_ms(now - 1825 * kDay);
  s.set_end_ms(now + 1825 * kDay);
  evil.publish(now, {Forged::of(p.work.session.random().id(now), kShift, s, now)});
  sync_all();
  EXPECT_EQ(p.phone.journal.debriefs_open(at(now)).size(), 1u);
}

TEST_F(Faults, O_InventedHeadsAreNoAlarm) {
  sync_all();
  sync::Ledger books(p.phone.session.vault());
  pb::Payload heads;
  for (uint64_t chain : {books.local.chain(), uint64_t(12345)}) {
    auto* seen = heads.add_seen();
    seen->set_device(std::string(view(books.me())));
    seen->set_chain(chain);
    seen->set_seq(1'000'000);
    seen->set_hash(std::string(32, 'h'));
  }
  evil.publish(now, {Forged::of(p.work.session.random().id(now), kNote, note_of("with heads"), now)}, heads);
  sync_all();
  EXPECT_TRUE(p.phone.has("with heads"));
  EXPECT_FALSE(p.phone.sync.state().withheld());
  EXPECT_FALSE(told(p.phone.sync.state(), "FORK"));
}

TEST_F(Faults, O_IdsMadeToCollideAreTakenInLikeOthers) {
  std::vector<Forged> alike;
  for (int i = 0; i < 1500; ++i) {
    Id id{};
    id[9] = uint8_t(i), id[10] = uint8_t(i >> 8);
    alike.push_back(Forged::of(id, kNote, note_of("x"), now));
  }
  evil.publish(now, alike);
  sync_all();
  auto& db = p.phone.session.vault().db();
  EXPECT_EQ(db.integer("SELECT count(*) FROM record WHERE kind = 8 AND space = 1"), 1500);
  EXPECT_GT(db.integer("SELECT max(rid) FROM record WHERE substr(id, 1, 9) = zeroblob(9)"), 15'000)
      << "they lie apart: none has to go past all before it";
}

TEST_F(Faults, P_AnImportedFilePurgesNothingAndSetsNothing) {
  const auto id = p.phone.note(at(now), "still here", records::SPACE_HOME);
  records::Settings mine;
  mine.set_country("NZ");
  p.phone.session.change_settings(at(now), mine, false);
  Device other(9, false);
  {
    records::Settings theirs;
    theirs.set_country("XX");
    const Stamp later{uint64_t(now + kDay) << 16, Id{0xba, 0xd0}, 1};
    Vault::Write w(other.session.vault(), at(now));
    w.put(id, kNote, 2, trash(split(kNote, note_of("a trashed one").SerializeAsString(), later), later));
    w.put(settings_id_of(records::SPACE_HOME), kSettings, 2,
          split(kSettings, theirs.SerializeAsString(), later));
    w.commit();
  }
  other.note(at(now), "from the file", records::SPACE_HOME);
  api::ExportRequest q;
  q.set_limit(5000);
  api::ImportRecordsRequest file;
  auto all = other.exchange.export_records(q);
  int purges = 0;
  for (auto& e : *all.mutable_record()) {
    constexpr size_t kFate = 1 + 32 + 2;  // behind one stamp: the first cell's field, stamp and mark
    if (e.entry().id() == view(id) && e.clocks().size() > kFate && e.clocks()[kFate] == 'T')
      (*e.mutable_clocks())[kFate] = 'P', ++purges;  // no program of ours writes that
    *file.add_record() = e;
  }
  ASSERT_EQ(purges, 1);
  p.phone.exchange.import_records(at(now), file);
  EXPECT_TRUE(p.phone.has("from the file"));
  EXPECT_TRUE(p.phone.has("still here"));
  EXPECT_EQ(p.phone.session.settings().country(), "NZ");
}

// --- A hostile or broken box.

TEST_F(Faults, Q_AForgedListOfDevicesDoesNotEndTakingDevicesOut) {
  sync_all();
  const auto forge = [](const api::StepReply::Call& c, api::StepRequest::Response& r) {
    if (c.method().ends_with("/Pull")) {
      pb::PullReply pull;
      if (pull.ParseFromString(r.reply()))
        pull.set_roster_hash(std::string(32, 'x')), r.set_reply(pull.SerializeAsString());
    }
    if (c.method().ends_with("/Rosters") || c.method().ends_with("/PutRoster")) {
      pb::RosterReply lists;
      pb::SignedRoster none;
      none.set_roster("forged");
      *lists.add_roster() = none;
      r.Clear();
      r.set_reply(lists.SerializeAsString());
    }
    return true;
  };
  for (int i = 0; i < 3; ++i) p.phone.sync_round(p.box, at(now += kHour), forge);
  p.phone.sync.revoke(sync::Ledger(p.work.session.vault()).me());
  p.phone.sync_round(p.box, at(now += kHour),
                     [](const api::StepReply::Call& c, api::StepRequest::Response& r) {
                       if (!c.method().ends_with("/PutRoster")) return true;
                       pb::PutRosterReply no;
                       no.set_version(9);
                       no.mutable_instead()->set_roster("forged");
                       r.Clear();
                       r.set_reply(no.SerializeAsString());
                       return true;
                     });
  for (int i = 0; i < 3; ++i) p.phone.sync_round(p.box, at(now += kHour));
  EXPECT_EQ(p.phone.sync.state().device_size(), 1);
}

TEST_F(Faults, R_NothingIsSentUnderAnOldListOfDevicesThatABoxGivesToTheWords) {
  Device laptop(7, false);
  pair(p.box, p.phone, laptop, at(now), false, "Laptop");
  for (int i = 0; i < 2; ++i)
    for (auto* d : {&laptop, &p.phone}) d->sync_round(p.box, at(now += kMinute));
  p.phone.sync.revoke(sync::Ledger(laptop.session.vault()).me());
  p.phone.sync_round(p.box, at(now += kMinute));
  p.phone.note(at(now), "after it was taken out", records::SPACE_HOME);
  p.phone.sync_round(p.box, at(now += kMinute));
  api::RestoreByPhraseRequest words;
  words.set_server("box:7443");
  words.set_recovery_phrase(p.phone.words);
  const uint32_t old_version = 3;  // with the laptop still in it
  std::vector<std::string> pushed;
  const auto restored = [&](Device& fresh, bool lie) {
    fresh.note(at(now), "written before restoring", records::SPACE_HOME);
    fresh.sync.restore(words);
    pushed.clear();
    for (int i = 0; i < 3; ++i)
      fresh.sync_round(p.box, at(now += kHour),
                       [&](const api::StepReply::Call& c, api::StepRequest::Response& r) {
                         pb::PushRequest q;
                         if (c.method().ends_with("/Push") && q.ParseFromString(c.request()))
                           pushed.insert(pushed.end(), q.bundle().begin(), q.bundle().end());
                         if (!lie) return true;
                         pb::RosterReply lists;
                         if (c.method().ends_with("/Rosters") && lists.ParseFromString(r.reply())) {
                           while (lists.roster_size() > int(old_version))
                             lists.mutable_roster()->RemoveLast();
                           r.set_reply(lists.SerializeAsString());
                         }
                         if (c.method().ends_with("/PutRoster")) {
                           pb::PutRosterReply yes;
                           yes.set_accepted(true);
                           yes.set_version(old_version + 1);
                           r.Clear();
                           r.set_reply(yes.SerializeAsString());
                         }
                         // It believes who asks, and says of the list what its victim has.
                         if (c.method().ends_with("/Auth") && r.status() != 0) {
                           pb::AuthReply token;
                           token.set_token("anybody's");
                           token.set_until_ms(double(now) + double(kHour));
                           r.Clear();
                           r.set_reply(token.SerializeAsString());
                         }
                         if (c.method().ends_with("/Pull")) {
                           pb::PullRequest as_phone;
                           as_phone.ParseFromString(c.request());
                           auto all = p.box.relay.pull(sync::Ledger(p.phone.session.vault()).me(), as_phone);
                           all.set_roster_version(old_version + 1);
                           all.clear_roster_hash();
                           r.Clear();
                           r.set_reply(all.SerializeAsString());
                         }
                         return true;
                       });
  };
  Device deceived(8, false);
  restored(deceived, true);
  EXPECT_TRUE(told(deceived.sync.state(), "OLD_LIST"));
  EXPECT_TRUE(pushed.empty()) << "the laptop has the keys of that list";
  EXPECT_GT(deceived.sync.state().waiting(), 0);
  Device honest(9, false);
  restored(honest, false);
  EXPECT_FALSE(told(honest.sync.state(), "OLD_LIST"));
  EXPECT_FALSE(pushed.empty()) << "the look at it sees what is sent";
  EXPECT_EQ(honest.sync.state().waiting(), 0);
  EXPECT_TRUE(honest.has("after it was taken out"));
}

TEST_F(Faults, S_ABoxThatLiesAboutAPictureDoesNotTakeTheLastCopy) {
  std::string bytes(30'000, '\0');
  p.work.session.random().fill(bytes.data(), bytes.size());
  auto e = entry(records::SPACE_HOME);
  e.mutable_board_item()->set_kind(records::BOARD_PICTURE);
  e.mutable_board_item()->set_need(records::NEED_REASSURE);
  *e.mutable_board_item()->mutable_picture() = save_picture(p.work.session, bytes);
  keep(p.work, e);
  const auto lie = [&](const api::StepReply::Call& c) {
    pb::PutBlobRequest put;
    if (!c.method().ends_with("/PutBlob") || !put.ParseFromString(c.request())) return p.box.answer(c, now);
    pb::PutBlobReply all_of_it;
    all_of_it.set_have(put.size());
    api::StepRequest::Response r;
    r.set_reply(all_of_it.SerializeAsString());
    return r;
  };
  p.work.sync_round(lie, at(now += kMinute));
  p.phone.sync_round(p.box, at(now += kMinute));
  p.work.sync_round(lie, at(now += kMinute));  // the receipt
  sync_all(3);
  const auto hung = p.phone.journal.latest(kBoardItem, 1);
  ASSERT_EQ(hung.size(), 1u);
  std::string seen;
  try {
    seen = p.phone.board.picture(hung[0].board_item());
  } catch (const Failure&) {  // it is not there
  }
  EXPECT_EQ(seen.size(), bytes.size());
}

TEST_F(Faults, T_TheSameBoxUnderAnotherAddressDoesNotGrowTheList) {
  Device laptop(7, false);
  pair(p.box, p.phone, laptop, at(now), false, "Laptop");
  {
    sync::Ledger books(laptop.session.vault());
    books.local.set_server("127.0.0.1:7443");
    books.save();
  }
  Device moved(laptop, 8);  // reads its books anew
  for (int i = 0; i < 10; ++i) {
    moved.sync_round(p.box, at(now += kHour));
    p.phone.sync_round(p.box, at(now += kHour));
  }
  EXPECT_LE(sync::Ledger(p.phone.session.vault()).roster().list.version(), 5u);
}

TEST_F(Faults, T_TheBoxsNewAddressIsToldAndAnotherBoxThereIsRefused) {
  const auto before = sync::Ledger(p.phone.session.vault()).roster().list.version();
  EXPECT_FAULT_IS(p.phone.sync.set_server("nowhere"), invalid);
  p.phone.sync.set_server("moved:7443");
  p.phone.note(at(now), "after the move");
  std::set<std::string> asked;
  bool anybody = false;
  const auto state = p.phone.sync_round(
      [&](const api::StepReply::Call& c) {
        asked.insert(c.server());
        // Its certificate may be another one: until it has proved its key, nothing but a greeting is asked for.
        anybody = anybody || (c.any_certificate() && !c.method().ends_with("/Hello"));
        return p.box.answer(c, now);
      },
      at(now += kMinute));
  EXPECT_FALSE(state.has_failed());
  EXPECT_EQ(asked, std::set<std::string>{"moved:7443"});
  EXPECT_FALSE(anybody);
  EXPECT_EQ(state.waiting(), 0);
  EXPECT_EQ(sync::Ledger(p.phone.session.vault()).roster().list.version(), before);
  Box other(std::make_unique<MemoryStore>(), 9);
  server::Authenticator stranger(*other.store, std::string(32, 'X'), other.random, other.limits);
  p.phone.sync.set_server("stranger:7443");
  p.phone.note(at(now), "not for strangers");
  std::vector<std::string> methods;
  const auto refused = p.phone.sync_round(
      [&](const api::StepReply::Call& c) {
        methods.push_back(c.method());
        api::StepRequest::Response r;
        r.set_reply(stranger.hello(now).SerializeAsString());
        return r;
      },
      at(now += kMinute));
  EXPECT_TRUE(told(refused, "OTHER_SERVER"));
  EXPECT_EQ(methods.size(), 1u) << "it learns nothing";
  p.phone.sync.set_server("moved:7443");
  EXPECT_EQ(p.phone.sync_round(p.box, at(now += kMinute)).waiting(), 0);
}

TEST_F(Faults, U_AnHonestBoxThatTakesReceiptsHasLostNothing) {
  for (int i = 0; i < 4; ++i) {
    auto e = entry(records::SPACE_HOME);
    e.mutable_note()->set_text("for home " + std::to_string(i));
    keep(p.work, e);
    sync_all();
    EXPECT_FALSE(told(p.phone.sync.state(), "SERVER_RESTORED")) << i;
    EXPECT_FALSE(told(p.work.sync.state(), "SERVER_RESTORED")) << i;
  }
}

TEST_F(Faults, U_RefusalsThatNameAForkBeginNoChains) {
  // Genuine, and of that chain; or of the other space, in the same place; or in its place, and signed by nobody.
  std::string mine, other_space;
  for (int i = 0; i < 20; ++i) {
    p.phone.note(at(now), "at work " + std::to_string(i));
    p.phone.note(at(now), "one more " + std::to_string(i), records::SPACE_HOME);
    p.phone.sync_round(p.box, at(now += kHour),
                       [&](const api::StepReply::Call& c, api::StepRequest::Response& r) {
                         pb::PushReply said;
                         if (!c.method().ends_with("/Push") || !said.ParseFromString(r.reply())) return true;
                         pb::PushRequest q;
                         q.ParseFromString(c.request());
                         auto forged = q.bundle(0);
                         forged.back() = char(forged.back() ^ 1);
                         const std::string lies[] = {q.bundle(0), mine, other_space, forged};
                         said.set_instead(lies[i % 4]);
                         mine = q.bundle(0);
                         if (q.bundle_size() > 1) other_space = q.bundle(1);
                         for (int v = 0; v < said.verdict_size(); ++v) said.set_verdict(v, pb::FORK);
                         r.set_reply(said.SerializeAsString());
                         return true;
                       });
  }
  std::set<uint64_t> chains;
  sync::Ledger books(p.phone.session.vault());
  for (const auto& h : books.heads())
    if (h.device == books.me()) chains.insert(h.chain);
  EXPECT_LE(chains.size(), 2u);
}

TEST_F(Faults, V_WhatWasGivenAtWorkAndNotDeliveredComesAlongWhenStartingAfresh) {
  give_at_work();
  p.work.sync_round(p.box, at(now += kMinute),
                    [](const api::StepReply::Call& c, api::StepRequest::Response&) {
                      return !c.method().ends_with("/Push");
                    });
  Box fresh(std::make_unique<MemoryStore>(), 9);
  start_afresh(fresh);
  p.phone.sync_round(
      [&](const api::StepReply::Call& c) {
        return (c.server() == "other:7443" ? fresh : p.box).answer(c, now);
      },
      at(now += kMinute));
  pair(fresh, p.phone, p.work, at(now += kHour), true, "again", true);
  for (int i = 0; i < 3; ++i) {
    p.work.sync_round(fresh, at(now += kMinute));
    p.phone.sync_round(fresh, at(now += kMinute));
  }
  EXPECT_TRUE(p.phone.has("given at work, on its way"));
  // One that comes by the words was never given the old key: what it says is published by those who were.
  SeededRandom random{7};
  api::RestoreByPhraseRequest words;
  words.set_server("other:7443");
  for (const auto& w : to_phrase(Secret::make(random)))
    words.set_recovery_phrase(words.recovery_phrase() + w + " ");
  Device later(8, false);
  later.sync.restore(words);
  for (int i = 0; i < 2; ++i) later.sync_round(fresh, at(now += kHour));
  EXPECT_EQ(sync::Ledger(later.session.vault()).local.drop_keys_size(), 0);
  EXPECT_TRUE(later.has("given at work, on its way"));
  EXPECT_FALSE(told(later.sync.state(), "NO_KEY"));
}

TEST_F(Faults, V_TheKeysOfWhatWasGivenDoNotComeToAWorkComputer) {
  Device laptop(7, false);
  pair(p.box, p.phone, laptop, at(now), false, "Laptop");
  give_at_work();
  Box fresh(std::make_unique<MemoryStore>(), 9);
  start_afresh(fresh);
  p.phone.sync_round(fresh, at(now += kMinute));
  pair(fresh, p.phone, laptop, at(now += kHour), true, "now a work computer", true);
  pair(fresh, p.phone, p.work, at(now += kHour), true, "again", true);
  for (int i = 0; i < 3; ++i)
    for (auto* d : {&p.work, &laptop, &p.phone}) d->sync_round(fresh, at(now += kMinute));
  EXPECT_TRUE(p.phone.has("given at work, on its way"));
  EXPECT_EQ(sync::Ledger(laptop.session.vault()).local.drop_keys_size(), 0);
  EXPECT_GT(sync::Ledger(p.phone.session.vault()).local.drop_keys_size(), 0);
}

TEST_F(Faults, V_WhatWasGivenComesAlongThroughADeviceThatCameLater) {
  give_at_work();
  Box fresh(std::make_unique<MemoryStore>(), 9);
  start_afresh(fresh);
  p.phone.sync_round(fresh, at(now += kMinute));
  Device later(8, false);
  pair(fresh, p.phone, later, at(now += kHour), false, "Later");
  pair(fresh, later, p.work, at(now += kHour), true, "again", true);
  for (int i = 0; i < 2; ++i)
    for (auto* d : {&p.work, &later}) d->sync_round(fresh, at(now += kMinute));
  EXPECT_TRUE(later.has("given at work, on its way"));
}

TEST_F(Faults, V_WhatIsOnItsWayHomeIsNotLeftBehindForAnotherAccount) {
  give_at_work();
  Box theirs(std::make_unique<MemoryStore>(), 9);
  Device somebody(11);
  somebody.join(theirs, at(now), "Somebody else's");
  somebody.sync_round(theirs, at(now));
  api::EnterCodeRequest take;
  take.set_code(somebody.sync.show_code(at(now)).code());
  take.set_passphrase("pass");
  take.set_instead(true);
  const auto before = sync::Ledger(p.work.session.vault()).local.account();
  p.work.sync.enter_code(at(now), take);
  api::SyncState state;
  for (int i = 0; i < 6 && state.pairing() != api::SyncState::FAILED; ++i) {
    somebody.sync_round(theirs, at(now + i * 1500));
    state = p.work.sync_round(theirs, at(now + i * 1500));
    ASSERT_EQ(state.digits(), "");
  }
  EXPECT_EQ(state.failed().subject(), "drops");
  EXPECT_EQ(sync::Ledger(p.work.session.vault()).local.account(), before);
  sync_all();
  EXPECT_TRUE(p.phone.has("given at work, on its way"));
  // Once it has arrived, the computer may go.
  pair(theirs, somebody, p.work, at(now += kHour), true, "theirs", true);
  EXPECT_NE(sync::Ledger(p.work.session.vault()).local.account(), before);
}

TEST_F(Faults, J_ALargeDropDoesNotWedgeStartingAfresh) {
  evil.drop(now, Forged::of(p.work.session.random().id(now), kNote, note_of(std::string(200'000, 'x')), now));
  sync_all();
  p.phone.note(at(now), "still goes", records::SPACE_HOME);
  Box fresh(std::make_unique<MemoryStore>(), 9);
  start_afresh(fresh);
  for (int i = 0; i < 2; ++i) p.phone.sync_round(fresh, at(now += kMinute));
  EXPECT_EQ(p.phone.sync.state().waiting(), 0);
}

}  // namespace
}  // namespace eddy::test
