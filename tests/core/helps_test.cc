// What went with relief, from the records; and what came of waiting.
#include "core/insights/helps.h"

#include "tests/core/practising.h"

namespace eddy::test {
namespace {
namespace rec = eddy::records;

// Two practices one point apart and a third, each rated twice a day, for so many weeks.
void rate_weeks(Practised& w, int weeks, double apart) {
  SeededRandom random(3);
  for (int day = 0; day < 7 * weeks; ++day)
    for (int i = 0; i < 6; ++i) {
      const char* const practices[] = {"breathe.sigh", "breathe.box", "body.shake"};
      const auto before = int(5 + random.below(4)), off = int(random.below(3)) - 1;
      const int fell = 2 + (i % 3 == 1 ? int(apart) : 0) + off;
      w.done(practices[i % 3], before, before - fell, kMonday + day * kDay + (8 + i) * kHour);
    }
}

const api::HelpsReply::Row& row(const api::HelpsReply& reply, const std::string& practice) {
  for (const auto& r : reply.row())
    if (r.practice() == practice) return r;
  static const api::HelpsReply::Row none;
  ADD_FAILURE() << practice << " has no row";
  return none;
}

TEST(Helps, SaysLevelsAndWhatWentWithMore) {
  Practised w;
  rate_weeks(w, 12, 2);
  const auto r = w.helps(12 * 7);
  ASSERT_EQ(r.row_size(), 3);
  EXPECT_EQ(r.row(0).practice(), "breathe.box");
  EXPECT_EQ(r.row(0).rated(), 168);
  EXPECT_NEAR(r.row(0).relief(), 4, 0.2);
  EXPECT_LT(r.row(0).low(), 4);
  EXPECT_GT(r.row(0).high(), 4);
  EXPECT_EQ(r.row(0).versus().move(), api::ROSE);
  EXPECT_GT(r.row(0).versus().low(), 0);
  EXPECT_LT(r.row(0).versus().low(), 2);
  EXPECT_GT(r.row(0).versus().high(), 2);
  EXPECT_EQ(row(r, "body.shake").versus().move(), api::FELL);
  EXPECT_FALSE(r.fair()) << "nothing was compared with waiting";
  EXPECT_FALSE(r.has_waiting());
}

TEST(Helps, OfPracticesThatAreAlikeNoneIsNamed) {
  Practised w;
  rate_weeks(w, 12, 0);
  const auto r = w.helps(12 * 7);
  ASSERT_EQ(r.row_size(), 3);
  for (const auto& one : r.row()) EXPECT_FALSE(one.has_versus()) << one.practice();
}

TEST(Helps, FewRatingsAreTooEarlyAndAreDrawnToTheOthers) {
  Practised w;
  rate_weeks(w, 2, 0);
  for (int i = 0; i < 4; ++i) w.done("mind.ground", 8, 0, kMonday + i * kDay + 20 * kHour);
  const auto r = w.helps(14);
  EXPECT_TRUE(row(r, "mind.ground").too_early());
  EXPECT_FALSE(row(r, "breathe.sigh").too_early());
  EXPECT_EQ(r.row(3).practice(), "mind.ground") << "what is not known stands last";
  EXPECT_LT(row(r, "mind.ground").relief(), 7.8) << "four times eight say less than that";
}

TEST(Helps, WhatWasNotAnsweredIsCountedAndCanTakeAClaimAway) {
  Practised w;
  rate_weeks(w, 12, 2);
  ASSERT_EQ(row(w.helps(84), "breathe.box").versus().move(), api::ROSE);
  for (int i = 0; i < 84; ++i) w.done("breathe.box", 7, -1, kMonday + i * kDay + 20 * kHour);
  const auto r = w.helps(84);
  EXPECT_EQ(row(r, "breathe.box").unanswered(), 84);
  EXPECT_FALSE(row(r, "breathe.box").has_versus()) << "a third stayed unanswered";
  EXPECT_TRUE(row(r, "body.shake").unanswered() == 0);
}

TEST(Helps, IsTheSameInWhateverOrderTheEntriesCameAndKnowsNothingOfTheFuture) {
  Practised w, late;
  const std::vector<int> practices = {0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 0};
  const char* const names[] = {"breathe.sigh", "body.shake"};
  for (int i = 0; i < int(practices.size()); ++i)
    w.done(names[practices[size_t(i)]], 7, 3 + i % 3, kMonday + i * kDay);
  for (int i = int(practices.size()); i-- > 0;)
    late.done(names[practices[size_t(i)]], 7, 3 + i % 3, kMonday + i * kDay);
  w.done("body.shake", 9, 0, kMonday + 4000 * kDay);
  w.helps(3);  // looking leaves nothing
  EXPECT_EQ(w.helps(20).SerializeAsString(), late.helps(20).SerializeAsString());
}

TEST(Helps, IsForADeviceOfOnesOwnAndWaitsInAHeavyTime) {
  Practised w;
  rate_weeks(w, 2, 0);
  EXPECT_EQ(w.helps(14).held(), api::HELD_UNSPECIFIED);
  rec::Entry e;
  e.mutable_note()->set_text("I want to kill myself");
  w.journal.keep(at(kMonday + 14 * kDay), e, true);
  EXPECT_EQ(w.helps(14).held(), api::HEAVY_TIME);
  EXPECT_TRUE(w.helps(14).with_people());
  EXPECT_EQ(w.helps(14).row_size(), 0);
  const Folder folder;
  Practised work(folder.path, true);
  work.done("breathe.sigh", 7, 3, kMonday);
  EXPECT_EQ(work.helps(1).held(), api::OWN_DEVICE);
  EXPECT_EQ(work.helps(1).row_size(), 0);
}

// A wait or a drawn reset a day, every third one a wait.
void try_waiting(Practised& w, int waits, int with_reset, int unanswered_every = 0) {
  for (int i = 0; i < 3 * waits; ++i) {
    const bool waited = i % 3 == 0;
    const int before = 3 + i % 4, fell = (waited ? 0 : with_reset) + i / 3 % 3 - 1;
    w.done(waited ? "wait" : "breathe.sigh", before,
           unanswered_every > 0 && i % unanswered_every == 1 ? -1 : std::max(0, before - fell),
           kMonday + i * kDay, waited ? rec::ARM_WAIT : rec::ARM_DRAWN);
  }
}

TEST(Waiting, SaysThatResetsHelpWhereTheyDo) {
  Practised w;
  try_waiting(w, 39, 2);
  const auto r = w.helps(200);
  EXPECT_EQ(r.waiting().came(), api::RESETS_HELP);
  EXPECT_TRUE(r.fair());
  EXPECT_EQ(r.waiting().more().move(), api::ROSE);
  EXPECT_GT(r.waiting().more().low(), 0);
  EXPECT_EQ(r.waiting().waited().rated(), 39);
  EXPECT_EQ(r.waiting().drawn().rated(), 78);
  EXPECT_GT(r.waiting().drawn().low(), r.waiting().waited().high());
  ASSERT_EQ(r.row_size(), 1) << "waiting is no practice";
}

TEST(Waiting, EndsAfterFortyAndSaysWhereNothingCameOut) {
  Practised w;
  try_waiting(w, 39, 0);
  EXPECT_EQ(w.helps(200).waiting().came(), api::GOING_ON);
  EXPECT_FALSE(w.helps(200).fair());
  Practised whole;
  try_waiting(whole, 40, 0);
  EXPECT_EQ(whole.helps(200).waiting().came(), api::NOTHING_CAME_OUT);
  EXPECT_TRUE(whole.helps(200).fair());
  EXPECT_FALSE(whole.helps(200).waiting().has_more());
}

TEST(Waiting, ComparesWithDrawnResetsAlone) {
  Practised w;
  try_waiting(w, 39, 0);
  const auto before = w.helps(200).waiting();
  for (int i = 0; i < 100; ++i)
    for (const auto arm : {rec::ARM_CHOSEN, rec::ARM_PINNED, rec::ARM_PICKED})
      w.done("breathe.sigh", 6, 0, kMonday + i * kDay + int(arm) * kHour, arm);
  for (int i = 0; i < 100; ++i) w.done("breathe.sigh", 9, 0, kMonday + i * kDay + kHour, rec::ARM_DRAWN);
  EXPECT_EQ(w.helps(200).waiting().SerializeAsString(), before.SerializeAsString());
}

TEST(Waiting, WithTooManyUnansweredNothingIsNamed) {
  Practised some, many;
  try_waiting(some, 40, 2, 9);
  try_waiting(many, 40, 2, 3);
  EXPECT_EQ(some.helps(200).waiting().came(), api::RESETS_HELP);
  EXPECT_EQ(many.helps(200).waiting().came(), api::NOTHING_CAME_OUT);
  EXPECT_EQ(many.helps(200).waiting().drawn().unanswered(), 39) << "until the fortieth wait";
}

}  // namespace
}  // namespace eddy::test
