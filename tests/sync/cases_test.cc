// More of the cases that other systems fell over, one fact each (the first of them are in sync_test.cc).

#include "core/sync/ledger.h"
#include "tests/places.h"
#include "tests/sync/devices.h"
#include "tests/sync/memory_store.h"

namespace eddy::test {
namespace {
namespace rec = eddy::records;
namespace pb = eddy::sync::v1;

// Both sync until nothing moves.
void agree(Person& p, int64_t from) {
  for (int round = 0; round < 3; ++round)
    for (auto* d : {&p.phone, &p.work}) d->sync_round(p.box, at(from + round * kMinute));
  EXPECT_EQ(p.phone.everything(1), p.work.everything(1));
}
// Changes the rows of a pull on their way.
Device::Between rows(const std::function<void(pb::PullReply&)>& how) {
  return [how](const api::StepReply::Call& c, api::StepRequest::Response& a) {
    pb::PullReply r;
    if (!c.method().ends_with("/Pull") || a.status() || !r.ParseFromString(a.reply())) return true;
    how(r);
    a.set_reply(r.SerializeAsString());
    return true;
  };
}
Id check_in(Device& d, Moment when, int mood) {
  rec::Entry e;
  e.set_space(rec::SPACE_WORK);
  e.mutable_check_in()->set_mood(mood);
  return to_id(d.journal.keep(when, e, true, nullptr).id(), "id");
}
std::string long_text(int seed) {
  SeededRandom random{uint64_t(seed)};
  std::string out;
  while (out.size() < 8000) out += hex(std::string(1, char(random.below(256))));
  return out;
}

TEST(Cases, OneTransactionIsNeverSplitBetweenBundles) {
  Person p;
  auto& v = p.phone.session.vault();
  for (int t = 0; t < 4; ++t) {
    Vault::Write w(v, at(kNoon + t));
    for (int i = 0; i < 13; ++i) {
      rec::Entry e;
      e.mutable_note()->set_text(long_text(t * 100 + i));
      w.create(kNote, rec::SPACE_WORK, body_of(e));
    }
    w.commit();
  }
  p.phone.sync_round(p.box, at(kNoon + kHour));
  sync::Ledger ledger(v);
  std::vector<int> sizes;
  auto s = v.db().prepare("SELECT body FROM bundle WHERE space = 1 ORDER BY n");
  int bundles = 0;
  while (s.step()) {
    const auto b = wire::parse_bundle(s.blob(0));
    const auto key = ledger.space_keys().find({b.header.space, b.header.epoch});
    ASSERT_NE(key, ledger.space_keys().end());
    if (b.header.device != ledger.me()) continue;
    pb::Payload payload;
    ASSERT_TRUE(payload.ParseFromString(sync::open_bundle(b, key->second)));
    ++bundles;
    for (const auto& c : payload.commit())
      if (c.record_size() > 1) sizes.push_back(c.record_size());
  }
  EXPECT_GT(bundles, 2);
  EXPECT_EQ(sizes, (std::vector<int>{13, 13, 13, 13}));
}

TEST(Cases, TheSameValueWrittenAtOnceAtBothEndsAgrees) {
  Person p;
  const auto id = check_in(p.phone, at(kNoon), 2);
  agree(p, kNoon);
  for (auto* d : {&p.phone, &p.work}) {
    auto e = d->journal.get(id);
    e.mutable_check_in()->set_mood(4);
    d->journal.keep(at(kNoon + kHour), e, true, nullptr);
  }
  agree(p, kNoon + kHour);
  EXPECT_EQ(p.work.journal.get(id).check_in().mood(), 4);
}

TEST(Cases, TakenOutOfAListAndPutInAgainStays) {
  Person p;
  const auto id = check_in(p.phone, at(kNoon), 2);
  const auto with = [&](Device& d, int64_t when, std::vector<std::string> words) {
    auto e = d.journal.get(id);
    e.mutable_check_in()->clear_feelings();
    for (auto& w : words) e.mutable_check_in()->add_feelings(w);
    d.journal.keep(at(when), e, true, nullptr);
  };
  with(p.phone, kNoon + 1, {"tired", "proud"});
  agree(p, kNoon);
  with(p.phone, kNoon + 2, {"proud"});
  with(p.phone, kNoon + 3, {"proud", "tired"});
  with(p.work, kNoon + 2, {"tired"});
  agree(p, kNoon + kHour);
  const auto words = p.work.journal.get(id).check_in().feelings();
  EXPECT_TRUE(std::find(words.begin(), words.end(), "tired") != words.end());
  EXPECT_TRUE(std::find(words.begin(), words.end(), "proud") == words.end());
}

TEST(Cases, OneDamagedBundleOfManyHoldsUpNoOther) {
  Person p;
  for (int i = 0; i < 3; ++i) {
    p.work.note(at(kNoon + i), "row " + std::to_string(i));
    p.work.sync_round(p.box, at(kNoon + i));
  }
  const auto s = p.phone.sync_round(p.box, at(kNoon + kHour), rows([](pb::PullReply& r) {
                                      if (r.row_size() < 3) return;
                                      auto& b = *r.mutable_row(1)->mutable_bundle();
                                      b[b.size() - 100] ^= 1;
                                    }));
  EXPECT_TRUE(told(s, "DAMAGED"));
  EXPECT_TRUE(p.phone.has("row 0"));
  EXPECT_TRUE(p.phone.has("row 2"));
  agree(p, kNoon + kDay);
  EXPECT_TRUE(p.phone.has("row 1"));
}

// The box loses a bundle that only one device has taken; its maker is taken out before it comes back. The
// others hear of it, cannot have it from the old hand, and get what was in it from the one who has it.
TEST(Cases, WhatARemovedDeviceHadSentBesidesItsFloorIsNotWithheld) {
  Person p;
  auto& store = static_cast<MemoryStore&>(*p.box.store);
  Device laptop(3, false);
  pair(p.box, p.phone, laptop, at(kNoon), false, "Laptop");
  for (auto* d : {&laptop, &p.work, &p.phone}) d->sync_round(p.box, at(kNoon + 1));
  const auto backup = store.data;
  laptop.note(at(kNoon + 2), "seen once");
  laptop.sync_round(p.box, at(kNoon + 2));
  p.work.sync_round(p.box, at(kNoon + 3));
  ASSERT_TRUE(p.work.has("seen once"));
  store.data = backup;
  p.phone.sync.revoke(sync::Ledger(laptop.session.vault()).me());
  p.phone.sync_round(p.box, at(kNoon + kHour));
  p.work.note(at(kNoon + kHour), "after it");
  p.work.sync_round(p.box, at(kNoon + kHour));
  const auto s = p.phone.sync_round(p.box, at(kNoon + 2 * kHour));
  EXPECT_TRUE(p.phone.has("after it"));
  EXPECT_FALSE(s.withheld());
  p.work.sync_round(p.box, at(kNoon + 3 * kHour));
  p.phone.sync_round(p.box, at(kNoon + 4 * kHour));
  EXPECT_TRUE(p.phone.has("seen once"));
  EXPECT_EQ(p.phone.everything(1), p.work.everything(1));
}

TEST(Cases, ARestoredServersNumbersUsedAgainAreAnotherHistory) {
  Person p;
  auto& store = static_cast<MemoryStore&>(*p.box.store);
  agree(p, kNoon);
  const auto backup = store.data;
  p.work.note(at(kNoon), "under a number");
  p.work.sync_round(p.box, at(kNoon));
  p.phone.sync_round(p.box, at(kNoon));
  store.data = backup;
  // Another bundle takes the same number.
  Device laptop(5, false);
  pair(p.box, p.phone, laptop, at(kNoon + kDay), false, "Laptop");
  laptop.note(at(kNoon + kDay), "under the same number");
  for (int round = 0; round < 3; ++round)
    for (auto* d : {&laptop, &p.phone, &p.work}) d->sync_round(p.box, at(kNoon + 2 * kDay + round));
  for (auto* d : {&laptop, &p.phone, &p.work}) {
    EXPECT_TRUE(d->has("under a number"));
    EXPECT_TRUE(d->has("under the same number"));
  }
}

TEST(Cases, ClocksAnHourApartAndTheHighestThereIsAgree) {
  Person p;
  const auto id = check_in(p.phone, at(kNoon + kHour), 2);
  agree(p, kNoon);
  // Written with the highest stamp that fits: it counts as none, so that anything can be written over it.
  {
    auto& v = p.phone.session.vault();
    auto cells = v.get(id).cells;
    for (auto& c : cells) c.stamp.hlc = ~0ull, c.stamp.id += 1;
    Vault::Write w(v, at(kNoon));
    w.put(id, kCheckIn, rec::SPACE_WORK, cells);
    w.commit();
  }
  agree(p, kNoon + 1);
  auto e = p.work.journal.get(id);
  e.mutable_check_in()->set_mood(5);
  p.work.journal.keep(at(kNoon - kHour), e, true, nullptr);
  agree(p, kNoon + kHour);
  EXPECT_EQ(p.phone.journal.get(id).check_in().mood(), 5);
}

TEST(Cases, AnEditDuringALongPullIsKept) {
  Person p;
  const auto id = p.phone.note(at(kNoon), "first");
  agree(p, kNoon);
  auto e = p.phone.journal.get(id);
  e.mutable_note()->set_text("by the phone");
  p.phone.journal.keep(at(kNoon + 1), e, true, nullptr);
  p.phone.sync_round(p.box, at(kNoon + 1));
  bool typed = false;
  p.work.sync_round(p.box, at(kNoon + 2), [&](const api::StepReply::Call& c, api::StepRequest::Response&) {
    if (c.method().ends_with("/Pull") && !typed) {
      typed = true;
      auto mine = p.work.journal.get(id);
      mine.mutable_note()->set_text("typed meanwhile");
      p.work.journal.keep(at(kNoon + 2), mine, true, nullptr);
    }
    return true;
  });
  agree(p, kNoon + kHour);
  const auto both = p.phone.journal.get(id);
  EXPECT_EQ(both.versions_size(), 2) << "neither was covered by the other";
}

TEST(Cases, AnEditorThatWasOpenAcrossASyncCoversOnlyWhatItShowed) {
  Person p;
  const auto id = p.phone.note(at(kNoon), "shown");
  agree(p, kNoon);
  std::vector<uint64_t> shown;
  for (const auto& c : p.work.session.vault().get(id).cells) shown.push_back(c.stamp.id);
  auto e = p.phone.journal.get(id);
  e.mutable_note()->set_text("came while it was open");
  p.phone.journal.keep(at(kNoon + 1), e, true, nullptr);
  agree(p, kNoon + 2);
  auto mine = p.work.journal.get(id);
  mine.mutable_note()->set_text("what was typed over it");
  mine.clear_versions();
  p.work.journal.keep(at(kNoon + 3), mine, true, &shown);
  agree(p, kNoon + kHour);
  EXPECT_EQ(p.phone.journal.get(id).versions_size(), 2);
}

TEST(Cases, APartialListingDeletesNothing) {
  Person p;
  p.phone.note(at(kNoon), "one");
  p.phone.note(at(kNoon), "two");
  agree(p, kNoon);
  const auto before = p.work.everything(1);
  p.work.sync_round(p.box, at(kNoon + kHour), rows([](pb::PullReply& r) {
                      r.clear_row();
                      r.clear_chain();
                      r.set_more(false);
                    }));
  EXPECT_EQ(p.work.everything(1), before);
}

TEST(Cases, RevokingWorksWhileBundlesAreWithheld) {
  Person p;
  p.work.note(at(kNoon), "kept back by the server");
  p.work.sync_round(p.box, at(kNoon));
  p.phone.sync.revoke(sync::Ledger(p.work.session.vault()).me());
  const auto withhold = rows([](pb::PullReply& r) { r.clear_row(); });
  for (int i = 1; i < 4; ++i) p.phone.sync_round(p.box, at(kNoon + i * kHour), withhold);
  EXPECT_EQ(p.phone.sync.state().device_size(), 1);
  EXPECT_TRUE(p.work.sync_round(p.box, at(kNoon + kDay)).revoked());
}

TEST(Cases, ADeviceThatComesBackAfterARotationSealsItsTailAgain) {
  Person p;
  Device laptop(5, false);
  pair(p.box, p.phone, laptop, at(kNoon), false, "Laptop");
  laptop.sync_round(p.box, at(kNoon + 1));
  laptop.note(at(kNoon + 2), "written offline, under the old key");
  // It sealed, and the box never got it.
  laptop.sync_round(p.box, at(kNoon + 2), [](const api::StepReply::Call& c, api::StepRequest::Response& a) {
    if (c.method().ends_with("Push")) a.Clear(), a.set_status(14);
    return !c.method().ends_with("Push");
  });
  p.phone.sync.revoke(sync::Ledger(p.work.session.vault()).me());
  p.phone.sync_round(p.box, at(kNoon + kDay));
  p.phone.note(at(kNoon + kDay), "under the new key");
  p.phone.sync_round(p.box, at(kNoon + kDay + 1));
  laptop.sync_round(p.box, at(kNoon + 2 * kDay));
  p.phone.sync_round(p.box, at(kNoon + 2 * kDay));
  EXPECT_TRUE(p.phone.has("written offline, under the old key"));
  EXPECT_TRUE(laptop.has("under the new key"));
  EXPECT_EQ(laptop.everything(), p.phone.everything());
}

// A box's own word for its refusal is a sentence to a person, and nothing more than that.
TEST(Cases, ABoxSaysWhyItRefusesAndIsBelievedForTheSentenceOnly) {
  using E = api::Error;
  const auto said = [](int status, const std::string& message) {
    Person p;
    p.phone.note(at(kNoon), "waits");
    const auto state = p.phone.sync_round(p.box, at(kNoon + kHour),
                                          [&](const api::StepReply::Call& c, api::StepRequest::Response& a) {
                                            if (c.method().ends_with("Push"))
                                              a.Clear(), a.set_status(status), a.set_message(message);
                                            return true;
                                          });
    EXPECT_GT(state.waiting(), 0);  // whatever it said, what was to go still waits
    EXPECT_EQ(p.phone.sync.state().device_size(), 2);
    return state.failed();
  };
  const auto often = said(8, "607 90000");
  EXPECT_EQ(often.reason(), E::ASKED_TOO_OFTEN);
  EXPECT_EQ(often.kind(), E::FULL);
  EXPECT_EQ(often.wait_ms(), 90'000);
  EXPECT_EQ(said(8, "607 999999999999").wait_ms(), double(kDay));
  for (const char* none : {"607 -5", "607 99999999999999999999", "607 nan", "607 "})
    EXPECT_EQ(said(8, none).wait_ms(), 0) << none;
  for (const char* unknown : {"", "101", "1001", "927", "many", "607x", "99999999999999999999", "\xff\xff"}) {
    const auto reason = said(8, unknown).reason();
    EXPECT_EQ(reason, std::string(unknown) == "607x" ? E::ASKED_TOO_OFTEN : E::SERVER_FULL) << unknown;
  }
  EXPECT_EQ(said(8, "606").reason(), E::ACCOUNT_FULL);
  EXPECT_EQ(said(7, "927").reason(), E::NOT_A_DEVICE);
  EXPECT_EQ(said(7, "607 90000").reason(), E::SERVER_REFUSED);
  EXPECT_EQ(said(5, "607").reason(), E::NO_ACCOUNT);
  EXPECT_EQ(said(14, "").reason(), E::UNREACHABLE);
  EXPECT_EQ(said(13, "501").reason(), E::ANSWER_DAMAGED);
}

// What a real box says when it is asked too often, and when an invite was used.
TEST(Cases, TheBoxsOwnReasonsArrive) {
  server::Limits few;
  few.calls_per_minute = 3;
  Box strict(std::make_unique<MemoryStore>(), 1, few);
  Device hurried(9);
  hurried.join(strict, at(kNoon), "Phone");
  const auto state = hurried.sync_round(strict, at(kNoon + 1));
  EXPECT_EQ(state.failed().reason(), api::Error::ASKED_TOO_OFTEN);
  EXPECT_GT(state.failed().wait_ms(), 0);
  EXPECT_LE(state.failed().wait_ms(), double(kMinute));
  Box box(std::make_unique<MemoryStore>());
  Device one(10), other(11);
  api::JoinRequest q;
  q.set_server("box:7443");
  q.set_invite(box.invite());
  q.set_name("Phone");
  one.sync.join(q);
  EXPECT_FALSE(one.sync_round(box, at(kNoon)).has_failed());
  other.sync.join(q);
  EXPECT_EQ(other.sync_round(box, at(kNoon)).failed().reason(), api::Error::INVITE_USED);
}

TEST(Cases, ADropReplayedUnderAnotherNumberChangesNothing) {
  Person p;
  const auto id = p.work.note(at(kNoon), "for home", rec::SPACE_HOME);
  p.work.sync_round(p.box, at(kNoon));
  std::string drop;
  p.phone.sync_round(p.box, at(kNoon + 1), rows([&](pb::PullReply& r) {
                       for (const auto& row : r.row())
                         if (wire::parse_bundle(row.bundle()).header.kind == wire::Kind::drop)
                           drop = row.bundle();
                     }));
  ASSERT_FALSE(drop.empty());
  ASSERT_TRUE(p.phone.has("for home"));
  p.phone.journal.purge(at(kNoon + 2), id);
  const auto before = p.phone.everything();
  p.phone.sync_round(p.box, at(kNoon + kHour), rows([&](pb::PullReply& r) {
                       for (int i = 0; i < 3; ++i) {
                         auto* row = r.add_row();
                         row->set_number(r.next() + 1 + uint64_t(i));
                         row->set_bundle(drop);
                       }
                     }));
  EXPECT_EQ(p.phone.everything(), before);
  // Honestly pushed again, it is a duplicate.
  pb::PushRequest q;
  q.set_account(sync::Ledger(p.phone.session.vault()).local.account());
  q.add_bundle(drop);
  EXPECT_EQ(p.box.relay.push(q).verdict(0), pb::DUPLICATE);
}

TEST(Cases, AMissingGrantIsSaidAndHoldsUpNothingElse) {
  Person p;
  Device laptop(5, false);
  pair(p.box, p.phone, laptop, at(kNoon), false, "Laptop");
  laptop.sync_round(p.box, at(kNoon + 1));
  // The phone rotates, and forgets to give the laptop the new key of work.
  sync::Ledger ledger(p.phone.session.vault());
  auto next = sync::successor(ledger.roster());
  next.set_signer(std::string(view(ledger.me())));
  SeededRandom random{3};
  sync::remove_device(next, sync::Ledger(p.work.session.vault()).me(), random);
  const auto id = sync::Ledger(laptop.session.vault()).me();
  std::string withheld;
  for (auto& space : *next.mutable_space())
    for (int i = 0; i < space.grant_size(); ++i)
      if (space.grant(i).recipient() == view(id) && space.grant(i).epoch() == 2) {
        withheld = space.grant(i).sealed();
        space.mutable_grant()->DeleteSubrange(i--, 1);
      }
  ASSERT_FALSE(withheld.empty());
  pb::PutRosterRequest q;
  q.set_account(ledger.local.account());
  *q.mutable_roster() = wire::sign_roster(next, ledger.keys().sign.bytes());
  ASSERT_TRUE(p.box.relay.put_roster(q).accepted());
  p.phone.sync_round(p.box, at(kNoon + kDay));
  p.phone.note(at(kNoon + kDay), "under a key it was not given");
  p.phone.note(at(kNoon + kDay), "home has its own key", rec::SPACE_HOME);
  p.phone.sync_round(p.box, at(kNoon + kDay + 1));
  const auto s = laptop.sync_round(p.box, at(kNoon + 2 * kDay));
  EXPECT_TRUE(told(s, "NO_KEY"));
  EXPECT_FALSE(laptop.has("under a key it was not given"));
  EXPECT_TRUE(laptop.has("home has its own key"));
  // Given later, what was held is read.
  sync::Ledger now(p.phone.session.vault());
  auto mended = sync::successor(now.roster());
  mended.set_signer(std::string(view(now.me())));
  for (auto& space : *mended.mutable_space())
    if (space.epoch() == 2) {
      auto* g = space.add_grant();
      g->set_recipient(std::string(view(id)));
      g->set_epoch(2);
      g->set_sealed(withheld);
    }
  *q.mutable_roster() = wire::sign_roster(mended, now.keys().sign.bytes());
  ASSERT_TRUE(p.box.relay.put_roster(q).accepted());
  laptop.sync_round(p.box, at(kNoon + 3 * kDay));
  EXPECT_TRUE(laptop.has("under a key it was not given"));
}

TEST(Cases, NothingIsSyncedBeforeTheDiaryIsOpen) {
  const Folder folder;
  Device d(folder / "diary", "pass", true);
  d.session.lock();
  EXPECT_FAULT_IS(d.sync.step(at(kNoon), api::StepRequest()), locked);
  EXPECT_FAULT_IS((void)d.sync.state(), locked);
}

TEST(Cases, NumbersThatCannotBeAreNotBelieved) {
  Person p;
  p.work.note(at(kNoon), "mine");
  p.work.sync_round(p.box, at(kNoon));
  // A cursor from nowhere, sizes that lie, a row that is none.
  p.phone.sync_round(p.box, at(kNoon + 1), rows([](pb::PullReply& r) {
                       r.set_next(~0ull);
                       r.set_next_hash("nowhere");
                       for (auto& row : *r.mutable_row()) row.set_number(~0ull);
                       r.add_row()->set_bundle("short");
                     }));
  p.phone.sync_round(p.box, at(kNoon + 2), rows([](pb::PullReply& r) {
                       if (r.row_size()) r.mutable_row(0)->mutable_bundle()->resize(150);
                     }));
  agree(p, kNoon + kHour);
  EXPECT_TRUE(p.phone.has("mine"));
}

// So many that what removes them goes out in several portions, the first while the others are still written.
TEST(Cases, AnEmptiedTrashIsEmptiedOnEveryDevice) {
  Person p;
  auto& v = p.phone.session.vault();
  std::vector<Id> ids;
  const auto write = [&](int from, const std::function<void(Vault::Write&)>& how) {
    Vault::Write w(v, at(kNoon + from));
    w.in_portions();
    how(w);
    w.commit();
  };
  write(0, [&](Vault::Write& w) {
    for (int i = 0; i < 2000; ++i) {
      rec::Entry e;
      e.mutable_note()->set_text("calm water");
      ids.push_back(w.create(kNote, rec::SPACE_WORK, body_of(e)));
    }
  });
  agree(p, kNoon);
  ASSERT_TRUE(p.work.has("calm water"));
  write(kHour, [&](Vault::Write& w) {
    for (const auto& id : ids) w.trash({id, rec::SPACE_WORK, kNote});
  });
  ASSERT_EQ(p.phone.journal.empty_trash(at(kNoon + 2 * kHour)), 2000);
  agree(p, kNoon + 3 * kHour);
  int left = 0;
  for (const auto& id : ids)
    if (const auto s = p.work.session.vault().find({id, rec::SPACE_WORK, kNote});
        s && fate(s->cells) != Fate::purged)
      ++left;
  EXPECT_EQ(left, 0);
  EXPECT_FALSE(p.work.has("calm water"));
}

}  // namespace
}  // namespace eddy::test
