// One's own factors: small stories, and the laws of merging them.
#include "core/base/fold.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {
namespace rec = eddy::records;
using Names = std::vector<std::string>;

api::OwnFactor named(World& w, const std::string& name, rec::Space space = rec::SPACE_UNSPECIFIED,
                     Moment when = at(kNoon)) {
  api::NameFactorRequest q;
  q.set_name(name);
  q.set_space(space);
  return w.factors.name(when, q);
}

api::OwnFactor renamed(World& w, const api::OwnFactor& f, const std::string& name) {
  api::NameFactorRequest q;
  q.set_id(f.id());
  q.set_space(f.space());
  q.set_name(name);
  return w.factors.name(at(kNoon), q);
}

api::OwnFactor merged(World& w, const api::OwnFactor& f, const api::OwnFactor& into) {
  api::MergeFactorsRequest q;
  q.set_id(f.id());
  q.set_space(f.space());
  q.set_into(into.id());
  q.set_into_space(into.space());
  return w.factors.merge(at(kNoon), q);
}

Id check_in_with(World& w, const std::vector<api::OwnFactor>& factors, const std::string& note = "",
                 rec::Space space = rec::SPACE_UNSPECIFIED) {
  rec::Entry e;
  e.set_space(space);
  e.mutable_check_in()->set_mood(3);
  if (!note.empty()) e.mutable_check_in()->set_note(note);
  for (const auto& f : factors) e.mutable_check_in()->add_factor(f.id());
  return to_id(w.journal.keep(at(kNoon), e, true).id(), "id");
}

Names names_on(World& w, const Id& check_in) {
  const auto e = w.journal.get(check_in);
  return {e.factor_name().begin(), e.factor_name().end()};
}

Names listed(World& w) {
  Names out;
  for (const auto& f : w.factors.list()) out.push_back(f.name());
  return out;
}

int found(World& w, const std::string& query) { return int(w.journal.search(query, 50).size()); }

// What another device has, as a sync would bring it.
void take_all(World& to, World& from) {
  Vault::Write w(to.session.vault(), at(kNoon));
  auto s = from.session.vault().db().prepare("SELECT rid FROM record");
  while (s.step()) {
    const auto r = from.session.vault().at(s.integer(0));
    if (r.table != kSettings) w.put(r.id, r.table, r.space, r.cells);
  }
  w.commit();
}

TEST(Fold, ANameIsTheSameHoweverItIsWritten) {
  EXPECT_EQ(tidied("  new \n campaign\t"), "new campaign");
  EXPECT_EQ(folded(" New  CAMPAIGN "), "new campaign");
  EXPECT_EQ(folded("ÜBERSTUNDEN"), "überstunden");
  EXPECT_EQ(folded("ŁÓDŹ Čaj Ÿ"), "łódź čaj ÿ");
  EXPECT_EQ(folded("СПОРТ Ёлка"), "спорт ёлка");
  EXPECT_EQ(folded("ΓΥΜΝΑΣΤΉΡΙΟΣ"), folded("γυμναστήριος"));
  EXPECT_NE(folded("gym"), folded("gim"));
  EXPECT_EQ(folded("ジム"), "ジム");
  EXPECT_EQ(letters_in("ジム"), 2u);
  EXPECT_EQ(folded("\xc3"), "\xc3") << "what is cut short stays as it is";
}

TEST(Factors, ANameStandsForOneFactor) {
  World w;
  const auto gym = named(w, " Gym");
  EXPECT_EQ(gym.name(), "Gym");
  EXPECT_EQ(gym.space(), rec::SPACE_HOME);
  EXPECT_EQ(named(w, "gym").id(), gym.id());
  named(w, "überstunden");
  named(w, "Abend");
  EXPECT_EQ(listed(w), (Names{"Abend", "Gym", "überstunden"}));
}

TEST(Factors, KeptLikeAnyEntryANameStillStandsForOne) {
  World w;
  const auto gym = named(w, "gym");
  rec::Entry e;
  e.mutable_factor()->set_name("GYM ");
  EXPECT_EQ(w.journal.keep(at(kNoon), e, false).id(), gym.id());
  e.mutable_factor()->set_name(" ");
  EXPECT_FAULT(w.journal.keep(at(kNoon), e, false), invalid);
}

TEST(Factors, ANameHasOneToSixtyFourLetters) {
  World w;
  EXPECT_FAULT(named(w, " \n"), invalid);
  std::string long_name;
  for (int i = 0; i < 64; ++i) long_name += "ü";
  EXPECT_EQ(named(w, long_name).name(), long_name);
  EXPECT_FAULT(named(w, long_name + "ü"), invalid);
  EXPECT_FAULT(named(w, "4111 1111 1111 1111"), refused);
}

TEST(Factors, ACheckInShowsThemAndSearchFindsItByThem) {
  World w;
  const auto gym = named(w, "gym"), campaign = named(w, "new campaign");
  const auto with = check_in_with(w, {gym, campaign}, "a long queue");
  const auto without = w.check_in(3, at(kNoon), "campaign talk");
  EXPECT_EQ(names_on(w, with), (Names{"gym", "new campaign"}));
  EXPECT_TRUE(names_on(w, without).empty());
  EXPECT_EQ(found(w, "gym"), 1);
  EXPECT_EQ(found(w, "campaigns"), 2) << "in any form, in the text and in the name";
  EXPECT_EQ(found(w, "queue campaign gym"), 1) << "some words in the text, some in the names";
  EXPECT_EQ(found(w, "talk gym"), 0);
  EXPECT_EQ(found(w, "pool"), 0);
  EXPECT_EQ(w.factors.list()[0].used(), 1);
  auto e = w.journal.get(with);
  e.mutable_check_in()->clear_factor();
  w.journal.keep(at(kNoon + 1), e, true);
  EXPECT_EQ(found(w, "gym"), 0);
  EXPECT_EQ(w.factors.list()[0].used(), 0);
}

TEST(Factors, OneAloneIsACheckIn) {
  World w;
  rec::Entry e;
  e.mutable_check_in();
  EXPECT_FAULT(w.journal.keep(at(kNoon), e, false), invalid);
  e.mutable_check_in()->add_factor(named(w, "gym").id());
  EXPECT_EQ(w.journal.keep(at(kNoon), e, false).id().size(), 16u);
}

TEST(Factors, WhatIsNotThereIsNotNamed) {
  World w;
  rec::Entry e;
  e.mutable_check_in()->add_factor(std::string(16, 'x'));
  EXPECT_FAULT(w.journal.keep(at(kNoon), e, false), not_found);
  e.mutable_check_in()->set_factor(0, "short");
  EXPECT_FAULT(w.journal.keep(at(kNoon), e, false), invalid);
}

TEST(Factors, ARenamedOneIsCalledSoEverywhere) {
  World w;
  const auto gym = named(w, "gym");
  const auto id = check_in_with(w, {gym});
  EXPECT_EQ(renamed(w, gym, "Sport").id(), gym.id());
  EXPECT_EQ(names_on(w, id), (Names{"Sport"}));
  EXPECT_EQ(found(w, "sport"), 1);
  EXPECT_EQ(found(w, "gym"), 0);
  const auto again = named(w, "gym");
  EXPECT_NE(again.id(), gym.id()) << "the old name is free";
  EXPECT_EQ(named(w, "GYM").id(), again.id());
  EXPECT_EQ(renamed(w, gym, "SPORT").name(), "SPORT") << "only the letters are others";
}

TEST(Factors, RenamedToTheNameOfAnotherTheyAreOne) {
  World w;
  const auto gym = named(w, "gym"), sport = named(w, "sport");
  const auto id = check_in_with(w, {gym});
  EXPECT_EQ(renamed(w, gym, "Sport").id(), sport.id());
  EXPECT_EQ(listed(w), (Names{"sport"}));
  EXPECT_EQ(names_on(w, id), (Names{"sport"}));
}

TEST(Factors, MergedOnesMeanOneAndCanBeParted) {
  World w;
  const auto gym = named(w, "gym"), run = named(w, "run"), sport = named(w, "sport");
  const auto both = check_in_with(w, {gym, sport}), only = check_in_with(w, {run});
  merged(w, gym, run);
  EXPECT_EQ(merged(w, run, sport).used(), 2) << "each check-in once";
  EXPECT_EQ(names_on(w, both), (Names{"sport"}));
  EXPECT_EQ(names_on(w, only), (Names{"sport"}));
  EXPECT_EQ(found(w, "sport"), 2);
  EXPECT_EQ(found(w, "gym"), 2) << "by any of their names";
  const auto all = w.factors.list();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].merged_size(), 2);
  EXPECT_EQ(named(w, "gym").id(), sport.id());
  EXPECT_EQ(merged(w, sport, gym).id(), sport.id()) << "they are one already";
  api::OwnFactor none;
  merged(w, gym, none);
  EXPECT_EQ(listed(w), (Names{"gym", "sport"}));
  EXPECT_EQ(names_on(w, both), (Names{"gym", "sport"}));
}

TEST(Factors, AMergeNeverMakesACircle) {
  World w;
  const auto a = named(w, "a"), b = named(w, "b");
  merged(w, a, b);
  merged(w, b, a);
  EXPECT_EQ(listed(w), (Names{"b"}));
  auto e = w.journal.get({to_id(b.id(), "id"), 0, kFactor});
  e.mutable_factor()->set_merged_into(a.id());
  EXPECT_FAULT(w.journal.keep(at(kNoon), e, false), invalid);
}

// As a work computer may give one: by its name it is one, and what becomes of one becomes of both.
TEST(Factors, TwoRecordsOfOneNameAreOne) {
  World w;
  const auto gym = named(w, "gym");
  rec::Factor twin;
  twin.set_at_ms(kNoon);
  twin.set_offset_min(0);
  twin.set_name("GYM");
  Vault::Write write(w.session.vault(), at(kNoon));
  const auto other = write.create(kFactor, rec::SPACE_HOME, twin.SerializeAsString());
  write.commit();
  api::OwnFactor given;
  given.set_id(std::string(view(other)));
  const auto id = check_in_with(w, {gym, given});
  EXPECT_EQ(w.factors.list().size(), 1u);
  EXPECT_EQ(w.factors.list()[0].used(), 1);
  EXPECT_EQ(named(w, "Gym").id(), gym.id());
  merged(w, gym, given);
  EXPECT_EQ(names_on(w, id).size(), 1u);
  merged(w, gym, {});
  renamed(w, gym, "sport");
  EXPECT_EQ(names_on(w, id), (Names{"sport"}));
  w.journal.trash(at(kNoon), {to_id(gym.id(), "id"), 0, kFactor});
  EXPECT_TRUE(names_on(w, id).empty());
}

TEST(Factors, WhatIsPutAwayIsShownNowhereAndComesBackByItsName) {
  World w;
  const auto gym = named(w, "gym"), sport = named(w, "sport");
  const auto id = check_in_with(w, {gym});
  merged(w, gym, sport);
  w.journal.trash(at(kNoon), {to_id(sport.id(), "id"), 0, kFactor});
  EXPECT_TRUE(listed(w).empty());
  EXPECT_TRUE(names_on(w, id).empty());
  EXPECT_EQ(found(w, "sport"), 0);
  EXPECT_EQ(found(w, "gym"), 0);
  EXPECT_EQ(named(w, "Sport").id(), sport.id());
  EXPECT_EQ(names_on(w, id), (Names{"sport"}));
}

TEST(Factors, ARenamedOneThatWasPutAwayComesBackByTheNameItHadThen) {
  World w;
  const auto gym = named(w, "gym");
  const auto id = check_in_with(w, {gym});
  renamed(w, gym, "long distance running");
  w.journal.trash(at(kNoon), {to_id(gym.id(), "id"), 0, kFactor});
  EXPECT_NE(named(w, "gym").id(), gym.id());
  EXPECT_EQ(named(w, "Long distance running").id(), gym.id());
  EXPECT_EQ(names_on(w, id), (Names{"long distance running"}));
  EXPECT_EQ(found(w, "long distance running"), 1) << "many words of one name";
}

TEST(Factors, RemovedForGoodItTakesAlongWhatMeansIt) {
  World w;
  const auto gym = named(w, "gym"), sport = named(w, "sport");
  const auto id = check_in_with(w, {gym}, "after the shift");
  merged(w, gym, sport);
  w.journal.purge(at(kNoon), {to_id(sport.id(), "id"), 0, kFactor});
  EXPECT_TRUE(names_on(w, id).empty());
  EXPECT_EQ(w.journal.get(id).check_in().note(), "after the shift");
  EXPECT_FAULT(w.journal.get({to_id(gym.id(), "id"), 0, kFactor}), not_found);
  EXPECT_EQ(w.session.vault().db().integer("SELECT count(*) FROM names"), 0);
  const auto again = named(w, "sport");
  EXPECT_NE(again.id(), sport.id()) << "what was removed for good does not come back";
  EXPECT_TRUE(names_on(w, id).empty());
}

TEST(Factors, OneIsFoundByItsNameHoweverItIsWritten) {
  World w;
  const auto a = named(w, "Éclair"), b = named(w, "sweets");
  EXPECT_EQ(w.factors.named("  éCLAIR ")->id(), a.id());
  merged(w, a, b);
  EXPECT_EQ(w.factors.named("éclair")->id(), a.id()) << "itself, and not what it means";
  EXPECT_EQ(w.factors.named("Sweets")->id(), b.id());
  EXPECT_FALSE(w.factors.named("sweet"));
}

TEST(Factors, WithOneThatIsPutAwayNothingIsMadeOne) {
  World w;
  const auto a = named(w, "gym"), b = named(w, "swimming");
  const auto day = check_in_with(w, {a});
  w.journal.trash(at(kNoon), {to_id(b.id(), "id"), b.space(), kFactor});
  EXPECT_FAULT(merged(w, a, b), not_found);
  EXPECT_FAULT(renamed(w, b, "gym"), not_found);
  EXPECT_EQ(names_on(w, day), (Names{"gym"})) << "and the one that was asked to is as it was";
}

// An id means home's own record first, also one that is put away or gone for good.
TEST(Factors, ANameOfWorkIsNotTakenWhereHomeHadItOnce) {
  World w;
  named(w, "coffee", rec::SPACE_WORK);
  const auto home = named(w, "coffee", rec::SPACE_HOME);
  const auto gone = Address(to_id(home.id(), "id"), rec::SPACE_HOME, kFactor);
  w.journal.trash(at(kNoon), gone);
  EXPECT_EQ(names_on(w, check_in_with(w, {named(w, "coffee")})), (Names{"coffee"}));
  w.journal.trash(at(kNoon), gone);
  w.journal.purge(at(kNoon), gone);
  EXPECT_EQ(names_on(w, check_in_with(w, {named(w, "coffee")})), (Names{"coffee"}));
}

TEST(Factors, NoListOfEntriesShowsThem) {
  World w;
  check_in_with(w, {named(w, "gym")});
  EXPECT_EQ(w.journal.list({}).size(), 1u);
}

TEST(Factors, HomeMayNameWhatIsOfWorkAndNeverTheOtherWayRound) {
  World w;
  const auto home = named(w, "gym"), work = named(w, "overtime", rec::SPACE_WORK);
  EXPECT_EQ(named(w, "Overtime").id(), work.id()) << "at home one finds the one of work";
  EXPECT_EQ(names_on(w, check_in_with(w, {home, work})), (Names{"gym", "overtime"}));
  EXPECT_EQ(names_on(w, check_in_with(w, {work}, "", rec::SPACE_WORK)), (Names{"overtime"}));
  EXPECT_FAULT(check_in_with(w, {home}, "", rec::SPACE_WORK), not_found);
  EXPECT_EQ(merged(w, work, home).id(), work.id()) << "of one of work and one of home that of work stays";
  EXPECT_EQ(w.journal.get({to_id(home.id(), "id"), 0, kFactor}).factor().merged_into(), work.id());
  EXPECT_TRUE(w.journal.get({to_id(work.id(), "id"), 0, kFactor}).factor().merged_into().empty());
}

TEST(Factors, WhereHomeHeldAnAddressTheOneOfWorkIsNotMeant) {
  World w;
  const auto work = named(w, "gym", rec::SPACE_WORK), home = named(w, "gym", rec::SPACE_HOME);
  ASSERT_EQ(home.id(), work.id());
  const auto id = check_in_with(w, {home});
  renamed(w, work, "company gym");
  EXPECT_EQ(names_on(w, id), (Names{"gym"}));
  EXPECT_EQ(found(w, "company"), 0);
  w.journal.purge(at(kNoon), {to_id(home.id(), "id"), rec::SPACE_HOME, kFactor});
  EXPECT_TRUE(names_on(w, id).empty());
}

TEST(Factors, ACheckInThatGoesToWorkLeavesThoseOfHomeBehind) {
  World w;
  const auto home = named(w, "gym"), work = named(w, "overtime", rec::SPACE_WORK), extra = named(w, "extra");
  merged(w, extra, work);
  const auto id = check_in_with(w, {home, extra});
  const auto there = to_id(w.journal.move(at(kNoon), id, rec::SPACE_WORK).id(), "id");
  const auto e = w.journal.get(there);
  ASSERT_EQ(e.check_in().factor_size(), 1);
  EXPECT_EQ(e.check_in().factor(0), work.id());
  EXPECT_EQ(names_on(w, there), (Names{"overtime"}));
  const auto back = to_id(w.journal.move(at(kNoon), there, rec::SPACE_HOME).id(), "id");
  EXPECT_EQ(names_on(w, back), (Names{"overtime"}));
  EXPECT_FAULT(w.journal.move(at(kNoon), {to_id(home.id(), "id"), 0, kFactor}, rec::SPACE_WORK), invalid);
}

TEST(Factors, AWorkComputerThatKeepsNoWordsHasNone) {
  Folder home;
  World w(home.path);
  w.init(true);
  EXPECT_FAULT(named(w, "overtime"), refused);
  rec::Settings words;
  words.set_allow_text(true);
  w.session.change_settings(at(kNoon), words, false);
  const auto overtime = named(w, "overtime", rec::SPACE_HOME);
  EXPECT_EQ(overtime.space(), rec::SPACE_WORK) << "there everything is of work";
  const auto id = check_in_with(w, {overtime});
  EXPECT_EQ(listed(w), (Names{"overtime"}));
  words.set_allow_text(false);
  w.session.change_settings(at(kNoon), words, false);
  EXPECT_TRUE(listed(w).empty());
  EXPECT_FAULT(check_in_with(w, {overtime}), refused);
  auto e = w.journal.get(id);
  e.mutable_check_in()->set_mood(2);
  w.journal.keep(at(kNoon + 1), e, false);
  EXPECT_EQ(names_on(w, id), (Names{"overtime"})) << "what is there already stays";
}

TEST(Factors, WhileLockedNoneIsTakenUnseen) {
  Folder home;
  World w(home.path);
  w.init();
  const auto gym = named(w, "gym");
  w.lock();
  rec::Entry e;
  e.mutable_check_in()->set_mood(3);
  EXPECT_TRUE(w.journal.keep(at(kNoon), e, false).sealed());
  e.mutable_check_in()->add_factor(gym.id());
  EXPECT_FAULT(w.journal.keep(at(kNoon), e, false), locked);
}

TEST(Factors, AnExportTellsTheirNamesAndIsReadWhole) {
  World w, other;
  const auto gym = named(w, "gym"), sport = named(w, "sport");
  check_in_with(w, {gym});
  merged(w, gym, sport);
  const auto all = w.exchange.export_records({});
  api::ImportRecordsRequest q;
  int told = 0;
  for (const auto& e : all.record()) {
    *q.add_record() = e;
    if (e.entry().has_check_in()) told += e.entry().factor_name(0) == "sport";
  }
  EXPECT_EQ(told, 1);
  EXPECT_EQ(other.exchange.import_records(at(kNoon), q).imported(), 3);
  EXPECT_EQ(other.exchange.import_records(at(kNoon), q).imported(), 0);
  EXPECT_EQ(listed(other), (Names{"sport"}));
  EXPECT_EQ(found(other, "sport"), 1);
}

TEST(Factors, NamedOnTwoDevicesTheyAreOneWithOneVersion) {
  World a, b;
  const auto here = named(a, "Gym"), there = named(b, "gym", rec::SPACE_UNSPECIFIED, at(kNoon + kHour));
  EXPECT_EQ(here.id(), there.id());
  take_all(a, b), take_all(b, a);
  for (auto* w : {&a, &b}) {
    const auto e = w->journal.get({to_id(here.id(), "id"), 0, kFactor});
    EXPECT_EQ(e.versions_size(), 0);
    EXPECT_EQ(w->factors.list().size(), 1u);
  }
  EXPECT_EQ(listed(a), listed(b));
}

TEST(Factors, MergedBothWaysOnTwoDevicesTheyAreStillOne) {
  World a, b;
  const auto x = named(a, "x"), y = named(a, "y"), z = named(a, "z");
  const auto id = check_in_with(a, {x, y, z});
  take_all(b, a);
  merged(a, x, y), merged(a, y, z);
  merged(b, z, x);
  take_all(a, b), take_all(b, a);
  EXPECT_EQ(names_on(a, id).size(), 1u);
  EXPECT_EQ(names_on(a, id), names_on(b, id));
  EXPECT_EQ(listed(a), names_on(a, id));
  EXPECT_EQ(listed(b), listed(a));
}

// Whatever two devices do to the same factors: in whichever order it arrives, both say the same, and every check-in that
// carried one carries one.
TEST(Factors, MergingCommutes) {
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE(seed);
    World worlds[2];
    std::vector<api::OwnFactor> all;
    std::vector<Id> check_ins;
    for (const char* name : {"a", "b", "c", "d"}) {
      all.push_back(named(worlds[0], name, name[0] == 'd' ? rec::SPACE_WORK : rec::SPACE_HOME));
      check_ins.push_back(check_in_with(worlds[0], {all.back()}));
    }
    take_all(worlds[1], worlds[0]);
    SeededRandom random{seed};
    for (int step = 0; step < 12; ++step) {
      auto& w = worlds[random.below(2)];
      const auto& one = all[random.below(4)];
      switch (random.below(4)) {
        case 0: renamed(w, one, std::string(1, char('a' + random.below(5)))); break;
        case 1: merged(w, one, {}); break;
        case 2: take_all(w, &w == &worlds[0] ? worlds[1] : worlds[0]); break;
        default: merged(w, one, all[random.below(4)]);
      }
    }
    take_all(worlds[0], worlds[1]);
    take_all(worlds[1], worlds[0]);
    EXPECT_EQ(listed(worlds[0]), listed(worlds[1]));
    for (const auto& id : check_ins) {
      EXPECT_EQ(names_on(worlds[0], id), names_on(worlds[1], id));
      EXPECT_EQ(names_on(worlds[0], id).size(), 1u);
    }
    int used = 0;
    for (const auto& f : worlds[0].factors.list()) used += f.used();
    EXPECT_EQ(used, 4) << "each is counted once";
  }
}

}  // namespace
}  // namespace eddy::test
