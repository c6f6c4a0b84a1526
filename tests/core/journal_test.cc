// Small stories about keeping, days, shifts, safety.
#include "core/board/picture.h"
#include "core/exchange/csv.h"
#include "core/exchange/daylio.h"
#include "core/insights/trends.h"
#include "core/journal/safety.h"
#include "core/journal/screen.h"
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

constexpr int64_t kMonday = kNoon - 12 * kHour;
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
  // A time in the gap has jumped; the hour that comes twice is read as the first.
  EXPECT_EQ(w.session.zone.to_utc(1'774'746'000'000 + 90 * kMinute), 1'774'746'000'000 + 30 * kMinute);
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

TEST(Safety, AGraveCallHoldsBackEveryDebriefForThreeDays) {
  World w;
  w.hard_call(5, rec::CALL_ANGRY, at(kNoon));
  EXPECT_EQ(w.journal.debriefs_offered(at(kNoon + kHour)).size(), 1u);
  rec::Entry grave;
  grave.mutable_hard_call()->set_kind(rec::CALL_THREAT);
  EXPECT_EQ(w.journal.keep(at(kNoon + kHour), grave, false).notice(), api::NOTICE_GROUNDING);
  EXPECT_EQ(w.journal.debriefs_offered(at(kNoon + 2 * kHour)).size(), 0u);
  EXPECT_EQ(w.journal.debriefs_offered(at(kNoon + 72 * kHour)).size(), 0u);
  EXPECT_EQ(w.journal.debriefs_offered(at(kNoon + 74 * kHour)).size(), 2u);
  EXPECT_EQ(w.journal.debriefs_offered(at(kNoon + 7 * kDay + 2 * kHour)).size(), 0u)
      << "the list empties itself";
}

TEST(Safety, NoDebriefDuringAShift) {
  World w;
  w.hard_call(5, rec::CALL_ANGRY, at(kNoon));
  w.reminders.open_shift(at(kNoon - kHour), {});
  EXPECT_EQ(w.journal.debriefs_offered(at(kNoon + kHour)).size(), 0u);
}

TEST(Safety, HeavyWordsAndDaysAtTheFloorAreMetAtHomeOnly) {
  for (const char* text : {"I want to kill myself", "don't want to live like this", "he talked of Suicide",
                           "better off without me", "maybe not wake up tomorrow"})
    EXPECT_TRUE(sounds_heavy(text)) << text;
  for (const char* text : {"the queue was killing time", "dead line all day", "overtime again", "lively call",
                           "I want to dial less"})
    EXPECT_FALSE(sounds_heavy(text)) << text;
  World w;
  for (int d = 0; d < 3; ++d) w.check_in(1, at(kNoon + d * kDay));
  rec::Entry e;
  e.mutable_check_in()->set_mood(1);
  EXPECT_EQ(w.journal.keep(at(kNoon + 2 * kDay + kHour), e, false).notice(), api::NOTICE_HEAVY);
  rec::Settings quiet;
  quiet.set_care_quiet_until_ms(kNoon + 4 * kDay);
  w.session.change_settings(at(kNoon + 2 * kDay), quiet, false);
  EXPECT_EQ(w.journal.keep(at(kNoon + 2 * kDay + kHour), e, false).notice(), api::NOTICE_NONE);
  Folder home;
  World work(home.path);
  work.init(true);
  rec::Settings words;
  words.set_words(true);
  work.session.change_settings(at(kNoon), words, false);
  e.mutable_check_in()->set_note("I want to die");
  EXPECT_EQ(work.journal.keep(at(kNoon), e, false).notice(), api::NOTICE_NONE)
      << "never on a work device's screen";
}

TEST(Work, KeepsNumbersOnlyUntilToldOtherwise) {
  Folder home;
  World w(home.path);
  w.init(true);
  rec::Entry e;
  e.mutable_hard_call()->set_how_hard(9);
  w.journal.keep(at(kNoon), e, false);
  e.mutable_hard_call()->set_note("only at work");
  EXPECT_FAULT(w.journal.keep(at(kNoon), e, false), refused);
  rec::Settings s;
  s.set_words(true);
  w.session.change_settings(at(kNoon), s, false);
  const auto id = w.journal.keep(at(kNoon), e, false).id();
  EXPECT_EQ(w.journal.get(to_id(id, "id")).space(), rec::SPACE_WORK);
}

TEST(Screen, FindsOtherPeoplesNumbers) {
  const auto kinds = [](const char* t) {
    std::string out;
    for (const auto& k : other_peoples_data(t)) out += k + ";";
    return out;
  };
  EXPECT_EQ(kinds("card 4111 1111 1111 1111 declined"), "card number;");
  EXPECT_EQ(kinds("4111-1111-1111-1112"), "account number;");
  EXPECT_EQ(kinds("IBAN DE89 3704 0044 0532 0130 00"), "account number;");
  EXPECT_EQ(kinds("call back on +49 170 1234567"), "phone number;");
  EXPECT_EQ(kinds("call 0170 1234567"), "phone number;");
  EXPECT_EQ(kinds("(555) 123-4567"), "phone number;");
  EXPECT_EQ(kinds("account 123456789"), "account number;");
  EXPECT_EQ(kinds("write to someone@example.org please"), "e-mail address;");
  for (const char* fine :
       {"refund of 1,299.00 refused twice", "2026-11-22 14:30", "22.11.2026", "waited 45 minutes, case 1234",
        "at 10:15 and again at 11:20", "50 calls, 8/10", "order no. 55 @ desk", "3-4 times since 2019"})
    EXPECT_EQ(kinds(fine), "") << fine;
}

TEST(Screen, AsksBeforeKeepingAndKeepsWhenTold) {
  World w;
  rec::Entry e;
  e.mutable_check_in()->set_note("she gave me 4111 1111 1111 1111");
  EXPECT_FAULT(w.journal.keep(at(kNoon), e, false), refused);
  EXPECT_TRUE(w.journal.latest(kCheckIn, 1).empty());
  w.journal.keep(at(kNoon), e, true);
  EXPECT_EQ(w.journal.latest(kCheckIn, 1).size(), 1u);
}

TEST(Journal, RefusesWhatCanNotBe) {
  World w;
  const auto refuse = [&](auto fill) {
    rec::Entry e;
    fill(e);
    EXPECT_FAULT(w.journal.keep(at(kNoon), e, false), invalid);
  };
  refuse([](rec::Entry& e) { e.mutable_check_in()->set_mood(6); });
  refuse([](rec::Entry& e) { e.mutable_check_in()->set_tension(-1); });
  refuse([](rec::Entry& e) { e.mutable_check_in(); });
  refuse([](rec::Entry& e) {
    e.mutable_check_in()->set_mood(3), e.mutable_check_in()->set_at_ms(-62'135'596'800'000);
  });
  refuse([](rec::Entry& e) {
    e.mutable_check_in()->set_mood(3), e.mutable_check_in()->set_at_ms(253'402'300'799'000);
  });
  refuse(
      [](rec::Entry& e) { e.mutable_check_in()->set_mood(3), e.mutable_check_in()->set_offset_min(9999); });
  refuse([](rec::Entry& e) { e.mutable_check_in()->set_note(std::string(kLongestText + 1, 'x')); });
  refuse(
      [](rec::Entry& e) { e.mutable_sleep()->set_bed_ms(kNoon + 1), e.mutable_sleep()->set_at_ms(kNoon); });
  refuse([](rec::Entry& e) { (void)e; });
  EXPECT_EQ(w.journal.list({}).size(), 0u);
}

TEST(Journal, MovingIsANewRecordAndAPurgeOfTheOld) {
  World w;
  const auto id = w.check_in(3, at(kNoon), "moved");
  const auto moved = to_id(w.journal.move(at(kNoon), id, rec::SPACE_WORK).id(), "id");
  EXPECT_NE(moved, id);
  EXPECT_FAULT(w.journal.get(id), not_found);
  EXPECT_EQ(w.journal.get(moved).space(), rec::SPACE_WORK);
  EXPECT_EQ(w.journal.search("moved", 0).size(), 1u);
}

TEST(Journal, SearchTakesNothingForSyntax) {
  World w;
  w.check_in(3, at(kNoon), "he said \"never again\" AND hung up; 100% NEAR");
  for (const char* q :
       {"\"", "AND", "NEAR(", "never*", "he\" OR \"x", "-", "text:he", "(", "^he", "again AND"})
    EXPECT_NO_THROW(w.journal.search(q, 0)) << q;
  EXPECT_EQ(w.journal.search("never again", 0).size(), 1u);
  EXPECT_FAULT(w.journal.search("  ", 0), invalid);
}

TEST(Board, ShowsWhatIsNeededAndNotWhatIsHiddenToday) {
  World w;
  const auto add = [&](rec::Need need, const char* text) {
    api::BoardAddRequest q;
    q.mutable_item()->set_need(need);
    q.mutable_item()->set_text(text);
    return to_id(w.board.add(at(kNoon), q).id(), "id");
  };
  const auto laugh = add(rec::NEED_LAUGH, "this is fine");
  add(rec::NEED_REMIND, "the woman who sent a card");
  for (int i = 0; i < 10; ++i)
    EXPECT_EQ(w.board.show(at(kNoon), rec::NEED_LAUGH, false).board_item().text(), "this is fine");
  w.board.hide_today(at(kNoon), laugh);
  EXPECT_FALSE(w.board.show(at(kNoon + kHour), rec::NEED_LAUGH, false).has_board_item());
  EXPECT_TRUE(w.board.show(at(kNoon + kDay), rec::NEED_LAUGH, false).has_board_item());
}

// A JPEG with JFIF, EXIF (with a canary where GPS would be), a comment, and a scan with stuffed bytes.
std::string jpeg(const std::string& secret) {
  const auto segment = [](unsigned char marker, const std::string& body) {
    return "\xff"s + char(marker) + char((body.size() + 2) >> 8) + char((body.size() + 2) & 255) + body;
  };
  return "\xff\xd8"s + segment(0xe0, "JFIF\0\1\1\0\0\1\0\1\0\0"s) + segment(0xe1, "Exif\0\0"s + secret) +
         segment(0xfe, secret) + segment(0xdb, std::string(65, 1)) + segment(0xda, "\1\1\0\0\x3f\0"s) +
         "scan\xff\0data\xff\xd0more"s + "\xff\xd9" + secret;
}

TEST(Pictures, LoseWhereTheyWereTakenAndKeepTheirPixels) {
  const std::string secret = "GPS 48.1371 11.5754";
  const auto clean = without_metadata(jpeg(secret));
  ASSERT_NE(jpeg(secret).find(secret), std::string::npos);
  EXPECT_EQ(clean.bytes.find(secret), std::string::npos);
  EXPECT_NE(clean.bytes.find("scan\xff\0data\xff\xd0more"s), std::string::npos);
  EXPECT_EQ(clean.media_type, "image/jpeg");
  const auto chunk = [](const std::string& type, const std::string& body) {
    return std::string{char(body.size() >> 24), char(body.size() >> 16), char(body.size() >> 8),
                       char(body.size())} +
           type + body + "crc!";
  };
  const auto png = "\x89PNG\r\n\x1a\n"s + chunk("IHDR", std::string(13, 0)) + chunk("eXIf", secret) +
                   chunk("tEXt", secret) + chunk("IDAT", "pixels") + chunk("IEND", "") + secret;
  EXPECT_EQ(without_metadata(png).bytes.find(secret), std::string::npos);
  EXPECT_NE(without_metadata(png).bytes.find("pixels"), std::string::npos);
  for (size_t n = 3; n < jpeg(secret).size() - secret.size() - 1; n += 7)
    EXPECT_FAULT(without_metadata(jpeg(secret).substr(0, n)), invalid);
  EXPECT_FAULT(without_metadata("%PDF-1.4"), invalid);
}

TEST(Pictures, AreSealedOnTheDiskAndComeBackWhole) {
  Folder home;
  World w(home.path);
  w.init();
  api::BoardAddRequest q;
  q.mutable_item()->set_need(rec::NEED_REASSURE);
  q.set_picture(jpeg("x"));
  const auto id = to_id(w.board.add(at(kNoon), q).id(), "id");
  EXPECT_EQ(w.board.picture(w.journal.get(id).board_item()), without_metadata(jpeg("x")).bytes);
  for (const auto& f : std::filesystem::directory_iterator(home / "pictures")) {
    EXPECT_EQ(read(f.path().string()).find("scan"), std::string::npos);
    auto bytes = read(f.path().string());
    bytes[bytes.size() / 2] ^= 1;
    write(f.path().string(), bytes);
  }
  EXPECT_FAULT(w.board.picture(w.journal.get(id).board_item()), damaged);
}

const char* const kDaylio =
    "\xef\xbb\xbf"
    "full_date,date,weekday,time,mood,activities,note_title,note\r\n"
    "2026-03-02,March 2,Monday,9:15 PM,rad,\"work | friends\",\"A title\",\"He said \"\"thanks\"\"<br>twice, "
    "<b>really</b>\"\r\n"
    "2026-03-02,March 2,Monday,08:05,meh,work,,\"first line\nsecond line\"\r\n"
    "2026-03-01,March 1,Sunday,7:30 am,awful,,\"Sleep Quality: 8/10 points | Sleep Time: 8:00\",,late\r\n"
    "2026-02-30,?,?,08:00,good,,,\r\n"
    "2026-02-28,?,?,25:00,good,,,\r\n"
    "2026-02-27,?,?,08:00,good,too,few\r\n"
    "0001-01-01,?,?,08:00,good,,,\r\n";

TEST(Daylio, EveryRowIsAccountedForAndTheSecondTimeAddsNothing) {
  World w;
  api::ImportRequest q;
  q.set_file(kDaylio);
  auto reply = import_daylio(w.session, at(kNoon), q);
  EXPECT_EQ(reply.imported(), 3);
  ASSERT_EQ(reply.left_size(), 4);
  EXPECT_EQ(reply.left(0).line(), 6) << "lines as an editor counts them, though one note has two";
  EXPECT_EQ(reply.left(3).line(), 9);
  const auto all = w.journal.latest(kCheckIn, 10);
  EXPECT_EQ(all[0].check_in().note(), "A title\nHe said \"thanks\"\ntwice, really");
  EXPECT_EQ(all[0].check_in().at_ms(), kMonday + (21 * 60 + 15) * kMinute);
  EXPECT_EQ(all[2].check_in().note(), "late\nSleep Quality: 8/10 points\nSleep Time: 8:00");
  const auto again = import_daylio(w.session, at(kNoon), q);
  EXPECT_EQ(again.imported(), 0);
  EXPECT_EQ(again.duplicates(), 3);
  EXPECT_EQ(undo_import(w.session, at(kNoon), reply.import()), 3);
  EXPECT_TRUE(w.journal.latest(kCheckIn, 10).empty());
  EXPECT_EQ(import_daylio(w.session, at(kNoon), q).imported(), 3) << "and can be done again";
}

TEST(Daylio, MoodsWithOtherNamesAreAskedForFirst) {
  World w;
  api::ImportRequest q;
  q.set_file(
      "full_date,date,weekday,time,mood,activities,scales,note_title,note\n2026-03-02,a,b,08:00,super,,,,"
      "\n2026-03-02,a,b,09:00,bad,,,,\n");
  const auto reply = import_daylio(w.session, at(kNoon), q);
  EXPECT_EQ(reply.imported(), 0);
  ASSERT_EQ(reply.unknown_mood_size(), 1);
  EXPECT_EQ(reply.unknown_mood(0), "super");
  auto* m = q.add_mood();
  m->set_label("Super");
  m->set_mood(5);
  EXPECT_EQ(import_daylio(w.session, at(kNoon), q).imported(), 2);
}

TEST(Daylio, HostileFilesGetAClearAnswer) {
  World w;
  const std::string header = "full_date,date,weekday,time,mood,activities,note_title,note\n";
  const auto import = [&](const std::string& file) {
    api::ImportRequest q;
    q.set_file(file);
    return import_daylio(w.session, at(kNoon), q);
  };
  EXPECT_FAULT(import(""), invalid);
  EXPECT_FAULT(import("\xff\xfe"
                      "f\0u\0"s),
               invalid);
  EXPECT_FAULT(import("PK\3\4 not a csv"), invalid);
  EXPECT_EQ(import(header).imported(), 0);
  for (const auto& row :
       {"2026-03-02,a,b,08:00,bad,,,\"never closed\n"s, "2026-03-02,a,b,08:00,bad,,,\xe9t\xe9\n"s,
        "2026-03-02,a,b,08:00,bad,,,nul\0byte\n"s, "02.03.2026,a,b,08:00,bad,,,\n"s,
        "03/02/2026,a,b,08:00,bad,,,\n"s, "9999-01-01,a,b,08:00,bad,,,\n"s,
        "2026-03-02,a,b,08:00,bad,,,,,,,,,,,,,\n"s,
        "2026-03-02,a,b,08:00,bad,,,"s + std::string(5'000'000, 'x') + "\n"}) {
    const auto reply = import(header + row);
    EXPECT_EQ(reply.left_size(), 1) << row.substr(0, 60);
    EXPECT_EQ(reply.imported(), 0);
  }
}

TEST(Csv, ReadsWhatItSaysItReads) {
  const auto rows = read_csv("a,\"b,\"\"c\"\"\nd\",\r\n\r\n\"\",x\n");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].fields, (std::vector<std::string>{"a", "b,\"c\"\nd", ""}));
  EXPECT_EQ(rows[1].line, 4);
  EXPECT_EQ(rows[1].fields, (std::vector<std::string>{"", "x"}));
}

struct Copies {
  static std::vector<api::Exported> all(World& w, int limit) {
    std::vector<api::Exported> out;
    api::ExportRequest q;
    q.set_limit(limit);
    for (;;) {
      const auto reply = w.exchange.export_records(q);
      out.insert(out.end(), reply.record().begin(), reply.record().end());
      if (reply.next().empty()) return out;
      q.set_after(reply.next());
    }
  }
  static void fill(World& w) {
    for (int i = 0; i < 30; ++i) w.check_in(i % 5 + 1, at(kNoon + i * kHour), "note " + std::to_string(i));
    const auto id = w.hard_call(7, rec::CALL_ANGRY, at(kNoon));
    const auto seen = std::vector<uint64_t>{1};
    auto e = w.journal.get(id);
    e.mutable_hard_call()->set_note("one");
    w.journal.keep(at(kNoon), e, false, &seen);
    e.mutable_hard_call()->set_note("two");
    w.journal.keep(at(kNoon + 1), e, false, &seen);
    w.journal.trash(at(kNoon), w.check_in(2, at(kNoon), "in the trash"));
    api::BoardAddRequest q;
    q.mutable_item()->set_need(rec::NEED_LAUGH);
    q.set_picture(jpeg("x"));
    w.board.add(at(kNoon), q);
    Vault::Write write(w.session.vault(), at(kNoon));  // a field of a newer Eddy
    write.create(kCheckIn, 2,
                 "\x18\x03\xfa\x3f\x03"
                 "abc"s);
    write.commit();
  }
};

TEST(Export, ThenImportElsewhereIsTheSameInEveryByte) {
  World from, to;
  Copies::fill(from);
  EXPECT_EQ(from.journal.latest(kHardCall, 1)[0].versions_size(), 2);
  api::ImportRecordsRequest q;
  for (auto& e : Copies::all(from, 7)) *q.add_record() = e;
  const auto reply = to.exchange.import_records(at(kNoon + kDay), q);
  EXPECT_EQ(reply.left_size(), 0);
  const auto a = Copies::all(from, 500), b = Copies::all(to, 500);
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i)
    EXPECT_EQ(a[i].SerializeAsString(), b[i].SerializeAsString()) << a[i].ShortDebugString();
  EXPECT_EQ(to.exchange.import_records(at(kNoon), q).imported(), 0) << "again: nothing";
}

std::string back_up(World& w) {
  api::BackUpRequest q;
  std::string out;
  for (;;) {
    const auto reply = w.exchange.back_up(q);
    out += reply.bytes();
    if (reply.done()) return out;
    q.set_cursor(reply.cursor());
  }
}

api::RestoreReply restore(World& w, const std::string& file, size_t portion,
                          const std::string& passphrase = "pass") {
  api::RestoreReply reply;
  for (size_t i = 0; i < std::max<size_t>(1, file.size()); i += portion) {
    api::RestoreRequest q;
    q.set_passphrase(passphrase);
    q.set_bytes(file.substr(i, portion));
    q.set_last(i + portion >= file.size());
    reply = w.exchange.restore(at(kNoon), q);
  }
  return reply;
}

TEST(Backup, RestoresEverythingInPortionsOfAnySize) {
  Folder home;
  World w(home.path);
  w.init();
  Copies::fill(w);
  const auto file = back_up(w);
  for (const size_t portion : {size_t(1), size_t(700), size_t(1 << 20)}) {
    Folder other;
    World r(other.path);
    const auto reply = restore(r, file, portion);
    EXPECT_TRUE(reply.done());
    const auto a = Copies::all(w, 500), b = Copies::all(r, 500);
    ASSERT_EQ(a.size(), b.size());
    for (size_t i = 0; i < a.size(); ++i) EXPECT_EQ(a[i].SerializeAsString(), b[i].SerializeAsString());
    World again(other.path);
    again.session.unlock_passphrase("pass");
    EXPECT_TRUE(again.session.vault().check().empty());
  }
}

TEST(Backup, DamagedCutOrForeignLeavesNothingBehind) {
  Folder home;
  World w(home.path);
  w.init();
  Copies::fill(w);
  const auto file = back_up(w);
  const auto refused = [&](std::string bytes, Fault kind, const std::string& passphrase = "pass") {
    Folder other;
    World r(other.path);
    try {
      restore(r, bytes, 1 << 20, passphrase);
      ADD_FAILURE() << "restored";
    } catch (const Failure& f) {
      EXPECT_EQ(f.fault, kind) << f.detail;
    }
    EXPECT_FALSE(r.session.exists());
    EXPECT_NO_THROW(restore(r, file, 1 << 20)) << "the folder is free for the right one";
  };
  auto changed = file;
  changed[file.size() - 100] ^= 1;
  refused(changed, Fault::damaged);
  refused(file.substr(0, file.size() - 1), Fault::damaged);
  refused(file.substr(0, 100), Fault::damaged);
  refused("PK\3\4 something else entirely", Fault::invalid);
  refused("", Fault::invalid);
  refused(file, Fault::wrong_key, "wrong");
}

TEST(Settings, ChangeOnlyWhatIsGivenAndWorkLocked) {
  Folder home;
  {
    World w(home.path);
    w.init();
    rec::Settings s;
    s.set_pinned("breathe.slow");
    s.add_opt_outs("NO_HOLDS");
    w.session.change_settings(at(kNoon), s, false);
    rec::Settings t;
    t.set_reset_seconds(45);
    w.session.change_settings(at(kNoon), t, false);
    EXPECT_EQ(w.session.settings().pinned(), "breathe.slow");
  }
  World locked(home.path);
  EXPECT_EQ(locked.session.settings().pinned(), "breathe.slow");
  EXPECT_EQ(locked.session.settings().opt_outs_size(), 1);
  EXPECT_EQ(locked.session.settings().reset_seconds(), 45);
}

}  // namespace
}  // namespace eddy::test
