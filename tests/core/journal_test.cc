// Small stories about keeping, safety, settings.
#include "core/journal/safety.h"
#include "core/journal/screen.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {
namespace rec = eddy::records;
using namespace std::string_literals;

TEST(Safety, AGraveCallHoldsBackEveryDebriefForThreeDays) {
  World w;
  w.hard_call(5, rec::CALL_ANGRY, at(kNoon));
  EXPECT_EQ(w.reminders.debriefs_offered(at(kNoon + kHour)).size(), 1u);
  rec::Entry grave;
  grave.mutable_hard_call()->set_kind(rec::CALL_THREAT);
  EXPECT_EQ(w.journal.keep(at(kNoon + kHour), grave, false).care(), api::CARE_GROUNDING);
  EXPECT_EQ(w.reminders.debriefs_offered(at(kNoon + 2 * kHour)).size(), 0u);
  EXPECT_EQ(w.reminders.debriefs_offered(at(kNoon + 72 * kHour)).size(), 0u);
  EXPECT_EQ(w.reminders.debriefs_offered(at(kNoon + 74 * kHour)).size(), 2u);
  EXPECT_EQ(w.reminders.debriefs_offered(at(kNoon + 7 * kDay + 2 * kHour)).size(), 0u)
      << "the list empties itself";
}

TEST(Safety, NoDebriefWithinTwoHoursOfPlannedSleep) {
  World w;
  w.hard_call(5, rec::CALL_ANGRY, at(kNoon));
  rec::Entry shift;  // tomorrow at eight: to bed at midnight
  shift.mutable_shift()->set_at_ms(kNoon + 20 * kHour);
  shift.mutable_shift()->set_end_ms(kNoon + 28 * kHour);
  w.journal.keep(at(kNoon), shift, false);
  EXPECT_EQ(w.reminders.debriefs_offered(at(kNoon + 9 * kHour)).size(), 1u);
  EXPECT_EQ(w.reminders.debriefs_offered(at(kNoon + 11 * kHour)).size(), 0u);
}

TEST(Safety, NoDebriefDuringAShift) {
  World w;
  w.hard_call(5, rec::CALL_ANGRY, at(kNoon));
  w.reminders.open_shift(at(kNoon - kHour), {});
  EXPECT_EQ(w.reminders.debriefs_offered(at(kNoon + kHour)).size(), 0u);
}

TEST(Safety, HeavyWordsAndDaysAtTheFloorAreMetAtHomeOnly) {
  World w;
  auto& heavy = w.heavy;
  for (const char* text : {"I want to kill myself", "don't want to live like this", "he talked of Suicide",
                           "better off without me", "maybe not wake up tomorrow", "I don\u2019t want to live",
                           "Ich möchte nicht mehr leben.", "¡Quiero morirme!", "não quero mais viver",
                           "Je n'ai plus envie de vivre", "gusto ko nang mamatay", "मैं मरना चाहती हूँ।",
                           "Suizid am Telefon", "I want\nto die", "ich will\r\nsterben"})
    EXPECT_TRUE(heavy.sounds(text)) << text;
  for (const char* text :
       {"the queue was killing time", "dead line all day", "overtime again", "lively call",
        "I want to dial less", "je veux en finir avec cet appel", "das Telefon lebt nicht mehr lange",
        "la llamada murió sola", "quero matar a fome", "पूरी रात जागी"})
    EXPECT_FALSE(heavy.sounds(text)) << text;
  for (int d = 0; d < 3; ++d) w.check_in(1, at(kNoon + d * kDay));
  rec::Entry e;
  e.mutable_check_in()->set_mood(1);
  EXPECT_EQ(w.journal.keep(at(kNoon + 2 * kDay + kHour), e, false).care(), api::CARE_HEAVY);
  rec::Settings quiet;
  quiet.set_care_quiet_until_ms(kNoon + 4 * kDay);
  w.session.change_settings(at(kNoon + 2 * kDay), quiet, false);
  EXPECT_EQ(w.journal.keep(at(kNoon + 2 * kDay + kHour), e, false).care(), api::CARE_NONE);
  Folder home;
  World work(home.path);
  work.init(true);
  rec::Settings words;
  words.set_allow_text(true);
  work.session.change_settings(at(kNoon), words, false);
  e.mutable_check_in()->set_note("I want to die");
  EXPECT_EQ(work.journal.keep(at(kNoon), e, false).care(), api::CARE_NONE)
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
  s.set_allow_text(true);
  w.session.change_settings(at(kNoon), s, false);
  const auto id = w.journal.keep(at(kNoon), e, false).id();
  EXPECT_EQ(w.journal.get(to_id(id, "id")).space(), rec::SPACE_WORK);
}

TEST(Screen, FindsOtherPeoplesNumbers) {
  const auto kinds = [](const char* t) {
    std::string out;
    for (const auto& k : other_peoples_data(t)) out += api::Error::Found_Name(k) + ";";
    return out;
  };
  EXPECT_EQ(kinds("card 4111 1111 1111 1111 declined"), "CARD_NUMBER;");
  EXPECT_EQ(kinds("4111-1111-1111-1112"), "ACCOUNT_NUMBER;");
  EXPECT_EQ(kinds("IBAN DE89 3704 0044 0532 0130 00"), "ACCOUNT_NUMBER;");
  EXPECT_EQ(kinds("call back on +49 170 1234567"), "PHONE_NUMBER;");
  EXPECT_EQ(kinds("call 0170 1234567"), "PHONE_NUMBER;");
  EXPECT_EQ(kinds("(555) 123-4567"), "PHONE_NUMBER;");
  EXPECT_EQ(kinds("account 123456789"), "ACCOUNT_NUMBER;");
  EXPECT_EQ(kinds("write to someone@example.org please"), "EMAIL_ADDRESS;");
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

TEST(Journal, TheTrashStaysUntilThePersonEmptiesIt) {
  World w;
  std::vector<Id> all;
  for (int i = 0; i < 5; ++i) all.push_back(w.check_in(3, at(kNoon + i * kMinute), "of the trash"));
  for (int i = 0; i < 3; ++i) w.journal.trash(at(kNoon + kHour), all[size_t(i)]);
  api::ListRequest trashed;
  trashed.set_trashed(true);
  EXPECT_EQ(w.journal.list(trashed).size(), 3u);
  w.journal.restore(at(kNoon + 3650 * kDay), all[0]);  // ten years later it is all there still
  EXPECT_EQ(w.journal.empty_trash(at(kNoon + 3650 * kDay)), 2);
  EXPECT_TRUE(w.journal.list(trashed).empty());
  EXPECT_EQ(w.journal.list({}).size(), 3u) << "what is not in it stays";
  EXPECT_FAULT(w.journal.restore(at(kNoon + 3651 * kDay), all[1]), not_found);
  EXPECT_EQ(w.journal.search("trash", 0).size(), 3u);
  EXPECT_EQ(w.journal.empty_trash(at(kNoon)), 0);
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

TEST(Journal, RefusesWhatHoldsNothing) {
  World w;
  const auto reason = [&](auto fill) {
    rec::Entry e;
    fill(e);
    try {
      w.journal.keep(at(kNoon), e, false);
    } catch (const Failure& f) {
      return f.reason;
    }
    return Reason::bug_inside;
  };
  const auto empty = Reason::nothing_given;
  EXPECT_EQ(reason([](rec::Entry& e) { e.mutable_check_in()->set_note(" \n"); }), empty);
  EXPECT_EQ(reason([](rec::Entry& e) { e.mutable_sleep()->set_at_ms(kNoon - kHour); }), empty);
  EXPECT_EQ(reason([](rec::Entry& e) { e.mutable_bright_spot()->set_what("  "); }), empty);
  EXPECT_EQ(reason([](rec::Entry& e) { e.mutable_bright_spot(); }), empty);
  EXPECT_TRUE(w.journal.list({}).empty());
  rec::Entry nap;
  nap.mutable_sleep()->set_nap(true);
  EXPECT_NO_THROW(w.journal.keep(at(kNoon), nap, false)) << "that there was one is something";
}

// The same words in every shell.
TEST(Journal, APageForAMentorHoldsWhatIsChosenAndNothingElse) {
  World w;
  rec::Entry e;
  auto& call = *e.mutable_hard_call();
  call.set_how_hard(8);
  call.set_kind(rec::CALL_TARGETED_ABUSE);
  call.set_handled(rec::HANDLED_ASKED_FOR_HELP);
  call.set_note("refund refused twice");
  call.set_at_ms(kNoon - 2 * kHour);
  const auto of = w.journal.keep(at(kNoon), e, true).id();
  rec::Entry d;
  d.mutable_debrief()->set_practice("debrief.three");
  d.mutable_debrief()->set_hard_call(of);
  d.mutable_debrief()->set_control("my voice");
  d.mutable_debrief()->set_worst("a complaint");
  const auto debrief = w.journal.keep(at(kNoon), d, true).id();
  const auto all = w.journal.page({});
  ASSERT_EQ(all.part_size(), 3);
  EXPECT_EQ(all.page(), "") << "nothing is chosen";
  api::PageRequest q;
  for (const auto& p : all.part())
    if (p.text().find("voice") == std::string::npos) q.add_chosen(p.key());
  const auto page = w.journal.page(q).page();
  EXPECT_NE(
      page.find("Hard call, 2026-03-02, 10:00\n8 of 10, targeted abuse, asked for help\nrefund refused"),
      std::string::npos)
      << page;
  EXPECT_NE(page.find("\na complaint"), std::string::npos);
  EXPECT_EQ(page.find("my voice"), std::string::npos) << page;
  api::PageRequest one;
  one.set_debrief(debrief);
  one.add_chosen(hex(debrief) + "/control");
  EXPECT_EQ(w.journal.page(one).part_size(), 2) << "of the debrief alone";
  const auto alone = w.journal.page(one).page();
  EXPECT_EQ(alone.substr(alone.find('\n')), "\nmy voice");
  EXPECT_EQ(w.journal.page(one).part(0).ask() + "\nmy voice", alone);
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
    t.set_rate_every(1);
    w.session.change_settings(at(kNoon), t, false);
    EXPECT_EQ(w.session.settings().pinned(), "breathe.slow");
  }
  World locked(home.path);
  EXPECT_EQ(locked.session.settings().pinned(), "breathe.slow");
  EXPECT_EQ(locked.session.settings().opt_outs_size(), 1);
  EXPECT_EQ(locked.session.settings().reset_seconds(), 45);
  EXPECT_EQ(locked.session.settings().rate_every(), 1);
}

TEST(Debrief, ItsOneStepBecomesALessonOnce) {
  World w;
  records::Entry e;
  e.mutable_debrief()->set_control("my voice");
  e.set_id(w.journal.keep(at(kNoon), e, false, nullptr).id());
  EXPECT_EQ(w.journal.learn(at(kNoon), to_id(e.id(), "id")).id(), "") << "no step yet";
  for (const char* step : {"If they shout, then I breathe.", "If they shout, then I breathe out."}) {
    e.mutable_debrief()->set_if_then(step);
    w.journal.keep(at(kNoon + kMinute), e, false, nullptr);
    EXPECT_NE(w.journal.learn(at(kNoon + 2 * kMinute), to_id(e.id(), "id")).id(), "");
    ASSERT_EQ(w.journal.latest(7, 10).size(), 1u);
    EXPECT_EQ(w.journal.latest(7, 10)[0].lesson().what(), step);
    EXPECT_EQ(w.journal.latest(7, 10)[0].lesson().debrief(), e.id());
  }
  const auto call = w.hard_call(5, records::CALL_SAD, at(kNoon));
  EXPECT_FAULT(w.journal.learn(at(kNoon), call), not_found);
}

}  // namespace
}  // namespace eddy::test
