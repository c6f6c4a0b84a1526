// What may be said of how it has been: levels with their interval, a change only where a test allows it, and to whom.
#include "core/insights/headline.h"

#include "core/insights/words.h"
#include "tests/core/living.h"
#include "tests/statistics/people.h"

namespace eddy::test {
namespace {
namespace rec = eddy::records;

// Half a year of evenings, better since September; work hours as they were.
struct Life : World {
  Life() { add_insights(*this); }
  void days(int from, int to, double outside, double inside, uint64_t seed) {
    Days home(seed, 0.7), work(seed + 1, 0.7);
    for (int d = from; d < to; ++d) {
      check_in(home.next(outside, 1, 5), at(kMonday + d * kDay + 18 * kHour));
      if (weekday(floor_div(kMonday, kDay) + d) <= 5)
        check_in(work.next(inside, 1, 5), at(kMonday + d * kDay + 10 * kHour));
    }
  }
  void usual_week() {
    rec::Entry week;
    auto& p = *week.mutable_shift_pattern();
    p.set_at_ms(kMonday - 400 * kDay);
    for (int d = 1; d <= 5; ++d) {
      auto* s = p.add_slots();
      s->set_weekday(d), s->set_start_min(8 * 60), s->set_length_min(8 * 60);
    }
    journal.keep(at(kMonday - 400 * kDay), week, false);
  }
  api::HeadlineReply said(int day) {
    api::HeadlineReply reply;
    reply.ParseFromString(
        router.call("eddy.api.Insights/Headline", at(kMonday + day * kDay + 12 * kHour), ""));
    return reply;
  }
};

TEST(Headline, SaysWhatChangedOnWhichSideOfTheDoor) {
  Life w;
  w.usual_week();
  w.days(0, 180, 2.6, 2.8, 1);
  w.days(180, 360, 4.0, 2.8, 2);
  const auto r = w.said(360);
  EXPECT_EQ(r.held(), api::HELD_UNSPECIFIED);
  EXPECT_EQ(r.measure(), api::MOOD);
  EXPECT_EQ(r.outside().change().move(), api::ROSE);
  EXPECT_EQ(r.inside().change().move(), api::MOVE_UNSPECIFIED);
  EXPECT_GT(r.outside().change().low(), 0);
  // 3.98: the mean of whole moods about 4, none above 5.
  EXPECT_LT(r.outside().now().low(), 3.98);
  EXPECT_GT(r.outside().now().high(), 3.98);
  EXPECT_FALSE(r.with_people());
}

TEST(Headline, IsTheSameWheneverAndInWhateverOrderTheEntriesCame) {
  Life w, late;
  w.usual_week(), late.usual_week();
  w.days(0, 180, 2.6, 2.8, 1), w.days(180, 360, 4.0, 2.8, 2);
  late.days(180, 360, 4.0, 2.8, 2), late.days(0, 180, 2.6, 2.8, 1);
  for (const int day : {100, 200, 300}) w.said(day);  // looking leaves nothing
  EXPECT_EQ(w.said(360).SerializeAsString(), late.said(360).SerializeAsString());
}

TEST(Headline, WithoutAChangeThereAreLevelsAndSoonNothingAtAll) {
  Life w;
  EXPECT_EQ(w.said(1).held(), api::TOO_EARLY);
  w.usual_week();
  w.days(0, 60, 3.3, 3.3, 5);
  const auto r = w.said(60);
  EXPECT_EQ(r.held(), api::HELD_UNSPECIFIED);
  EXPECT_EQ(r.outside().change().move(), api::MOVE_UNSPECIFIED);
  EXPECT_GT(r.outside().now().high(), r.outside().now().low());
}

TEST(Headline, LevelsAreThoseOfTheDaysThatAreLookedAt) {
  Life w;
  for (int d = 0; d < 60; ++d) w.check_in(d < 30 ? 5 : 2, at(kMonday + d * kDay + 18 * kHour));
  const auto said = [&](int day, int days) {
    api::HeadlineRequest q;
    q.set_days(days);
    api::HeadlineReply r;
    r.ParseFromString(w.router.call("eddy.api.Insights/Headline", at(kMonday + day * kDay + 12 * kHour),
                                    q.SerializeAsString()));
    return r;
  };
  EXPECT_DOUBLE_EQ(said(60, 20).outside().now().mean(), 2);
  EXPECT_TRUE(said(60, 20).all_day()) << "no work hours are known";
  EXPECT_EQ(said(200, 20).held(), api::TOO_EARLY) << "nothing was kept in them";
  EXPECT_FAULT(w.router.call("eddy.api.Insights/Headline", at(kNoon),
                             [] {
                               api::HeadlineRequest q;
                               q.set_days(-1);
                               return q.SerializeAsString();
                             }()),
               invalid);
}

TEST(Headline, WhatGotHarderHasPeopleBesideItAndIsNotNamedBeforeSleep) {
  Life w;
  w.usual_week();
  w.days(0, 180, 4.2, 3.5, 1);
  w.days(180, 360, 2.6, 3.5, 2);
  const auto r = w.said(360);
  EXPECT_EQ(r.outside().change().move(), api::FELL);
  EXPECT_TRUE(r.with_people());
  const auto plan = w.reminders.plan_sleep(at(kMonday + 360 * kDay + 12 * kHour));
  api::HeadlineReply late;
  late.ParseFromString(w.router.call("eddy.api.Insights/Headline", at(int64_t(plan.bed_ms()) - kHour), ""));
  EXPECT_EQ(late.outside().change().move(), api::MOVE_UNSPECIFIED);
  EXPECT_GT(late.outside().now().mean(), 0);
  // While one sleeps, when the plan is the next night's already; and on an evening that no shift follows.
  const auto moved = [&](int day, double h) {
    api::HeadlineReply reply;
    reply.ParseFromString(w.router.call("eddy.api.Insights/Headline",
                                        at(kMonday + day * kDay + int64_t(h * double(kHour))), ""));
    return reply.outside().change().move();
  };
  for (const double h : {5.0, 6.5, 23.5}) EXPECT_EQ(moved(360, h), api::MOVE_UNSPECIFIED) << h;  // a Thursday
  for (const double h : {22.5, 23.9, 25.0, 47.0}) EXPECT_EQ(moved(361, h), api::MOVE_UNSPECIFIED) << h;
  for (const double h : {9.0, 12.0, 20.0, 36.0}) EXPECT_EQ(moved(361, h), api::FELL) << h;
}

// Moods that rose, and tension that rose with them: one is the sentence, the other stands beside it, unless it is late.
TEST(Headline, NamesWhatElseChangedBesideIt) {
  Living w;
  w.usual_week(8, 8);
  Days mood(1, 0.7), tense(2, 1);
  for (int d = 0; d < 360; ++d)
    w.felt(d, 18, mood.next(d < 180 ? 2.4 : 4.2, 1, 5), tense.next(d < 180 ? 2.5 : 4.5, 0, 10));
  const auto r = w.ask<api::HeadlineReply>("Insights/Headline", 360, api::HeadlineRequest());
  ASSERT_EQ(r.also_size(), 1);
  const bool mood_first = r.measure() == api::MOOD;
  EXPECT_EQ(r.also(0).measure(), mood_first ? api::TENSION : api::MOOD);
  EXPECT_EQ(r.outside().change().move(), api::ROSE);
  EXPECT_EQ(r.also(0).outside().change().move(), api::ROSE);
  EXPECT_EQ(r.also(0).also_size(), 0);
  EXPECT_TRUE(r.with_people());
  const auto look = w.ask<api::LookBackReply>("Insights/LookBack", 360, api::LookBackRequest());
  ASSERT_GT(look.section_size(), 0);
  EXPECT_EQ(look.headline(), in_words(r));
  EXPECT_EQ(in_words(r.also(0)).find(look.section(0).line(0).text()), 0);
  EXPECT_TRUE(look.section(0).with_people());
  const auto late =
      w.ask<api::HeadlineReply>("Insights/Headline", 360, api::HeadlineRequest(), w.near_sleep(360));
  EXPECT_FALSE(late.with_people());
  EXPECT_EQ(late.outside().change().move() == api::ROSE, mood_first);
  EXPECT_EQ(late.also_size(), mood_first ? 0 : 1);
}

TEST(Headline, IsForADeviceOfOnesOwnAndWaitsInAHeavyTime) {
  Life w;
  w.usual_week();
  w.days(0, 60, 3.3, 3.3, 5);
  rec::Entry e;
  e.mutable_note()->set_text("I want to kill myself");
  w.journal.keep(at(kMonday + 60 * kDay), e, true);
  EXPECT_EQ(w.said(60).held(), api::HEAVY_TIME);
  EXPECT_TRUE(w.said(60).with_people());
  EXPECT_EQ(w.said(64).held(), api::HELD_UNSPECIFIED);
  rec::Entry word;
  word.mutable_check_in()->add_feelings("suicidal");
  w.journal.keep(at(kMonday + 64 * kDay), word, true);
  EXPECT_EQ(w.said(64).held(), api::HEAVY_TIME) << "a word of a check-in is one as any";
  const Folder folder;
  World work(folder.path);
  work.init(true);
  add_insights(work);
  api::HeadlineReply reply;
  reply.ParseFromString(work.router.call("eddy.api.Insights/Headline", at(kNoon), ""));
  EXPECT_EQ(reply.held(), api::OWN_DEVICE);
}

}  // namespace
}  // namespace eddy::test
