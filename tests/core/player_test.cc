// A robot plays every practice, in the pack's language and in a right-to-left one, at every allowed length,
// with every opt-out, to every ending.
#include "core/player/player.h"

#include <cmath>

#include "core/content/author/author.h"
#include "core/player/track.h"
#include "tests/campaign.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {

// The built-in pack again, in a language made of its own words, marked and reversed in direction.
std::string with_pseudo_language() {
  content::Pack pack;
  EXPECT_TRUE(pack.ParseFromArray(Catalog::built_in().data(), int(Catalog::built_in().size())));
  content::Pack extra;
  extra.set_id("pseudo");
  auto* t = extra.add_translation();
  t->set_language("ar-XA");
  t->set_right_to_left(true);
  for (auto p : pack.practice())
    each_text(p, [&](std::string& text) {
      auto* s = t->add_saying();
      s->set_source(text);
      s->set_text("\u202b\u0639" + text + "\u202c");
    });
  return extra.SerializeAsString();
}

struct Robot : testing::Test {
  Catalog catalog;
  const double begin = double(kNoon);
  static std::vector<std::vector<content::OptOut>> opt_outs() {
    std::vector<std::vector<content::OptOut>> all = {{}};
    std::vector<content::OptOut> every;
    for (int o = content::NO_HOLDS; o <= content::UNSEEN; ++o)
      all.push_back({content::OptOut(o)}), every.push_back(content::OptOut(o));
    all.push_back(every);
    return all;
  }
  static std::vector<int> lengths(const content::Practice& p) {
    std::vector<int> out;
    const int step = std::max(1, (p.max_s() - p.min_s()) * kFewer / 300);  // every second of the short ones
    for (int s = p.min_s(); s <= p.max_s(); s += step) out.push_back(s);
    if (out.back() != p.max_s()) out.push_back(p.max_s());
    return out;
  }
};

TEST_F(Robot, PlaysEverythingAtEveryLengthToItsEnd) {
  int played = 0;
  for (const auto& p : catalog.practices()) {
    if (!is_played(p)) continue;
    for (const auto& outs : opt_outs())
      for (const int seconds : lengths(p)) {
        if (refused_by(p, outs)) {
          EXPECT_FAULT(player_begin(catalog, p.id(), seconds, content::BREAK, outs, begin), refused);
          continue;
        }
        const auto state = player_begin(catalog, p.id(), seconds, content::BREAK, outs, begin);
        double now = begin, cycle = 0;
        for (const auto& b : p.breath()) cycle += b.ms();
        int changes = 0;
        auto scene = player_at(catalog, state, now);
        for (; !scene.ended(); scene = player_at(catalog, state, now)) {
          ASSERT_FALSE(scene.prompt().empty()) << p.id();
          ASSERT_GT(scene.next_change_ms(), now) << p.id() << ": time moves on";
          ASSERT_EQ(scene.start_ms(), now) << p.id() << ": nothing overlaps and nothing is missing";
          now = scene.next_change_ms();
          ASSERT_LT(++changes, 2000);
        }
        ASSERT_TRUE(scene.finished());
        ASSERT_GE(scene.units_done(), 1) << p.id() << " at " << seconds;
        ASSERT_LE(now - begin, seconds * 1000.0) << p.id() << " is never longer than asked for";
        if (cycle > 0) {
          ASSERT_EQ(std::fmod(now - begin, cycle), 0) << p.id() << ": whole breaths";
          ASSERT_GT(now - begin + cycle, seconds * 1000.0) << p.id() << ": and as many as fit";
        }
        ++played;
      }
  }
  EXPECT_GT(played, 10'000 / kFewer);
}

TEST_F(Robot, LeavesAtAnyMomentAndKeepsWhatWasGiven) {
  SeededRandom random(1);
  for (const auto& p : catalog.practices()) {
    if (!is_played(p)) continue;
    for (int i = 0; i < 60; ++i) {
      auto state = player_begin(catalog, p.id(), 0, content::BETWEEN, {}, begin);
      const double when = begin + double(random.below(uint64_t(p.usual_s()) * 1000));
      state = player_answer(catalog, state, content::BEFORE, 7, begin + 1);
      if (player_at(catalog, state, when).ended())
        continue;  // some guided texts end before they are asked to
      const auto act = i % 3 == 0 ? content::NEXT_CALL : content::STOP;
      const auto done = player_at(catalog, player_answer(catalog, state, act, 0, when), when + 5000);
      ASSERT_TRUE(done.ended());
      ASSERT_FALSE(done.finished());
      ASSERT_EQ(done.before(), 7);
      ASSERT_EQ(done.played_s(), int((when - begin) / 1000)) << p.id();
    }
  }
}

TEST_F(Robot, WSwitchesToTheGround) {
  for (const auto& p : catalog.practices()) {
    if (!is_played(p) || p.id() == "mind.ground") continue;
    auto state = player_begin(catalog, p.id(), 0, content::BETWEEN, {}, begin);
    state = player_answer(catalog, state, content::WORSE, 0, begin + 3000);
    auto scene = player_at(catalog, state, begin + 3000);
    EXPECT_EQ(scene.practice(), "mind.ground");
    EXPECT_TRUE(scene.worse());
    state = player_answer(catalog, state, content::WORSE, 0, begin + 4000);
    EXPECT_TRUE(player_at(catalog, state, begin + 4000).ended()) << "again: it simply ends";
  }
}

TEST_F(Robot, ResumesFromBytesAtAnyMoment) {
  for (const auto& p : catalog.practices()) {
    if (!is_played(p)) continue;
    const auto state = player_begin(catalog, p.id(), 0, content::BREAK, {}, begin);
    for (double t = begin; t < begin + p.usual_s() * 1000.0; t += 777) {
      content::State back;
      ASSERT_TRUE(back.ParseFromString(state.SerializeAsString()));
      ASSERT_EQ(player_at(catalog, back, t).SerializeAsString(),
                player_at(catalog, state, t).SerializeAsString());
    }
  }
}

TEST_F(Robot, EveryChoiceOfEveryGuidedTextLeadsToAnEnd) {
  for (const auto& p : catalog.practices()) {
    if (!is_played(p)) continue;
    for (int path = 0; path < 27; ++path)
      for (const bool wait : {false, true})
        for (const int seconds : {p.min_s(), p.usual_s(), p.max_s()}) {
          auto state = player_begin(catalog, p.id(), seconds, content::BREAK, {}, begin);
          state.set_wait_for_me(wait);
          double now = begin;
          int digits = path, changes = 0;
          for (auto s = player_at(catalog, state, now); !s.ended(); s = player_at(catalog, state, now)) {
            ASSERT_LT(++changes, 2000) << p.id();
            if (s.choice_size()) {
              now += 100;
              state = player_answer(catalog, state, content::CHOOSE, digits % 3 % s.choice_size(), now);
              digits /= 3;
            } else {
              ASSERT_GT(s.next_change_ms(), now) << p.id();
              now = s.next_change_ms();
            }
          }
          ASSERT_LE(now - begin, seconds * 1000.0 + 1000) << p.id();
        }
  }
}

TEST_F(Robot, SpeaksRightToLeft) {
  Catalog both;
  both.add(with_pseudo_language());
  for (const auto& p : both.practices()) {
    if (!is_played(p)) continue;
    auto state = player_begin(both, p.id(), 0, content::BREAK, {}, begin);
    state.set_language("ar-XA");
    double now = begin;
    for (auto s = player_at(both, state, now); !s.ended(); s = player_at(both, state, now)) {
      // Two words the machinery itself says are translated like any other when a pack has them.
      if (s.prompt() != "Let go." && s.prompt() != "Now the other side.") {
        ASSERT_EQ(s.prompt().substr(0, 3), "\u202b") << p.id() << ": " << s.prompt();
      }
      now = s.next_change_ms();
    }
  }
}

// Loudness of so many ms of samples, 0 to 1.
double loud(std::string_view samples, int64_t from_ms, int64_t to_ms) {
  double sum = 0;
  int n = 0;
  for (auto i = from_ms * kTrackRate / 1000; i < to_ms * kTrackRate / 1000; ++i, ++n) {
    const auto low = uint8_t(samples[size_t(i) * 2]), high = uint8_t(samples[size_t(i) * 2 + 1]);
    const double v = int16_t(low | high << 8) / 32768.0;
    sum += v * v;
  }
  return n ? std::sqrt(sum / n) : 0;
}

TEST_F(Robot, ATrackSaysEverySceneAndItsPortionsAreTheWhole) {
  for (const auto& id : {"breathe.slow", "body.pmr", "sleep.windown"}) {
    auto state = player_begin(catalog, id, 0, content::BED, {}, begin);
    if (!player_at(catalog, state, begin).choice().empty())
      state = player_answer(catalog, state, content::CHOOSE, 1, begin + 3000);
    const double from = begin + 3000;
    const auto scenes = track_scenes(catalog, state, from);
    for (size_t i = 1; i < scenes.size(); ++i) EXPECT_GE(scenes[i].start_ms(), scenes[i - 1].start_ms());
    ASSERT_TRUE(scenes.back().ended());
    const auto length = int64_t(scenes.back().start_ms() - from);
    EXPECT_GT(length, 50'000);
    const auto whole = track_samples(scenes, from, 0, length);
    EXPECT_EQ(whole.size(), size_t(length * kTrackRate / 1000) * 2);
    std::string parts;
    SeededRandom random(7);
    for (int64_t at = 0; at < length;) {
      const auto to = std::min<int64_t>(length, at + 1 + random.below(90'000));
      parts += track_samples(scenes, from, at, to);
      at = to;
    }
    EXPECT_TRUE(parts == whole) << id;  // not byte by byte in the message: it is a million of them
    // Nothing rings at the end: the last tenth of a second is quieter than anything before.
    if (id == std::string("sleep.windown")) {
      EXPECT_LT(loud(whole, length - 100, length), 0.001);
      EXPECT_GT(loud(whole, 60'000, 70'000), 0.005);
    }
  }
}

TEST_F(Robot, ATracksBreathIsHeardInAndOut) {
  const auto state = player_begin(catalog, "breathe.slow", 0, content::BED, {}, begin);
  const auto scenes = track_scenes(catalog, state, begin);
  const auto samples = track_samples(scenes, begin, 0, 30'000);
  for (size_t i = 0; i + 1 < scenes.size() && scenes[i].next_change_ms() < begin + 30'000; ++i) {
    const auto& s = scenes[i];
    const auto a = int64_t(s.start_ms() - begin), b = int64_t(s.next_change_ms() - begin);
    const auto first = loud(samples, a, a + 500), last = loud(samples, b - 500, b);
    if (s.cue() == content::CUE_INHALE) {
      EXPECT_GT(last, 1.5 * first);
    } else if (s.cue() == content::CUE_EXHALE) {
      EXPECT_LT(1.5 * last, first);
    }
  }
}

TEST_F(Robot, GoesOnWhereItWasAfterBeingAway) {
  auto state = player_begin(catalog, "breathe.box", 0, content::HOME, {}, begin);
  const auto before = player_at(catalog, state, begin + 9000);
  const auto later = player_at(catalog, player_later(state, 300'000), begin + 309'000);
  EXPECT_EQ(before.cue(), later.cue());
  EXPECT_EQ(before.unit(), later.unit());
  EXPECT_EQ(before.played_s(), later.played_s());
  EXPECT_EQ(before.start_ms() + 300'000, later.start_ms());
  EXPECT_THROW(player_later(state, -1), Failure);
  EXPECT_THROW(player_later(state, std::nan("")), Failure);
}

TEST_F(Robot, LengthsOutsideAPracticesOwnAreRefused) {
  for (const auto& p : catalog.practices()) {
    if (!is_played(p)) continue;
    EXPECT_FAULT(player_begin(catalog, p.id(), p.min_s() - 1, content::BREAK, {}, begin), invalid);
    EXPECT_FAULT(player_begin(catalog, p.id(), p.max_s() + 1, content::BREAK, {}, begin), invalid);
  }
  EXPECT_FAULT(player_begin(catalog, "card.calm", 0, content::BREAK, {}, begin), invalid);
  EXPECT_FAULT(player_begin(catalog, "no.such", 0, content::BREAK, {}, begin), not_found);
}

TEST_F(Robot, ChoosesNothingThatMadeItWorse) {
  EXPECT_EQ(player_choose(catalog, "breathe.box", {}, {}), "breathe.box");
  EXPECT_EQ(player_choose(catalog, "breathe.box", {content::NO_HOLDS}, {}), "breathe.sigh");
  EXPECT_EQ(player_choose(catalog, "breathe.sigh", {}, {"breathe.sigh"}), "breathe.slow");
  EXPECT_EQ(player_choose(catalog, "breathe.sigh", {content::NO_BREATH_FOCUS}, {}), "mind.ground");
  EXPECT_EQ(player_choose(catalog, "body.stand", {}, {"breathe.slow"}, true), "breathe.sigh");
}

// Six languages beside the pack's own, whole: nothing a person reads or hears is left over.
TEST(Content, IsWhollyInEachOfItsLanguages) {
  content::Pack pack;
  ASSERT_TRUE(pack.ParseFromString(std::string(Catalog::built_in())));
  std::set<std::string> all(pack.feeling().begin(), pack.feeling().end());
  all.insert(pack.between().begin(), pack.between().end());
  for (const auto& e : pack.evidence()) all.insert({e.studied(), e.found()});
  for (auto& p : *pack.mutable_practice()) each_text(p, [&](std::string& text) { all.insert(text); });
  std::set<std::string> languages;
  for (const auto& t : pack.translation()) {
    languages.insert(t.language());
    EXPECT_FALSE(t.name().empty()) << t.language();
    EXPECT_FALSE(t.reviewed()) << t.language() << ": say who read it, and change this line";
    std::set<std::string> here;
    for (const auto& s : t.saying()) here.insert(s.source());
    for (const auto& text : all) EXPECT_TRUE(here.count(text)) << t.language() << " lacks: " << text;
  }
  EXPECT_EQ(languages, (std::set<std::string>{"de", "es", "fr", "hi", "pt-BR", "tl"}));
}

TEST(Content, AFaultIsSaidWithItsLineAndNothingElseIsCalledWrongForIt) {
  const Source sound{"a", "id: \"x\"\nlanguage: \"en\"\n"};
  const Source words{"b", "\n\nheard { practice: \"card.nope\" language: \"en\" said: \"never\" }\n"};
  std::vector<Problem> problems;
  read_pack({sound, words}, {}, problems);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].file + ":" + std::to_string(problems[0].line), "b:3");
  EXPECT_EQ(problems[0].what, "heard: \"card.nope\" is not a practice of the pack");
  problems.clear();
  read_pack({sound, {"c", "\npractice { kind: NONSENSE }\n"}, words}, {}, problems);
  ASSERT_EQ(problems.size(), 1u) << "what else is wrong cannot be known yet";
  EXPECT_EQ(problems[0].file + ":" + std::to_string(problems[0].line), "c:2");
}

TEST(Content, HoldsEveryPracticeOfTheProduct) {
  const Catalog catalog;
  for (const char* id :
       {"breathe.sigh",    "breathe.slow", "breathe.box",       "breathe.478",   "breathe.one",
        "body.stand",      "body.shake",   "body.desk-release", "body.pmr",      "break.water",
        "break.walk",      "break.window", "mind.not-me",       "mind.river",    "mind.lazy-river",
        "mind.best",       "mind.through", "mind.next",         "mind.ground",   "mind.visualise",
        "mind.clear",      "board",        "card.empathy",      "card.calm",     "card.vent",
        "card.own",        "card.honest",  "card.cpr",          "card.help",     "card.escalate",
        "card.abuse",      "card.danger",  "card.prepare",      "debrief.three", "debrief.detail",
        "debrief.outside", "support.open", "support.reach",     "care.open",     "care.check",
        "care.pause",      "care.close",   "sleep.plan",        "sleep.windown", "sleep.log"})
    EXPECT_NE(catalog.find(id), nullptr) << id;
}

TEST(Content, ADebriefAsksHowNeverWhyAndEndsOnOneStep) {
  const Catalog catalog;
  for (const char* id : {"debrief.three", "debrief.detail"}) {
    const auto& p = catalog.get(id);
    EXPECT_EQ(p.prompt(p.prompt_size() - 1).id(), "if_then");
    for (const auto& q : p.prompt()) {
      EXPECT_EQ(q.ask().find("why"), std::string::npos);
      EXPECT_EQ(q.ask().find("Why"), std::string::npos);
    }
  }
}

TEST(Content, ALineThatNobodyCanDialOrLookUpIsRefused) {
  const std::vector<std::string> whole = {"country: \"GB\"",
                                          "kind: WORK",
                                          "name: \"A line\"",
                                          "run_by: \"Somebody\"",
                                          "number: \"+44 (20) 1-2*3\"",
                                          "purpose: \"Rights at work\"",
                                          "source: \"A list, https://example.org\""};
  const auto line = [](const std::vector<std::string>& fields) {
    std::string text = "crisis_line {";
    for (const auto& field : fields) text += " " + field;
    return text + " }\n";
  };
  const auto said = [](const std::string& lines) {
    std::vector<Problem> problems;
    read_pack({Source{"a", "id: \"x\" language: \"en\"\n" + lines}}, {}, problems);
    return problems.empty() ? std::string() : problems[0].what;
  };
  EXPECT_EQ(said(line(whole)), "");
  for (size_t i = 0; i < whole.size(); ++i) {
    auto fields = whole;
    fields.erase(fields.begin() + int(i));
    EXPECT_NE(said(line(fields)).find(" needs a"), std::string::npos) << "without " << whole[i];
  }
  for (const char* field :
       {"text_number: \"12 ext. 3\"", "page: \"http://example.org\"", "seen: \"March\""}) {
    auto fields = whole;
    fields.emplace_back(field);
    EXPECT_NE(said(line(fields)), "") << field;
  }
  EXPECT_NE(said(line(whole) + line(whole)).find("already"), std::string::npos);
}

TEST(Content, NumbersAreShippedOnlyWithTheirSource) {
  const Catalog catalog;
  for (const auto& l : catalog.crisis_lines())
    EXPECT_TRUE(!l.source().empty() && (l.seen().empty() || l.seen().size() == 10)) << l.name();
  EXPECT_GT(catalog.crisis_lines().size(), 50u);
  for (const auto& e : catalog.emergency_numbers()) EXPECT_TRUE(!e.source().empty() && e.seen().size() == 10);
  EXPECT_GT(catalog.emergency_numbers().size(), 50u);
}

}  // namespace
}  // namespace eddy::test
