// Attacks by a box that lies, or is broken.
#include <algorithm>
#include <set>

#include "core/crypto/recovery_phrase.h"
#include "core/vault/pictures.h"
#include "tests/sync/faults.h"

namespace eddy::test {
namespace {
namespace pb = eddy::sync::v1;

TEST_F(Faults, Q_AForgedListOfDevicesDoesNotEndTakingDevicesOut) {
  sync_all();
  for (int i = 0; i < 3; ++i) p.phone.sync_round(p.box, at(now += kHour), forge_lists);
  p.phone.sync.revoke(sync::Ledger(p.work.session.vault()).me());
  p.phone.sync_round(p.box, at(now += kHour),
                     [](const api::StepReply::Call& c, api::StepRequest::Response& r) {
                       if (!c.method().ends_with("/PutRoster")) return true;
                       pb::PutRosterReply no;
                       no.set_version(9);
                       no.mutable_instead()->set_roster("forged");
                       r.Clear();
                       r.set_reply(no.SerializeAsString());
                       return true;
                     });
  for (int i = 0; i < 3; ++i) p.phone.sync_round(p.box, at(now += kHour));
  EXPECT_EQ(p.phone.sync.state().device_size(), 1);
}

TEST_F(Faults, R_NothingIsSentUnderAnOldListOfDevicesThatABoxGivesToTheWords) {
  Device laptop(7, false);
  pair(p.box, p.phone, laptop, at(now), false, "Laptop");
  for (int i = 0; i < 2; ++i)
    for (auto* d : {&laptop, &p.phone}) d->sync_round(p.box, at(now += kMinute));
  const auto with_it = sync::Ledger(p.phone.session.vault()).roster().list.version();
  p.phone.sync.revoke(sync::Ledger(laptop.session.vault()).me());
  p.phone.sync_round(p.box, at(now += kMinute));
  p.phone.note(at(now), "after it was taken out", records::SPACE_HOME);
  p.phone.sync_round(p.box, at(now += kMinute));
  api::RestoreByPhraseRequest words;
  words.set_name("Phone");
  words.set_server("box:7443");
  words.set_recovery_phrase(p.phone.words);
  std::vector<std::string> pushed;
  const auto restored = [&](Device& fresh, uint32_t old_version) {  // 0: the box is honest
    fresh.note(at(now), "written before restoring", records::SPACE_HOME);
    fresh.sync.restore(words);
    pushed.clear();
    for (int i = 0; i < 3; ++i)
      fresh.sync_round(p.box, at(now += kHour),
                       [&](const api::StepReply::Call& c, api::StepRequest::Response& r) {
                         pb::PushRequest q;
                         if (c.method().ends_with("/Push") && q.ParseFromString(c.request()))
                           pushed.insert(pushed.end(), q.bundle().begin(), q.bundle().end());
                         return !old_version || give_old_lists(p.box, p.phone, old_version, now, c, r);
                       });
  };
  // The one just before the newest, too: what is signed over it has the newest one's number.
  for (const uint32_t old_version : {with_it, with_it - 1}) {
    Device deceived(8, false);
    restored(deceived, old_version);
    EXPECT_TRUE(told(deceived.sync.state(), "OLD_LIST")) << old_version;
    EXPECT_TRUE(pushed.empty()) << "the laptop has the keys of that list";
    EXPECT_GT(deceived.sync.state().waiting(), 0);
  }
  Device honest(9, false);
  restored(honest, 0);
  EXPECT_FALSE(told(honest.sync.state(), "OLD_LIST"));
  EXPECT_FALSE(pushed.empty()) << "the look at it sees what is sent";
  EXPECT_EQ(honest.sync.state().waiting(), 0);
  EXPECT_TRUE(honest.has("after it was taken out"));
}

TEST_F(Faults, S_ABoxThatLiesAboutAPictureDoesNotTakeTheLastCopy) {
  std::string bytes(30'000, '\0');
  p.work.session.random().fill(bytes.data(), bytes.size());
  auto e = entry(records::SPACE_HOME);
  e.mutable_board_item()->set_kind(records::BOARD_PICTURE);
  e.mutable_board_item()->set_need(records::NEED_REASSURE);
  *e.mutable_board_item()->mutable_picture() = save_picture(p.work.session, bytes);
  keep(p.work, e);
  const auto lie = [&](const api::StepReply::Call& c) {
    pb::PutBlobRequest put;
    if (!c.method().ends_with("/PutBlob") || !put.ParseFromString(c.request())) return p.box.answer(c, now);
    pb::PutBlobReply all_of_it;
    all_of_it.set_have(put.size());
    api::StepRequest::Response r;
    r.set_reply(all_of_it.SerializeAsString());
    return r;
  };
  p.work.sync_round(lie, at(now += kMinute));
  p.phone.sync_round(p.box, at(now += kMinute));
  p.work.sync_round(lie, at(now += kMinute));  // the receipt
  sync_all(3);
  const auto hung = p.phone.journal.latest(kBoardItem, 1);
  ASSERT_EQ(hung.size(), 1u);
  std::string seen;
  try {
    seen = p.phone.board.picture(hung[0].board_item());
  } catch (const Failure&) {  // it is not there
  }
  EXPECT_EQ(seen.size(), bytes.size());
}

TEST_F(Faults, T_TheSameBoxUnderAnotherAddressDoesNotGrowTheList) {
  Device laptop(7, false);
  pair(p.box, p.phone, laptop, at(now), false, "Laptop");
  {
    sync::Ledger books(laptop.session.vault());
    books.local.set_server("127.0.0.1:7443");
    books.save();
  }
  Device moved(laptop, 8);  // reads its books anew
  for (int i = 0; i < 10; ++i) {
    moved.sync_round(p.box, at(now += kHour));
    p.phone.sync_round(p.box, at(now += kHour));
  }
  EXPECT_LE(sync::Ledger(p.phone.session.vault()).roster().list.version(), 5u);
}

TEST_F(Faults, T_TheBoxsNewAddressIsToldAndAnotherBoxThereIsRefused) {
  const auto before = sync::Ledger(p.phone.session.vault()).roster().list.version();
  EXPECT_FAULT_IS(p.phone.sync.set_server("nowhere"), invalid);
  p.phone.sync.set_server("moved:7443");
  p.phone.note(at(now), "after the move");
  std::set<std::string> asked;
  bool anybody = false;
  const auto state = p.phone.sync_round(
      [&](const api::StepReply::Call& c) {
        asked.insert(c.server());
        // Its certificate may be another one: until it has proved its key, nothing but a greeting is asked for.
        anybody = anybody || (c.any_certificate() && !c.method().ends_with("/Hello"));
        return p.box.answer(c, now);
      },
      at(now += kMinute));
  EXPECT_FALSE(state.has_failed());
  EXPECT_EQ(asked, std::set<std::string>{"moved:7443"});
  EXPECT_FALSE(anybody);
  EXPECT_EQ(state.waiting(), 0);
  EXPECT_EQ(sync::Ledger(p.phone.session.vault()).roster().list.version(), before);
  Box other(std::make_unique<MemoryStore>(), 9);
  server::Authenticator stranger(*other.store, std::string(32, 'X'), other.random, other.limits);
  p.phone.sync.set_server("stranger:7443");
  p.phone.note(at(now), "not for strangers");
  std::vector<std::string> methods;
  const auto refused = p.phone.sync_round(
      [&](const api::StepReply::Call& c) {
        methods.push_back(c.method());
        api::StepRequest::Response r;
        r.set_reply(stranger.hello(now).SerializeAsString());
        return r;
      },
      at(now += kMinute));
  EXPECT_TRUE(told(refused, "OTHER_SERVER"));
  EXPECT_EQ(methods.size(), 1u) << "it learns nothing";
  p.phone.sync.set_server("moved:7443");
  EXPECT_EQ(p.phone.sync_round(p.box, at(now += kMinute)).waiting(), 0);
}

TEST_F(Faults, U_AnHonestBoxThatTakesReceiptsHasLostNothing) {
  for (int i = 0; i < 4; ++i) {
    auto e = entry(records::SPACE_HOME);
    e.mutable_note()->set_text("for home " + std::to_string(i));
    keep(p.work, e);
    sync_all();
    EXPECT_FALSE(told(p.phone.sync.state(), "SERVER_RESTORED")) << i;
    EXPECT_FALSE(told(p.work.sync.state(), "SERVER_RESTORED")) << i;
  }
}

TEST_F(Faults, U_RefusalsThatNameAForkBeginNoChains) {
  // Genuine, and of that chain; or of the other space, in the same place; or in its place, and signed by nobody.
  std::string mine, other_space;
  for (int i = 0; i < 20; ++i) {
    p.phone.note(at(now), "at work " + std::to_string(i));
    p.phone.note(at(now), "one more " + std::to_string(i), records::SPACE_HOME);
    p.phone.sync_round(p.box, at(now += kHour),
                       [&](const api::StepReply::Call& c, api::StepRequest::Response& r) {
                         pb::PushReply said;
                         if (!c.method().ends_with("/Push") || !said.ParseFromString(r.reply())) return true;
                         pb::PushRequest q;
                         q.ParseFromString(c.request());
                         auto forged = q.bundle(0);
                         forged.back() = char(forged.back() ^ 1);
                         const std::string lies[] = {q.bundle(0), mine, other_space, forged};
                         said.set_instead(lies[i % 4]);
                         mine = q.bundle(0);
                         if (q.bundle_size() > 1) other_space = q.bundle(1);
                         for (int v = 0; v < said.verdict_size(); ++v) said.set_verdict(v, pb::FORK);
                         r.set_reply(said.SerializeAsString());
                         return true;
                       });
  }
  std::set<uint64_t> chains;
  sync::Ledger books(p.phone.session.vault());
  for (const auto& h : books.heads())
    if (h.device == books.me()) chains.insert(h.chain);
  EXPECT_LE(chains.size(), 2u);
}

TEST_F(Faults, V_WhatWasGivenAtWorkAndNotDeliveredComesAlongWhenStartingAfresh) {
  give_at_work();
  p.work.sync_round(p.box, at(now += kMinute),
                    [](const api::StepReply::Call& c, api::StepRequest::Response&) {
                      return !c.method().ends_with("/Push");
                    });
  Box fresh(std::make_unique<MemoryStore>(), 9);
  start_afresh(fresh);
  p.phone.sync_round(
      [&](const api::StepReply::Call& c) {
        return (c.server() == "other:7443" ? fresh : p.box).answer(c, now);
      },
      at(now += kMinute));
  pair(fresh, p.phone, p.work, at(now += kHour), true, "again", true);
  for (int i = 0; i < 3; ++i) {
    p.work.sync_round(fresh, at(now += kMinute));
    p.phone.sync_round(fresh, at(now += kMinute));
  }
  EXPECT_TRUE(p.phone.has("given at work, on its way"));
  // One that comes by the words was never given the old key: what it says is published by those who were.
  SeededRandom random{7};
  api::RestoreByPhraseRequest words;
  words.set_name("Phone");
  words.set_server("other:7443");
  for (const auto& w : to_phrase(Secret::make(random)))
    words.set_recovery_phrase(words.recovery_phrase() + w + " ");
  Device later(8, false);
  later.sync.restore(words);
  for (int i = 0; i < 2; ++i) later.sync_round(fresh, at(now += kHour));
  EXPECT_EQ(sync::Ledger(later.session.vault()).local.drop_keys_size(), 0);
  EXPECT_TRUE(later.has("given at work, on its way"));
  EXPECT_FALSE(told(later.sync.state(), "NO_KEY"));
}

TEST_F(Faults, V_TheKeysOfWhatWasGivenDoNotComeToAWorkComputer) {
  Device laptop(7, false);
  pair(p.box, p.phone, laptop, at(now), false, "Laptop");
  give_at_work();
  Box fresh(std::make_unique<MemoryStore>(), 9);
  start_afresh(fresh);
  p.phone.sync_round(fresh, at(now += kMinute));
  pair(fresh, p.phone, laptop, at(now += kHour), true, "now a work computer", true);
  pair(fresh, p.phone, p.work, at(now += kHour), true, "again", true);
  for (int i = 0; i < 3; ++i)
    for (auto* d : {&p.work, &laptop, &p.phone}) d->sync_round(fresh, at(now += kMinute));
  EXPECT_TRUE(p.phone.has("given at work, on its way"));
  EXPECT_EQ(sync::Ledger(laptop.session.vault()).local.drop_keys_size(), 0);
  EXPECT_GT(sync::Ledger(p.phone.session.vault()).local.drop_keys_size(), 0);
}

TEST_F(Faults, V_WhatWasGivenComesAlongThroughADeviceThatCameLater) {
  give_at_work();
  Box fresh(std::make_unique<MemoryStore>(), 9);
  start_afresh(fresh);
  p.phone.sync_round(fresh, at(now += kMinute));
  Device later(8, false);
  pair(fresh, p.phone, later, at(now += kHour), false, "Later");
  pair(fresh, later, p.work, at(now += kHour), true, "again", true);
  for (int i = 0; i < 2; ++i)
    for (auto* d : {&p.work, &later}) d->sync_round(fresh, at(now += kMinute));
  EXPECT_TRUE(later.has("given at work, on its way"));
}

TEST_F(Faults, V_WhatIsOnItsWayHomeIsNotLeftBehindForAnotherAccount) {
  give_at_work();
  Box theirs(std::make_unique<MemoryStore>(), 9);
  Device somebody(11);
  somebody.join(theirs, at(now), "Somebody else's");
  somebody.sync_round(theirs, at(now));
  api::EnterCodeRequest take;
  take.set_name("Phone");
  take.set_code(somebody.sync.show_code(at(now)).code());
  take.set_passphrase("pass");
  take.set_instead(true);
  const auto before = sync::Ledger(p.work.session.vault()).local.account();
  p.work.sync.enter_code(at(now), take);
  api::SyncState state;
  for (int i = 0; i < 6 && state.pairing() != api::SyncState::FAILED; ++i) {
    somebody.sync_round(theirs, at(now + i * 1500));
    state = p.work.sync_round(theirs, at(now + i * 1500));
    ASSERT_EQ(state.digits(), "");
  }
  EXPECT_EQ(state.failed().reason(), api::Error::DROPS_WAITING);
  EXPECT_EQ(sync::Ledger(p.work.session.vault()).local.account(), before);
  sync_all();
  EXPECT_TRUE(p.phone.has("given at work, on its way"));
  // Once it has arrived, the computer may go.
  pair(theirs, somebody, p.work, at(now += kHour), true, "theirs", true);
  EXPECT_NE(sync::Ledger(p.work.session.vault()).local.account(), before);
}

}  // namespace
}  // namespace eddy::test
