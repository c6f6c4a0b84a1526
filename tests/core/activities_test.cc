// Activities of imported rows are factors: of new rows, and of those that an earlier Eddy kept with feelings.
#include "tests/core/importing.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {
namespace rec = eddy::records;
using Names = std::vector<std::string>;

const std::string kDays =
    "full_date,date,weekday,time,mood,activities,note_title,note\n"
    "2026-03-02,a,b,21:15,rad,work | Gym,,a long day\n"
    "2026-03-01,a,b,08:05,meh,work,,\n";

api::ImportReply days_into(World& w, const std::string& file = kDays) {
  api::ImportRequest q;
  q.set_file(file);
  return import_daylio(w.session, at(kNoon), q);
}

Names offered(World& w) {
  Names out;
  for (const auto& f : w.factors.list()) out.push_back(f.name() + " " + std::to_string(f.used()));
  return out;
}

std::vector<rec::Entry> days(World& w) { return w.journal.latest(kCheckIn, 10); }

Names feelings_of(const rec::Entry& e) {
  return {e.check_in().feelings().begin(), e.check_in().feelings().end()};
}
Names factors_of(const rec::Entry& e) { return {e.factor_name().begin(), e.factor_name().end()}; }

// As an earlier Eddy left it: what was done stands among the feelings, and there are no factors.
void as_before(World& w) {
  for (auto e : days(w)) {
    for (const auto& name : e.factor_name()) e.mutable_check_in()->add_feelings(name);
    e.mutable_check_in()->clear_factor();
    w.journal.keep(at(kNoon), e, true);
  }
  for (const auto& f : w.factors.list()) w.journal.purge(at(kNoon), {to_id(f.id(), "id"), 0, kFactor});
}

TEST(Activities, OfARowAreItsFactors) {
  World w;
  const auto reply = days_into(w);
  EXPECT_EQ(reply.imported(), 2);
  EXPECT_EQ(reply.turned(), 0);
  EXPECT_EQ(factors_of(days(w)[0]), (Names{"Gym", "work"}));
  EXPECT_TRUE(feelings_of(days(w)[0]).empty());
  EXPECT_EQ(offered(w), (Names{"Gym 1", "work 2"}));
  EXPECT_EQ(w.journal.search("gym long", 10).size(), 1u);
  EXPECT_EQ(days_into(w).turned(), 0);
  EXPECT_EQ(offered(w), (Names{"Gym 1", "work 2"}));
}

TEST(Activities, OnTwoDevicesTheSameFileMakesTheSame) {
  World a, b;
  days_into(a), days_into(b);
  for (size_t i = 0; i < 2; ++i) EXPECT_EQ(a.factors.list()[i].id(), b.factors.list()[i].id());
  for (size_t i = 0; i < 2; ++i) EXPECT_EQ(body_of(days(a)[i]), body_of(days(b)[i]));
}

TEST(Activities, AreNamedByTheFactorThatIsThere) {
  World w;
  api::NameFactorRequest q;
  q.set_name("WORK");
  q.set_space(rec::SPACE_WORK);
  const auto there = w.factors.name(at(kNoon), q);
  days_into(w);
  EXPECT_EQ(offered(w), (Names{"Gym 1", "WORK 2"}));
  EXPECT_EQ(w.factors.list()[1].id(), there.id());
}

TEST(Activities, GoAndComeBackWithTheirImport) {
  World w;
  const auto reply = days_into(w);
  rec::Entry own;
  own.mutable_check_in()->set_mood(4);
  own.mutable_check_in()->add_factor(w.factors.list()[0].id());
  w.journal.keep(at(kNoon), own, false);
  EXPECT_EQ(undo_import(w.session, at(kNoon), reply.import()), 2);
  EXPECT_EQ(offered(w), (Names{"Gym 1"})) << "what the person's own check-in carries stays";
  EXPECT_EQ(days_into(w).imported(), 2);
  EXPECT_EQ(offered(w), (Names{"Gym 2", "work 2"}));
}

TEST(Activities, OfRowsFromBeforeAreTurnedAsOneStepThatCanBeTakenBack) {
  World w;
  const auto first = days_into(w);
  as_before(w);
  auto tapped = days(w)[0];
  tapped.mutable_check_in()->add_feelings("calm");
  w.journal.keep(at(kNoon), tapped, true);
  ASSERT_EQ(feelings_of(days(w)[0]).size(), 3u);
  ASSERT_TRUE(offered(w).empty());

  const auto again = days_into(w);
  EXPECT_EQ(again.imported(), 0);
  EXPECT_EQ(again.duplicates(), 2);
  EXPECT_EQ(again.turned(), 2);
  EXPECT_EQ(days(w).size(), 2u);
  EXPECT_EQ(feelings_of(days(w)[0]), (Names{"calm"})) << "what is no activity of the row stays what it is";
  EXPECT_EQ(factors_of(days(w)[0]).size(), 2u);
  EXPECT_EQ(days(w)[0].check_in().note(), "a long day");
  EXPECT_EQ(offered(w), (Names{"Gym 1", "work 2"}));
  EXPECT_EQ(days_into(w).turned(), 0);

  int back = 0;
  EXPECT_EQ(undo_import(w.session, at(kNoon), again.import(), &back), 0) << "no row goes";
  EXPECT_EQ(back, 2);
  EXPECT_EQ(feelings_of(days(w)[0]).size(), 3u);
  EXPECT_TRUE(factors_of(days(w)[0]).empty());
  EXPECT_TRUE(offered(w).empty());
  EXPECT_FAULT(undo_import(w.session, at(kNoon), again.import()), not_found);
  EXPECT_EQ(days_into(w).turned(), 2);
  EXPECT_EQ(undo_import(w.session, at(kNoon), first.import()), 2) << "and the rows can still be taken back";
}

TEST(Activities, WhatARowHadIsForgottenWithIt) {
  World w;
  days_into(w);
  as_before(w);
  ASSERT_EQ(days_into(w).turned(), 2);
  const auto rows = [&] { return w.session.vault().db().integer("SELECT count(*) FROM turned"); };
  ASSERT_EQ(rows(), 2);
  for (const auto& day : days(w)) w.journal.purge(at(kNoon), to_id(day.id(), "id"));
  EXPECT_EQ(rows(), 0);
}

TEST(Activities, ARowWithMoreThanAnEntryMayCarryIsLeft) {
  World w;
  std::string many = "a0";
  for (int i = 1; i < 1500; ++i) many += " | a" + std::to_string(i);
  const auto reply = days_into(w, kDays + "2026-02-28,a,b,10:00,good," + many + ",,\n");
  EXPECT_EQ(reply.imported(), 2);
  ASSERT_EQ(reply.left_size(), 1);
  EXPECT_EQ(reply.left(0).line(), 4);
}

TEST(Activities, InALargerFileOldRowsAreTurnedAndNewOnesComeInAsOneStep) {
  World w;
  days_into(w);
  as_before(w);
  const auto reply = days_into(w, kDays + "2026-02-28,a,b,10:00,good,reading,,\n");
  EXPECT_EQ(reply.imported(), 1);
  EXPECT_EQ(reply.turned(), 2);
  EXPECT_EQ(offered(w), (Names{"Gym 1", "reading 1", "work 2"}));
  EXPECT_EQ(undo_import(w.session, at(kNoon), reply.import()), 1);
  EXPECT_EQ(days(w).size(), 2u);
  EXPECT_TRUE(offered(w).empty());
}

TEST(Activities, OfWhatLiesInTheTrashStayThere) {
  World w;
  days_into(w);
  as_before(w);
  for (const auto& e : days(w)) w.journal.trash(at(kNoon), to_id(e.id(), "id"));
  EXPECT_EQ(days_into(w).turned(), 0);
  EXPECT_TRUE(days(w).empty());
}

TEST(Activities, AFactorThatWasPutAwayByHandStaysAway) {
  World w;
  days_into(w);
  w.journal.trash(at(kNoon), {to_id(w.factors.list()[0].id(), "id"), 0, kFactor});
  days_into(w, kDays + "2026-02-28,a,b,10:00,good,gym,,\n");
  EXPECT_EQ(offered(w), (Names{"work 2"}));
}

TEST(Activities, ASecondVersionOfANoteIsLeftAsItIs) {
  World w;
  days_into(w);
  as_before(w);
  auto e = days(w)[0];
  e.mutable_check_in()->set_note("another end");
  const std::vector<uint64_t> none = {1};
  w.journal.keep(at(kNoon + 1), e, true, &none);
  ASSERT_EQ(days(w)[0].versions_size(), 2);
  EXPECT_EQ(days_into(w).turned(), 2);
  EXPECT_EQ(days(w)[0].versions_size(), 2);
}

}  // namespace
}  // namespace eddy::test
