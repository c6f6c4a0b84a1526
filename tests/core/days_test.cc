// The person's own day, shifts, sleep, trends.
#include <array>

#include "core/insights/trends.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {
namespace rec = eddy::records;
using namespace std::string_literals;

Id sleep(World& w, int64_t bed, int64_t up, int offset = 0) {
  rec::Entry e;
  e.mutable_sleep()->set_bed_ms(bed);
  e.mutable_sleep()->set_at_ms(up);
  e.mutable_sleep()->set_offset_min(offset);
  return to_id(w.journal.keep(at(up, offset), e, false).id(), "id");
}

int day(World& w, int64_t ms, int offset = 0) {
  return w.session.vault().projections().day_of(at(ms, offset));
}

constexpr int kMondayDay = int(kMonday / kDay);

TEST(Day, StartsAtFourWhereNoSleepIsLogged) {
  World w;
  EXPECT_EQ(day(w, kMonday + 3 * kHour), kMondayDay - 1);
  EXPECT_EQ(day(w, kMonday + 4 * kHour), kMondayDay);
  EXPECT_EQ(day(w, kMonday + 27 * kHour), kMondayDay);
}

TEST(Day, StartsWhenTheMainSleepEnds) {
  World w;
  w.check_in(2, at(kMonday + 5 * kHour));
  sleep(w, kMonday - kHour, kMonday + 7 * kHour);
  EXPECT_EQ(day(w, kMonday + 5 * kHour), kMondayDay - 1);
  EXPECT_EQ(day(w, kMonday + 7 * kHour), kMondayDay);
  // What was already kept has moved with it.
  auto s = w.session.vault().db().prepare("SELECT day FROM event WHERE kind = 1");
  ASSERT_TRUE(s.step());
  EXPECT_EQ(s.integer(0), kMondayDay - 1);
}

TEST(Day, OfANightWorkerReachesFromAfternoonToAfternoon) {
  World w;
  sleep(w, kMonday + 9 * kHour, kMonday + 16 * kHour);
  EXPECT_EQ(day(w, kMonday + 23 * kHour), kMondayDay);
  EXPECT_EQ(day(w, kMonday + 8 * kHour), kMondayDay - 1);
  sleep(w, kMonday + 33 * kHour, kMonday + 40 * kHour);
  EXPECT_EQ(day(w, kMonday + 30 * kHour), kMondayDay) << "after midnight it is still the same shift's day";
}

TEST(Day, NeverGoesBackAndNeverOverlaps) {
  for (uint64_t seed = 1; seed <= 100; ++seed) {
    World w;
    SeededRandom random(seed);
    const int offset = int(random.below(27)) * 60 - 13 * 60;
    for (int i = 0; i < 8; ++i) {
      const auto up = kMonday + int64_t(random.below(8 * 24 * 4)) * 15 * kMinute;
      sleep(w, up - int64_t(random.below(40) + 4) * 15 * kMinute, up, offset);
    }
    int last = 0;
    for (auto t = kMonday - kDay; t < kMonday + 9 * kDay; t += 7 * kMinute) {
      const int d = day(w, t, offset);
      ASSERT_GE(d, last) << "seed " << seed;
      last = d;
    }
  }
}

TEST(Day, GoesOnAcrossAFlightWest) {
  World w;
  sleep(w, kMonday - kHour, kMonday + 6 * kHour, 60);
  // Up at 07:00 in one zone; six hours later it is 01:00 in another, before that zone's own boundary.
  EXPECT_EQ(day(w, kMonday + 7 * kHour, 60), kMondayDay);
  EXPECT_EQ(day(w, kMonday + 12 * kHour, -11 * 60), kMondayDay);
}

TEST(Day, OfClockChangeHas23Or25Hours) {
  World w;
  // Europe 2026-03-29: +60 to +120 at 01:00 UTC.
  w.session.zone.offset_min = 60;
  w.session.zone.changes = {{1'774'746'000'000, 120}};
  int64_t first = 0, last = 0;
  const int target = int(1'774'746'000'000 / kDay);  // 2026-03-29
  for (int64_t t = 1'774'746'000'000 - 2 * kDay; t < 1'774'746'000'000 + 3 * kDay; t += kMinute) {
    const int d = day(w, t, w.session.zone.at(t));
    if (d == target - 1) ++first;
    if (d == target) ++last;
  }
  EXPECT_EQ(first, 23 * 60) << "the day that the change at 02:00 local falls into";
  EXPECT_EQ(last, 24 * 60);
  // A time in the gap is the end of it: no local time comes before an earlier one.
  EXPECT_EQ(w.session.zone.to_utc(1'774'746'000'000 + 90 * kMinute), 1'774'746'000'000);
}

TEST(Trends, SplitInsideAndOutsideWorkAndFollowLateNews) {
  World w;
  w.check_in(2, at(kNoon));
  w.check_in(5, at(kNoon + 8 * kHour));
  api::TrendsRequest q;
  q.set_days(1);
  auto today = trends(w.session, at(kNoon + 9 * kHour), q).bucket(0);
  EXPECT_EQ(today.inside().check_ins(), 0);
  EXPECT_DOUBLE_EQ(today.all().mood(), 3.5);
  rec::Entry shift;  // logged afterwards
  shift.mutable_shift()->set_at_ms(kNoon - 4 * kHour);
  shift.mutable_shift()->set_end_ms(kNoon + 4 * kHour);
  const auto id = w.journal.keep(at(kNoon + 9 * kHour), shift, false).id();
  today = trends(w.session, at(kNoon + 9 * kHour), q).bucket(0);
  EXPECT_DOUBLE_EQ(today.inside().mood(), 2);
  EXPECT_DOUBLE_EQ(today.outside().mood(), 5);
  w.journal.trash(at(kNoon + 9 * kHour), to_id(id, "id"));
  today = trends(w.session, at(kNoon + 9 * kHour), q).bucket(0);
  EXPECT_EQ(today.inside().check_ins(), 0);
}

TEST(Trends, ByWeekAndMonthAddUpToTheDays) {
  World w;
  SeededRandom random(3);
  for (int i = 0; i < 200; ++i)
    w.check_in(int(random.below(5)) + 1, at(kNoon + int64_t(random.below(90)) * kDay));
  int by[4] = {};
  for (const auto step : {api::DAY, api::WEEK, api::MONTH}) {
    api::TrendsRequest q;
    q.set_days(100);
    q.set_step(step);
    const auto reply = trends(w.session, at(kNoon + 92 * kDay), q);
    for (const auto& b : reply.bucket()) by[step] += b.all().check_ins();
  }
  EXPECT_EQ(by[api::DAY], 200);
  EXPECT_EQ(by[api::WEEK], 200);
  EXPECT_EQ(by[api::MONTH], 200);
}

TEST(Shifts, CrossMidnightAndTwoADayAndADayOff) {
  World w;
  rec::Entry week;
  auto& p = *week.mutable_shift_pattern();
  p.set_at_ms(kMonday - 7 * kDay);
  const auto slot = [&](int weekday, int start, int length) {
    auto* s = p.add_slots();
    s->set_weekday(weekday), s->set_start_min(start * 60), s->set_length_min(length * 60);
  };
  slot(1, 8, 4), slot(1, 14, 4), slot(2, 22, 8);
  w.journal.keep(at(kNoon), week, false);
  auto spans = w.reminders.between(kMonday, kMonday + 3 * kDay);
  ASSERT_EQ(spans.size(), 3u);
  EXPECT_EQ(spans[2].end, kMonday + 54 * kHour) << "one shift across midnight";
  EXPECT_TRUE(w.session.vault().projections().at_work(at(kMonday + 50 * kHour)));
  EXPECT_FALSE(w.session.vault().projections().at_work(at(kMonday + 13 * kHour)));
  rec::Entry off;
  off.mutable_shift()->set_at_ms(kMonday + 46 * kHour);
  off.mutable_shift()->set_end_ms(kMonday + 54 * kHour);
  off.mutable_shift()->set_off(true);
  w.journal.keep(at(kNoon), off, false);
  EXPECT_EQ(w.reminders.between(kMonday, kMonday + 3 * kDay).size(), 2u);
}

TEST(Shifts, OpenAndClose) {
  World w;
  rec::Shift s;
  s.set_intention("breathe first");
  w.reminders.open_shift(at(kNoon), s);
  EXPECT_FAULT(w.reminders.open_shift(at(kNoon + kHour), s), refused);
  api::CloseShiftRequest q;
  q.set_leave("that one call");
  w.reminders.close_shift(at(kNoon + 8 * kHour), q);
  const auto kept = w.journal.latest(kShift, 1).at(0).shift();
  EXPECT_TRUE(kept.closed());
  EXPECT_EQ(kept.intention(), "breathe first");
  EXPECT_EQ(kept.end_ms(), kNoon + 8 * kHour);
}

TEST(Shifts, ClosingSaysWhereNoneIsOpen) {
  const auto close = [](World& w, int64_t now) { w.reminders.close_shift(at(now), {}); };
  const auto refused = [&](World& w, int64_t now) {
    try {
      close(w, now);
    } catch (const Failure& f) {
      return f.reason == Reason::no_shift_open;
    }
    return false;
  };
  World w;
  EXPECT_TRUE(refused(w, kNoon));
  EXPECT_TRUE(w.journal.latest(kShift, 1).empty()) << "and none of a minute is made";
  w.reminders.open_shift(at(kNoon), {});
  close(w, kNoon + 8 * kHour);
  EXPECT_TRUE(refused(w, kNoon + 8 * kHour + kMinute)) << "it is closed";
  // One that is known and that nobody opened can be closed while it lasts, and a while longer.
  rec::Entry dated;
  dated.mutable_shift()->set_at_ms(kNoon + kDay);
  dated.mutable_shift()->set_end_ms(kNoon + kDay + 4 * kHour);
  w.journal.keep(at(kNoon), dated, false);
  EXPECT_TRUE(refused(w, kNoon + kDay + 7 * kHour));
  close(w, kNoon + kDay + 5 * kHour);
  const auto kept = w.journal.latest(kShift, 2);
  const auto& closed = kept[0].shift().closed() ? kept[0].shift() : kept[1].shift();
  EXPECT_EQ(closed.at_ms(), kNoon + kDay);
  EXPECT_EQ(closed.end_ms(), kNoon + kDay + 5 * kHour);
}

TEST(Shifts, WhichOneIsOpenIsToldUntilItIsClosed) {
  World w;
  const auto open = [&](int64_t now) { return w.reminders.next(at(now)).open_shift().shift().intention(); };
  EXPECT_FALSE(w.reminders.next(at(kNoon)).has_open_shift());
  rec::Shift s;
  s.set_intention("slowly");
  w.reminders.open_shift(at(kNoon), s);
  EXPECT_EQ(open(kNoon + kHour), "slowly");
  EXPECT_EQ(open(kNoon + 15 * kHour), "slowly") << "it can be closed still";
  EXPECT_FALSE(w.reminders.next(at(kNoon + 17 * kHour)).has_open_shift());
  w.reminders.close_shift(at(kNoon + 8 * kHour), {});
  EXPECT_FALSE(w.reminders.next(at(kNoon + 9 * kHour)).has_open_shift());
}

rec::Entry usual_week(std::initializer_list<std::array<int, 3>> slots, int64_t from = kMonday - 7 * kDay) {
  rec::Entry week;
  auto& p = *week.mutable_shift_pattern();
  p.set_at_ms(from);
  for (const auto& [weekday, start_min, length_min] : slots) {
    auto* s = p.add_slots();
    s->set_weekday(weekday), s->set_start_min(start_min), s->set_length_min(length_min);
  }
  return week;
}

TEST(Shifts, AUsualWeekSetByAWrongClockGivesWayToTheNextOneThatIsSet) {
  World w;
  const auto week = [](int start_min) {
    auto e = usual_week({{1, start_min, 480}});
    e.mutable_shift_pattern()->clear_at_ms();
    return e;
  };
  w.journal.keep(at(kMonday - 7 * kDay), week(480), false);
  w.journal.keep(at(kNoon + 70 * kDay), week(600), false);  // the clock was ten weeks ahead
  w.journal.keep(at(kMonday), week(540), false);
  const auto starts = [&](int64_t monday) {
    const auto spans = w.reminders.between(monday, monday + kDay);
    return spans.size() == 1 ? (spans[0].start - monday) / kMinute : -1;
  };
  EXPECT_EQ(starts(kMonday - 7 * kDay), 480) << "what was before it is as it was";
  EXPECT_EQ(starts(kMonday), 540);
  EXPECT_EQ(starts(kMonday + 77 * kDay), 540);
}

// 08:00 to 16:30, opened at `opened` and never closed.
struct Forgotten : World {
  explicit Forgotten(int64_t opened) {
    records::Settings s;
    s.set_offers(true);
    session.change_settings(at(kMonday), s, false);
    journal.keep(at(kMonday), usual_week({{1, 480, 510}, {2, 480, 510}}), false);
    reminders.open_shift(at(opened), {});
  }
  std::vector<Span> on_monday() { return reminders.between(kMonday, kMonday + kDay); }
  bool at_work(int64_t ms) { return session.vault().projections().at_work(at(ms)); }
  bool due(int64_t now, api::NextReply::What what) {
    const auto next = reminders.next(at(now));
    return std::any_of(next.due().begin(), next.due().end(), [&](const auto& d) { return d.what() == what; });
  }
};

TEST(Shifts, AnOpenOneEndsAsPlannedUntilSomebodySaysOtherwise) {
  Forgotten w(kMonday + 7 * kHour + 40 * kMinute);
  ASSERT_EQ(w.on_monday().size(), 1u);
  EXPECT_EQ(w.on_monday()[0].end, kMonday + 16 * kHour + 30 * kMinute);
  EXPECT_TRUE(w.at_work(kMonday + 16 * kHour));
  EXPECT_FALSE(w.at_work(kMonday + 17 * kHour)) << "the evening is the person's own";
  const auto evening = kMonday + 18 * kHour;
  EXPECT_TRUE(w.due(evening, api::NextReply::CLOSE_SHIFT)) << "it can be closed still";
  EXPECT_FALSE(w.due(evening, api::NextReply::PAUSE));
  const auto plan = w.reminders.plan_sleep(at(evening));
  EXPECT_TRUE(plan.fits());
  EXPECT_EQ(plan.bed_ms(), double(kMonday + kDay));
  w.reminders.close_shift(at(evening), {});
  EXPECT_EQ(w.on_monday()[0].end, evening) << "somebody said otherwise";
}

TEST(Shifts, CorrectingAnOldWeekLeavesTheOneThatHolds) {
  World w;
  auto old = usual_week({{1, 480, 480}}, kMonday - 100 * kDay);
  old.set_id(w.journal.keep(at(kMonday - 100 * kDay), old, false).id());
  w.journal.keep(at(kMonday), usual_week({{1, 600, 480}}, kMonday), false);
  old.mutable_shift_pattern()->mutable_slots(0)->set_start_min(490);
  w.journal.keep(at(kNoon), old, false);
  api::ListRequest weeks;
  weeks.add_table(kShiftPattern);
  EXPECT_EQ(w.journal.list(weeks).size(), 2u);
}

// A roster by date is opened and closed as the usual week is, and is one shift with what was worked of it.
TEST(Shifts, OneEnteredByDateIsOpenedAndClosedLikeAUsualOne) {
  World w;
  records::Settings s;
  s.set_offers(true);
  w.session.change_settings(at(kMonday), s, false);
  rec::Entry dated;
  dated.mutable_shift()->set_at_ms(kMonday + 14 * kHour);
  dated.mutable_shift()->set_end_ms(kMonday + 22 * kHour);
  w.journal.keep(at(kMonday), dated, false);
  for (int day = 1; day <= 8; ++day) {  // and a roster of more to come
    dated.mutable_shift()->set_at_ms(kMonday + day * kDay + 14 * kHour);
    dated.mutable_shift()->set_end_ms(kMonday + day * kDay + 22 * kHour);
    w.journal.keep(at(kMonday), dated, false);
  }
  const auto due = [&](int64_t now, api::NextReply::What what) {
    const auto next = w.reminders.next(at(now));
    for (const auto& d : next.due())
      if (d.what() == what) return d.at_ms();
    return 0.0;
  };
  EXPECT_EQ(due(kMonday + 9 * kHour, api::NextReply::OPEN_SHIFT), double(kMonday + 14 * kHour));
  w.reminders.open_shift(at(kMonday + 13 * kHour + 50 * kMinute), {});
  EXPECT_EQ(due(kMonday + 15 * kHour, api::NextReply::OPEN_SHIFT), 0);
  EXPECT_EQ(due(kMonday + 15 * kHour, api::NextReply::CLOSE_SHIFT), double(kMonday + 22 * kHour));
  auto spans = w.reminders.between(kMonday, kMonday + kDay);
  ASSERT_EQ(spans.size(), 1u);
  EXPECT_EQ(spans[0].end, kMonday + 22 * kHour);
  w.reminders.close_shift(at(kMonday + 21 * kHour), {});
  spans = w.reminders.between(kMonday, kMonday + kDay);
  ASSERT_EQ(spans.size(), 1u) << "what was worked of it, and not beside it";
  EXPECT_EQ(spans[0].end, kMonday + 21 * kHour);
}

TEST(Shifts, OneThatIsOverDoesNotHoldUpTheNext) {
  Forgotten w(kMonday + 8 * kHour);
  EXPECT_FAULT(w.reminders.open_shift(at(kMonday + 16 * kHour), {}), refused);
  w.reminders.open_shift(at(kMonday + 20 * kHour), {});
  ASSERT_EQ(w.on_monday().size(), 2u);
  EXPECT_EQ(w.on_monday()[0].end, kMonday + 16 * kHour + 30 * kMinute);
  // No usual one it could be: until the next usual one begins, at most.
  EXPECT_EQ(w.on_monday()[1].end, kMonday + 32 * kHour);
  w.reminders.close_shift(at(kMonday + 22 * kHour), {});
  EXPECT_EQ(w.on_monday()[1].end, kMonday + 22 * kHour) << "the one that was opened last";
}

TEST(Sleep, BeforeTheFirstOfSomeNightsThereIsANap) {
  World w;
  // From Monday on: 22:00 to 06:00, written down on Sunday.
  w.journal.keep(at(kMonday - 10 * kHour),
                 usual_week({{1, 1320, 480}, {2, 1320, 480}, {3, 1320, 480}}, kMonday - 10 * kHour), false);
  const auto hours = [](double ms) { return (ms - double(kMonday)) / double(kHour); };
  auto plan = w.reminders.plan_sleep(at(kMonday - 4 * kHour));
  EXPECT_TRUE(plan.fits());
  EXPECT_EQ(hours(plan.bed_ms()), 0) << "on the eve a night as ever";
  EXPECT_EQ(hours(plan.up_ms()), 7);
  plan = w.reminders.plan_sleep(at(kNoon));
  EXPECT_TRUE(plan.fits());
  EXPECT_EQ(hours(plan.nap_ms()), 19.5) << "nobody sleeps seven hours in the afternoon after a night in bed";
  EXPECT_EQ(plan.nap_min(), 90);
  EXPECT_EQ(hours(plan.bed_ms()), 31.5) << "after the first night";
  EXPECT_EQ(hours(plan.up_ms()), 38.5);
  plan = w.reminders.plan_sleep(at(kMonday + 20 * kHour + 30 * kMinute));
  EXPECT_EQ(plan.nap_min(), 20);
  plan = w.reminders.plan_sleep(at(kMonday + 21 * kHour + 20 * kMinute));
  EXPECT_EQ(hours(plan.bed_ms()), 31.5) << "about to begin";
  EXPECT_EQ(plan.nap_ms(), 0);
  plan = w.reminders.plan_sleep(at(kMonday + 30 * kHour + kMinute));
  EXPECT_EQ(hours(plan.bed_ms()), 31.5) << "between two nights";
}

TEST(Sleep, BeforeALateShiftTheNightIsANight) {
  World w;
  w.journal.keep(at(kMonday), usual_week({{1, 840, 480}, {2, 840, 480}, {3, 360, 480}}), false);
  const auto bed = [&](int64_t now) {
    return (w.reminders.plan_sleep(at(now)).bed_ms() - double(kMonday)) / double(kHour);
  };
  EXPECT_EQ(bed(kMonday - 3 * kHour), 0) << "not at six in the morning, which would be in time";
  EXPECT_EQ(bed(kMonday + 9 * kHour), 24) << "up, with a late shift ahead: the night after it";
  EXPECT_EQ(bed(kMonday + 22 * kHour + kMinute), 24);
  EXPECT_FALSE(w.reminders.plan_sleep(at(kMonday + 46 * kHour + kMinute)).fits())
      << "home at eleven, and an early one";
}

TEST(Sleep, OnTheMorningOfAShiftThePlanIsForTheNightAfterIt) {
  World w;
  w.journal.keep(at(kMonday), usual_week({{1, 480, 510}, {2, 480, 510}, {5, 480, 510}}), false);
  const auto bed = [&](int64_t now) {
    return (w.reminders.plan_sleep(at(now)).bed_ms() - double(kMonday)) / double(kHour);
  };
  for (const auto minutes :
       {5 * 60, 6 * 60 + 50, 7 * 60 + 10, 7 * 60 + 59, 8 * 60 + 1, 16 * 60, 20 * 60, 23 * 60 + 50})
    EXPECT_EQ(bed(kMonday + minutes * kMinute), 24) << minutes << ": not at six in the afternoon";
  EXPECT_EQ(bed(kMonday + 31 * kHour + 10 * kMinute), 48) << "with nothing to get up for";
  // An early one, with much sleep needed: to bed in the evening, also where it is late for it.
  World early;
  early.journal.keep(at(kMonday), usual_week({{2, 240, 480}}), false);
  const auto plan = early.reminders.plan_sleep(at(kMonday + 20 * kHour + 30 * kMinute));
  EXPECT_FALSE(plan.fits());
  EXPECT_EQ(plan.bed_ms(), double(kMonday + 20 * kHour + 30 * kMinute));
  EXPECT_EQ(plan.up_ms(), double(kMonday + 27 * kHour));
}

TEST(Reminders, AQuietSetByAWrongClockDoesNotLast) {
  World w;
  const auto a_year_ahead = kNoon + 365 * kDay;
  records::Settings s;
  s.set_offers(true);
  s.set_quiet_until_ms(a_year_ahead + 24 * kHour);
  w.session.change_settings(at(a_year_ahead), s, false);
  const auto quiet = [&](int64_t now) {
    const auto next = w.reminders.next(at(now));
    return std::any_of(next.due().begin(), next.due().end(),
                       [](const auto& d) { return d.what() == api::NextReply::QUIET_ENDS; });
  };
  EXPECT_TRUE(quiet(a_year_ahead + kHour));
  EXPECT_FALSE(quiet(kNoon)) << "the clock is right again";
}

TEST(Sleep, PlanWorksBackFromTheNextShift) {
  World w;
  rec::Entry shift;
  shift.mutable_shift()->set_at_ms(kMonday + 32 * kHour);  // Tuesday 08:00
  shift.mutable_shift()->set_end_ms(kMonday + 40 * kHour);
  w.journal.keep(at(kNoon), shift, false);
  auto plan = w.reminders.plan_sleep(at(kNoon));
  EXPECT_EQ(plan.up_ms(), double(kMonday + 31 * kHour));
  EXPECT_EQ(plan.bed_ms(), double(kMonday + 24 * kHour));
  EXPECT_EQ(plan.wind_down_ms(), double(kMonday + 23 * kHour + 30 * kMinute));
  EXPECT_TRUE(plan.fits());
  plan = w.reminders.plan_sleep(at(kMonday + 27 * kHour));
  EXPECT_FALSE(plan.fits());
  EXPECT_EQ(plan.sleep_min(), 4 * 60);
  EXPECT_EQ(plan.nap_min(), 90);
}

TEST(Sleep, ACalendarRingsForShiftsAndWindDowns) {
  World w;
  rec::Entry week;
  auto& p = *week.mutable_shift_pattern();
  p.set_at_ms(kMonday - 7 * kDay);
  for (int weekday : {2, 3}) {
    auto* s = p.add_slots();
    s->set_weekday(weekday), s->set_start_min(8 * 60), s->set_length_min(8 * 60);
  }
  w.journal.keep(at(kNoon), week, false);
  api::CalendarRequest q;
  q.set_shift("Work, late; or\nnot: " + std::string(60, 'x') + "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9");
  q.set_wind_down("Wind down");
  const auto reply = w.reminders.calendar(at(kNoon), q);
  const auto& ics = reply.ics();
  EXPECT_EQ(reply.events(), 16) << "four weeks of two shifts, and an evening before each";
  size_t events = 0;
  for (size_t at = 0; (at = ics.find("BEGIN:VEVENT", at)) != std::string::npos; ++at) ++events;
  EXPECT_EQ(events, 16u);
  EXPECT_NE(ics.find("DTSTART:20260303T080000Z\r\n"), std::string::npos) << ics;
  EXPECT_NE(ics.find("DTSTART:20260302T233000Z\r\nDTEND:20260303T000000Z\r\nSUMMARY:Wind down"),
            std::string::npos)
      << ics;
  EXPECT_NE(ics.find("Work\\, late\\; or\\nnot: "), std::string::npos);
  for (size_t from = 0; from < ics.size();) {
    const auto end = ics.find("\r\n", from);
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(end - from, 75u);
    EXPECT_EQ(ics.find('\n', from), end + 1);
    from = end + 2;
  }
  EXPECT_EQ(w.reminders.calendar(at(kNoon), q).ics(), ics) << "the same again: nothing doubles";
  q.clear_shift();
  EXPECT_EQ(w.reminders.calendar(at(kNoon), q).events(), 8);
  q.set_wind_down(std::string(201, 'x'));
  EXPECT_FAULT(w.reminders.calendar(at(kNoon), q), invalid);
}

TEST(Sleep, DaySleepersAreToldNotToDrive) {
  World w;
  for (const int night : {0, 1}) {
    rec::Entry shift;
    shift.mutable_shift()->set_at_ms(kMonday + (22 + 24 * night) * kHour);
    shift.mutable_shift()->set_end_ms(kMonday + (30 + 24 * night) * kHour);
    w.journal.keep(at(kNoon), shift, false);
  }
  const auto plan = w.reminders.plan_sleep(at(kMonday + 30 * kHour + kMinute));
  EXPECT_TRUE(plan.do_not_drive_sleepy());
  EXPECT_TRUE(plan.fits());
  EXPECT_LT(plan.bed_ms(), double(kMonday + 33 * kHour))
      << "sleeps in the morning, not just before the shift";
}

TEST(Reminders, APauseIsDueFiftyMinutesAfterTheLastWithinAShift) {
  World w;
  records::Settings settings;
  settings.set_offers(true);
  w.session.change_settings(at(kNoon), settings, false);
  const auto pause = [&](int64_t now) -> double {
    const auto next = w.reminders.next(at(now));
    for (const auto& d : next.due())
      if (d.what() == api::NextReply::PAUSE) return d.offer() ? d.at_ms() : -1;
    return 0;
  };
  EXPECT_EQ(pause(kNoon), 0) << "no shift";
  w.reminders.open_shift(at(kNoon), {});
  EXPECT_EQ(pause(kNoon + kMinute), double(kNoon + 50 * kMinute));
  records::Entry offer;
  offer.mutable_offer()->set_at_ms(kNoon + 55 * kMinute);
  offer.mutable_offer()->set_practice("care.pause");
  w.journal.keep(at(kNoon + 55 * kMinute), offer, false, nullptr);
  EXPECT_EQ(pause(kNoon + 56 * kMinute), double(kNoon + 105 * kMinute)) << "an offer that was made counts";
  settings.set_quiet_until_ms(kNoon + 300 * kMinute);
  w.session.change_settings(at(kNoon), settings, false);
  EXPECT_EQ(pause(kNoon + 56 * kMinute), -1) << "quiet";
}

TEST(Reminders, AnOfferIsMadeOnce) {
  World w;
  records::Settings settings;
  settings.set_offers(true);
  w.session.change_settings(at(kNoon), settings, false);
  records::Entry pattern;
  for (const int weekday : {1, 2}) {  // kNoon is a Monday
    auto* slot = pattern.mutable_shift_pattern()->add_slots();
    slot->set_weekday(weekday);
    slot->set_start_min(9 * 60);
    slot->set_length_min(8 * 60);
  }
  pattern.mutable_shift_pattern()->set_at_ms(kNoon - kDay);
  w.journal.keep(at(kNoon), pattern, false, nullptr);
  const auto offered = [&](api::NextReply::What what) {
    const auto next = w.reminders.next(at(kNoon + kMinute));
    for (const auto& d : next.due())
      if (d.what() == what) return d.offer() ? d.practice() : std::string("no");
    return std::string("not due");
  };
  EXPECT_EQ(offered(api::NextReply::CLOSE_SHIFT), "care.close");
  EXPECT_EQ(offered(api::NextReply::WIND_DOWN), "sleep.windown");
  for (const char* practice : {"care.close", "sleep.windown"}) {
    records::Entry offer;
    offer.mutable_offer()->set_practice(practice);
    w.journal.keep(at(kNoon), offer, false, nullptr);
  }
  EXPECT_EQ(offered(api::NextReply::CLOSE_SHIFT), "no");
  EXPECT_EQ(offered(api::NextReply::WIND_DOWN), "no");
}

}  // namespace
}  // namespace eddy::test
