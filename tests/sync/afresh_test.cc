// Starting afresh: a new account with everything that is here; the old one ends.
#include "core/crypto/recovery_phrase.h"
#include "tests/sync/devices.h"
#include "tests/sync/memory_store.h"

namespace eddy::test {
namespace {

api::JoinRequest to(Box& box) {
  api::JoinRequest q;
  q.set_server("other:7443");
  q.set_invite(box.invite());
  q.set_name("Phone");
  return q;
}
Secret root_of(int n) {
  SeededRandom random{uint64_t(n)};
  return Secret::make(random);
}
// The device asks one or the other, by the server's name.
Device::Server both(Box& old_box, Box& fresh, int64_t now) {
  return [&old_box, &fresh, now](const api::StepReply::Call& c) {
    return (c.server() == "other:7443" ? fresh : old_box).answer(c, now);
  };
}
void pair_instead(Box& box, Device& trusted, Device& newcomer, Moment now, bool work) {
  pair(box, trusted, newcomer, now, work, "again", true);
}

TEST(Afresh, EverythingGoesAlongWithTheStampsItHas) {
  Person p;
  p.work.note(at(kNoon), "from work");
  p.work.sync_round(p.box, at(kNoon));
  p.phone.note(at(kNoon + 1), "at home", records::SPACE_HOME);
  const auto purged = p.phone.note(at(kNoon + 2), "unsaid", records::SPACE_HOME);
  p.phone.sync_round(p.box, at(kNoon + 3));
  p.phone.journal.purge(at(kNoon + 4), purged);
  p.phone.sync_round(p.box, at(kNoon + 5));
  const auto before = p.phone.everything();
  Box fresh(std::make_unique<MemoryStore>(), 9);
  p.phone.sync.start_afresh(at(kNoon + 6), root_of(7), to(fresh));
  EXPECT_EQ(p.phone.everything(), before);
  const auto state = p.phone.sync_round(both(p.box, fresh, kNoon + 7), at(kNoon + 7));
  EXPECT_EQ(state.waiting(), 0);
  EXPECT_EQ(state.device_size(), 1);

  // What the work computer has written meanwhile comes along with it.
  p.work.note(at(kNoon + 8), "not published yet");
  pair_instead(fresh, p.phone, p.work, at(kNoon + kHour),
               false);  // it stays a work computer, whatever is said
  p.work.sync_round(fresh, at(kNoon + 2 * kHour));
  p.phone.sync_round(fresh, at(kNoon + 2 * kHour));
  EXPECT_TRUE(p.phone.has("not published yet"));
  EXPECT_TRUE(p.work.session.work());
  EXPECT_FALSE(p.work.has("at home"));
  EXPECT_EQ(p.phone.everything(1), p.work.everything(1));
  EXPECT_EQ(p.phone.journal.latest(kNote, 10).size(), 3u);  // none of them twice

  // The new words bring everything back; the old ones do not know this account.
  std::string words;
  for (const auto& w : to_phrase(root_of(7))) words += w + " ";
  Device again(20, false);
  api::RestoreByPhraseRequest q;
  q.set_name("Phone");
  q.set_server("other:7443");
  q.set_recovery_phrase(words);
  again.sync.restore(q);
  again.sync_round(fresh, at(kNoon + 3 * kHour));
  again.sync_round(fresh, at(kNoon + 4 * kHour));
  EXPECT_EQ(again.everything(), p.phone.everything());
}

TEST(Afresh, TheOldAccountEndsAWeekAfterEverythingHasGone) {
  Person p;
  p.phone.note(at(kNoon), "mine");
  p.phone.sync_round(p.box, at(kNoon));
  Box fresh(std::make_unique<MemoryStore>(), 9);
  auto& old_data = static_cast<MemoryStore&>(*p.box.store).data;
  p.phone.sync.start_afresh(at(kNoon), root_of(7), to(fresh));
  const auto closes = [&] { return old_data.accounts.begin()->second.row->closes_ms; };
  // Nothing has gone yet: the new server is away.
  p.phone.sync_round(
      [&](const api::StepReply::Call& c) {
        api::StepRequest::Response away;
        away.set_status(14);
        return c.server() == "other:7443" ? away : p.box.answer(c, kNoon);
      },
      at(kNoon + 1));
  EXPECT_EQ(closes(), 0u);
  // The old server is away: later.
  p.phone.sync_round(
      [&](const api::StepReply::Call& c) {
        api::StepRequest::Response away;
        away.set_status(14);
        return c.server() == "other:7443" ? fresh.answer(c, kNoon) : away;
      },
      at(kNoon + kHour));
  EXPECT_EQ(closes(), 0u);
  const auto state = p.phone.sync_round(both(p.box, fresh, kNoon + kDay), at(kNoon + kDay));
  EXPECT_FALSE(state.has_failed());
  EXPECT_EQ(closes(), uint64_t(kNoon + 8 * kDay));
  // Asked once.
  p.phone.sync_round(
      [&](const api::StepReply::Call& c) {
        EXPECT_EQ(c.server(), "other:7443");
        return fresh.answer(c, kNoon + 2 * kDay);
      },
      at(kNoon + 2 * kDay));
  // The others are told, keep what they have, and it is gone on its day.
  const auto told = p.work.sync_round(p.box, at(kNoon + 2 * kDay));
  EXPECT_EQ(told.ends_ms(), double(kNoon + 8 * kDay));
  ASSERT_GE(told.notice_size(), 1);
  EXPECT_EQ(told.notice(told.notice_size() - 1).what(), "ENDS");
  EXPECT_EQ(p.box.relay.sweep(kNoon + 8 * kDay), 1);
  const auto after = p.work.sync_round(p.box, at(kNoon + 9 * kDay));
  EXPECT_TRUE(after.has_failed());
  EXPECT_TRUE(old_data.accounts.begin()->second.bundles.empty());
}

TEST(Afresh, AnotherFullDeviceKeepsTheOldAccount) {
  Person p;
  Device laptop(3, false);
  pair(p.box, p.phone, laptop, at(kNoon + kHour), false, "Laptop");
  laptop.sync_round(p.box, at(kNoon + 2 * kHour));
  Box fresh(std::make_unique<MemoryStore>(), 9);
  p.phone.sync.start_afresh(at(kNoon + kDay), root_of(7), to(fresh));
  p.phone.sync_round(both(p.box, fresh, kNoon + kDay), at(kNoon + kDay));
  EXPECT_GT(laptop.sync_round(p.box, at(kNoon + kDay)).ends_ms(), 0);
  EXPECT_FAULT_IS(p.work.sync.cancel_closing(), refused);
  laptop.sync.cancel_closing();
  EXPECT_EQ(laptop.sync_round(p.box, at(kNoon + kDay)).ends_ms(), 0);
  EXPECT_EQ(p.box.relay.sweep(kNoon + 30 * kDay), 0);
}

TEST(Afresh, OnlyADeviceOfOnesOwnThatIsOnAServer) {
  Person p;
  Device alone(8);
  EXPECT_FAULT_IS(p.work.sync.start_afresh(at(kNoon), root_of(1), to(p.box)), refused);
  EXPECT_FAULT_IS(alone.sync.start_afresh(at(kNoon), root_of(1), to(p.box)), refused);
  auto bad = to(p.box);
  bad.set_invite("eddy1-nonsense");
  const auto before = p.phone.session.vault().local("sync");
  EXPECT_FAULT_IS(p.phone.sync.start_afresh(at(kNoon), root_of(1), bad), invalid);
  EXPECT_EQ(p.phone.session.vault().local("sync"), before);
}

// Cases: two full devices write the list at once, over a box that forgot and let both; starting afresh ends it.
TEST(Cases, AForkedListOfDevicesIsResolvedByStartingAfresh) {
  Person p;
  Device laptop(3, false);
  pair(p.box, p.phone, laptop, at(kNoon + kHour), false, "Laptop");
  laptop.sync_round(p.box, at(kNoon + 2 * kHour));
  auto& store = static_cast<MemoryStore&>(*p.box.store);
  const auto backup = store.data;
  p.phone.sync.revoke(p.work.sync.state().device(0).this_device()
                          ? to_id(p.work.sync.state().device(0).id(), "")
                          : to_id(p.work.sync.state().device(1).id(), ""));
  p.phone.sync_round(p.box, at(kNoon + 3 * kHour));
  store.data = backup;
  Device tablet(4, false);
  pair(p.box, laptop, tablet, at(kNoon + 4 * kHour), false, "Tablet");
  const auto forked = p.phone.sync_round(p.box, at(kNoon + 5 * kHour));
  EXPECT_TRUE(told(forked, "ROSTER_FORK"));
  laptop.note(at(kNoon + 5 * kHour), "on the other side", records::SPACE_HOME);
  Box fresh(std::make_unique<MemoryStore>(), 9);
  p.phone.sync.start_afresh(at(kNoon + 6 * kHour), root_of(7), to(fresh));
  p.phone.sync_round(both(p.box, fresh, kNoon + 6 * kHour), at(kNoon + 6 * kHour));
  pair_instead(fresh, p.phone, laptop, at(kNoon + 30 * kHour), false);
  laptop.sync_round(fresh, at(kNoon + 31 * kHour));
  const auto now = p.phone.sync_round(fresh, at(kNoon + 32 * kHour));
  for (const auto& n : now.notice()) EXPECT_NE(n.what(), "ROSTER_FORK");
  EXPECT_TRUE(p.phone.has("on the other side"));
  EXPECT_EQ(now.device_size(), 2);
  p.phone.sync.revoke(laptop.sync.state().device(0).this_device()
                          ? to_id(laptop.sync.state().device(0).id(), "")
                          : to_id(laptop.sync.state().device(1).id(), ""));
  EXPECT_EQ(p.phone.sync_round(fresh, at(kNoon + 33 * kHour)).device_size(), 1);  // the list changes again
}

}  // namespace
}  // namespace eddy::test
