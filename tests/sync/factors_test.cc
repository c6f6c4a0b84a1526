// Factors between devices: what a work computer has of them, and what it can do with them.
#include "tests/sync/devices.h"
#include "tests/sync/memory_store.h"

namespace eddy::test {
namespace {
namespace rec = eddy::records;
using Names = std::vector<std::string>;

api::OwnFactor factor(Device& d, const std::string& name, rec::Space space = rec::SPACE_UNSPECIFIED) {
  api::NameFactorRequest q;
  q.set_name(name);
  q.set_space(space);
  return d.factors.name(at(kNoon), q);
}

Id check_in_with(Device& d, const std::vector<api::OwnFactor>& factors) {
  rec::Entry e;
  e.mutable_check_in()->set_mood(3);
  for (const auto& f : factors) e.mutable_check_in()->add_factor(f.id());
  return to_id(d.journal.keep(at(kNoon), e, false).id(), "id");
}

Names names_on(const rec::Entry& e) { return {e.factor_name().begin(), e.factor_name().end()}; }

Names listed(Device& d) {
  Names out;
  for (const auto& f : d.factors.list()) out.push_back(f.name());
  return out;
}

void in_step(Person& p) {
  static int64_t now = kNoon + kMinute;
  for (int round = 0; round < 3; ++round)
    for (auto* d : {&p.phone, &p.work}) d->sync_round(p.box, at(now += kMinute));
}

TEST(Factors, AWorkComputerHasOnlyThoseMadeInWork) {
  Person p;
  const auto gym = factor(p.phone, "gym"), overtime = factor(p.work, "overtime");
  in_step(p);
  EXPECT_EQ(listed(p.phone), (Names{"gym", "overtime"}));
  EXPECT_EQ(listed(p.work), (Names{"overtime"}));
  EXPECT_EQ(names_on(p.phone.journal.get(check_in_with(p.phone, {gym, overtime}))),
            (Names{"gym", "overtime"}));
}

TEST(Factors, ACheckInMovedToWorkBringsNoneOfHomeThere) {
  Person p;
  const auto gym = factor(p.phone, "gym"), overtime = factor(p.work, "overtime");
  in_step(p);
  const auto id = check_in_with(p.phone, {gym, overtime});
  const auto there = to_id(p.phone.journal.move(at(kNoon), id, rec::SPACE_WORK).id(), "id");
  in_step(p);
  EXPECT_EQ(names_on(p.work.journal.get(there)), (Names{"overtime"}));
  EXPECT_EQ(p.work.everything().find(hex(gym.id())), std::string::npos);
  EXPECT_NE(p.work.everything().find(hex(overtime.id())), std::string::npos)
      << "what is looked for would be seen";
}

// The id of a name can be computed by anybody.
TEST(Factors, ARecordOfWorkThatNamesOneOfHomeShowsNothingOfIt) {
  Person p;
  const auto gym = factor(p.phone, "gym");
  api::NameFactorRequest q;
  q.set_id(gym.id());
  q.set_space(rec::SPACE_HOME);
  q.set_name("a private word");
  p.phone.factors.name(at(kNoon), q);
  rec::CheckIn c;
  c.set_at_ms(kNoon);
  c.set_offset_min(0);
  c.set_mood(3);
  c.add_factor(gym.id());
  rec::Factor f;
  f.set_at_ms(kNoon);
  f.set_offset_min(0);
  f.set_name("bait");
  f.set_merged_into(gym.id());
  Id id, bait;
  {
    Vault::Write w(p.work.session.vault(), at(kNoon));
    bait = w.create(kFactor, rec::SPACE_WORK, f.SerializeAsString());
    c.add_factor(std::string(view(bait)));
    id = w.create(kCheckIn, rec::SPACE_WORK, c.SerializeAsString());
    w.commit();
  }
  in_step(p);
  EXPECT_EQ(names_on(p.phone.journal.get(id)), (Names{"bait"}));
  EXPECT_EQ(listed(p.phone), (Names{"a private word", "bait"}));
  for (const auto& one : p.phone.factors.list())
    if (one.name() == "a private word") EXPECT_EQ(one.used(), 0);
  EXPECT_EQ(p.phone.journal.search("private", 10).size(), 0u);
  EXPECT_EQ(p.phone.journal.search("bait", 10).size(), 1u);
}

TEST(Factors, NamedAtBothEndsAtOnceOneIsThere) {
  Person p;
  const auto here = factor(p.phone, "overtime", rec::SPACE_WORK), there = factor(p.work, "Overtime");
  EXPECT_EQ(here.id(), there.id());
  in_step(p);
  EXPECT_EQ(listed(p.phone), listed(p.work));
  EXPECT_EQ(listed(p.phone).size(), 1u);
  EXPECT_EQ(p.phone.everything(1), p.work.everything(1));
}

// What a diary had before it became a work computer's goes home, and its check-ins still carry what they carried.
TEST(Factors, ADiaryThatBecomesAWorkComputersGivesThemHome) {
  Box box(std::make_unique<MemoryStore>());
  Device phone{1}, laptop{2};
  phone.join(box, at(kNoon), "Phone");
  phone.sync_round(box, at(kNoon));
  factor(phone, "gym");
  const auto gym = factor(laptop, "gym"), run = factor(laptop, "run"), sport = factor(laptop, "sport");
  api::MergeFactorsRequest q;
  q.set_id(run.id());
  q.set_into(sport.id());
  laptop.factors.merge(at(kNoon), q);
  check_in_with(laptop, {gym, run});
  pair(box, phone, laptop, at(kNoon), true);
  for (int round = 1; round < 4; ++round)
    for (auto* d : {&laptop, &phone}) d->sync_round(box, at(kNoon + round * kHour));
  const auto all = phone.journal.latest(kCheckIn, 10);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(names_on(all[0]), (Names{"gym", "sport"}));
  EXPECT_EQ(listed(phone), (Names{"gym", "sport"})) << "of one name one is offered";
  EXPECT_TRUE(listed(laptop).empty());
  api::NameFactorRequest other;
  other.set_id(phone.factors.list()[0].id());
  other.set_space(rec::SPACE_HOME);
  other.set_name("training");
  phone.factors.name(at(kNoon + kDay), other);
  EXPECT_EQ(listed(phone), (Names{"sport", "training"})) << "both are called otherwise";
  phone.journal.trash(at(kNoon + kDay), {to_id(other.id(), "id"), rec::SPACE_HOME, kFactor});
  EXPECT_EQ(listed(phone), (Names{"sport"}));
}

}  // namespace
}  // namespace eddy::test
