// A week and a month, looked back at: what is told of them, to whom, and the page that is made of it.
#include "core/insights/review.h"

#include <algorithm>
#include <set>

#include "core/exchange/html.h"
#include "core/exchange/review_page.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {
namespace rec = eddy::records;

constexpr int64_t kNow = kMonday + 7 * kDay + 12 * kHour;  // the Monday after

bool stands_in(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

struct Weeks : World {
  Weeks() { add_insights(*this); }
  explicit Weeks(const std::string& home) : World(home) { add_insights(*this); }

  static int64_t on(int day, int hour, int minute = 0) {
    return kMonday + day * kDay + hour * kHour + minute * kMinute;
  }
  api::Kept keep(rec::Entry e, int64_t ms) { return journal.keep(at(ms), std::move(e), true); }
  void rate(int mood, int energy, int tension, int64_t ms) {
    rec::Entry e;
    auto& c = *e.mutable_check_in();
    c.set_mood(mood), c.set_energy(energy), c.set_tension(tension);
    keep(e, ms);
  }
  void call(int how_hard, rec::CallKind kind, rec::Handled handled, int64_t ms) {
    rec::Entry e;
    auto& c = *e.mutable_hard_call();
    c.set_how_hard(how_hard), c.set_kind(kind), c.set_handled(handled);
    keep(e, ms);
  }
  void practised(const std::string& practice, int before, int after, int64_t ms, rec::Arm arm = {},
                 bool worse = false) {
    rec::Entry e;
    auto& p = *e.mutable_practice_done();
    p.set_practice(practice), p.set_before(before), p.set_after(after), p.set_arm(arm);
    p.set_played_s(60), p.set_worse(worse);
    keep(e, ms);
  }
  void slept(int minutes, int64_t up, bool nap = false) {
    rec::Entry e;
    e.mutable_sleep()->set_bed_ms(up - minutes * kMinute);
    e.mutable_sleep()->set_nap(nap);
    keep(e, up);
  }
  Id bright(const std::string& what, int64_t ms) {
    rec::Entry e;
    e.mutable_bright_spot()->set_what(what);
    return to_id(keep(e, ms).id(), "id");
  }
  Id lesson(const std::string& what, int64_t ms) {
    rec::Entry e;
    e.mutable_lesson()->set_what(what);
    return to_id(keep(e, ms).id(), "id");
  }
  void shift(int64_t from, int hours, bool closed, const std::string& good) {
    rec::Entry e;
    auto& s = *e.mutable_shift();
    s.set_at_ms(from), s.set_offset_min(0), s.set_end_ms(from + hours * kHour), s.set_closed(closed);
    s.set_good(good);
    keep(e, from);
  }

  // At eight on weekdays, so that there is a sleep to plan.
  void works_from(int64_t ms) {
    rec::Entry week;
    week.mutable_shift_pattern()->set_at_ms(ms);
    for (int d = 1; d <= 5; ++d) {
      auto* s = week.mutable_shift_pattern()->add_slots();
      s->set_weekday(d), s->set_start_min(8 * 60), s->set_length_min(8 * 60);
    }
    keep(week, ms);
  }

  template <class Reply, class Request>
  Reply ask(const char* method, const Request& q, int64_t now) {
    Reply reply;
    reply.ParseFromString(
        router.call(std::string("eddy.api.Insights/") + method, at(now), q.SerializeAsString()));
    return reply;
  }
  static api::ReviewRequest of(api::Step span, const std::string& from, bool page = true) {
    api::ReviewRequest q;
    q.set_span(span), q.set_from(from), q.set_page(page);
    return q;
  }
  api::ReviewReply told(const api::ReviewRequest& q = of(api::WEEK, ""), int64_t now = kNow) {
    return ask<api::ReviewReply>("Review", q, now);
  }
  api::PageReply lines(const std::vector<std::string>& chosen, int64_t now = kNow) {
    api::ReviewLinesRequest q;
    for (const auto& key : chosen) q.add_chosen(key);
    return ask<api::PageReply>("ReviewLines", q, now);
  }

  // A day worker's hard week: angry callers on Tuesday, abuse on Thursday, help on Friday, and a night that was cut short.
  void hard_week() {
    for (int d = 0; d < 5; ++d) shift(on(d, 9), 8, true, d == 4 ? "Somebody brought cake" : "");
    for (int d = 0; d < 5; ++d) rate(3, 3, d == 1 || d == 3 ? 8 : 4, on(d, 11));
    for (int d = 0; d < 7; ++d) rate(4, 3, 3, on(d, 19));
    call(6, rec::CALL_ANGRY, rec::HANDLED_ALONE, on(1, 10));
    call(9, rec::CALL_ANGRY, rec::HANDLED_ALONE, on(1, 15));
    call(9, rec::CALL_TARGETED_ABUSE, rec::HANDLED_ENDED, on(3, 14));
    call(5, rec::CALL_SAD, rec::HANDLED_ASKED_FOR_HELP, on(4, 10));
    for (int d = 0; d < 7; ++d) slept(d == 2 ? 270 : 450, on(d, 7));
    practised("breathe.sigh", 8, 5, on(1, 10, 10), rec::ARM_PINNED);
    practised("breathe.sigh", 8, 4, on(1, 15, 20), rec::ARM_PINNED);
    practised("breathe.sigh", 9, 7, on(3, 14, 20), rec::ARM_PINNED);
    practised("break.walk", 6, 2, on(4, 12), rec::ARM_CHOSEN);
    bright("The old gentleman laughed at the end", on(2, 16));
    bright("She said: you are the first who listened", on(4, 13));
    lesson("If somebody shouts, then I slow down first", on(3, 17));
  }
};

TEST(Review, TellsOfAWeekWhatWasHeavyAndWhatWentWithRelief) {
  Weeks w;
  w.hard_week();
  const auto r = w.told();
  EXPECT_EQ(r.held(), api::HELD_UNSPECIFIED);
  EXPECT_EQ(r.from(), "2026-03-02");
  EXPECT_EQ(r.to(), "2026-03-08");
  EXPECT_TRUE(r.with_people());
  ASSERT_EQ(r.calls_size(), 3);
  EXPECT_EQ(r.calls(0).kind(), rec::CALL_ANGRY);
  EXPECT_EQ(r.calls(0).calls(), 2);
  EXPECT_DOUBLE_EQ(r.calls(0).how_hard(), 7.5);
  EXPECT_EQ(r.calls(0).hardest(), 9);
  EXPECT_FALSE(r.calls(0).was_wrong());
  EXPECT_EQ(r.calls(1).kind(), rec::CALL_TARGETED_ABUSE);
  EXPECT_TRUE(r.calls(1).was_wrong());
  EXPECT_EQ(r.with_others(), 1);
  // Of Tuesday the mean of both sides is 5.5: no day of this week was tense from morning to night.
  EXPECT_EQ(r.tense_size(), 0);
  ASSERT_EQ(r.short_night_size(), 1);
  EXPECT_EQ(r.short_night(0).day(), "2026-03-04");
  EXPECT_EQ(r.short_night(0).minutes(), 270);
  ASSERT_EQ(r.practice_size(), 2);
  EXPECT_EQ(r.practice(0).practice(), "breathe.sigh") << "the most rated, not the one with the largest fall";
  EXPECT_EQ(r.practice(0).rated(), 3);
  EXPECT_EQ(r.practice(0).fell().days(), 2);
  EXPECT_DOUBLE_EQ(r.practice(0).fell().mean(), (3.5 + 2) / 2);
  EXPECT_EQ(r.practice(0).fell().high(), 0) << "no range of two days";
  EXPECT_FALSE(r.practice(1).title().empty());
  ASSERT_EQ(r.bright_size(), 1);
  EXPECT_EQ(r.bright(0).text(), "The old gentleman laughed at the end");
  EXPECT_EQ(r.keep().text(), "She said: you are the first who listened");
  EXPECT_EQ(r.keep().table(), int(kBrightSpot));
  ASSERT_EQ(r.level_size(), 3);
  EXPECT_EQ(r.level(0).measure(), api::MOOD);
  EXPECT_DOUBLE_EQ(r.level(0).outside().mean(), 4);
  EXPECT_DOUBLE_EQ(r.level(0).inside().mean(), 3);
  EXPECT_LT(r.level(0).inside().low(), 3);
  EXPECT_GT(r.level(0).inside().high(), 3);
}

TEST(Review, TenseDaysAreTheHighestInTheirOrder) {
  Weeks w;
  const int tension[] = {7, 3, 9, 6, 5, 8, 0};
  for (int d = 0; d < 7; ++d) w.rate(3, 3, tension[d], Weeks::on(d, 20));
  w.call(7, rec::CALL_COMPLEX, rec::HANDLED_ALONE, Weeks::on(2, 10));
  const auto r = w.told();
  ASSERT_EQ(r.tense_size(), 3);
  EXPECT_EQ(r.tense(0).day(), "2026-03-02");
  EXPECT_EQ(r.tense(1).day(), "2026-03-04");
  EXPECT_EQ(r.tense(1).hard_calls(), 1);
  EXPECT_EQ(r.tense(2).day(), "2026-03-07");
  EXPECT_EQ(w.told(Weeks::of(api::MONTH, "2026-03-01")).tense_size(), 4) << "a month names more of them";
}

TEST(Review, ANightIsShortByThePersonsOwnNeedAndAllOfItCounts) {
  Weeks w;
  w.slept(350, Weeks::on(0, 7));
  w.slept(240, Weeks::on(1, 4)), w.slept(150, Weeks::on(1, 9));  // in two parts, that is enough
  w.slept(60, Weeks::on(2, 15), true);
  const auto r = w.told();
  ASSERT_EQ(r.short_night_size(), 1);
  EXPECT_EQ(r.short_night(0).day(), "2026-03-02");
  rec::Settings s;
  s.set_sleep_need_min(6 * 60);
  w.session.change_settings(at(kNow), s, false);
  EXPECT_EQ(w.told().short_night_size(), 0);
  EXPECT_FALSE(w.told().with_people());
}

TEST(Review, APracticeIsNamedByWhatWasRatedOfIt) {
  Weeks w;
  for (int d = 0; d < 6; ++d) w.practised("breathe.slow", 7, 4 + d % 2, Weeks::on(d, 12));
  w.practised("mind.next", 5, 5, Weeks::on(1, 13));   // no relief
  w.practised("body.shake", 8, 2, Weeks::on(1, 14));  // and made it worse on another day
  w.practised("body.shake", 6, 9, Weeks::on(2, 14), rec::ARM_CHOSEN, true);
  w.practised("wait", 6, 1, Weeks::on(3, 14), rec::ARM_WAIT);  // just waiting is no practice
  const auto r = w.told();
  ASSERT_EQ(r.practice_size(), 1);
  EXPECT_EQ(r.practice(0).practice(), "breathe.slow");
  EXPECT_DOUBLE_EQ(r.practice(0).fell().mean(), 2.5);
  EXPECT_LT(r.practice(0).fell().low(), 2.5);
  EXPECT_GT(r.practice(0).fell().high(), 2.5) << "six days have a range";
  EXPECT_FALSE(r.with_people()) << "nothing was heavy";
}

TEST(Review, OneThingToKeepIsABrightSpotElseALessonElseWhatWasGood) {
  Weeks w;
  w.shift(Weeks::on(0, 9), 8, true, "The queue was kind");
  w.shift(Weeks::on(2, 9), 8, false, "not closed yet");
  EXPECT_EQ(w.told().keep().text(), "The queue was kind");
  w.lesson("Water before the first call", Weeks::on(1, 9));
  EXPECT_EQ(w.told().keep().text(), "Water before the first call");
  EXPECT_EQ(w.told().keep().table(), int(kLesson));
  w.bright("A long thank you", Weeks::on(0, 9));
  EXPECT_EQ(w.told().keep().text(), "A long thank you");
  const auto newer = w.bright("A short one", Weeks::on(3, 9));
  EXPECT_EQ(w.told().keep().text(), "A short one");
  w.journal.trash(at(kNow), Address(newer));
  EXPECT_EQ(w.told().keep().text(), "A long thank you");
  w.bright("They said it kept them alive, I wanted to die", Weeks::on(3, 10));
  EXPECT_EQ(w.told().keep().text(), "A long thank you") << "words of danger are nothing to put on a wall";
  w.bright("of the next week", Weeks::on(7, 9));
  w.bright("of the one before", Weeks::on(-1, 12));
  EXPECT_EQ(w.told().keep().text(), "A long thank you");
  EXPECT_EQ(w.told().bright_size(), 0);
}

TEST(Review, KnowsWeeksAndMonthsThatHaveBegun) {
  Weeks w;
  w.hard_week();
  EXPECT_EQ(w.told().before(), "2026-02-23");
  EXPECT_EQ(w.told().after(), "2026-03-09");
  EXPECT_FALSE(w.told().going_on());
  const auto now = w.told(Weeks::of(api::WEEK, "2026-03-09"));
  EXPECT_TRUE(now.going_on());
  EXPECT_EQ(now.after(), "");
  EXPECT_EQ(now.held(), api::TOO_EARLY) << "nothing was kept in it, and that is all there is to say";
  EXPECT_EQ(now.to(), "2026-03-15");
  const auto month = w.told(Weeks::of(api::MONTH, ""));
  EXPECT_EQ(month.from(), "2026-02-01");
  EXPECT_EQ(month.to(), "2026-02-28");
  const auto march = w.told(Weeks::of(api::MONTH, "2026-03-01"));
  EXPECT_EQ(march.to(), "2026-03-31");
  EXPECT_EQ(march.before(), "2026-02-01");
  EXPECT_EQ(march.calls_size(), 3);
  EXPECT_EQ(w.told(Weeks::of(api::STEP_UNSPECIFIED, "")).span(), api::WEEK);
  for (const auto* from : {"2026-03-03", "2026-03-16", "2026-3-2", "2026-02-30", "yesterday", "2026/03/02"})
    EXPECT_FAULT(w.told(Weeks::of(api::WEEK, from)), invalid);
  EXPECT_FAULT(w.told(Weeks::of(api::MONTH, "2026-03-02")), invalid);
  EXPECT_FAULT(w.told(Weeks::of(api::DAY, "")), invalid);
}

TEST(Review, IsTheSameInWhateverOrderTheEntriesCame) {
  Weeks w, late;
  w.hard_week(), late.hard_week();
  for (const int d : {5, -3}) w.rate(2, 2, 9, Weeks::on(d, 21)), w.slept(200, Weeks::on(d, 5));
  for (const int d : {-3, 5}) late.slept(200, Weeks::on(d, 5)), late.rate(2, 2, 9, Weeks::on(d, 21));
  auto one = w.told(), other = late.told();
  for (auto* r : {&one, &other}) {  // ids are each diary's own
    r->mutable_keep()->clear_id();
    for (auto& b : *r->mutable_bright()) b.clear_id();
  }
  EXPECT_EQ(one.SerializeAsString(), other.SerializeAsString());
  EXPECT_EQ(one.tense_size(), 1);
}

TEST(Review, IsForADeviceOfOnesOwnAndNoFileIsMadeElsewhere) {
  const Folder folder;
  Weeks work(folder.path);
  work.init(true);
  rec::Settings words;
  words.set_allow_text(true);
  work.session.change_settings(at(kMonday), words, false);
  work.hard_week();
  const auto r = work.told();
  EXPECT_EQ(r.held(), api::OWN_DEVICE);
  EXPECT_FALSE(r.with_people());
  api::ReviewReply nothing;
  nothing.set_held(api::OWN_DEVICE);
  nothing.set_why(r.why());
  EXPECT_EQ(r.SerializeAsString(), nothing.SerializeAsString()) << "no page, no number, no word";
  EXPECT_EQ(work.lines({"calls/1"}).SerializeAsString(), "");
  Weeks own;  // the same on a device of one's own: it would have been seen
  own.hard_week();
  EXPECT_FALSE(own.told().html().empty());
  EXPECT_FALSE(own.lines({"calls/1"}).page().empty());
}

TEST(Review, WaitsInAHeavyTimeWithPeople) {
  Weeks w;
  w.hard_week();
  w.check_in(2, at(kNow - kHour), "I want to kill myself");
  const auto r = w.told();
  EXPECT_EQ(r.held(), api::HEAVY_TIME);
  EXPECT_TRUE(r.with_people());
  EXPECT_TRUE(r.html().empty());
  EXPECT_EQ(r.calls_size(), 0);
  EXPECT_EQ(w.lines({"calls/1"}).part_size(), 0);
}

TEST(Review, CloseToSleepNothingHeavyIsTold) {
  Weeks w;
  w.hard_week();
  w.works_from(kNow);
  const auto late = int64_t(w.reminders.plan_sleep(at(kNow)).bed_ms()) - kHour;
  const auto r = w.told(Weeks::of(api::WEEK, ""), late);
  EXPECT_TRUE(r.heavy_waits());
  EXPECT_EQ(r.calls_size() + r.tense_size() + r.short_night_size() + r.with_others(), 0);
  EXPECT_FALSE(r.with_people());
  EXPECT_FALSE(r.keep().text().empty());
  EXPECT_EQ(r.level_size(), 3);
  EXPECT_FALSE(stands_in(r.html(), "Angry"));
  EXPECT_TRUE(stands_in(r.html(), "can wait for the morning"));
  const auto lines = w.lines({}, late);
  EXPECT_GT(lines.part_size(), 0);
  for (const auto& part : lines.part()) EXPECT_NE(part.key().substr(0, 5), "calls");
}

// What a page may hold, and whether all that it opens is closed: read tag by tag, as a browser does.
struct Strict {
  std::vector<std::string> wrong, open;
  explicit Strict(const std::string& page) {
    if (!page.starts_with("<!doctype html>\n")) wrong.push_back("no doctype");
    for (auto at = page.find('<', 2); at != std::string::npos; at = page.find('<', at + 1)) {
      const auto end = page.find('>', at);
      if (end == std::string::npos) break;
      tag(page.substr(at + 1, end - at - 1));
    }
    for (const auto& name : open) wrong.push_back("not closed: " + name);
    for (const char* way_out : {"url(", "@import", "http:", "https:", "//", "javascript", "expression("})
      if (stands_in(page, way_out)) wrong.push_back(way_out);
    if (!stands_in(page, "content=\"default-src 'none'; style-src 'unsafe-inline';"))
      wrong.push_back("no policy");
  }
  void tag(const std::string& inside) {
    static const std::set<std::string> kTags = {
        "html", "head", "meta",  "title", "style", "body", "h1", "h2", "p",  "section", "dl",
        "dt",   "dd",   "table", "thead", "tbody", "tr",   "th", "td", "em", "strong",  "blockquote"};
    const auto name = inside.substr(inside[0] == '/', inside.find(' ') - (inside[0] == '/'));
    if (!kTags.count(name)) return wrong.push_back("tag " + name);
    if (inside[0] == '/') {
      if (open.empty() || open.back() != name) return wrong.push_back("closed too early: " + name);
      return open.pop_back();
    }
    if (name != "meta") open.push_back(name);
    attributes(inside.substr(name.size()));
  }
  void attributes(const std::string& all) {
    static const std::set<std::string> kNames = {"lang", "charset", "http-equiv", "content",
                                                 "name", "scope",   "class",      "dir"};
    for (size_t at = 0; (at = all.find(' ', at)) != std::string::npos;) {
      const auto is = all.find("=\"", at);
      if (is == std::string::npos) return wrong.push_back("attribute" + all.substr(at));
      if (!kNames.count(all.substr(at + 1, is - at - 1)))
        wrong.push_back("attribute" + all.substr(at, is - at));
      at = all.find('"', is + 2);
    }
  }
};

// The same on every screen: whole phrases, and kind ones beside them.
TEST(Review, SaysItInWholePhrases) {
  const auto set = [](api::Level* l, double mean, double low, double high) {
    l->set_days(7), l->set_mean(mean), l->set_low(low), l->set_high(high);
  };
  api::ReviewReply r;
  r.set_span(api::WEEK), r.set_from("2026-03-02"), r.set_to("2026-03-08");
  const auto call = [&](rec::CallKind kind, int calls, int rated, double hard, int hardest, bool wrong) {
    auto* c = r.add_calls();
    c->set_kind(kind), c->set_calls(calls), c->set_rated(rated), c->set_how_hard(hard),
        c->set_hardest(hardest);
    c->set_was_wrong(wrong);
  };
  call(rec::CALL_ANGRY, 2, 2, 7.5, 9, false);
  call(rec::CALL_TARGETED_ABUSE, 1, 1, 9, 9, true);
  call(rec::CALL_UNSPECIFIED, 1, 0, 0, 0, false);
  auto* tense = r.add_tense();
  tense->set_day("2026-03-03"), tense->set_tension(7.25), tense->set_hard_calls(1);
  auto* night = r.add_short_night();
  night->set_day("2026-03-04"), night->set_minutes(270);
  auto* sigh = r.add_practice();
  sigh->set_practice("breathe.sigh"), sigh->set_rated(6), set(sigh->mutable_fell(), 2.4, 1.1, 3.7);
  auto* once = r.add_practice();
  once->set_practice("mind.river"), once->set_title("The river"), once->set_rated(1);
  once->mutable_fell()->set_mean(6);
  r.set_with_others(2), r.set_with_people(true);
  r.mutable_keep()->set_table(kBrightSpot), r.mutable_keep()->set_day("2026-03-05");
  r.mutable_keep()->set_text("She thanked me.");
  auto* mood = r.add_level();
  mood->set_measure(api::MOOD), set(mood->mutable_outside(), 3.4, 2.9, 3.9);
  auto quiet = r;
  word(r);
  EXPECT_EQ(r.title(), "2 March to 8 March 2026");
  ASSERT_EQ(r.section_size(), 4);
  const auto& heavy = r.section(0);
  ASSERT_EQ(heavy.line_size(), 5);
  EXPECT_EQ(heavy.line(0).text(), "Angry callers: 2 calls, 7.5 of 10 hard on average, the hardest 9 of 10");
  EXPECT_EQ(heavy.line(1).text(), "Abuse aimed at who I am: one call, 9 of 10 hard");
  EXPECT_EQ(heavy.line(2).text(), "Other hard calls: one call");
  EXPECT_TRUE(heavy.line(3).text().starts_with("Tension, ")) << heavy.line(3).text();
  EXPECT_TRUE(heavy.line(3).text().ends_with(": 7.3 of 10 on average, with one hard call"))
      << heavy.line(3).text();
  EXPECT_TRUE(heavy.line(4).text().starts_with("The night to ")) << heavy.line(4).text();
  EXPECT_TRUE(heavy.line(4).text().ends_with(": 4 h 30 min of sleep")) << heavy.line(4).text();
  EXPECT_EQ(heavy.note(),
            "Abuse and threats are wrong, and you did not earn them. One short night is survivable.");
  EXPECT_TRUE(heavy.with_people());
  const auto& relief = r.section(1);
  ASSERT_EQ(relief.line_size(), 3);
  EXPECT_EQ(
      relief.line(0).text(),
      "A practice that is not here any more: tension lower after it by 2.4 (1.1 to 3.7), rated 6 times");
  EXPECT_EQ(relief.line(1).text(), "The river: too early to tell, rated once");
  EXPECT_EQ(relief.line(2).text(), "Not alone: somebody else was brought in on 2 hard calls");
  EXPECT_EQ(r.section(2).line(0).text(), "She thanked me.");
  EXPECT_EQ(r.section(3).line(0).text(),
            "Mood, 1 to 5: 3.4 (2.9 to 3.9) outside work, too early to tell in work hours");
  quiet.clear_calls(), quiet.clear_tense(), quiet.clear_short_night(), quiet.clear_practice();
  quiet.clear_with_others(), quiet.clear_keep(), quiet.clear_level();
  word(quiet);
  EXPECT_EQ(quiet.section_size(), 0);
}

TEST(ReviewPage, IsOneStrictPageThatHoldsWhatWasTold) {
  Weeks w;
  w.hard_week();
  const auto r = w.told();
  EXPECT_EQ(r.file(), "eddy-week-2026-03-02.html");
  EXPECT_EQ(Strict(r.html()).wrong, std::vector<std::string>());
  for (const char* there : {"<h1>A week: 2 March to 8 March 2026</h1>",
                            "<h2>What was heavy</h2>",
                            "Angry callers",
                            "2 calls, 7.5 of 10 hard on average, the hardest 9 of 10",
                            "one call, 9 of 10 hard",
                            "Abuse and threats are wrong, and you did not earn them.",
                            "The night to Wednesday, 4 March</dt>",
                            "4 h 30 min of sleep",
                            "One short night is survivable.",
                            "My people",
                            "<h2>What went with relief</h2>",
                            "too early to tell, rated 3 times",
                            "brought in on one hard call",
                            "not a fair test of doing nothing",
                            "The old gentleman laughed at the end",
                            "<blockquote dir=\"auto\">She said: you are the first who listened</blockquote>",
                            "<th scope=\"row\">Mood, 1 to 5</th><td>4.0 (",
                            "@page { size: A4",
                            "color-scheme: light dark",
                            "This file is not encrypted",
                            "</html>\n"})
    EXPECT_TRUE(stands_in(r.html(), there)) << there << "\n" << r.html();
  for (const char* not_there :
       {"streak", "score", "well done", "good job", "no entry", "empty day", "should"})
    EXPECT_FALSE(stands_in(r.html(), not_there)) << not_there;
  EXPECT_TRUE(w.told(Weeks::of(api::WEEK, "", false)).html().empty()) << "no page where none was asked for";
}

TEST(ReviewPage, TheCheckSeesWhatRunsOrCalls) {
  const auto page = [](const std::string& within) {
    return page_begins("x") + within + std::string(kPageEnds);
  };
  EXPECT_EQ(Strict(page("<p dir=\"auto\">a</p>\n")).wrong, std::vector<std::string>());
  for (const char* planted :
       {"<script>alert(1)</script>", "<img alt=\"\" src=\"https://example.org/x.png\">",
        "<p onclick=\"x\">a</p>", "<link rel=\"stylesheet\" href=\"x.css\">", "<p style=\"color: red\">a</p>",
        "<style>p { background: url(x) }</style>", "<style>@import 'x';</style>", "<section><p>a</p>",
        "<a href=\"x\">a</a>", "<p hidden>a</p>", "<iframe></iframe>", "</section>", "<p"})
    EXPECT_NE(Strict(page(planted)).wrong, std::vector<std::string>()) << planted;
}

TEST(ReviewPage, WhatWasTypedIsTextAlone) {
  Weeks w;
  w.bright("<script>alert(1)</script> & \"more\"", Weeks::on(1, 9));
  w.bright("<img src=https://example.org>", Weeks::on(2, 9));
  w.bright("היום היה טוב", Weeks::on(3, 9));
  const auto page = w.told().html();
  EXPECT_TRUE(stands_in(page, "<blockquote dir=\"auto\">היום היה טוב</blockquote>"));
  EXPECT_TRUE(stands_in(page, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;"));
  EXPECT_TRUE(stands_in(page, "<p>Nothing heavy was noted.</p>"));
  Strict strict(page);
  std::erase_if(strict.wrong,
                [](const auto& one) { return one == "https:" || one == "//"; });  // the typed words
  EXPECT_EQ(strict.wrong, std::vector<std::string>());
}

TEST(ReviewPage, OfATimeWithoutMuchItSaysSoKindly) {
  Weeks w;
  const auto r = w.told();
  EXPECT_EQ(r.held(), api::TOO_EARLY);
  EXPECT_TRUE(stands_in(r.html(), "that is fine"));
  EXPECT_EQ(Strict(r.html()).wrong, std::vector<std::string>());
  EXPECT_FALSE(stands_in(r.html(), "<section"));
}

TEST(ReviewLines, HoldOnlyWhatWasChosen) {
  Weeks w;
  w.hard_week();
  const auto all = w.lines({});
  EXPECT_EQ(all.page(), "");
  std::set<std::string> keys;
  for (const auto& part : all.part()) EXPECT_TRUE(keys.insert(part.key()).second) << part.key();
  for (const char* key : {"calls/1", "calls/3", "night/2026-03-04", "practice/breathe.sigh", "people",
                          "level/1/outside", "level/3/inside"})
    EXPECT_TRUE(keys.count(key)) << key;
  EXPECT_EQ(all.part_size(), 15);
  const auto chosen = w.lines({"level/1/inside", "calls/1", "practice/breathe.sigh", "no such line"});
  EXPECT_EQ(chosen.page(),
            "Angry callers\n2 calls, 7.5 of 10 hard on average, the hardest 9 of 10\n\n"
            "Sighing breath\ntoo early to tell, rated 3 times\n\n"
            "Mood in work hours, of 5\n3.0 (1.9 to 4.1)");
  EXPECT_FALSE(stands_in(chosen.page(), "Abuse"));
  EXPECT_EQ(w.lines({"calls/1"}).part_size(), all.part_size());
}

}  // namespace
}  // namespace eddy::test
