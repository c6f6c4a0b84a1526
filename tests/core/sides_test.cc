// Levels inside and outside work, around nights and by the part of the week, each beside what was usual; and nothing of too few days.
#include "core/insights/sides.h"

#include "tests/core/living.h"
#include "tests/statistics/people.h"

namespace eddy::test {
namespace {

struct Sided : Living {
  api::SidesReply said(int day, int days = 0, double h = 12) {
    api::SidesRequest q;
    q.set_days(days);
    return ask<api::SidesReply>("Insights/Sides", day, q, h);
  }
  // Evenings at home and mornings at work.
  void days(int from, int to, double outside, double inside, uint64_t seed) {
    Days home(seed, 0.7), work(seed + 1, 0.7);
    for (int d = from; d < to; ++d) {
      felt(d, 18, home.next(outside, 1, 5));
      if (weekday_of(d) <= 5) felt(d, 10, work.next(inside, 1, 5));
    }
  }
};

const api::SidesReply::Hours* at_hours(const api::SidesReply& r, int weekday, api::PartOfDay part) {
  for (const auto& h : r.hours())
    if (h.weekday() == weekday && h.part() == part) return &h;
  return nullptr;
}

TEST(Sides, OfADayWorkerWhoseHomeCarriesWork) {
  Sided w;
  w.usual_week(8, 8);
  w.days(0, 360, 4.1, 2.9, 1);
  const auto r = w.said(360);
  EXPECT_EQ(r.held(), api::HELD_UNSPECIFIED);
  EXPECT_FALSE(r.all_day());
  EXPECT_LT(r.outside().mood().level().low(), 4.1);
  EXPECT_GT(r.outside().mood().level().high(), 4.1);
  EXPECT_LT(r.inside().mood().level().high(), r.outside().mood().level().low());
  EXPECT_GE(r.outside().mood().usual().high(), 4);
  EXPECT_LE(r.inside().mood().usual().low(), 3);
  EXPECT_FALSE(r.outside().has_tension()) << "none was said";
  EXPECT_FALSE(r.has_night_shift());
  EXPECT_GT(r.day_off().mood().level().mean(), 3.5);
  ASSERT_TRUE(at_hours(r, 1, api::MORNING));
  EXPECT_LT(at_hours(r, 1, api::MORNING)->levels().mood().level().mean(), 3.6);
  ASSERT_TRUE(at_hours(r, 7, api::EVENING));
  EXPECT_FALSE(at_hours(r, 7, api::MORNING)) << "nobody checked in on a Sunday morning";
  EXPECT_FALSE(r.with_people());
}

TEST(Sides, WhatIsHarderThanUsualHasPeopleBesideIt) {
  Sided w;
  w.usual_week(8, 8);
  w.days(0, 200, 4.6, 3.5, 1);
  w.days(200, 290, 2.9, 3.5, 2);
  const auto r = w.said(290);
  EXPECT_LT(r.outside().mood().level().mean(), r.outside().mood().usual().low());
  EXPECT_TRUE(r.with_people());
  // Before sleep there are levels, and nothing beside them.
  const auto late = w.said(290, 0, w.near_sleep(290));
  EXPECT_TRUE(late.outside().has_mood());
  EXPECT_FALSE(late.outside().mood().has_usual());
}

TEST(Sides, OfTooFewDaysThereIsNothing) {
  Sided w;
  EXPECT_EQ(w.said(1).held(), api::TOO_EARLY);
  for (int d = 0; d < 4; ++d) w.felt(d, 18, 3);
  EXPECT_EQ(w.said(4).held(), api::TOO_EARLY);
  w.felt(4, 18, 3);
  EXPECT_EQ(w.said(5).held(), api::HELD_UNSPECIFIED);
  EXPECT_TRUE(w.said(5).outside().has_mood());
  EXPECT_TRUE(w.said(5).all_day()) << "no work hours are known";
  EXPECT_FALSE(w.said(5).outside().mood().has_usual()) << "nothing was before";
  EXPECT_FALSE(w.said(5).has_day_off()) << "no shift is known";
  EXPECT_EQ(w.said(100).held(), api::TOO_EARLY) << "nothing was kept in that time";
}

TEST(Sides, LowMoodIsNotCalledUsual) {
  Sided w;
  for (int d = 0; d < 130; ++d) w.felt(d, 18, d % 2 ? 2 : 1, 7);
  const auto r = w.said(130);
  EXPECT_TRUE(r.outside().has_mood());
  EXPECT_FALSE(r.outside().mood().has_usual());
  EXPECT_EQ(r.outside().tension().usual().low(), 7) << "of what is not mood there is one";
  EXPECT_TRUE(r.with_people());
  Sided fair;
  for (int d = 0; d < 130; ++d) fair.felt(d, 18, d % 2 ? 3 : 4);
  EXPECT_TRUE(fair.said(130).outside().mood().has_usual());
}

// Four nights a week, asleep from eight to three, and a check-in before each.
TEST(Sides, KnowsNightsTheDayAfterAndDaysOff) {
  Sided w;
  w.usual_week(22, 8, {1, 2, 3, 4});
  for (int d = 0; d < 200; ++d) {
    const int day = Sided::weekday_of(d);
    const bool slept_by_day = day >= 2 && day <= 5;
    slept_by_day ? w.slept(d, 8, 15) : w.slept(d, -1, 8);
    w.felt(d, 18, day <= 4 ? 3 : day == 5 ? 2 : 5);
    if (day <= 4) w.felt(d, 26, 1);  // in the night, at work
  }
  const auto r = w.said(199);
  EXPECT_DOUBLE_EQ(r.night_shift().mood().level().mean(), 3);
  EXPECT_DOUBLE_EQ(r.after_night().mood().level().mean(), 2);
  EXPECT_DOUBLE_EQ(r.day_off().mood().level().mean(), 5);
  EXPECT_DOUBLE_EQ(r.inside().mood().level().mean(), 1);
  EXPECT_NEAR(r.after_night().sleep_h().level().mean(), 7, 1e-9);
  EXPECT_NEAR(r.day_off().sleep_h().level().mean(), 9, 1e-9);
  EXPECT_FALSE(r.inside().has_sleep_h());
  // Two o'clock on Tuesday morning is still Monday's night.
  ASSERT_TRUE(at_hours(r, 1, api::NIGHT));
  EXPECT_DOUBLE_EQ(at_hours(r, 1, api::NIGHT)->levels().mood().level().mean(), 1);
  EXPECT_FALSE(at_hours(r, 6, api::NIGHT));
}

TEST(Sides, ADayIsDividedFromItsOwnBoundaryOn) {
  const auto part_at = [](int boundary_min, double h) {
    Sided w;
    w.set([&](records::Settings& s) { s.set_day_boundary_min(boundary_min); });
    for (int week = 0; week < 6; ++week) w.felt(7 * week, h, 3);  // Mondays on the wall
    const auto r = w.said(50);
    return r.hours_size() == 1 ? std::pair(r.hours(0).weekday(), r.hours(0).part())
                               : std::pair(0, api::PART_OF_DAY_UNSPECIFIED);
  };
  EXPECT_EQ(part_at(240, 4), std::pair(1, api::MORNING));
  EXPECT_EQ(part_at(240, 11.9), std::pair(1, api::MORNING));
  EXPECT_EQ(part_at(240, 12), std::pair(1, api::AFTERNOON));
  EXPECT_EQ(part_at(240, 18), std::pair(1, api::EVENING));
  EXPECT_EQ(part_at(240, 23), std::pair(1, api::NIGHT));
  EXPECT_EQ(part_at(240, 3), std::pair(7, api::NIGHT)) << "Sunday's";
  EXPECT_EQ(part_at(720, 11), std::pair(7, api::NIGHT)) << "whose day begins at noon";
  EXPECT_EQ(part_at(720, 13), std::pair(1, api::MORNING));
}

TEST(Sides, AJumpedClockAndTheOrderOfEntriesChangeNothing) {
  Sided w, late;
  w.usual_week(8, 8), late.usual_week(8, 8);
  w.days(0, 60, 4, 3, 1), w.days(60, 120, 3, 3, 2);
  late.days(60, 120, 3, 3, 2), late.days(0, 60, 4, 3, 1);
  for (const int day : {30, 90}) w.said(day);  // looking leaves nothing
  const auto before = w.said(120).SerializeAsString();
  EXPECT_EQ(before, late.said(120).SerializeAsString());
  w.felt(900, 18, 1);
  EXPECT_EQ(w.said(120).SerializeAsString(), before);
  w.felt(119, 20, 1);
  EXPECT_NE(w.said(120).SerializeAsString(), before);
}

TEST(Sides, IsForADeviceOfOnesOwnAndWaitsInAHeavyTime) {
  Sided w;
  for (int d = 0; d < 60; ++d) w.felt(d, 18, 3);
  EXPECT_EQ(w.said(60).held(), api::HELD_UNSPECIFIED);
  EXPECT_FAULT(w.said(60, -1), invalid);
  w.heavy(60);
  EXPECT_EQ(w.said(60).held(), api::HEAVY_TIME);
  EXPECT_TRUE(w.said(60).with_people());
  EXPECT_FALSE(w.said(60).has_outside());
  const Folder folder;
  Practised work(folder.path, true);
  for (int d = 0; d < 60; ++d) work.check_in(3, at(Living::hour(d, 18)));
  for (const char* method : {"Insights/Sides", "Insights/BounceBack", "Insights/SelfCare"}) {
    api::SidesReply r;  // `held` is the first field of each
    r.ParseFromString(work.router.call(std::string("eddy.api.") + method, at(Living::hour(60, 12)), ""));
    EXPECT_EQ(r.held(), api::OWN_DEVICE) << method;
    EXPECT_EQ(r.ByteSizeLong(), 2u) << method << " says more than that";
  }
}

}  // namespace
}  // namespace eddy::test
