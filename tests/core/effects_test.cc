// What went with one's own factors, how heavy shifts are against what is usual, and what goes along from one part of a day to the next:
// what may be said, and to whom.
#include "core/insights/carry_over.h"
#include "core/insights/factor_effects.h"
#include "core/insights/load.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {
namespace rec = eddy::records;
using Effects = api::FactorEffectsReply;
using Load = api::LoadReply;
using Carry = api::CarryOverReply;

struct Life : World {
  Life() { add_insights(*this); }
  explicit Life(const std::string& path) : World(path) { add_insights(*this); }
  SeededRandom chance{7};

  static int64_t hour(int day, int64_t of) { return kMonday + day * kDay + of * kHour; }
  void usual_week() {  // eight to four, Monday to Friday
    rec::Entry week;
    auto& p = *week.mutable_shift_pattern();
    p.set_at_ms(kMonday - 800 * kDay);
    for (int d = 1; d <= 5; ++d) {
      auto* s = p.add_slots();
      s->set_weekday(d), s->set_start_min(8 * 60), s->set_length_min(8 * 60);
    }
    journal.keep(at(kMonday - 800 * kDay), week, false);
  }
  std::string factor(const std::string& name) {
    api::NameFactorRequest q;
    q.set_name(name);
    return factors.name(at(kMonday), q).id();
  }
  void rated(int64_t when, int mood, const std::vector<std::string>& with = {}, int tension = -1) {
    rec::Entry e;
    auto& c = *e.mutable_check_in();
    c.set_mood(mood);
    if (tension >= 0) c.set_tension(tension);
    for (const auto& id : with) c.add_factor(id);
    journal.keep(at(when), e, false);
  }
  int about(int mood) { return std::clamp(mood + int(chance.below(3)) - 1, 1, 5); }
  template <class Reply, class Request = api::FactorEffectsRequest>
  Reply asked(const char* method, int64_t when, const Request& request = {}) {
    Reply reply;
    reply.ParseFromString(
        router.call(std::string("eddy.api.Insights/") + method, at(when), request.SerializeAsString()));
    return reply;
  }
  Effects effects(int64_t when) { return asked<Effects>("FactorEffects", when); }
  Load load(int64_t when, int rows = 0) {
    api::LoadRequest q;
    q.set_shifts(rows);
    return asked<Load>("Load", when, q);
  }
  Carry carry(int64_t when) { return asked<Carry>("CarryOver", when); }
};

// An evening each, some with the factors; those of `heavy` are two points lower.
struct Evenings : Life {
  std::string overtime = factor("overtime"), rain = factor("rain"), wine = factor("wine"),
              zorica = factor("call Zorica");
  explicit Evenings(int days) { live(0, days); }
  void live(int from, int to) {
    for (int d = from; d < to; ++d) {
      const bool heavy = d % 5 == 2;
      std::vector<std::string> with;
      if (heavy) with = {overtime, wine, zorica};
      if (chance.below(3) == 0) with.push_back(rain);
      rated(hour(d, 18), about(heavy ? 2 : 4), with);
    }
  }
};

const Effects::Own& own(const Effects& reply, const std::string& name) {
  for (const auto& f : reply.factor())
    if (f.name() == name) return f;
  static const Effects::Own none;
  return none;
}

TEST(FactorEffects, SayWhatWentWithAFactorAndOnWhichSide) {
  Evenings w(300);
  const auto reply = w.effects(w.hour(300, 12));
  const auto& overtime = own(reply, "overtime");
  ASSERT_EQ(overtime.effect_size(), 1) << "nothing but mood was kept, outside work hours";
  EXPECT_EQ(overtime.used(), 60);
  const auto& e = overtime.effect(0);
  EXPECT_EQ(e.measure(), api::MOOD);
  EXPECT_FALSE(e.inside());
  EXPECT_EQ(e.difference().days(), 60);
  EXPECT_NEAR(e.difference().mean(), -2, 0.3);
  EXPECT_LT(e.difference().high(), 0);
  EXPECT_EQ(e.change().move(), api::FELL);
  EXPECT_LT(e.change().low(), e.difference().low()) << "what is said has the wider interval of its test";
  EXPECT_TRUE(reply.with_people());
  const auto& rain = own(reply, "rain");
  ASSERT_EQ(rain.effect_size(), 1);
  EXPECT_EQ(rain.effect(0).change().move(), api::MOVE_UNSPECIFIED);
}

TEST(FactorEffects, OfAQuietNameNothingIsSaidButHowOftenItWasUsed) {
  Evenings w(300);
  rec::Entry person;
  person.mutable_person()->set_name("Zorica");
  w.journal.keep(at(kNoon), person, false);
  const auto reply = w.effects(w.hour(300, 12));
  ASSERT_EQ(own(reply, "overtime").effect_size(), 1) << "the same days: it would be seen";
  EXPECT_EQ(own(reply, "wine").unsaid(), Effects::A_THEME);
  EXPECT_EQ(own(reply, "wine").used(), 60);
  EXPECT_EQ(own(reply, "wine").effect_size(), 0);
  EXPECT_EQ(own(reply, "call Zorica").unsaid(), Effects::A_PERSON);
  EXPECT_EQ(own(reply, "call Zorica").effect_size(), 0);
}

TEST(FactorEffects, AMergedOneCountsAsWhatItStandsFor) {
  Evenings w(100);
  const auto late = w.factor("stayed late");
  for (int d = 100; d < 200; ++d)
    w.rated(w.hour(d, 18), w.about(d % 5 == 2 ? 2 : 4),
            d % 5 == 2 ? std::vector{late} : std::vector<std::string>());
  api::MergeFactorsRequest q;
  q.set_id(late), q.set_into(w.overtime);
  w.factors.merge(at(w.hour(200, 12)), q);
  const auto reply = w.effects(w.hour(200, 12));
  EXPECT_EQ(own(reply, "overtime").used(), 40);
  EXPECT_EQ(own(reply, "overtime").effect(0).difference().days(), 40);
  EXPECT_EQ(own(reply, "stayed late").name(), "");
}

TEST(FactorEffects, AreTheSameWheneverAndInWhateverOrderTheEntriesCame) {
  Evenings w(0), late(0);
  w.chance = SeededRandom(1);
  for (int d = 0; d < 200; ++d) {
    w.rated(w.hour(d, 18), 2 + d % 3, d % 4 ? std::vector<std::string>() : std::vector{w.overtime});
    const int e = 199 - d;
    late.rated(late.hour(e, 18), 2 + e % 3, e % 4 ? std::vector<std::string>() : std::vector{late.overtime});
    if (d % 50 == 0) w.effects(w.hour(d, 20));  // looking leaves nothing
  }
  EXPECT_EQ(w.effects(w.hour(200, 12)).SerializeAsString(),
            late.effects(late.hour(200, 12)).SerializeAsString());
}

TEST(FactorEffects, OfTheNightAfterSleepIsTold) {
  Life w;
  const auto gym = w.factor("gym");
  for (int d = 0; d < 200; ++d) {
    const bool with = d % 4 == 1;
    w.rated(w.hour(d, 18), 3, with ? std::vector{gym} : std::vector<std::string>());
    rec::Entry night;
    night.mutable_sleep()->set_at_ms(w.hour(d + 1, 7));
    night.mutable_sleep()->set_bed_ms(w.hour(d + 1, with ? -1 : 0) - int64_t(w.chance.below(40)) * kMinute);
    w.journal.keep(at(w.hour(d + 1, 7)), night, false);
  }
  bool told = false;
  const auto reply = w.effects(w.hour(201, 12));
  for (const auto& e : own(reply, "gym").effect())
    if (e.measure() == api::SLEEP) {
      told = true;
      EXPECT_NEAR(e.difference().mean(), 1, 0.2);
      EXPECT_EQ(e.change().move(), api::ROSE);
    }
  EXPECT_TRUE(told);
}

TEST(FactorEffects, WithFewEpisodesItIsTooEarlyAndNearSleepNothingHarderIsNamed) {
  Evenings w(20);
  EXPECT_EQ(own(w.effects(w.hour(20, 12)), "overtime").effect_size(), 0);
  w.live(20, 300);
  w.usual_week();  // sleep is planned from it
  const auto plan = w.reminders.plan_sleep(at(w.hour(300, 12)));
  const auto reply = w.effects(int64_t(plan.bed_ms()) - kHour);
  EXPECT_EQ(own(w.effects(w.hour(300, 12)), "overtime").effect_size(), 1);
  EXPECT_EQ(own(reply, "overtime").effect_size(), 0);
  EXPECT_FALSE(reply.with_people());
}

TEST(OwnInsights, AreForADeviceOfOnesOwnAndWaitInAHeavyTime) {
  Evenings w(60);
  w.usual_week();
  EXPECT_EQ(w.effects(w.hour(60, 12)).held(), api::HELD_UNSPECIFIED);
  rec::Entry e;
  e.mutable_note()->set_text("I want to kill myself");
  w.journal.keep(at(w.hour(60, 11)), e, true);
  EXPECT_EQ(w.effects(w.hour(60, 12)).held(), api::HEAVY_TIME);
  EXPECT_EQ(w.effects(w.hour(60, 12)).factor_size(), 0);
  EXPECT_EQ(w.load(w.hour(60, 12)).held(), api::HEAVY_TIME);
  EXPECT_TRUE(w.load(w.hour(60, 12)).with_people());
  EXPECT_EQ(w.carry(w.hour(60, 12)).held(), api::HEAVY_TIME);
  const Folder folder;
  Life work(folder.path);
  work.init(true);
  work.usual_week();
  work.hard_call(5, rec::CALL_ANGRY, at(work.hour(1, 9)));
  EXPECT_EQ(work.effects(work.hour(2, 12)).held(), api::OWN_DEVICE);
  EXPECT_EQ(work.load(work.hour(2, 12)).held(), api::OWN_DEVICE);
  EXPECT_EQ(work.load(work.hour(2, 12)).shift_size(), 0);
  EXPECT_EQ(work.carry(work.hour(2, 12)).held(), api::OWN_DEVICE);
}

struct Shifts : Life {
  Shifts() { usual_week(); }
  void calls(int day, int n, rec::CallKind kind = rec::CALL_ANGRY) {
    for (int i = 0; i < n; ++i) hard_call(5, kind, at(hour(day, 9) + i * kMinute));
  }
  int weeks(int n) {  // two or three calls a shift; gives the Monday after
    for (int d = 0; d < 7 * n; ++d)
      if (d % 7 < 5) calls(d, 2 + d % 2);
    return 7 * n;
  }
};

TEST(Load, IsHeldAgainstTheMiddleHalfOfEarlierShifts) {
  Shifts w;
  const int day = w.weeks(8);
  EXPECT_EQ(w.load(w.hour(day, 7)).against(), Load::AS_USUAL);
  w.calls(day, 6);
  EXPECT_EQ(w.load(w.hour(day, 12)).against(), Load::AS_USUAL) << "this shift is not over";
  EXPECT_TRUE(w.load(w.hour(day, 12)).shift(0).going_on());
  EXPECT_FALSE(w.load(w.hour(day, 12)).shift(1).going_on());
  const auto r = w.load(w.hour(day, 17));
  EXPECT_EQ(r.against(), Load::MORE);
  EXPECT_TRUE(r.with_people());
  EXPECT_EQ(r.usual_low(), 2);
  EXPECT_EQ(r.usual_high(), 3);
  EXPECT_EQ(r.usual_of(), 40);
  EXPECT_EQ(r.shift_size(), 10);
  EXPECT_EQ(r.shift(0).calls(), 6);
  EXPECT_EQ(r.shift(0).day(), iso_date(floor_div(w.hour(day, 0), kDay)));
  EXPECT_EQ(w.load(w.hour(day, 17), 3).shift_size(), 3);
  EXPECT_FAULT(w.load(w.hour(day, 17), 61), invalid);
  const auto plan = w.reminders.plan_sleep(at(w.hour(day, 17)));
  EXPECT_EQ(w.load(int64_t(plan.bed_ms()) - kHour).ByteSizeLong(), 0u)
      << "no count of hard calls to lie down with";
}

TEST(Load, CountsAbuseAndThreatsApartAndHoldsThemAgainstNothing) {
  Shifts w;
  const int day = w.weeks(8);
  w.calls(day, 2), w.calls(day, 4, rec::CALL_TARGETED_ABUSE), w.calls(day, 1, rec::CALL_THREAT);
  const auto r = w.load(w.hour(day, 17));
  EXPECT_EQ(r.against(), Load::AS_USUAL);
  EXPECT_TRUE(r.with_people());
  EXPECT_EQ(r.shift(0).calls(), 2);
  EXPECT_EQ(r.shift(0).wrong(), 5);
  ASSERT_EQ(r.shift(0).kind_size(), 3);
  EXPECT_EQ(r.shift(0).kind(1).kind(), rec::CALL_TARGETED_ABUSE);
  EXPECT_EQ(r.shift(0).kind(1).calls(), 4);
}

TEST(Load, OfAShiftWithNothingKeptNobodyKnows) {
  Shifts w;
  EXPECT_EQ(w.load(w.hour(20, 12)).held(), api::TOO_EARLY);
  w.calls(0, 1);
  w.hard_call(5, rec::CALL_SAD, at(w.hour(1, 17)));  // an hour after the end
  w.hard_call(5, rec::CALL_SAD, at(w.hour(2, 22)));  // in no shift
  w.rated(w.hour(3, 9), 3);                          // nothing hard, and it was a shift
  const auto r = w.load(w.hour(20, 12));
  ASSERT_EQ(r.shift_size(), 3);
  EXPECT_EQ(r.shift(0).calls(), 0);
  EXPECT_EQ(r.shift(1).calls(), 1);
  EXPECT_EQ(r.against(), Load::AGAINST_UNSPECIFIED);
}

// A year of weeks before the 2nd of March: tension at the end of a shift, and in the evening.
struct Year : Life {
  explicit Year(bool tied) {
    usual_week();
    for (int d = -420; d < 0; ++d) {
      if (weekday(floor_div(hour(d, 0), kDay)) > 5) continue;
      const int end = int(chance.below(9)), noise = int(chance.below(9));
      rated(hour(d, 7), 1 + int(chance.below(5)));
      rated(hour(d, 15), 1 + int(chance.below(5)), {}, end);
      rated(hour(d, 19), 1 + int(chance.below(5)), {}, tied ? (end + noise) / 2 : noise);
    }
  }
};

TEST(CarryOver, SaysWhatGoesAlongAndWaitsForTheNextClose) {
  Year w(true);
  const auto r = w.carry(w.hour(0, 12));
  EXPECT_EQ(r.held(), api::HELD_UNSPECIFIED);
  ASSERT_EQ(r.pair_size(), 2) << "no night was kept";
  EXPECT_EQ(r.pair(0).which(), Carry::SHIFT_TO_EVENING);
  EXPECT_EQ(r.pair(0).then(), api::TENSION);
  EXPECT_EQ(r.pair(0).goes(), Carry::ALONG);
  EXPECT_EQ(r.pair(0).strength(), Carry::STRONG);
  EXPECT_GT(r.pair(0).low(), 0);
  EXPECT_LT(r.pair(0).high(), 1);
  EXPECT_TRUE(r.with_people());
  EXPECT_EQ(r.pair(1).which(), Carry::HOME_TO_SHIFT);
  EXPECT_EQ(r.pair(1).goes(), Carry::GOES_UNSPECIFIED);
  // Nothing is new before the next close, whatever is kept meanwhile.
  w.rated(w.hour(0, 9), 1, {}, 10);
  EXPECT_EQ(w.carry(w.hour(1, 12)).SerializeAsString(), r.SerializeAsString());
  EXPECT_NE(w.carry(w.hour(91, 12)).until(), r.until());
  const auto plan = w.reminders.plan_sleep(at(w.hour(0, 12)));
  const auto late = w.carry(int64_t(plan.bed_ms()) - kHour);
  EXPECT_EQ(late.pair_size(), 0) << "not denied, but not spoken of";
  EXPECT_FALSE(late.with_people());
}

TEST(CarryOver, SaysNothingWhereNothingDoes) {
  Year w(false);
  const auto r = w.carry(w.hour(0, 12));
  ASSERT_EQ(r.pair_size(), 2);
  for (const auto& pair : r.pair()) EXPECT_EQ(pair.goes(), Carry::GOES_UNSPECIFIED);
  EXPECT_FALSE(r.with_people());
  Life empty;
  EXPECT_EQ(empty.carry(kNoon).held(), api::TOO_EARLY);
}

}  // namespace
}  // namespace eddy::test
