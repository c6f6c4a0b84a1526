// What a device may be called, at each door that a name comes in by.
#include "core/sync/device_name.h"

#include <map>

#include "core/sync/pairing.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {
namespace pb = eddy::sync::v1;
using sync::is_device_name;
using sync::Pairing;

TEST(DeviceNames, CanBeReadInAList) {
  for (const char* name : {"Phone", "Küche", "仕事", "Ana's laptop (2)", "🌊", "x"})
    EXPECT_TRUE(is_device_name(name)) << name;
  EXPECT_TRUE(is_device_name(std::string(64, 'n')));
  EXPECT_FALSE(is_device_name(std::string(65, 'n')));
  for (const char* name :
       {"", " ", "   ", "two\nlines", "\x1b[2Jgone", "bell\a", "del\x7f", "next\u0085line", "\u202egnp.tfel",
        "zero\u200bwidth", "\u2028", "half \xc3", "\xed\xa0\x80", "\xc0\xaf", "\xf4\x90\x80\x80", "\xff"})
    EXPECT_FALSE(is_device_name(name)) << hex(name);
}

struct Named {
  const char* name;
  Reason reason;
};
const std::string kLong(65, 'n');
const Named kNot[] = {{"", Reason::missing},
                      {"  ", Reason::missing},
                      {kLong.c_str(), Reason::too_long},
                      {"\x1b[2J", Reason::malformed}};

template <class Ask>
void refuses_bad_names(const char* door, Ask ask) {
  for (const auto& [name, reason] : kNot) {
    try {
      ask(name);
      ADD_FAILURE() << door << " takes " << name;
    } catch (const Failure& f) {
      EXPECT_EQ(f.reason, reason) << door << ": " << f.detail;
      EXPECT_EQ(f.field, "name") << door;
    }
  }
}

TEST(DeviceNames, AreHeldToThatWhereADeviceJoins) {
  World w;
  const std::string invite = "eddy1-" + std::string(128, '1') + std::string(32, 'x');
  api::JoinRequest join;
  join.set_server("box:7443");
  join.set_invite(invite);
  refuses_bad_names("join", [&](const char* name) {
    join.set_name(name);
    w.sync.may_join(join);
  });
  join.set_name("Phone");
  w.sync.may_join(join);
  api::EnterCodeRequest enter;
  enter.set_code("box:7443 ABCD-EFGH-JKLM-NPQR");
  refuses_bad_names("code", [&](const char* name) {
    enter.set_name(name);
    w.sync.enter_code(at(kNoon), enter);
  });
  api::RestoreByPhraseRequest words;
  words.set_server("box:7443");
  for (int i = 0; i < 24; ++i)
    words.set_recovery_phrase(words.recovery_phrase() + (i < 23 ? "abandon " : "art"));
  refuses_bad_names("words", [&](const char* name) {
    words.set_name(name);
    w.sync.restore(words);
  });
}

// Whoever knows the code may write the letter by a program of their own.
std::string digits_with(const std::string& name) {
  SeededRandom random(3);
  pb::PairingOffer offer;
  offer.set_account(std::string(16, 'a'));
  offer.set_server_key(std::string(32, 'k'));
  auto trusted = Pairing::show("box:7443", offer, random);
  auto newcomer = Pairing::enter(trusted.code(), name, false, random);
  std::map<uint32_t, std::string> box;
  for (int turn = 0; turn < 4; ++turn)
    for (auto* side : {&newcomer, &trusted})
      if (const auto q = side->next()) {
        if (!q->body().empty()) box[q->n()] = q->body();
        pb::MailReply letter;
        letter.set_there(box.count(q->n()) != 0);
        letter.set_body(box[q->n()]);
        if (!letter.there()) letter.clear_body(), box.erase(q->n());
        side->answer(letter);
      }
  EXPECT_EQ(trusted.digits(), newcomer.digits());
  return trusted.digits();
}

TEST(DeviceNames, OfANewcomerThatCannotBeReadEndThePairing) {
  EXPECT_EQ(digits_with("Phone").size(), 6u);
  for (const auto& name : {std::string("\x1b]0;yours\a"), std::string(), kLong}) {
    try {
      (void)digits_with(name);
      ADD_FAILURE() << "a newcomer is called " << name;
    } catch (const Failure& f) {
      EXPECT_EQ(f.reason, Reason::key_malformed);
    }
  }
}

}  // namespace
}  // namespace eddy::test
