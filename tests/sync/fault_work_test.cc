// Attacks by a work computer on what its person has: destroyed, or wedged.
#include <algorithm>
#include <set>

#include "server/audit.h"
#include "tests/sync/faults.h"

namespace eddy::test {
namespace {
namespace pb = eddy::sync::v1;

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

TEST_F(Faults, G_APurgeFromWorkIsNotPublishedAnewByWhoeverTakesItOut) {
  Device laptop(7, false);
  pair(p.box, p.phone, laptop, at(now), false, "Laptop");
  const auto id = p.phone.note(at(now), "written on the phone");
  sync_all();
  laptop.sync_round(p.box, at(now += kMinute));
  // In more chains than a list of devices names: what is in the others is published again by whoever has it.
  for (int i = 0; i < 40; ++i)
    evil.publish(now, {Forged::purge(id, kNote, now + kDay),
                       Forged::of(p.work.session.random().id(now), kNote, note_of("beside it"), now)});
  sync_all();
  laptop.sync_round(p.box, at(now += kMinute));
  p.phone.sync.revoke(sync::Ledger(p.work.session.vault()).me());
  for (int i = 0; i < 3; ++i)
    for (auto* d : {&p.phone, &laptop}) d->sync_round(p.box, at(now += kMinute));
  for (auto* d : {&p.phone, &laptop}) {
    EXPECT_TRUE(d->has("written on the phone"));
    EXPECT_TRUE(d->has("beside it"));
  }
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
  EXPECT_TRUE(server::audit(*p.box.store).empty());
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
  const auto heads = invented_heads(sync::Ledger(p.phone.session.vault()));
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
