// What every shell asks the core instead of guessing it, through the doors that shells ask at.
#include "eddy/api/content.pb.h"
#include "eddy/api/core.pb.h"
#include "eddy/api/settings.pb.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {
namespace rec = eddy::records;

struct Doors : World {
  Doors() { open_doors(); }
  explicit Doors(const std::string& home) : World(home) { open_doors(); }
  void open_doors() {
    add_core(*this), add_content(*this), add_player(*this), add_days(*this), add_insights(*this);
  }
  template <class Reply, class Request>
  Reply ask(const char* method, const Request& q, Moment now = at(kNoon)) {
    Reply reply;
    EXPECT_TRUE(
        reply.ParseFromString(router.call(std::string("eddy.api.") + method, now, q.SerializeAsString())));
    return reply;
  }
  void person(const char* name, rec::Role role) {
    rec::Entry e;
    e.mutable_person()->set_name(name);
    e.mutable_person()->set_role(role);
    journal.keep(at(kNoon), e, true);
  }
  void set(const rec::Settings& s) { session.change_settings(at(kNoon), s, false); }
};

std::vector<std::string> brought_in(Doors& w, const char* card) {
  api::ContentGetRequest q;
  q.set_id(card);
  std::vector<std::string> names;
  const auto reply = w.ask<api::ContentGetReply>("Content/Get", q);
  for (const auto& e : reply.person()) names.push_back(e.person().name());
  return names;
}

TEST(Rules, ACardSaysWhomToBringIn) {
  const Folder home;
  Doors w(home.path);
  w.init();
  w.person("Ali", rec::ROLE_COLLEAGUE);
  w.person("Mia", rec::ROLE_FRIEND);
  w.person("Sam", rec::ROLE_SPECIALIST);
  w.person("Lea", rec::ROLE_LEAD);
  using Names = std::vector<std::string>;
  EXPECT_EQ(brought_in(w, "card.danger"), (Names{"Lea", "Ali", "Sam"}));
  EXPECT_EQ(brought_in(w, "card.abuse"), (Names{"Lea", "Ali"}));
  EXPECT_EQ(brought_in(w, "card.help"), (Names{"Sam", "Ali", "Lea"}));
  EXPECT_EQ(brought_in(w, "card.escalate"), (Names{"Lea", "Sam", "Ali"}));
  EXPECT_EQ(brought_in(w, "card.calm"), Names{}) << "a card that names nobody";
  w.session.lock();
  EXPECT_EQ(brought_in(w, "card.danger"), Names{}) << "names are the diary's";
}

TEST(Rules, LinesForACallerAreNoneForOtherNeeds) {
  Doors w;
  const auto others = [&](bool for_caller) {
    int n = 0;
    for (const auto& line : w.catalog.crisis_lines()) {
      api::LinesRequest q;
      q.set_country(line.country());
      q.set_for_caller(for_caller);
      const auto reply = w.ask<api::LinesReply>("Content/Lines", q);
      for (const auto& l : reply.line()) {
        n += l.other_need();
        EXPECT_EQ(l.other_need(),
                  l.of().kind() == content::CrisisLine::ABUSE || l.of().kind() == content::CrisisLine::WORK);
      }
    }
    return n;
  };
  EXPECT_GT(others(false), 0) << "the pack has some";
  EXPECT_EQ(others(true), 0);
}

TEST(Rules, WhetherWordsMayBeTypedIsOneAnswer) {
  const auto allowed = [](Doors& w) {
    return w.ask<api::Status>("Core/GetStatus", api::Nothing()).allow_text();
  };
  Doors own;
  EXPECT_TRUE(allowed(own));
  Folder home;
  Doors work(home.path);
  EXPECT_TRUE(allowed(work)) << "nothing is there yet that forbids it";
  work.init(true);
  EXPECT_FALSE(allowed(work));
  work.session.lock();
  EXPECT_FALSE(allowed(work)) << "locked, too";
  work.session.unlock_passphrase("pass");
  rec::Settings s;
  s.set_allow_text(true);
  work.set(s);
  EXPECT_TRUE(allowed(work));
}

TEST(Rules, TheFirstPageOffersWhatTheKeyPlays) {
  Doors w;
  rec::Settings s;
  s.set_pinned("body.shake");
  w.set(s);
  EXPECT_EQ(w.ask<api::ContentGetReply>("Content/Get", api::ContentGetRequest()).practice().id(),
            "body.shake");
  EXPECT_EQ(w.ask<api::PlayerReply>("Player/Begin", api::BeginRequest()).state().practice(), "body.shake");
  api::BeginRequest aside;
  aside.set_aside(true);
  EXPECT_EQ(w.ask<api::PlayerReply>("Player/Begin", aside).state().practice(), "breathe.slow")
      << "moves are not followed from the corner of an eye";
  s.set_pinned("breathe.box");
  w.set(s);
  EXPECT_EQ(w.ask<api::PlayerReply>("Player/Begin", aside).state().practice(), "breathe.box");
}

TEST(Rules, AResetIsOverWithItsScreensBeforeTheMinuteIs) {
  constexpr int kScreens = 3 + 4 + 3 + 3;  // a rating, that the call is over, a log, shoulders
  Doors w;
  const auto lasts = [&](int set) {
    rec::Settings s;
    s.set_reset_seconds(set);
    w.set(s);
    return w.ask<api::PlayerReply>("Player/Begin", api::BeginRequest()).scene().planned_s();
  };
  EXPECT_EQ(w.ask<api::PlayerReply>("Player/Begin", api::BeginRequest()).scene().planned_s() + kScreens, 58)
      << "as it comes";
  EXPECT_LE(lasts(120) + kScreens, 118);
  EXPECT_GT(lasts(120), lasts(60));
  EXPECT_LE(lasts(15), 15) << "the shortest is as short as the practice can be";
}

TEST(Rules, QuietUntilTomorrowEndsWithThePersonsOwnDay) {
  const auto until = [](Doors& w, int64_t now) {
    api::SetRequest q;
    q.set_quiet_until_tomorrow(true);
    return (double(w.ask<rec::Settings>("Settings/Set", q, at(now)).quiet_until_ms()) - double(kMonday)) /
           double(kHour);
  };
  Doors w;
  EXPECT_EQ(until(w, kMonday + 20 * kHour), 28) << "nothing is planned: at the boundary";
  EXPECT_EQ(until(w, kMonday + 25 * kHour), 28) << "after midnight it is still that day";
  rec::Settings s;
  s.set_day_boundary_min(6 * 60);
  w.set(s);
  EXPECT_EQ(until(w, kMonday + 20 * kHour), 30);
  // Nights, 22:00 to 06:00: tomorrow begins when the sleep after the shift ends, not in the middle of it.
  Doors nights;
  rec::Entry shift;
  for (const int night : {0, 1}) {
    shift.mutable_shift()->set_at_ms(kMonday + (22 + 24 * night) * kHour);
    shift.mutable_shift()->set_end_ms(kMonday + (30 + 24 * night) * kHour);
    nights.journal.keep(at(kNoon), shift, false);
  }
  const auto up = nights.reminders.plan_sleep(at(kMonday + 23 * kHour)).up_ms();
  EXPECT_EQ(until(nights, kMonday + 23 * kHour), (up - double(kMonday)) / double(kHour));
  EXPECT_GT(up, double(kMonday + 36 * kHour));
}

TEST(Rules, NotNowToTheKindNoteHoldsForADay) {
  Doors w;
  api::SetRequest q;
  q.set_care_not_now(true);
  EXPECT_EQ(w.ask<rec::Settings>("Settings/Set", q).care_quiet_until_ms(), kNoon + kDay);
  EXPECT_FALSE(w.ask<rec::Settings>("Settings/Set", q).has_quiet_until_ms()) << "offers go on";
}

}  // namespace
}  // namespace eddy::test
