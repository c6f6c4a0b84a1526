// What a work computer writes over, or gives, and what it may not hold off.
#include <algorithm>

#include "core/vault/pictures.h"
#include "tests/sync/faults.h"

namespace eddy::test {
namespace {

struct Earlier : Faults {
  // As the work computer's own program would write it: over all that it has seen.
  void write_over(const Id& id, const records::Entry& e) {
    Vault::Write w(p.work.session.vault(), at(now));
    w.change(id, body_of(e), nullptr);
    w.commit();
  }
  std::vector<std::string> before(Device& d, const Id& id) {
    std::vector<std::string> out;
    for (int seen = 0;;) {  // some at a time
      const auto more = d.journal.earlier(id, seen);
      if (more.empty()) return out;
      seen += int(more.size());
      for (const auto& e : more) {
        if (!e.versions_size()) out.push_back(e.note().text());
        for (const auto& v : e.versions()) out.push_back(v.text());
      }
    }
  }
  Id fresh_id() { return p.work.session.random().id(now); }
  records::Entry note(const std::string& text) {
    records::Entry e;
    *e.mutable_note() = note_of(text);
    return e;
  }
};
using Texts = std::vector<std::string>;

TEST_F(Earlier, WhatWorkWritesOverStaysAsAnEarlierVersion) {
  Device laptop(7, false);
  pair(p.box, p.phone, laptop, at(now), false, "Laptop");
  const auto id = p.phone.note(at(now), "as I wrote it");
  const auto mine = p.phone.note(at(now), "my own");
  const auto all = [&] {
    for (int i = 0; i < 2; ++i)
      for (auto* d : {&p.phone, &p.work, &laptop}) d->sync_round(p.box, at(now += kMinute));
  };
  all();
  EXPECT_EQ(p.phone.journal.get(id).earlier(), 0);
  write_over(id, note("another text"));
  all();
  now += kMinute;
  write_over(id, note(""));
  all();
  for (auto* d : {&p.phone, &laptop}) {
    EXPECT_EQ(d->journal.get(id).note().text(), "");
    EXPECT_EQ(before(*d, id), (Texts{"another text", "as I wrote it"}));
    EXPECT_EQ(d->journal.get(id).earlier(), 2);
  }
  EXPECT_TRUE(p.work.journal.earlier(id).empty()) << "they are one's own devices' to know";
  // One is kept again: it is everywhere.
  auto back = laptop.journal.earlier(id)[1];
  laptop.journal.keep(at(now += kMinute), back, true);
  all();
  for (auto* d : {&p.phone, &p.work, &laptop}) EXPECT_EQ(d->journal.get(id).note().text(), "as I wrote it");
  // What one's own devices write over is gone, as ever.
  auto e = p.phone.journal.get(mine);
  e.mutable_note()->set_text("my own, better");
  p.phone.journal.keep(at(now), e, true);
  all();
  EXPECT_TRUE(laptop.journal.earlier(mine).empty());
  EXPECT_EQ(laptop.session.vault().db().integer("SELECT count(*) FROM earlier WHERE by_work"), 2);
  laptop.journal.purge(at(now), id);
  EXPECT_EQ(laptop.session.vault().db().integer("SELECT count(*) FROM earlier"), 0);
}

TEST_F(Earlier, AFieldIsPutBackWhereItWas) {
  auto call = entry(records::SPACE_WORK);
  call.mutable_hard_call()->set_how_hard(9);
  call.mutable_hard_call()->set_kind(records::CALL_ANGRY);
  call.mutable_hard_call()->set_note("what I wrote of it");
  const auto id = keep(p.phone, call);
  sync_all();
  auto theirs = p.work.journal.get(id);
  theirs.mutable_hard_call()->set_how_hard(1);
  theirs.mutable_hard_call()->clear_note();
  write_over(id, theirs);
  sync_all();
  const auto now_is = p.phone.journal.get(id).hard_call();
  EXPECT_TRUE(now_is.how_hard() == 1 && now_is.note().empty());
  ASSERT_EQ(p.phone.journal.earlier(id).size(), 1u);
  const auto was = p.phone.journal.earlier(id)[0].hard_call();
  EXPECT_EQ(was.how_hard(), 9);
  EXPECT_EQ(was.kind(), records::CALL_ANGRY) << "and beside it what was not written over";
  EXPECT_EQ(was.note(), "what I wrote of it");
  // What was not there then is not there in it; and what one's own devices change since does not change it.
  theirs.mutable_hard_call()->set_handover("which I never wrote");
  write_over(id, theirs);
  sync_all();
  auto mine = p.phone.journal.get(id);
  mine.mutable_hard_call()->set_how_hard(7);
  mine.mutable_hard_call()->set_note("later, by me");
  p.phone.journal.keep(at(now += kMinute), mine, true);
  ASSERT_EQ(p.phone.journal.earlier(id).size(), 2u);
  EXPECT_EQ(p.phone.journal.earlier(id)[0].hard_call().handover(), "");
  EXPECT_EQ(p.phone.journal.earlier(id)[0].hard_call().how_hard(), 1);
  EXPECT_EQ(p.phone.journal.earlier(id)[1].hard_call().how_hard(), 9);
  EXPECT_EQ(p.phone.journal.earlier(id)[1].hard_call().note(), "what I wrote of it");
  EXPECT_EQ(p.phone.journal.get(id).earlier(), 2);
  // It goes home with what it is of.
  const auto moved = to_id(p.phone.journal.move(at(now), id, records::SPACE_HOME).id(), "id");
  ASSERT_EQ(p.phone.journal.earlier(moved).size(), 2u);
  EXPECT_EQ(p.phone.journal.earlier(moved)[1].hard_call().note(), "what I wrote of it");
}

TEST_F(Earlier, WhatIsClearedAndThenRemovedLiesInTheTrashWithWhatItSaid) {
  const auto id = p.phone.note(at(now), "as I wrote it");
  sync_all();
  auto known = p.work.session.vault().get(id);
  Forged gone{id, kNote, {}};
  const auto stamp = [&](uint64_t n) { return Stamp{uint64_t(now) << 16, Id{0xba}, n}; };
  uint64_t n = 1000;
  for (const auto& c : known.cells) {
    Cell empty{c.field, c.sub, stamp(++n), "", {}};
    if (find_field(kNote, c.field)->free_text) empty.covers = {c.stamp.id};
    gone.cells.push_back(empty);
  }
  const auto removed = remove(gone.cells, stamp(999));
  gone.cells.insert(gone.cells.begin(), removed.begin(), removed.end());
  evil.publish(now, {gone});
  sync_all();
  ASSERT_EQ(trash_of(p.phone).size(), 1u);
  EXPECT_EQ(before(p.phone, id), Texts{"as I wrote it"});
  p.phone.session.vault().rebuild();
  ASSERT_EQ(trash_of(p.phone).size(), 1u);
  // Into another account it goes home, with what it said.
  {
    Device copy(p.phone, 77);
    Box fresh(std::make_unique<MemoryStore>(), 9);
    api::JoinRequest to;
    to.set_name("Phone");
    to.set_server("other:7443");
    to.set_invite(fresh.invite());
    SeededRandom random{7};
    copy.sync.start_afresh(at(now), Secret::make(random), to);
    EXPECT_NE(copy.session.vault().db().integer("SELECT count(*) FROM earlier"), 0);
  }
  p.phone.journal.restore(at(now += kMinute), id);
  EXPECT_EQ(p.phone.journal.get(id).note().text(), "as I wrote it");
  EXPECT_TRUE(trash_of(p.phone).empty());
  sync_all();
  EXPECT_TRUE(p.work.has("as I wrote it"));
}

TEST_F(Earlier, AVersionThatWorkPutsBesideIsNotTheOnlyOneThatMoves) {
  const auto id = p.phone.note(at(now), "as I wrote it");
  sync_all();
  evil.publish(now, {Forged::of(id, kNote, note_of("beside it"), now + kDay)});
  sync_all();
  ASSERT_EQ(p.phone.journal.get(id).versions_size(), 2);
  const auto moved = to_id(p.phone.journal.move(at(now), id, records::SPACE_HOME).id(), "id");
  EXPECT_EQ(p.phone.journal.get(moved).versions_size(), 2);
  EXPECT_NE(p.phone.everything().find(hex("as I wrote it")), std::string::npos);
}

TEST_F(Earlier, WhatIsPublishedAgainAfterItsDeviceIsTakenOutIsStillWorks) {
  Device laptop(7, false);
  pair(p.box, p.phone, laptop, at(now), false, "Laptop");
  const auto id = p.phone.note(at(now), "as I wrote it");
  sync_all();
  for (int i = 0; i < 2; ++i) laptop.sync_round(p.box, at(now += kMinute));
  // More chains than a list of devices names, all of them longer than the one that writes over.
  for (int i = 0; i < 40; ++i) evil.publish(now, {Forged::of(fresh_id(), kNote, note_of("decoy"), now)});
  write_over(id, note("another text"));
  for (int i = 0; i < 40; ++i) evil.publish(now, {Forged::of(id, kNote, note_of("more"), now + i)});
  sync_all();
  p.phone.sync.revoke(sync::Ledger(p.work.session.vault()).me());
  for (int i = 0; i < 3; ++i)
    for (auto* d : {&p.phone, &laptop}) d->sync_round(p.box, at(now += kMinute));
  for (auto* d : {&p.phone, &laptop}) {
    const auto all = before(*d, id);
    EXPECT_TRUE(d->everything().find(hex("as I wrote it")) != std::string::npos ||
                std::find(all.begin(), all.end(), "as I wrote it") != all.end());
  }
}

TEST_F(Earlier, APictureThatIsClearedFromWorkStays) {
  std::string bytes(3000, 'p');
  auto e = entry(records::SPACE_WORK);
  e.mutable_board_item()->set_kind(records::BOARD_PICTURE);
  e.mutable_board_item()->set_need(records::NEED_REASSURE);
  *e.mutable_board_item()->mutable_picture() = save_picture(p.phone.session, bytes);
  const auto picture = e.board_item().picture();
  const auto id = keep(p.phone, e);
  sync_all();
  Forged gone{id, kBoardItem, {}};
  uint64_t n = 1000;
  const auto known = p.work.session.vault().get(id);
  for (const auto& c : known.cells)
    gone.cells.push_back({c.field, c.sub, {uint64_t(now + kDay) << 16, Id{0xba}, ++n}, "", {}});
  evil.publish(now, {gone});
  sync_all(3);
  EXPECT_FALSE(p.phone.journal.get(id).board_item().has_picture());
  const auto before = p.phone.journal.earlier(id);
  ASSERT_EQ(before.size(), 1u);
  EXPECT_EQ(p.phone.board.picture(before[0].board_item()), bytes);
}

TEST_F(Earlier, EveryOwnDeviceThatComesLaterHasItToo) {
  const auto id = p.phone.note(at(now), "as I wrote it");
  sync_all();
  write_over(id, note("another text"));
  sync_all();
  Device later(8, false);
  pair(p.box, p.phone, later, at(now += kHour), false, "Later");
  for (int i = 0; i < 2; ++i) later.sync_round(p.box, at(now += kMinute));
  EXPECT_EQ(before(later, id), Texts{"as I wrote it"});
  // An enrolled one has none of them.
  pair(p.box, p.phone, later, at(now += kHour), true, "Work now", true);
  EXPECT_EQ(later.session.vault().db().integer("SELECT count(*) FROM earlier"), 0);
}

TEST_F(Earlier, WhatIsGivenFromWorkAmongPeopleAndOnTheBoardIsMarked) {
  const auto person = [&](Device& d, records::Space space, const char* name) {
    auto e = entry(space);
    e.mutable_person()->set_name(name);
    return keep(d, e);
  };
  person(p.phone, records::SPACE_HOME, "mine");
  person(p.phone, records::SPACE_WORK, "where work can write");
  auto quote = entry(records::SPACE_HOME);
  quote.mutable_board_item()->set_kind(records::BOARD_QUOTE);
  quote.mutable_board_item()->set_need(records::NEED_REASSURE);
  quote.mutable_board_item()->set_text("given");
  keep(p.work, quote);
  person(p.work, records::SPACE_HOME, "call this number");
  sync_all();
  std::map<std::string, bool> marked;
  for (const auto& e : p.phone.journal.latest(kPerson, 10)) marked[e.person().name()] = e.from_work();
  EXPECT_EQ(marked, (std::map<std::string, bool>{
                        {"mine", false}, {"where work can write", true}, {"call this number", true}}));
  EXPECT_TRUE(p.phone.board.show(at(now), records::NEED_REASSURE, false).from_work());
  // Written once more at home, it is one's own.
  for (auto e : p.phone.journal.latest(kPerson, 10)) {
    if (e.space() != records::SPACE_HOME || !e.from_work()) continue;
    e.mutable_person()->set_name("a friend");
    p.phone.journal.keep(at(now += kMinute), e, true);
    EXPECT_FALSE(p.phone.journal.get(to_id(e.id(), "id")).from_work());
  }
  for (const auto& e : p.work.journal.latest(kPerson, 10)) EXPECT_FALSE(e.from_work());
}

TEST_F(Earlier, WorkDoesNotEndWhatAGraveCallHoldsBack) {
  auto other = entry(records::SPACE_WORK);
  other.mutable_hard_call()->set_how_hard(5);
  other.mutable_hard_call()->set_at_ms(now - 2 * kHour);
  keep(p.phone, other);
  EXPECT_EQ(p.phone.journal.debriefs_open(at(now)).size(), 1u) << "nothing is held back yet";
  auto call = entry(records::SPACE_WORK);
  call.mutable_hard_call()->set_kind(records::CALL_DEATH);
  call.mutable_hard_call()->set_at_ms(now - kHour);
  const auto id = keep(p.phone, call);
  EXPECT_TRUE(p.phone.journal.debriefs_open(at(now)).empty());
  sync_all();
  auto theirs = p.work.journal.get(id);
  theirs.mutable_hard_call()->set_kind(records::CALL_ANGRY);
  write_over(id, theirs);
  sync_all();
  EXPECT_TRUE(p.phone.journal.debriefs_open(at(now)).empty()) << "made another";
  p.work.journal.trash(at(now), id);
  sync_all();
  EXPECT_TRUE(p.phone.journal.debriefs_open(at(now)).empty()) << "put away";
  p.work.journal.purge(at(now), id);
  sync_all();
  EXPECT_TRUE(p.phone.journal.debriefs_open(at(now)).empty()) << "removed for good";
  EXPECT_EQ(p.phone.journal.debriefs_open(at(now + 3 * kDay)).size(), 1u) << "and not for ever";
}

TEST_F(Earlier, WorkDoesNotHoldOffTheCareNotice) {
  api::Kept last;
  for (int day = 0; day < 3; ++day, now += kDay) {
    auto low = entry(records::SPACE_HOME), high = entry(records::SPACE_WORK);
    high.mutable_check_in()->set_mood(5);
    keep(p.work, high);
    sync_all();
    low.mutable_check_in()->set_mood(1);
    last = p.phone.journal.keep(at(now), low, true);
    EXPECT_EQ(last.care(), day == 2 ? api::CARE_HEAVY : api::CARE_NONE) << day;
  }
}

}  // namespace
}  // namespace eddy::test
