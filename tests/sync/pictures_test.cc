// Pictures on their way: sealed files that go before the records that speak of them.
#include "core/vault/pictures.h"

#include "tests/sync/devices.h"
#include "tests/sync/memory_store.h"

namespace eddy::test {
namespace {

std::string some_picture(size_t size, int seed = 1) {
  std::string out;
  SeededRandom random{uint64_t(seed)};
  out.resize(size);
  random.fill(out.data(), out.size());
  return out;
}

// On the board, past the look at what kind of picture it is (tests/core/board_test.cc).
Id hang(Device& d, const std::string& bytes, records::Space space) {
  records::Entry e;
  e.set_space(space);
  e.mutable_board_item()->set_kind(records::BOARD_PICTURE);
  e.mutable_board_item()->set_need(records::NEED_REASSURE);
  *e.mutable_board_item()->mutable_picture() = save_picture(d.session, bytes);
  return to_id(d.journal.keep(at(kNoon), e, true, nullptr).id(), "id");
}
std::string look(Device& d, const Id& id) { return d.board.picture(d.journal.get(id).board_item()); }
int count(const Device& d, const char* method) {
  return int(std::count(d.asked.begin(), d.asked.end(), method));
}
MemoryData::Account& kept(Person& p) {
  return static_cast<MemoryStore&>(*p.box.store).data.accounts.begin()->second;
}

TEST(SyncPictures, ComeBeforeTheRecordThatSpeaksOfThem) {
  Person p;
  const auto bytes = some_picture(2'000'000);
  const auto id = hang(p.phone, bytes, records::SPACE_WORK);
  p.phone.sync_round(p.box, at(kNoon + 1000));
  const auto first = [&](const char* m) {
    return std::find(p.phone.asked.begin(), p.phone.asked.end(), m) - p.phone.asked.begin();
  };
  EXPECT_LT(first("PutBlob"), first("Push"));
  p.work.sync_round(p.box, at(kNoon + 2000));
  EXPECT_EQ(look(p.work, id), bytes);
  // Once there, nothing of it is asked again, on either side.
  p.phone.sync_round(p.box, at(kNoon + kHour));
  p.work.sync_round(p.box, at(kNoon + kHour));
  EXPECT_EQ(count(p.phone, "PutBlob") + count(p.phone, "GetBlob"), 0);
  EXPECT_EQ(count(p.work, "PutBlob") + count(p.work, "GetBlob"), 0);
}

TEST(SyncPictures, OfHomeDoNotComeToAWorkComputer) {
  Person p;
  hang(p.phone, some_picture(1000), records::SPACE_HOME);
  p.phone.sync_round(p.box, at(kNoon + 1000));
  ASSERT_EQ(kept(p).blobs.size(), 1u);
  p.work.sync_round(p.box, at(kNoon + 2000));
  EXPECT_EQ(count(p.work, "GetBlob"), 0);
}

TEST(SyncPictures, OfADiaryThatIsEnrolledAsWorkGoHomeAndLeaveNothing) {
  Person p;
  Device old(5);
  const auto bytes = some_picture(30'000);
  const auto here = hang(old, bytes, records::SPACE_HOME);
  const auto path = picture_path(old.session, old.journal.get(here).board_item().picture().id());
  pair(p.box, p.phone, old, at(kNoon + kHour), true, "office");
  old.sync_round(p.box, at(kNoon + 2 * kHour));
  p.phone.sync_round(p.box, at(kNoon + 2 * kHour + 1000));
  ASSERT_EQ(p.phone.journal.latest(kBoardItem, 2).size(), 1u);
  EXPECT_EQ(p.phone.board.picture(p.phone.journal.latest(kBoardItem, 1)[0].board_item()), bytes);
  old.sync_round(p.box, at(kNoon + 3 * kHour));  // the receipt
  EXPECT_FALSE(old.session.files().exists(path));
}

TEST(SyncPictures, KeptForHomeAtWorkArriveThereAndDoNotStay) {
  Person p;
  const auto bytes = some_picture(30'000);
  const auto id = hang(p.work, bytes, records::SPACE_HOME);
  p.work.sync_round(p.box, at(kNoon + 1000));
  p.phone.sync_round(p.box, at(kNoon + 2000));
  const auto item = p.phone.journal.get(id).board_item();
  EXPECT_EQ(look(p.phone, id), bytes);
  const auto path = picture_path(p.work.session, item.picture().id());
  EXPECT_TRUE(p.work.session.files().exists(path));  // until somebody who can open it has it
  p.work.sync_round(p.box, at(kNoon + 3000));
  EXPECT_FALSE(p.work.session.files().exists(path));
  p.work.sync_round(p.box, at(kNoon + 4000));
  EXPECT_EQ(count(p.work, "PutBlob"), 0);
}

TEST(SyncPictures, GivenToHomeAndPurgedThereAreLetGoAtWork) {
  Person p;
  const auto id = hang(p.work, some_picture(30'000), records::SPACE_HOME);
  p.work.sync_round(
      [&](const api::StepReply::Call& c) {
        auto a = p.box.answer(c, kNoon + 1000);
        if (c.method().ends_with("/PutBlob")) a.set_status(13);  // the entry goes, its picture not yet
        return a;
      },
      at(kNoon + 1000));
  p.phone.sync_round(p.box, at(kNoon + 2000));
  const auto path = picture_path(p.work.session, p.phone.journal.get(id).board_item().picture().id());
  p.phone.journal.purge(at(kNoon + 2500), id);
  p.phone.sync_round(p.box, at(kNoon + 3000));
  p.work.sync_round(p.box, at(kNoon + 4000));
  EXPECT_FALSE(p.work.session.files().exists(path));
}

TEST(SyncPictures, GoOnWhereTheyStopped) {
  Person p;
  const auto bytes = some_picture(5'000'000);
  const auto id = hang(p.phone, bytes, records::SPACE_WORK);
  size_t put = 0, got = 0;
  for (int tries = 0; tries < 20 && !kept(p).blobs.count(Id{}); ++tries) {
    int parts = 0;
    const auto s = p.phone.sync_round(p.box, at(kNoon + tries * kHour),
                                      [&](const api::StepReply::Call& c, api::StepRequest::Response&) {
                                        if (!c.method().ends_with("PutBlob")) return true;
                                        put += c.request().size();
                                        return ++parts != 3;  // the second part's answer is lost
                                      });
    if (!s.has_failed()) break;
  }
  EXPECT_LT(put, 2 * bytes.size());
  EXPECT_GT(put, bytes.size());
  for (int tries = 0; tries < 20; ++tries) {
    int parts = 0;
    const auto s = p.work.sync_round(p.box, at(kNoon + kDay + tries * kHour),
                                     [&](const api::StepReply::Call& c, api::StepRequest::Response& a) {
                                       if (!c.method().ends_with("GetBlob")) return true;
                                       got += a.reply().size();
                                       return ++parts != 3;
                                     });
    if (!s.has_failed()) break;
  }
  EXPECT_LT(got, 2 * bytes.size());
  EXPECT_EQ(look(p.work, id), bytes);
}

TEST(SyncPictures, PurgedOnOneDeviceAreGoneEverywhere) {
  Person p;
  const auto id = hang(p.phone, some_picture(1000), records::SPACE_WORK);
  const auto path = picture_path(p.work.session, p.phone.journal.get(id).board_item().picture().id());
  p.phone.sync_round(p.box, at(kNoon + 1000));
  p.work.sync_round(p.box, at(kNoon + 2000));
  ASSERT_TRUE(p.work.session.files().exists(path));
  ASSERT_EQ(kept(p).parts.begin()->second.size(), 1u);
  p.phone.journal.trash(at(kNoon + 3000), id);
  p.phone.sync_round(p.box, at(kNoon + 3000));
  p.work.sync_round(p.box, at(kNoon + 3000));
  EXPECT_TRUE(p.work.session.files().exists(path));  // in the trash it can still come back
  p.phone.journal.purge(at(kNoon + 4000), id);
  p.phone.sync_round(p.box, at(kNoon + 4000));
  p.work.sync_round(p.box, at(kNoon + 5000));
  EXPECT_FALSE(p.work.session.files().exists(path));
  EXPECT_TRUE(kept(p).blobs.begin()->second.gone);
  EXPECT_TRUE(kept(p).parts.empty());
}

TEST(SyncPictures, LostByTheServerAreGivenAgain) {
  Person p;
  auto& store = static_cast<MemoryStore&>(*p.box.store);
  const auto backup = store.data;
  const auto bytes = some_picture(1000);
  const auto id = hang(p.phone, bytes, records::SPACE_WORK);
  p.phone.sync_round(p.box, at(kNoon + 1000));
  store.data = backup;
  p.phone.sync_round(p.box, at(kNoon + kHour));      // finds it out
  p.phone.sync_round(p.box, at(kNoon + 2 * kHour));  // offers what may be lost
  p.work.sync_round(p.box, at(kNoon + 3 * kHour));
  EXPECT_EQ(look(p.work, id), bytes);
}

// Found by the worlds: it went, the round broke off, and the box was restored from before.
TEST(SyncPictures, LostBeforeTheirListWasEverSeenAreGivenAgain) {
  Person p;
  auto& store = static_cast<MemoryStore&>(*p.box.store);
  const auto backup = store.data;
  const auto bytes = some_picture(1000);
  const auto id = hang(p.phone, bytes, records::SPACE_WORK);
  p.phone.sync_round(p.box, at(kNoon + 1000), [](const api::StepReply::Call& c, api::StepRequest::Response&) {
    return !c.method().ends_with("Push");
  });
  ASSERT_EQ(kept(p).blobs.size(), 1u);
  store.data = backup;
  p.phone.sync_round(p.box, at(kNoon + kHour));
  p.work.sync_round(p.box, at(kNoon + 2 * kHour));
  EXPECT_EQ(look(p.work, id), bytes);
}

TEST(SyncPictures, ChangedByTheServerAreNotTaken) {
  Person p;
  const auto id = hang(p.phone, some_picture(1000), records::SPACE_WORK);
  hang(p.phone, some_picture(1000, 2), records::SPACE_WORK);
  p.phone.sync_round(p.box, at(kNoon + 1000));
  auto& parts = kept(p).parts;
  ASSERT_EQ(parts.size(), 2u);
  const auto good = parts;
  // Swapped with another; cut short; one bit; nothing; endless.
  for (int way = 0; way < 5; ++way) {
    const auto s =
        p.work.sync_round(p.box, at(kNoon + (way + 1) * kHour),
                          [&](const api::StepReply::Call& c, api::StepRequest::Response& a) {
                            if (!c.method().ends_with("GetBlob")) return true;
                            sync::v1::GetBlobReply r;
                            r.ParseFromString(a.reply());
                            if (way == 0) {
                              const auto& one = good.begin()->second.begin()->second;
                              const auto& other = std::prev(good.end())->second.begin()->second;
                              r.set_part(r.part() == one ? other : one), r.set_size(r.part().size());
                            }
                            if (way == 1)
                              r.mutable_part()->resize(r.part().size() / 2), r.set_size(r.part().size());
                            if (way == 2) (*r.mutable_part())[700] ^= 1;
                            if (way == 3) r.clear_part();
                            if (way == 4) r.set_size(1ull << 40);
                            a.set_reply(r.SerializeAsString());
                            return true;
                          });
    EXPECT_TRUE(told(s, "DAMAGED")) << way;
    p.work.sync.acknowledge();
    EXPECT_FAULT_IS((void)look(p.work, id), not_found);
  }
  p.work.sync_round(p.box, at(kNoon + kDay));
  EXPECT_EQ(look(p.work, id), some_picture(1000));
}

TEST(SyncPictures, WithoutRoomTheWordsGoAllTheSame) {
  auto little = Box::generous();
  little.blob_bytes = 100;
  Person p(little);
  hang(p.phone, some_picture(1000), records::SPACE_WORK);
  p.phone.note(at(kNoon), "words");
  const auto s = p.phone.sync_round(p.box, at(kNoon + 1000));
  EXPECT_TRUE(told(s, "QUOTA"));
  EXPECT_FALSE(s.has_failed());
  p.work.sync_round(p.box, at(kNoon + 2000));
  EXPECT_TRUE(p.work.has("words"));
}

TEST(SyncPictures, MovedToTheOtherSpaceAreOthers) {
  Person p;
  const auto bytes = some_picture(1000);
  const auto id = hang(p.phone, bytes, records::SPACE_WORK);
  p.phone.sync_round(p.box, at(kNoon + 1000));
  p.work.sync_round(p.box, at(kNoon + 1000));
  const auto there = to_id(p.phone.journal.move(at(kNoon + 2000), id, records::SPACE_HOME).id(), "id");
  p.phone.sync_round(p.box, at(kNoon + 3000));
  EXPECT_EQ(look(p.phone, there), bytes);
  int gone = 0, here = 0;
  for (const auto& [b, row] : kept(p).blobs) (row.gone ? gone : here) += 1;
  EXPECT_EQ(gone, 1);
  EXPECT_EQ(here, 1);
}

}  // namespace
}  // namespace eddy::test
