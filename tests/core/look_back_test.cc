// What the look back says, in its words: a sentence for everything that can be said, and none too many.
#include <algorithm>
#include <set>

#include "core/insights/words.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {

api::Level level(double mean) {
  api::Level l;
  l.set_days(20), l.set_mean(mean), l.set_low(mean - 0.2), l.set_high(mean + 0.2);
  return l;
}

// Every measure on every side, whatever became of it.
TEST(LookBack, HasWordsForEverythingThatAHeadlineCanBe) {
  std::set<std::string> all;
  for (int measure = api::MOOD; measure <= api::SLEEP; ++measure)
    for (const auto move : {api::MOVE_UNSPECIFIED, api::ROSE, api::FELL})
      for (const bool inside : {false, true})
        for (const bool all_day : {false, true}) {
          if (inside && (all_day || measure == api::SLEEP)) continue;
          api::HeadlineReply r;
          r.set_measure(api::Measure(measure));
          r.set_since("2026-09-01");
          r.set_all_day(all_day && measure != api::SLEEP);
          auto* side = inside ? r.mutable_inside() : r.mutable_outside();
          *side->mutable_before() = level(3.3);
          *side->mutable_now() = level(3.7);
          side->mutable_change()->set_move(move);
          const auto words = in_words(r);
          ASSERT_NE(words, "") << r.ShortDebugString();
          EXPECT_EQ(words.find('{'), words.npos) << words;
          EXPECT_NE(words.find("3.7"), words.npos) << words;
          EXPECT_EQ(words.find("September 2026") != words.npos, move != api::MOVE_UNSPECIFIED) << words;
          all.insert(words);
        }
  EXPECT_EQ(all.size(), (3 * 3 + 1) * 3u) << "two that say the same";
  for (int measure = api::MOOD; measure <= api::TENSION; ++measure)
    for (const auto move : {api::ROSE, api::FELL}) {
      api::HeadlineReply r;
      r.set_measure(api::Measure(measure));
      r.mutable_apart()->set_move(move);
      r.mutable_apart()->set_by(-1), r.mutable_apart()->set_low(-1.5), r.mutable_apart()->set_high(-0.5);
      EXPECT_NE(in_words(r).find("by 1.0 (0.5 to 1.5)"), std::string::npos) << in_words(r);
    }
  for (const auto held : {api::TOO_EARLY, api::OWN_DEVICE, api::HEAVY_TIME}) {
    api::HeadlineReply r;
    r.set_held(held);
    EXPECT_NE(in_words(r), "");
  }
}

struct Looked : World {
  Looked() { add_insights(*this); }
  api::LookBackReply look(Moment now, bool brief = false) {
    api::LookBackRequest q;
    q.set_brief(brief);
    api::LookBackReply reply;
    reply.ParseFromString(router.call("eddy.api.Insights/LookBack", now, q.SerializeAsString()));
    return reply;
  }
};

TEST(LookBack, SaysTheSentenceFirstAndNoEmptySection) {
  Looked w;
  const auto nothing = w.look(at(kNoon));
  EXPECT_EQ(nothing.headline(), "Too early to tell how it has been.");
  EXPECT_EQ(nothing.section_size(), 0);
  for (int d = 0; d < 30; ++d) {
    w.check_in(3, at(kMonday + d * kDay + 18 * kHour));
    records::Entry reset;
    auto& p = *reset.mutable_practice_done();
    p.set_practice("breathe.box"), p.set_played_s(60), p.set_before(7), p.set_after(5 - d % 2);
    w.journal.keep(at(kMonday + d * kDay + 12 * kHour), reset, false);
  }
  const auto said = w.look(at(kMonday + 30 * kDay));
  EXPECT_EQ(said.headline().substr(0, 20), "Your mood was near 3") << said.headline();
  ASSERT_GT(said.section_size(), 0);
  for (const auto& section : said.section()) {
    EXPECT_NE(section.title(), "");
    EXPECT_GT(section.line_size(), 0) << section.title();
  }
  const auto relief = std::find_if(said.section().begin(), said.section().end(),
                                   [](const auto& s) { return s.title() == "Tension after each practice"; });
  ASSERT_NE(relief, said.section().end());
  EXPECT_NE(relief->line(0).text().find("tension down by 2."), std::string::npos) << relief->line(0).text();
  EXPECT_EQ(w.look(at(kMonday + 30 * kDay), true).section_size(), 0);
}

// Of a shift that goes on nobody can say how it was.
TEST(LookBack, HoldsTheShiftThatIsOverAgainstTheUsual) {
  api::LoadReply load;
  auto* now = load.add_shift();
  now->set_day("2026-03-03"), now->set_calls(0), now->set_going_on(true);
  auto* over = load.add_shift();
  over->set_day("2026-03-02"), over->set_calls(5), over->set_wrong(1);
  load.set_against(api::LoadReply::MORE), load.set_usual_low(1), load.set_usual_high(2.5),
      load.set_usual_of(40);
  api::Section section;
  in_words(load, &section);
  ASSERT_EQ(section.line_size(), 2);
  EXPECT_EQ(section.line(0).text(),
            "The shift of Monday, 2 March: 1 abusive, threatening or sexual. It was wrong, and you did not "
            "earn it.");
  EXPECT_EQ(section.line(1).text(),
            "The shift of Monday, 2 March: 5 hard calls of other kinds, more than your usual 1 to 2.5");
}

// What is said to have changed has the wider interval of the test that allows it, whichever way it went.
TEST(LookBack, SaysByHowMuchWithTheTestsOwnInterval) {
  api::FactorEffectsReply reply;
  auto* own = reply.add_factor();
  own->set_name("overtime");
  auto* effect = own->add_effect();
  effect->set_measure(api::SLEEP);
  effect->mutable_change()->set_move(api::FELL);
  effect->mutable_change()->set_by(-0.8), effect->mutable_change()->set_low(-1.2);
  effect->mutable_change()->set_high(-0.4);
  api::Section section;
  in_words(reply, &section);
  ASSERT_EQ(section.line_size(), 1);
  EXPECT_EQ(section.line(0).text(), "overtime went with less sleep the night after, by 0.8 h (0.4 to 1.2)");
}

TEST(LookBack, IsForADeviceOfOnesOwnAndWaitsInAHeavyTime) {
  const Folder folder;
  World work(folder / "work");
  work.init(true);
  add_insights(work);
  api::LookBackReply reply;
  reply.ParseFromString(work.router.call("eddy.api.Insights/LookBack", at(kNoon), ""));
  EXPECT_EQ(reply.held(), api::OWN_DEVICE);
  EXPECT_EQ(reply.section_size(), 0);
  Looked home;
  for (int d = 0; d < 10; ++d) home.check_in(3, at(kNoon - d * kDay));
  EXPECT_EQ(home.look(at(kNoon)).held(), api::HELD_UNSPECIFIED);
  home.check_in(2, at(kNoon), "I want to kill myself");
  const auto heavy = home.look(at(kNoon + kHour));
  EXPECT_EQ(heavy.held(), api::HEAVY_TIME);
  EXPECT_TRUE(heavy.with_people());
  EXPECT_EQ(heavy.section_size(), 0);
}

}  // namespace
}  // namespace eddy::test
