// What somebody else's volume must not do to a life: numbers and sizes far beyond what anybody writes.
#include "core/vault/admit.h"
#include "tests/sync/faults.h"

namespace eddy::test {
namespace {
namespace pb = eddy::sync::v1;

struct Volume : Faults {
  int64_t held() {
    return p.phone.session.vault().db().integer("SELECT count(*) FROM bundle WHERE state = 2");
  }
  // A device of one's own goes on with everything, and into another account.
  void goes_on() {
    p.phone.note(at(now), "still goes");
    EXPECT_EQ(p.phone.sync_round(p.box, at(now += kMinute)).waiting(), 0);
    EXPECT_TRUE(p.phone.session.vault().check().empty());
    EXPECT_FALSE(exported(p.phone).empty());
    Box fresh(std::make_unique<MemoryStore>(), 9);
    start_afresh(fresh);
    for (int i = 0; i < 2; ++i) p.phone.sync_round(fresh, at(now += kMinute));
    EXPECT_EQ(p.phone.sync.state().waiting(), 0);
    EXPECT_FALSE(p.phone.sync.state().has_failed());
  }
  Forged versions(const Id& id, int n, uint64_t from = 0) {
    Forged f{id, kNote, {}};
    for (int i = 0; i < n; ++i) {
      auto one = Forged::of(id, kNote, note_of("version " + std::to_string(from + uint64_t(i))), now);
      for (auto& c : one.cells)
        if (find_field(kNote, c.field)->free_text) c.stamp.id = from + uint64_t(i), f.cells.push_back(c);
    }
    return f;
  }
  Id fresh() { return p.work.session.random().id(now); }
};

TEST_F(Volume, ATextHasOnlySoManyVersions) {
  const auto id = p.phone.note(at(now), "mine");
  sync_all();
  evil.publish(now, {versions(id, int(kMostVersions) + 1, 1000)});
  sync_all();
  EXPECT_EQ(held(), 1) << "more than a text has, at once";
  EXPECT_EQ(p.phone.journal.get(id).versions_size(), 0);
  for (uint64_t at = 0; at < 200; at += 40) evil.publish(now, {versions(id, 40, 5000 + at)});
  sync_all();
  EXPECT_EQ(held(), 5) << "or little by little";
  EXPECT_LE(p.phone.journal.get(id).versions_size(), int(kMostVersions));
  // A device of one's own may write where somebody has filled it up; and what it settles makes room.
  Device laptop(7, false);
  pair(p.box, p.phone, laptop, at(now), false, "Laptop");
  for (int i = 0; i < 2; ++i)
    for (auto* d : {&laptop, &p.phone}) d->sync_round(p.box, at(now += kMinute));
  auto e = laptop.journal.get(id);
  e.mutable_note()->set_text("mine again");
  laptop.journal.keep(at(now), e, true);
  for (auto* d : {&laptop, &p.phone}) d->sync_round(p.box, at(now += kMinute));
  EXPECT_EQ(p.phone.journal.get(id).note().text(), "mine again");
  goes_on();
}

TEST_F(Volume, AListOfTagsAndARecordHaveAnEnd) {
  records::CheckIn c;
  c.set_at_ms(now);
  for (int i = 0; i < int(kMostElements) + 1; ++i) c.add_feelings("feeling " + std::to_string(i));
  evil.publish(now, {Forged::of(fresh(), kCheckIn, c, now)});
  auto many = Forged::of(fresh(), kNote, note_of("x"), now);
  for (uint32_t field = 100; field < 100 + kMostCells; ++field) {
    std::string bytes;
    put_varint(bytes, field << 3);
    bytes += '\1';
    many.cells.push_back({field, 0, many.cells[0].stamp, bytes, {}});
  }
  evil.publish(now, {many});
  auto covering = Forged::of(fresh(), kNote, note_of("x"), now);
  for (auto& cell : covering.cells)
    if (find_field(kNote, cell.field)->free_text)
      for (uint64_t i = 0; i <= kMostCovers; ++i) cell.covers.push_back(i);
  evil.publish(now, {covering});
  evil.publish(now, {Forged::of(fresh(), kNote, note_of(std::string(kLargestCell + 1, 'x')), now)});
  evil.publish(now, {Forged::of(fresh(), kNote, note_of("and a sound one"), now)});
  sync_all();
  EXPECT_EQ(held(), 4);
  EXPECT_TRUE(p.phone.has("and a sound one"));
  goes_on();
}

TEST_F(Volume, ARecordGrownLargePieceByPieceIsStillPublished) {
  const auto id = fresh();
  for (uint64_t i = 0; i < 12;
       ++i) {  // 90 kB each; together as much as a record holds, and more than one publishes at once
    auto f = Forged::of(id, kNote, note_of(std::string(90'000, char('a' + i))), now);
    for (auto& c : f.cells)
      if (find_field(kNote, c.field)->free_text) c.stamp.id = 7000 + i;
    evil.publish(now, {f});
  }
  sync_all();
  EXPECT_EQ(held(), 1) << "the twelfth is beyond what a record holds";
  EXPECT_EQ(p.phone.journal.get(id).versions_size(), 11);
  goes_on();
}

TEST_F(Volume, InventedWritersAreNotCarriedAlong) {
  pb::Payload many;
  for (int i = 0; i < 20'000; ++i) many.add_writer(std::string(view(fresh())));
  evil.publish(now, {Forged::of(fresh(), kNote, note_of("x"), now)}, many);
  sync_all();
  EXPECT_EQ(held(), 1);
  // Fewer at a time, and in what is given.
  for (int n = 0; n < 60; ++n) {
    auto f = versions(fresh(), 60, 1);
    for (auto& c : f.cells) c.stamp.device = fresh();
    evil.publish(now, {f});
  }
  sync_all();
  EXPECT_EQ(held(), 1);
  auto& db = p.phone.session.vault().db();
  EXPECT_GT(db.integer("SELECT count(*) FROM device"), 3600) << "they are there";
  p.phone.note(at(now), "written after them");
  std::string sent;
  p.phone.sync_round(p.box, at(now += kMinute),
                     [&](const api::StepReply::Call& c, api::StepRequest::Response&) {
                       if (c.method().ends_with("/Push")) sent = c.request();
                       return true;
                     });
  EXPECT_FALSE(sent.empty());
  EXPECT_LT(sent.size(), 3000u) << "who wrote nothing of it is not named in it";
  goes_on();
}

TEST_F(Volume, ChainsThatEndAreOnlySoMany) {
  sync_all();
  auto& db = p.phone.session.vault().db();
  const auto before = db.integer("SELECT count(*) FROM chain");
  evil.publish(now, {Forged::of(fresh(), kNote, note_of("x"), now)}, ended_chains(5000));
  sync_all();
  EXPECT_EQ(held(), 1);
  EXPECT_LE(db.integer("SELECT count(*) FROM chain"), before + 1);
}

TEST_F(Volume, WhatIsGivenHasTheSameEnds) {
  auto many = note_of("");
  std::string body = many.SerializeAsString();
  for (int i = 0; i < 1000; ++i) body += note_of("version " + std::to_string(i)).SerializeAsString();
  Forged f{fresh(), kNote, split_versions(kNote, body, {uint64_t(now) << 16, {}, 1})};
  evil.drop(now, f);
  evil.drop(now, Forged::of(fresh(), kNote, note_of("taken"), now));
  sync_all();
  EXPECT_TRUE(p.phone.has("taken"));
  EXPECT_EQ(held(), 1);
  goes_on();
}

}  // namespace
}  // namespace eddy::test
