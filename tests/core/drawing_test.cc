// What chance may decide of a reset, and what never: whether one just waits, and which practice Eddy chooses.
#include <set>

#include "core/base/wait.h"
#include "core/insights/choose.h"
#include "core/insights/wait.h"
#include "tests/core/practising.h"

namespace eddy::test {
namespace {
namespace rec = eddy::records;

constexpr int64_t kTurn = kMonday + 9 * kHour;  // its second is one of three: it is to be rated

struct Drawing : Practised {
  using Practised::Practised;
  api::PlayerReply begin(int64_t ms, int tension, const std::function<void(api::BeginRequest&)>& how = {}) {
    api::BeginRequest q;
    q.set_where(content::BETWEEN);
    if (tension >= 0) q.set_tension(tension);
    if (how) how(q);
    return call<api::PlayerReply>("Player/Begin", ms, q);
  }
  // How often of 300 resets at this tension it was a wait, a drawn reset, or neither.
  std::map<rec::Arm, int> arms(int tension, int64_t from = kTurn,
                               const std::function<void(api::BeginRequest&)>& how = {}) {
    std::map<rec::Arm, int> out;
    for (int i = 0; i < 300; ++i) ++out[begin(from + i * 1000, tension, how).state().arm()];
    return out;
  }
  bool draws(int tension, int64_t from = kTurn, const std::function<void(api::BeginRequest&)>& how = {}) {
    auto of = arms(tension, from, how);
    EXPECT_TRUE(of[rec::ARM_WAIT] == 0 || of[rec::ARM_DRAWN] > 0);
    return of[rec::ARM_WAIT] > 0;
  }
  void wait_arm(bool on = true) {
    set([on](auto& s) { s.set_wait_arm(on); });
  }
};

TEST(Drawing, AThirdOfWhatMayBeAWaitIsOne) {
  Drawing w;
  EXPECT_FALSE(w.draws(5)) << "nobody asked for it";
  w.wait_arm();
  auto of = w.arms(5);
  EXPECT_NEAR(of[rec::ARM_WAIT], 100, 25);
  EXPECT_EQ(of[rec::ARM_WAIT] + of[rec::ARM_DRAWN], 300);
  EXPECT_TRUE(w.draws(0));
  EXPECT_TRUE(w.draws(6));
  EXPECT_FALSE(w.draws(7)) << "too tense to wait";
  EXPECT_FAULT(w.begin(kTurn, 11), invalid);
  w.wait_arm(false);
  EXPECT_FALSE(w.draws(5));
}

TEST(Drawing, TheTensionIsAskedBeforeAnythingIsDrawn) {
  Drawing w;
  EXPECT_FALSE(w.begin(kTurn, -1).ask_first());
  w.wait_arm();
  const auto first = w.begin(kTurn, -1);
  EXPECT_TRUE(first.ask_first());
  EXPECT_TRUE(first.rate());
  EXPECT_EQ(first.state().arm(), rec::ARM_UNSPECIFIED) << "where nobody answers it is a reset like any";
  EXPECT_FALSE(w.begin(kTurn + 1000, -1).ask_first()) << "it is not its turn to be rated";
  const auto second = w.begin(kTurn + 1000, 5);
  EXPECT_FALSE(second.ask_first());
  EXPECT_TRUE(second.rate());
  EXPECT_EQ(second.scene().before(), 5);
  EXPECT_NE(second.state().arm(), rec::ARM_UNSPECIFIED);
}

TEST(Drawing, NeverWhereAResetIsNeeded) {
  Drawing w;
  w.wait_arm();
  ASSERT_TRUE(w.draws(5));
  EXPECT_FALSE(w.draws(5, kTurn, [](auto& q) { q.set_where(content::CALL); }));
  EXPECT_FALSE(w.draws(5, kTurn, [](auto& q) { q.set_practice("breathe.box"); })) << "it was asked for";
  EXPECT_FALSE(w.draws(5, kTurn, [](auto& q) { q.set_aside(true); }));
  w.hard_call(9, rec::CALL_ANGRY, at(kTurn - kHour));
  EXPECT_TRUE(w.draws(5));
  w.hard_call(9, rec::CALL_THREAT, at(kTurn - kHour));
  EXPECT_FALSE(w.draws(5));
  EXPECT_FALSE(w.draws(5, kTurn + 70 * kHour));
  EXPECT_TRUE(w.draws(5, kTurn + 72 * kHour));
}

TEST(Drawing, NeverAtTheFloorNorAfterWordsOfDanger) {
  Drawing floor, heavy;
  floor.wait_arm(), heavy.wait_arm();
  for (int day = 0; day < 3; ++day) {
    EXPECT_TRUE(floor.draws(5, kTurn + day * kDay)) << day;
    floor.check_in(1, at(kTurn + day * kDay + kHour));
  }
  EXPECT_FALSE(floor.draws(5, kTurn + 2 * kDay + 2 * kHour));
  heavy.check_in(3, at(kTurn - kHour), "I do not want to live");
  EXPECT_FALSE(heavy.draws(5));
  EXPECT_TRUE(heavy.draws(5, kTurn + 72 * kHour));
}

TEST(Drawing, NeverAfterItMadeItWorse) {
  Drawing w;
  w.wait_arm();
  w.done("breathe.sigh", 5, 6, kTurn - kHour, rec::ARM_PINNED, true);
  EXPECT_FALSE(w.draws(5));
  EXPECT_TRUE(w.draws(5, kTurn + 72 * kHour));
  w.done(std::string(kWait), 5, 6, kTurn + 71 * kHour, rec::ARM_WAIT, true);
  EXPECT_FALSE(w.draws(5, kTurn + 1000 * kHour)) << "waiting itself made it worse";
}

TEST(Drawing, NotAgainOnTheSameOccasionAndNotOnceItHasEnded) {
  Drawing w;
  w.wait_arm();
  w.done(std::string(kWait), 5, 5, kTurn - kMinute, rec::ARM_WAIT);
  EXPECT_NE(w.begin(kTurn, 5).state().arm(), rec::ARM_WAIT);
  EXPECT_EQ(w.begin(kTurn, 5).state().arm(), rec::ARM_UNSPECIFIED);
  EXPECT_TRUE(w.draws(5, kTurn + kHour));
  for (int i = 0; i < 39; ++i) w.done(std::string(kWait), 5, 4 + i % 2, kTurn + i * kHour, rec::ARM_WAIT);
  EXPECT_FALSE(w.draws(5, kTurn + 100 * kHour));
  EXPECT_FALSE(w.begin(kTurn + 100 * kHour, -1).ask_first());
}

TEST(Drawing, NeitherLockedNorOnAWorkComputer) {
  for (const bool work : {false, true}) {
    const Folder folder;
    Drawing w(folder.path, work);
    w.set([](auto& s) { s.set_wait_arm(true), s.set_choose_for_me(true); });
    EXPECT_EQ(w.draws(5), !work) << "a work computer does not know what home says";
    EXPECT_EQ(w.begin(kTurn, -1).state().arm(), work ? rec::ARM_UNSPECIFIED : rec::ARM_PICKED);
    w.lock();
    EXPECT_FALSE(w.draws(5));
    EXPECT_FALSE(w.begin(kTurn, -1).ask_first());
    EXPECT_EQ(w.begin(kTurn, -1).state().arm(), rec::ARM_UNSPECIFIED);
  }
}

// Waiting plays nothing, any answer ends it, and it is kept as what it is.
TEST(Drawing, AWaitIsKeptAsAWait) {
  Drawing w;
  w.wait_arm();
  api::PlayerReply reply;
  for (int64_t ms = kTurn; reply.state().arm() != rec::ARM_WAIT; ms += 1000) reply = w.begin(ms, 5);
  EXPECT_EQ(reply.scene().practice(), kWait);
  EXPECT_EQ(reply.scene().title(), "Just wait.");
  EXPECT_EQ(reply.why(), api::WHY_UNSPECIFIED);
  const auto began = int64_t(reply.state().began_ms());
  EXPECT_EQ(reply.scene().next_change_ms(), double(began) + 45'000);
  auto state = reply.state();
  const auto stopped = player_answer(w.catalog, state, content::STOP, 0, double(began) + 4000);
  EXPECT_TRUE(player_at(w.catalog, stopped, double(began) + 4000).ended());
  state = player_answer(w.catalog, state, content::AFTER, 4, double(began) + 45'000);
  api::PracticeDoneRequest done;
  *done.mutable_state() = state;
  done.set_arm(rec::ARM_PINNED);
  w.call<api::Kept>("Journal/PracticeDone", began + 46'000, done);
  const auto kept = w.journal.latest(kPracticeDone, 1)[0].practice_done();
  EXPECT_EQ(kept.practice(), kWait);
  EXPECT_EQ(kept.arm(), rec::ARM_WAIT);
  EXPECT_EQ(kept.before(), 5);
  EXPECT_EQ(kept.after(), 4);
  EXPECT_TRUE(kept.finished());
  const auto seconds = [&] {
    return w.session.vault().db().integer("SELECT coalesce(sum(n), 0) FROM rollup WHERE metric IN (9, 10)");
  };
  EXPECT_EQ(seconds(), 0) << "it is no practice done";
  w.done("breathe.sigh", 5, 4, began + kHour);
  EXPECT_EQ(seconds(), 2);
  w.session.vault().rebuild();
  EXPECT_EQ(seconds(), 2);
}

TEST(Drawing, AWaitThatMakesItWorseGoesToTheGround) {
  Drawing w;
  w.wait_arm();
  api::PlayerReply reply;
  for (int64_t ms = kTurn; reply.state().arm() != rec::ARM_WAIT; ms += 1000) reply = w.begin(ms, 5);
  const auto began = reply.state().began_ms();
  const auto ground = player_answer(w.catalog, reply.state(), content::WORSE, 0, began + 3000);
  EXPECT_EQ(player_at(w.catalog, ground, began + 3000).practice(), "mind.ground");
  api::PracticeDoneRequest done;
  *done.mutable_state() = ground;
  w.call<api::Kept>("Journal/PracticeDone", int64_t(began) + 4000, done);
  EXPECT_EQ(w.journal.made_worse(), std::vector<std::string>{std::string(kWait)})
      << "and not the pinned practice";
  EXPECT_EQ(w.journal.latest(kPracticeDone, 1)[0].practice_done().arm(), rec::ARM_WAIT);
}

TEST(Choosing, OnlyWhereAskedForAndNeverWhereAResetIsNeeded) {
  Drawing w;
  const auto played = [&](int64_t from, content::Where where = content::BETWEEN) {
    std::set<std::string> out;
    for (int i = 0; i < 100; ++i) {
      const auto reply = w.begin(from + i * 1000, -1, [&](auto& q) { q.set_where(where); });
      EXPECT_EQ(reply.why() != api::WHY_UNSPECIFIED, reply.state().arm() == rec::ARM_PICKED);
      out.insert(reply.state().practice());
    }
    return out;
  };
  const std::set<std::string> pinned = {"breathe.sigh"};
  EXPECT_EQ(played(kTurn), pinned);
  w.set([](auto& s) { s.set_choose_for_me(true); });
  EXPECT_GT(played(kTurn).size(), 5u);
  EXPECT_EQ(played(kTurn, content::CALL), pinned);
  w.hard_call(9, rec::CALL_DEATH, at(kTurn - kHour));
  EXPECT_EQ(played(kTurn), pinned);
  EXPECT_GT(played(kTurn + 72 * kHour).size(), 5u);
  for (int day = 4; day < 7; ++day) w.check_in(1, at(kTurn + day * kDay));
  EXPECT_EQ(played(kTurn + 6 * kDay + kHour), pinned);
}

TEST(Choosing, SaysWhyItChose) {
  Drawing w;
  w.set([](auto& s) { s.set_choose_for_me(true); });
  std::set<api::Why> whys;
  for (int i = 0; i < 20; ++i) whys.insert(w.begin(kTurn + i * 1000, -1).why());
  EXPECT_EQ(whys, std::set<api::Why>{api::LITTLE_KNOWN});
  for (int i = 0; i < 200; ++i) w.done("body.shake", 7, i % 3, kTurn + i * kHour);
  const auto reply = w.begin(kTurn + 300 * kHour, -1);
  EXPECT_TRUE(reply.why() == api::MOST_RELIEF || reply.why() == api::LITTLE_KNOWN);
}

// Whatever opt-outs, places and times: a million draws, and none that was opted out of, made it worse, or does not fit.
TEST(Choosing, AMillionDrawsNeverPlayWhatDoesNotFit) {
  Drawing w;
  SeededRandom random(7);
  for (int i = 0; i < 400; ++i) {
    const auto& all = w.catalog.practices();
    const auto& p = all[random.below(all.size())];
    if (is_played(p)) w.done(p.id(), 7, int(random.below(8)), kMonday + i * kHour);
  }
  const auto known = rated(practices_done(w.session, floor_div(kMonday, kDay) + 100));
  std::set<std::string> ever;
  int draws = 0;
  while (draws < 1'000'000) {
    std::vector<content::OptOut> outs;
    for (int o = 1; o <= content::OptOut_MAX; ++o)
      if (random.below(3) == 0) outs.push_back(content::OptOut(o));
    const auto where = content::Where(content::BETWEEN + random.below(4));
    const auto seconds = int(15 + random.below(285));
    const std::vector<std::string> never = {"breathe.box", "mind.next"};
    const auto fitting = player_fitting(w.catalog, where, seconds, outs, never);
    if (fitting.empty()) continue;
    const Chooser chooser(known, fitting);
    std::set<std::string> drawn;
    for (int i = 0; i < 10'000; ++i, ++draws) drawn.insert(chooser.draw(random).practice);
    for (const auto& id : drawn) {
      const auto& p = w.catalog.get(id);
      EXPECT_EQ(refused_by(p, outs), content::OPT_OUT_UNSPECIFIED) << id;
      EXPECT_LE(p.min_s(), seconds) << id;
      EXPECT_NE(std::find(p.where().begin(), p.where().end(), where), p.where().end()) << id;
      EXPECT_EQ(std::count(never.begin(), never.end(), id), 0) << id;
    }
    ever.merge(drawn);
  }
  EXPECT_EQ(draws, 1'000'000);
  EXPECT_GT(ever.size(), 10u);
  // Who has not opted out is played it: what was looked for above is there.
  const auto free = player_fitting(w.catalog, content::BETWEEN, 300, {}, {});
  EXPECT_EQ(std::count(free.begin(), free.end(), "breathe.box"), 1);
  EXPECT_TRUE(std::any_of(free.begin(), free.end(), [&](const auto& id) {
    return refused_by(w.catalog.get(id), {content::NO_BREATH_FOCUS}) != content::OPT_OUT_UNSPECIFIED;
  }));
  EXPECT_TRUE(player_fitting(w.catalog, content::CALL, 300, {}, {}).empty());
}

}  // namespace
}  // namespace eddy::test
