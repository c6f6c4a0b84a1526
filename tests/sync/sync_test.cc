// Two to three devices and a box, as a person lives with them.
#include "core/vault/pictures.h"
#include "tests/sync/devices.h"
#include "tests/sync/memory_store.h"

namespace eddy::test {
namespace {
TEST(Sync, WorkIsSharedAndHomeIsNot) {
  Person p;
  EXPECT_TRUE(p.work.session.work());
  p.work.note(at(kNoon), "only at work");
  p.work.sync_round(p.box, at(kNoon + 1000));
  p.phone.sync_round(p.box, at(kNoon + 2000));
  EXPECT_TRUE(p.phone.has("only at work"));
  p.phone.note(at(kNoon), "only mine", records::SPACE_HOME);
  p.phone.note(at(kNoon), "for both");
  p.phone.sync_round(p.box, at(kNoon + 3000));
  p.work.sync_round(p.box, at(kNoon + 4000));
  EXPECT_FALSE(p.work.has("only mine"));
  EXPECT_TRUE(p.work.has("for both"));
  EXPECT_EQ(p.phone.everything(1), p.work.everything(1));
}

// What core/sync/README.md lists under "Cases", by name.

api::StepRequest::Response lost() {
  api::StepRequest::Response a;
  a.set_status(14);
  return a;
}

TEST(Cases, ALostAnswerToAPushIsAskedAgainWithTheSameBytes) {
  Person p;
  p.work.note(at(kNoon), "once");
  std::vector<std::string> sent;
  for (int tries = 0; tries < 3; ++tries)
    p.work.sync_round(
        [&](const api::StepReply::Call& c) {
          auto a = p.box.answer(c, kNoon);
          if (!c.method().ends_with("Push")) return a;
          sent.push_back(c.request());
          return tries < 2 ? lost() : a;
        },
        at(kNoon + tries * kHour));
  ASSERT_GE(sent.size(), 3u);
  EXPECT_EQ(sent[0], sent[1]);
  EXPECT_EQ(sent[1], sent[2]);
  p.phone.sync_round(p.box, at(kNoon + kDay));
  EXPECT_EQ(p.phone.journal.latest(kNote, 10).size(), 1u);
}

TEST(Cases, ABackupRestoredAndItsOriginalBothGoOn) {
  Person p;
  p.phone.note(at(kNoon), "before");
  p.phone.sync_round(p.box, at(kNoon));
  Device copy(p.phone, 77);
  p.phone.note(at(kNoon + 1), "by the original");
  p.phone.sync_round(p.box, at(kNoon + 1));
  copy.note(at(kNoon + 2), "by the copy");
  const auto state = copy.sync_round(p.box, at(kNoon + 2));
  EXPECT_TRUE(told(state, "COPIED"));
  p.phone.sync_round(p.box, at(kNoon + kHour));
  copy.sync_round(p.box, at(kNoon + kHour));
  EXPECT_TRUE(p.phone.has("by the copy"));
  EXPECT_TRUE(copy.has("by the original"));
  EXPECT_EQ(copy.everything(), p.phone.everything());
}

// Found by the worlds: it may not read what its twin gives to home, so only the answer to its push can show
// the other branch.
TEST(Cases, ACopyOfAWorkComputerThatOnlyGivesToHomeGoesOn) {
  Person p;
  p.work.note(at(kNoon), "before", records::SPACE_HOME);
  p.work.sync_round(p.box, at(kNoon));
  Device copy(p.work, 77);
  p.work.note(at(kNoon + 1), "by the original", records::SPACE_HOME);
  p.work.sync_round(p.box, at(kNoon + 1));
  copy.note(at(kNoon + 2), "by the copy", records::SPACE_HOME);
  const auto state = copy.sync_round(p.box, at(kNoon + 2));
  EXPECT_TRUE(told(state, "COPIED"));
  EXPECT_EQ(state.waiting(), 0);
  p.phone.sync_round(p.box, at(kNoon + kHour));
  EXPECT_TRUE(p.phone.has("by the copy"));
  EXPECT_TRUE(p.phone.has("by the original"));
}

// What its branch had confirmed and the box forgot goes out again, though only the answer to a push can show it the other.
TEST(Cases, ACopiedWorkComputersConfirmedDropsGoOutAgainWhereTheBoxForgotThem) {
  Person p;
  auto& store = static_cast<MemoryStore&>(*p.box.store);
  p.work.note(at(kNoon), "before", records::SPACE_HOME);
  p.work.sync_round(p.box, at(kNoon));
  Device copy(p.work, 77);
  const auto backup = store.data;
  for (int i = 0; i < 3; ++i) {
    copy.note(at(kNoon + i), "by the copy " + std::to_string(i), records::SPACE_HOME);
    copy.sync_round(p.box, at(kNoon + i));
  }
  store.data = backup;
  p.work.note(at(kNoon + kHour), "by the original", records::SPACE_HOME);
  p.work.sync_round(p.box, at(kNoon + kHour));
  for (int round = 2; round < 5; ++round) {
    copy.note(at(kNoon + round * kHour), "later " + std::to_string(round), records::SPACE_HOME);
    copy.sync_round(p.box, at(kNoon + round * kHour));
    p.phone.sync_round(p.box, at(kNoon + round * kHour + kMinute));
  }
  for (const char* what : {"by the copy 0", "by the copy 1", "by the copy 2", "by the original", "later 4"})
    EXPECT_TRUE(p.phone.has(what)) << what;
  copy.sync.acknowledge();
  copy.sync_round(p.box, at(kNoon + kDay));
  EXPECT_EQ(std::count(copy.asked.begin(), copy.asked.end(), "Push"), 0);
  EXPECT_EQ(copy.sync.state().notice_size(), 0);
}

// Found by the worlds: a copy's branch was confirmed three bundles long, the box forgot it, and the original's is shorter.
TEST(Cases, ALongerBranchOfAChainThatLostGoesOutAgainToItsEnd) {
  Person p;
  auto& store = static_cast<MemoryStore&>(*p.box.store);
  p.phone.note(at(kNoon), "before");
  p.phone.sync_round(p.box, at(kNoon));
  Device copy(p.phone, 77);
  const auto backup = store.data;
  for (int i = 0; i < 4; ++i) {
    copy.note(at(kNoon + i), "by the copy " + std::to_string(i));
    copy.sync_round(p.box, at(kNoon + i));
  }
  store.data = backup;
  for (int i = 0; i < 2; ++i) {
    p.phone.note(at(kNoon + kHour + i), "by the original " + std::to_string(i));
    p.phone.sync_round(p.box, at(kNoon + kHour + i));
  }
  for (int round = 2; round < 5; ++round) {
    copy.sync_round(p.box, at(kNoon + round * kHour));
    p.phone.sync_round(p.box, at(kNoon + round * kHour));
  }
  EXPECT_TRUE(p.phone.has("by the copy 3"));
  EXPECT_TRUE(copy.has("by the original 1"));
  EXPECT_EQ(copy.everything(), p.phone.everything());
  EXPECT_FALSE(copy.sync.state().withheld());
  const auto quiet = copy.sync_round(p.box, at(kNoon + kDay));
  EXPECT_EQ(std::count(copy.asked.begin(), copy.asked.end(), "Push"), 0);
  EXPECT_EQ(quiet.waiting(), 0);
}

TEST(Cases, AServerRestoredFromAnOldBackupIsHealed) {
  Person p;
  auto& store = static_cast<MemoryStore&>(*p.box.store);
  const auto backup = store.data;
  p.work.note(at(kNoon), "confirmed, then lost by the box");
  p.work.sync_round(p.box, at(kNoon));
  p.phone.sync_round(p.box, at(kNoon));
  store.data = backup;
  // Whoever comes first gives it again, its own or another's.
  const auto state = p.phone.sync_round(p.box, at(kNoon + kHour));
  EXPECT_TRUE(told(state, "SERVER_RESTORED"));
  Device laptop(3, false);
  pair(p.box, p.phone, laptop, at(kNoon + kDay), false, "Laptop");
  laptop.sync_round(p.box, at(kNoon + 2 * kDay));
  EXPECT_TRUE(laptop.has("confirmed, then lost by the box"));
}

TEST(Cases, AnEmptyServerDeletesNothing) {
  Person p;
  p.phone.note(at(kNoon), "mine");
  p.phone.sync_round(p.box, at(kNoon));
  static_cast<MemoryStore&>(*p.box.store).data = {};
  const auto state = p.phone.sync_round(p.box, at(kNoon + kDay));
  EXPECT_TRUE(p.phone.has("mine"));
  ASSERT_GE(state.notice_size(), 1);
  EXPECT_EQ(state.notice(0).what(), "NO_ACCOUNT");
}

TEST(Cases, AClockInTheYear2099BlocksNothingAndIsSaid) {
  Person p;
  constexpr int64_t k2099 = 4'074'537'600'000;
  p.work.note(at(k2099), "from the future");
  p.work.sync_round(p.box, at(kNoon));
  const auto state = p.phone.sync_round(p.box, at(kNoon));
  EXPECT_TRUE(p.phone.has("from the future"));
  EXPECT_TRUE(told(state, "CLOCK_AHEAD"));
  // And an edit that saw it wins over it, by a clock that is right.
  auto e = p.phone.journal.latest(kNote, 1)[0];
  e.mutable_note()->set_text("seen, and changed");
  p.phone.journal.keep(at(kNoon), e, true, nullptr);
  p.phone.sync_round(p.box, at(kNoon + 1));
  p.work.sync_round(p.box, at(kNoon + 2));
  EXPECT_EQ(p.work.journal.latest(kNote, 1)[0].note().text(), "seen, and changed");
}

TEST(Cases, ClocksTenYearsApartAgree) {
  Person p;
  for (const int64_t skew : {3650 * kDay, -3650 * kDay, kHour, -kHour}) {
    p.work.note(at(kNoon + skew), "off by " + std::to_string(skew));
    const auto s = p.work.sync_round(p.box, at(kNoon + skew));
    EXPECT_FALSE(s.has_failed());
    p.phone.sync_round(p.box, at(kNoon + kDay));
  }
  EXPECT_EQ(p.phone.everything(1), p.work.everything(1));
  EXPECT_EQ(p.phone.journal.latest(kNote, 10).size(), 4u);
}

TEST(Cases, SeventyThousandWritesInOneMillisecondKeepTheirOrder) {
  // The counter of a stamp has 16 bits; what comes after carries into its ms.
  Cells cells;
  const Id device{};
  for (int i = 0; i <= 70'000; ++i) {
    records::CheckIn c;
    c.set_energy(i);
    const Stamp stamp{uint64_t(kNoon) << 16, device, uint64_t(70'000 - i)};
    cells = merge(kCheckIn, cells, edit(kCheckIn, cells, c.SerializeAsString(), stamp, nullptr));
  }
  records::CheckIn last;
  last.ParseFromString(join(cells));
  EXPECT_EQ(last.energy(), 70'000);
  EXPECT_EQ(cells[0].stamp.hlc >> 16, uint64_t(kNoon) + 1);
}

TEST(Cases, AThousandKeystrokesAtBothEndsAreOneRecordOfTwoVersions) {
  Person p;
  const auto id = p.phone.note(at(kNoon), "begun");
  p.phone.sync_round(p.box, at(kNoon));
  p.work.sync_round(p.box, at(kNoon));
  for (int i = 0; i < 500; ++i)
    for (auto* d : {&p.phone, &p.work}) {
      auto e = d->journal.get(id);
      std::vector<uint64_t> seen;
      for (const auto& c : d->session.vault().get(id).cells) seen.push_back(c.stamp.id);
      e.mutable_note()->set_text((d == &p.phone ? "phone " : "work ") + std::to_string(i));
      d->journal.keep(at(kNoon + i), e, true, &seen);
    }
  for (int round = 0; round < 2; ++round)
    for (auto* d : {&p.phone, &p.work}) d->sync_round(p.box, at(kNoon + kHour + round));
  EXPECT_EQ(p.phone.journal.latest(kNote, 10).size(), 1u);
  EXPECT_EQ(p.phone.journal.get(id).versions_size(), 2);
  EXPECT_EQ(p.phone.everything(1), p.work.everything(1));
}

TEST(Cases, TrashAgainstAnEditItHadNotSeenRestores) {
  Person p;
  const auto id = p.phone.note(at(kNoon), "kept?");
  p.phone.sync_round(p.box, at(kNoon));
  p.work.sync_round(p.box, at(kNoon));
  p.phone.journal.trash(at(kNoon + kHour), id);
  auto e = p.work.journal.get(id);
  e.mutable_note()->set_text("kept, and changed");
  p.work.journal.keep(at(kNoon), e, true, nullptr);
  for (int round = 0; round < 2; ++round)
    for (auto* d : {&p.phone, &p.work}) d->sync_round(p.box, at(kNoon + kDay + round));
  EXPECT_FALSE(p.phone.journal.get(id).trashed());
  EXPECT_EQ(p.phone.journal.get(id).note().text(), "kept, and changed");
}

TEST(Cases, PurgeIsFinal) {
  Person p;
  const auto id = p.phone.note(at(kNoon), "gone for good");
  p.phone.sync_round(p.box, at(kNoon));
  p.work.sync_round(p.box, at(kNoon));
  p.phone.journal.purge(at(kNoon), id);
  auto e = p.work.journal.get(id);
  e.mutable_note()->set_text("an edit that does not know");
  p.work.journal.keep(at(kNoon + kDay), e, true, nullptr);
  for (int round = 0; round < 2; ++round)
    for (auto* d : {&p.phone, &p.work}) d->sync_round(p.box, at(kNoon + kDay + round));
  EXPECT_FAULT_IS(p.phone.journal.get(id), not_found);
  EXPECT_FAULT_IS(p.work.journal.get(id), not_found);
}

TEST(Cases, RevokeRotatesWorkOnlyAndTheFormerDeviceLearnsIt) {
  Person p;
  p.work.note(at(kNoon), "not yet published");
  eddy::sync::Ledger before(p.phone.session.vault());
  p.phone.sync.revoke(eddy::sync::Ledger(p.work.session.vault()).me());
  p.phone.sync_round(p.box, at(kNoon));
  const eddy::sync::Ledger after(p.phone.session.vault());
  EXPECT_EQ(wire::find_space(after.roster().list, wire::kWork)->epoch(), 2u);
  EXPECT_EQ(wire::find_space(after.roster().list, wire::kHome)->epoch(), 1u);
  p.phone.note(at(kNoon + 1), "after it was out");
  p.phone.sync_round(p.box, at(kNoon + 1));
  const auto state = p.work.sync_round(p.box, at(kNoon + kHour));
  EXPECT_TRUE(state.revoked());
  EXPECT_FALSE(p.work.has("after it was out"));
  EXPECT_TRUE(p.work.has("not yet published")) << "what it holds stays its own";
}

TEST(Cases, ADropAcrossARotationArrives) {
  Person p;
  Device laptop(5, false);
  pair(p.box, p.phone, laptop, at(kNoon), false, "Laptop");
  p.work.note(at(kNoon + kDay), "sealed to the old key", records::SPACE_HOME);
  p.phone.sync.revoke(eddy::sync::Ledger(laptop.session.vault()).me());
  p.phone.sync_round(p.box, at(kNoon + kDay));
  p.work.sync_round(p.box, at(kNoon + 2 * kDay));
  p.phone.sync_round(p.box, at(kNoon + 2 * kDay));
  EXPECT_TRUE(p.phone.has("sealed to the old key"));
  EXPECT_FALSE(p.work.has("sealed to the old key"));
}

TEST(Cases, TwoFullDevicesChangeTheListAtOnce) {
  Person p;
  Device laptop(5, false), third(6, false);
  pair(p.box, p.phone, laptop, at(kNoon), false, "Laptop");
  pair(p.box, p.phone, third, at(kNoon), false, "Third");
  for (auto* d : {&p.phone, &laptop}) d->sync_round(p.box, at(kNoon + 1));
  p.phone.sync.revoke(eddy::sync::Ledger(p.work.session.vault()).me());
  laptop.sync.revoke(eddy::sync::Ledger(third.session.vault()).me());
  // Both sign version N + 1; the laptop's answer overtakes the phone's.
  p.phone.sync_round(
      [&](const api::StepReply::Call& c) {
        if (c.method().ends_with("PutRoster")) laptop.sync_round(p.box, at(kNoon + 2));
        return p.box.answer(c, kNoon + 2);
      },
      at(kNoon + 2));
  for (auto* d : {&p.phone, &laptop}) d->sync_round(p.box, at(kNoon + kHour));
  EXPECT_EQ(p.phone.sync.state().device_size(), 2);
  EXPECT_EQ(laptop.sync.state().device_size(), 2);
}

TEST(Cases, ALostAnswerToARosterSendsTheSameBytes) {
  Person p;
  p.phone.sync.revoke(eddy::sync::Ledger(p.work.session.vault()).me());
  std::vector<std::string> sent;
  for (int tries = 0; tries < 2; ++tries)
    p.phone.sync_round(
        [&](const api::StepReply::Call& c) {
          auto a = p.box.answer(c, kNoon);
          if (!c.method().ends_with("PutRoster")) return a;
          sent.push_back(c.request());
          return tries == 0 ? lost() : a;
        },
        at(kNoon + tries * kHour));
  ASSERT_EQ(sent.size(), 2u);
  EXPECT_EQ(sent[0], sent[1]);
  EXPECT_EQ(p.phone.sync.state().device_size(), 1);
}

TEST(Cases, PairingDigitsAreOneTry) {
  Person p;
  Device stranger(9, false);
  api::EnterCodeRequest take;
  take.set_code(p.phone.sync.show_code(at(kNoon)).code());
  take.set_name("Phone");
  take.set_passphrase("pass");
  stranger.sync.enter_code(at(kNoon), take);
  api::SyncState one, two;
  for (int turn = 0; turn < 6; ++turn) {
    one = p.phone.sync_round(p.box, at(kNoon + turn * 1500));
    two = stranger.sync_round(p.box, at(kNoon + turn * 1500));
  }
  ASSERT_EQ(one.pairing(), api::SyncState::ASK_DIGITS);
  api::ConfirmRequest q;
  q.set_digits(two.digits() == "000000" ? "000001" : "000000");
  EXPECT_FAULT_IS(p.phone.sync.confirm(q), wrong_key);
  q.set_digits(two.digits());
  EXPECT_FAULT_IS(p.phone.sync.confirm(q), refused);
  p.phone.sync_round(p.box, at(kNoon + kMinute));
  EXPECT_EQ(p.phone.sync.state().device_size(), 2);
}

TEST(Cases, AWorkComputerIsSilentInWorkHoursUntilAsked) {
  Person p;
  records::Entry week;
  for (int day = 1; day <= 7; ++day) {
    auto* slot = week.mutable_shift_pattern()->add_slots();
    slot->set_weekday(day);
    slot->set_start_min(9 * 60);
    slot->set_length_min(8 * 60);
  }
  week.mutable_shift_pattern()->set_at_ms(kNoon - kDay);
  p.work.journal.keep(at(kNoon), week, false, nullptr);
  p.work.sync_round(p.box, at(kNoon));
  api::StepRequest by_itself;
  const auto in_shift = p.work.sync.step(at(kNoon + kDay), by_itself);
  EXPECT_FALSE(in_shift.has_call());
  EXPECT_EQ(in_shift.again_ms(), double(kNoon + kDay + 5 * kHour)) << "at the end of the shift";
  // The same, outside: it does ask. And inside, when the person says so.
  EXPECT_TRUE(p.work.sync.step(at(kNoon + kDay + 6 * kHour), by_itself).has_call());
  p.work.sync_round([](const api::StepReply::Call&) { return lost(); }, at(kNoon + kDay + 6 * kHour));
  api::StepRequest asked;
  asked.set_now(true);
  EXPECT_TRUE(p.work.sync.step(at(kNoon + 2 * kDay), asked).has_call());
}

TEST(Cases, WorkCannotTouchWhatBelongsToHome) {
  Person p;
  const auto id = p.phone.note(at(kNoon), "mine at home", records::SPACE_HOME);
  p.phone.sync_round(p.box, at(kNoon));
  // A work computer that lies: a work bundle with a home record's id, and a drop of home's settings.
  {
    auto& v = p.work.session.vault();
    Vault::Write w(v, at(kNoon));
    records::Note n;
    n.set_text("overwritten from work");
    w.create(kNote, records::SPACE_WORK, n.SerializeAsString(), &id);
    w.purge({id});
    w.commit();
  }
  p.work.sync_round(p.box, at(kNoon + 1));
  p.phone.sync_round(p.box, at(kNoon + 2));
  EXPECT_EQ(p.phone.journal.get({id, records::SPACE_HOME}).note().text(), "mine at home");
}

TEST(Cases, WordsWithOddSpacesCaseAndLineBreaksRestore) {
  Person p;
  p.phone.note(at(kNoon), "comes back", records::SPACE_HOME);
  p.phone.sync_round(p.box, at(kNoon));
  std::string odd;
  for (const char c : p.phone.words)
    odd += c == ' ' ? std::string("  \n") : std::string(1, char(std::toupper(c)));
  Device fresh(11, false);
  api::RestoreByPhraseRequest q;
  q.set_name("Phone");
  q.set_recovery_phrase(odd);
  q.set_server("box:7443");
  fresh.sync.restore(q);
  fresh.sync_round(p.box, at(kNoon + kDay));
  EXPECT_TRUE(fresh.has("comes back"));
  Device wrong(12, false);
  auto words = p.phone.words;
  words.replace(0, words.find(' '), "qqqqq");
  q.set_recovery_phrase(words);
  try {
    wrong.sync.restore(q);
    ADD_FAILURE();
  } catch (const Failure& f) {
    EXPECT_EQ(f.reason, Reason::phrase_word_unknown);
    EXPECT_EQ(f.low, 1);
  }
}

TEST(Cases, ADuplicateAtFullQuotaSucceedsAndReadingGoesOn) {
  Person p;
  p.work.note(at(kNoon), "the last that fits");
  std::string push;
  p.work.sync_round(
      [&](const api::StepReply::Call& c) {
        if (c.method().ends_with("Push")) push = c.request();
        return p.box.answer(c, kNoon);
      },
      at(kNoon));
  auto& store = static_cast<MemoryStore&>(*p.box.store);
  for (auto& [id, a] : store.data.accounts) a.row->quota = a.row->used;
  sync::v1::PushReply r;
  api::StepReply::Call again;
  again.set_method("/eddy.sync.v1.Relay/Push");
  again.set_request(push);
  r.ParseFromString(p.box.answer(again, kNoon).reply());
  EXPECT_EQ(r.verdict(0), sync::v1::DUPLICATE);
  p.work.note(at(kNoon), "one too many");
  const auto state = p.work.sync_round(p.box, at(kNoon + 1));
  EXPECT_EQ(state.waiting(), 1);
  ASSERT_EQ(state.notice_size(), 1);
  EXPECT_EQ(state.notice(0).what(), "QUOTA");
  p.phone.sync_round(p.box, at(kNoon + 2));
  EXPECT_TRUE(p.phone.has("the last that fits"));
}

TEST(Cases, ADecompressionBombIsStopped) {
  Person p;
  eddy::sync::Ledger l(p.work.session.vault());
  const auto h = first_of_a_chain(l);
  const auto bomb = eddy::sync::seal_bundle(h, std::string(32 << 20, 'x'), l.space_keys().at({1, 1}), 1,
                                            l.keys(), system_random());
  EXPECT_LT(bomb.size(), 10'000u);
  api::StepReply::Call push;
  sync::v1::PushRequest q;
  q.set_account(l.local.account());
  q.add_bundle(bomb);
  push.set_method("/eddy.sync.v1.Relay/Push");
  push.set_request(q.SerializeAsString());
  p.box.answer(push, kNoon);
  p.work.note(at(kNoon), "after the bomb");
  p.work.sync_round(p.box, at(kNoon));
  const auto state = p.phone.sync_round(p.box, at(kNoon));
  EXPECT_TRUE(p.phone.has("after the bomb")) << "one bundle that cannot be read does not block others";
  EXPECT_TRUE(told(state, "DAMAGED"));
}

TEST(Cases, ALaterVersionsBundleIsHeldAndSaid) {
  Person p;
  eddy::sync::Ledger l(p.work.session.vault());
  const auto h = first_of_a_chain(l);
  sync::v1::Payload later;
  later.set_min_reader(1000);
  sync::v1::PullReply reply;
  reply.add_row()->set_bundle(eddy::sync::seal_bundle(h, later.SerializeAsString(), l.space_keys().at({1, 1}),
                                                      1, l.keys(), system_random()));
  reply.set_roster_version(h.roster);
  eddy::sync::Ledger phone(p.phone.session.vault());
  phone.apply(at(kNoon), reply);
  ASSERT_EQ(phone.local.notice_size(), 1);
  EXPECT_EQ(phone.local.notice(0).kind(), sync::v1::Notice::NEWER);
  EXPECT_EQ(p.phone.session.vault().db().integer("SELECT count(*) FROM bundle WHERE state = 2"), 1);
}

TEST(Cases, AnEntryOverTheLimitIsRefusedWhenItIsSaved) {
  Person p;
  records::Entry e;
  for (auto* text : {e.mutable_debrief()->mutable_control(), e.mutable_debrief()->mutable_if_then()})
    *text = std::string(90'000, 'x');
  EXPECT_FAULT_IS(p.phone.journal.keep(at(kNoon), e, true, nullptr), invalid);
  EXPECT_TRUE(p.phone.journal.latest(kDebrief, 1).empty());
}

TEST(Cases, OnlyADeviceThatReadsHomeSaysWhatArrivedThere) {
  Box box{std::make_unique<MemoryStore>()};
  Device phone(1), was_mine(2, false), other_work(3, false);
  phone.join(box, at(kNoon), "Phone");
  phone.sync_round(box, at(kNoon));
  records::Entry hung;
  hung.set_space(records::SPACE_HOME);
  auto& item = *hung.mutable_board_item();
  item.set_kind(records::BOARD_PICTURE);
  item.set_need(records::NEED_REASSURE);
  *item.mutable_picture() = save_picture(was_mine.session, std::string(3000, 'p'));
  was_mine.journal.keep(at(kNoon), hung, true);
  const auto file = picture_path(was_mine.session, item.picture().id());
  pair(box, phone, other_work, at(kNoon), true, "Other");
  pair(box, phone, was_mine, at(kNoon + kMinute), true, "Was mine");
  // Another work computer claims that it has arrived, before it has.
  sync::v1::Commit receipt;
  receipt.add_received(item.picture().id());
  auto s =
      other_work.session.vault().db().prepare("INSERT INTO outbox(space, writers, body) VALUES(1, 1, ?)");
  const auto body = receipt.SerializeAsString();
  s.bind(body).run();
  other_work.sync_round(box, at(kNoon + kHour));
  for (int i = 0; i < 2; ++i) was_mine.sync_round(box, at(kNoon + kHour + i));
  EXPECT_TRUE(was_mine.session.files().exists(file));
  for (int i = 0; i < 2; ++i) phone.sync_round(box, at(kNoon + 2 * kHour + i));
  ASSERT_EQ(phone.journal.latest(kBoardItem, 2).size(), 1u);
  EXPECT_EQ(phone.board.picture(phone.journal.latest(kBoardItem, 1)[0].board_item()).size(), 3000u);
  for (int i = 0; i < 2; ++i) was_mine.sync_round(box, at(kNoon + 4 * kHour + i));
  EXPECT_FALSE(was_mine.session.files().exists(file));
}

// What a round asks of the books does not grow with them: no question that every round asks walks through bundles.
TEST(Cases, TheCostOfARoundDoesNotGrowWithTheDiary) {
  Person p;
  auto& db = p.phone.session.vault().db();
  const auto plan = [](Statement s) {
    std::string out;
    while (s.step()) out += std::string(s.blob(3)) + "\n";
    return out;
  };
  for (const auto& asked :
       {plan(db.prepare(
            "EXPLAIN QUERY PLAN SELECT body FROM bundle WHERE state = 1 AND state != 0 ORDER BY n LIMIT 5")),
        plan(db.prepare("EXPLAIN QUERY PLAN SELECT count(*) FROM bundle WHERE state = 1 AND state != 0"))})
    EXPECT_NE(asked.find("USING"), std::string::npos) << asked;
  // The one that would: the detector sees it.
  EXPECT_EQ(plan(db.prepare("EXPLAIN QUERY PLAN SELECT body FROM bundle WHERE state = 1")).find("USING"),
            std::string::npos);
}

}  // namespace
}  // namespace eddy::test
