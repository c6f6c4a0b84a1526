// Self-care at home: what was done, and how the days after it were; never what was not done.
#include "core/insights/self_care.h"

#include "tests/core/living.h"

namespace eddy::test {
namespace {

struct Cared : Living {
  api::SelfCareReply said(int day, double h = 12) {
    return ask<api::SelfCareReply>("Insights/SelfCare", day, api::SelfCareRequest(), h);
  }
};

// Every third evening a wind-down, eight hours and four the next day; else six, and three.
TEST(SelfCare, OfSomebodyWhoseNightsChange) {
  Cared w;
  w.usual_week(8, 8);
  for (int d = 0; d < 200; ++d) {
    const bool after = d % 3 == 1;
    w.slept(d, after ? -1 : 1, 7, after ? 40 : 10);
    w.felt(d, 18, after ? 4 : 3, -1, after ? 5 : 2);
    if (d % 3 == 0) w.done("sleep.windown", 6, -1, Living::hour(d, 21.5));
    if (d % 3 == 0) w.done("mind.ground", 6, -1, Living::hour(d, 19));
    w.done("body.stand", 6, -1, Living::hour(d, 9.5));
    if (d % 10 == 0) w.bright(d, 20);
  }
  const auto r = w.said(200);
  EXPECT_EQ(r.held(), api::HELD_UNSPECIFIED);
  EXPECT_NEAR(r.sleep_h().level().mean(), 6.67, 0.1);
  EXPECT_NEAR(r.sleep_h().usual().low(), 6, 1e-9);
  EXPECT_NEAR(r.device_free_min().level().mean(), 20, 2);
  EXPECT_DOUBLE_EQ(r.sleep_quality().level().mean(), 4);
  EXPECT_EQ(r.wind_downs(), 30);
  EXPECT_EQ(r.bright_spots(), 8);
  EXPECT_FALSE(r.has_people());
  std::map<std::string, int> times;
  for (const auto& p : r.practice()) times[p.practice()] = p.times();
  EXPECT_EQ(times["mind.ground"], 30);
  EXPECT_EQ(times.count("sleep.windown"), 0u) << "told once";
  EXPECT_FALSE(r.practice(0).title().empty());
  EXPECT_GT(times["body.stand"], 20) << "on Saturdays and Sundays";
  EXPECT_LT(times["body.stand"], 30) << "and not at work";
  for (const auto& pair : {r.enough_sleep(), r.wind_down()}) {
    EXPECT_DOUBLE_EQ(pair.with().mood().mean(), 4);
    EXPECT_DOUBLE_EQ(pair.without().mood().mean(), 3);
    EXPECT_GT(pair.with().mood().low(), 3.5);
    EXPECT_DOUBLE_EQ(pair.without().energy().mean(), 2);
    EXPECT_EQ(pair.without().mood().days(), 0) << "days without are not counted";
  }
  EXPECT_EQ(r.sleep_need_min(), 7 * 60);
  EXPECT_TRUE(w.said(200, w.near_sleep(200)).has_sleep_h());
  EXPECT_FALSE(w.said(200, w.near_sleep(200)).sleep_h().has_usual());
}

TEST(SelfCare, DaysStandBesideEachOtherOrNotAtAll) {
  Cared w;
  for (int d = 0; d < 40; ++d) {
    w.slept(d, -1, 7);
    w.felt(d, 18, 3);
    if (d < 4) w.done("sleep.windown", 6, -1, Living::hour(d, 21));
  }
  EXPECT_FALSE(w.said(41).has_wind_down()) << "after four evenings it is too early";
  EXPECT_FALSE(w.said(41).has_enough_sleep()) << "all nights were long";
  w.done("sleep.windown", 6, -1, Living::hour(10, 21));
  EXPECT_TRUE(w.said(41).wind_down().has_with());
  EXPECT_FALSE(w.said(41).wind_down().with().has_energy()) << "none was said";
}

TEST(SelfCare, CountsNothingThatWasNotDone) {
  Cared w;
  EXPECT_EQ(w.said(1).held(), api::TOO_EARLY);
  for (int d = 0; d < 40; ++d) w.felt(d, 18, 3);
  EXPECT_EQ(w.said(41).held(), api::TOO_EARLY) << "moods alone are no self-care";
  w.done("wait", 6, 6, Living::hour(30, 19));
  EXPECT_EQ(w.said(41).practice_size(), 0) << "waiting is none, either";
  w.done("breathe.slow", 6, 5, Living::hour(30, 20));
  const auto r = w.said(41);
  EXPECT_EQ(r.practice_size(), 1);
  EXPECT_EQ(r.wind_downs(), 0);
  EXPECT_FALSE(r.has_wind_down());
  records::Entry person;
  person.mutable_person()->set_name("somebody to talk to");
  w.journal.keep(at(Living::hour(30, 21)), person, true);
  EXPECT_TRUE(w.said(41).has_people());
}

TEST(SelfCare, NightsShorterThanUsualHavePeopleBesideThem) {
  Cared w;
  for (int d = 0; d < 200; ++d) w.slept(d, d < 110 ? -1 : 3, 7), w.felt(d, 18, 3);
  EXPECT_LT(w.said(200).sleep_h().level().mean(), w.said(200).sleep_h().usual().low());
  EXPECT_TRUE(w.said(200).with_people());
  w.heavy(200);
  EXPECT_EQ(w.said(200).held(), api::HEAVY_TIME);
}

}  // namespace
}  // namespace eddy::test
