// How soon tension comes back after hard calls, between the check-ins that say so; what is not measured, and what is not compared.
#include "core/insights/bounce_back.h"

#include "core/insights/words.h"
#include "tests/core/living.h"

namespace eddy::test {
namespace {
namespace rec = eddy::records;

std::string words_of(const api::BounceBackReply& reply) {
  api::Section section;
  in_words(reply, &section);
  return section.DebugString();
}

struct Bounced : Living {
  Bounced() {
    usual_week(8, 8, {1, 2, 3, 4, 5, 6, 7});
    for (int d = -91; d < 0; ++d) tense(d, 18, 2);  // what is usual, long before the first call
  }
  api::BounceBackReply said(int day, double h = 12) {
    return ask<api::BounceBackReply>("Insights/BounceBack", day, api::BounceBackRequest(), h);
  }
  void called(int day, double h, rec::CallKind kind = rec::CALL_ANGRY) {
    hard_call(7, kind, at(hour(day, h)));
  }
  void tense(int day, double h, int tension) { felt(day, h, 0, tension); }
};

TEST(BounceBack, IsToldInSteps) {
  Bounced w;
  for (int d = 0; d < 40; ++d) {
    w.called(d, 10);
    if (d % 4 == 0) w.tense(d, 10.9, 2);                        // within the hour
    if (d % 4 == 1) w.tense(d, 11, 8), w.tense(d, 15.9, 2);     // the same shift
    if (d % 4 == 2) w.tense(d, 16, 8), w.tense(d, 23, 2);       // that evening
    if (d % 4 == 3) w.tense(d, 27.9, 8), w.tense(d + 1, 9, 3);  // the next day
  }
  const auto r = w.said(50);
  EXPECT_EQ(r.held(), api::HELD_UNSPECIFIED);
  EXPECT_EQ(r.all().calls(), 40);
  EXPECT_NEAR(r.all().within_hour().share(), 0.25, 0.03);
  EXPECT_NEAR(r.all().same_shift().share(), 0.5, 0.03);
  EXPECT_NEAR(r.all().by_evening().share(), 0.75, 0.03);
  EXPECT_LT(r.all().same_shift().low(), 0.45);
  EXPECT_GT(r.all().same_shift().high(), 0.55);
  EXPECT_FALSE(r.has_with_reset());
  EXPECT_EQ(words_of(r).find("not a fair test"), std::string::npos);
  EXPECT_FALSE(r.with_people());
}

TEST(BounceBack, WhoLooksLateIsNotSaidToComeBackLate) {
  Bounced w;
  for (int d = 0; d < 40; ++d) w.called(d, 10), w.tense(d, 15.9, 2);
  const auto r = w.said(50);
  EXPECT_GT(r.all().same_shift().low(), 0.85);
  EXPECT_LT(r.all().within_hour().low(), 0.35);
  EXPECT_GT(r.all().within_hour().high(), 0.65);
}

TEST(BounceBack, UnderTwentyCallsOfWhichSomethingIsKnownItIsTooEarly) {
  Bounced w;
  for (int d = 0; d < 60; ++d) {
    w.called(d, 10);
    if (d < 19) w.tense(d, 10.9, 2);
  }
  EXPECT_EQ(w.said(70).held(), api::TOO_EARLY);
  w.tense(30, 10.9, 2);
  EXPECT_EQ(w.said(70).held(), api::HELD_UNSPECIFIED);
  EXPECT_EQ(w.said(70).all().calls(), 20);
  EXPECT_EQ(w.said(500).held(), api::TOO_EARLY) << "it was over a year ago";
}

TEST(BounceBack, WhatIsUsualForOneIsBackToo) {
  const auto within_hour = [](int usual) {
    Bounced w;
    for (int d = 0; d < 40; ++d) w.tense(d, 18, usual);
    for (int d = 40; d < 70; ++d) w.called(d, 10), w.tense(d, 11, 6), w.tense(d, 15.9, usual);
    return w.said(71).all().within_hour().share();
  };
  EXPECT_GT(within_hour(6), 0.9);
  EXPECT_LT(within_hour(4), 0.1) << "six is tense for one who is at four";
}

// Somebody who is always at five is not tense after every call; before that is known nothing is said.
TEST(BounceBack, BeforeTheUsualIsKnownItIsTooEarly) {
  Living w;
  for (int d = 0; d < 25; ++d) {
    w.hard_call(7, rec::CALL_ANGRY, at(Living::hour(d, 10)));
    w.felt(d, 10.9, 0, 5), w.felt(d, 20, 0, 5);
  }
  const auto said = [&](int day) {
    return w.ask<api::BounceBackReply, api::BounceBackRequest>("Insights/BounceBack", day);
  };
  EXPECT_EQ(said(26).held(), api::TOO_EARLY);
  for (int d = 28; d < 60; ++d)
    w.hard_call(7, rec::CALL_ANGRY, at(Living::hour(d, 10))), w.felt(d, 10.9, 0, 5);
  EXPECT_GT(said(61).all().within_hour().share(), 0.9);
}

TEST(BounceBack, ALookAfterTheNextCallIsAtThatOne) {
  Bounced w;
  for (int d = 0; d < 25; ++d) w.called(d, 10), w.called(d, 10.3), w.tense(d, 10.9, 2);
  EXPECT_EQ(w.said(30).all().calls(), 25);
}

TEST(BounceBack, WithoutAShiftThatIsKnownNoneIsSpokenOf) {
  Living w;
  for (int d = -91; d < 0; ++d) w.felt(d, 18, 0, 2);
  for (int d = 0; d < 25; ++d)
    w.hard_call(7, rec::CALL_ANGRY, at(Living::hour(d, 10))), w.felt(d, 11.5, 0, 2);
  const auto r = w.ask<api::BounceBackReply, api::BounceBackRequest>("Insights/BounceBack", 30);
  EXPECT_TRUE(r.all().has_within_hour());
  EXPECT_FALSE(r.all().has_same_shift());
  EXPECT_TRUE(r.all().has_by_evening());
}

// Twenty resets begun at once, back within the hour; twenty waits, back by the end of the shift.
TEST(BounceBack, WithAndWithoutAResetStandBesideEachOtherAndAreNoFairTest) {
  Bounced w;
  for (int d = 0; d < 40; ++d) {
    const bool reset = d % 2 == 0;
    w.called(d, 10);
    w.done(reset ? "breathe.sigh" : "wait", 8, 6, Living::hour(d, 10.05));
    w.tense(d, reset ? 10.9 : 11, reset ? 2 : 7);
    w.tense(d, 15.9, 2);
  }
  auto r = w.said(50);
  EXPECT_EQ(r.with_reset().calls(), 20);
  EXPECT_EQ(r.without_reset().calls(), 20);
  EXPECT_NE(words_of(r).find("not a fair test"), std::string::npos) << words_of(r);
  EXPECT_GT(r.with_reset().within_hour().low(), r.without_reset().within_hour().high());
  EXPECT_EQ(r.all().calls(), 40);
}

TEST(BounceBack, WhoIsBackByTheLandmarkOrBeganLaterIsNotCompared) {
  const auto compared = [](double begun, int after) {
    Bounced w;
    for (int d = 0; d < 50; ++d) {
      w.called(d, 10);
      w.done(d % 2 ? "breathe.sigh" : "wait", 8, d % 2 ? after : 6, Living::hour(d, begun));
      w.tense(d, 10.9, 2);
    }
    return w.said(60).has_with_reset();
  };
  EXPECT_TRUE(compared(10.1, 6));
  EXPECT_FALSE(compared(10.1, 2)) << "no longer tense ten minutes after";
  EXPECT_FALSE(compared(10.25, 6)) << "a quarter of an hour after";
}

TEST(BounceBack, AbuseThreatsAndSexualCallsAreNotMeasured) {
  const auto said_of = [](rec::CallKind kind) {
    Bounced w;
    for (int d = 0; d < 60; ++d) {
      w.called(d, 10, kind);
      w.done(d % 2 ? "breathe.sigh" : "wait", 8, 6, Living::hour(d, 10.05));
      w.tense(d, 10.9, 2);
    }
    return w.said(64);
  };
  for (const auto kind :
       {rec::CALL_ABUSIVE, rec::CALL_TARGETED_ABUSE, rec::CALL_THREAT, rec::CALL_SEXUAL_ABUSE}) {
    const auto r = said_of(kind);
    EXPECT_FALSE(r.has_all() || r.has_with_reset() || r.has_without_reset()) << kind;
    EXPECT_EQ(r.wrong_calls(), 60) << kind;
    EXPECT_NE(words_of(r).find("you did not earn it"), std::string::npos) << kind;
    EXPECT_TRUE(r.with_people()) << kind;
  }
  EXPECT_TRUE(said_of(rec::CALL_ANGRY).has_with_reset()) << "what is measured would have been";
  const auto death = said_of(rec::CALL_DEATH);
  EXPECT_EQ(death.held(), api::TOO_EARLY);
  EXPECT_TRUE(death.with_people());
}

TEST(BounceBack, NearSleepNothingIsSaidOfAbuse) {
  Bounced w;
  for (int d = 0; d < 25; ++d) w.called(d, 10), w.tense(d, 10.9, 2), w.called(d, 14, rec::CALL_THREAT);
  EXPECT_EQ(w.said(30).wrong_calls(), 25);
  const auto late = w.said(30, w.near_sleep(30));
  EXPECT_EQ(late.wrong_calls(), 0);
  EXPECT_TRUE(late.has_all());
  w.heavy(30);
  EXPECT_EQ(w.said(30).held(), api::HEAVY_TIME);
}

}  // namespace
}  // namespace eddy::test
