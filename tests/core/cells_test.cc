// The laws of merging, on random records; every failing seed prints itself.
#include "core/vault/cells.h"

#include <algorithm>

#include "eddy/records/entry.pb.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {

struct Numbers : Devices {
  std::vector<Id> ids;
  uint32_t number(const Id& id) override {
    const auto f = std::find(ids.begin(), ids.end(), id);
    if (f != ids.end()) return uint32_t(f - ids.begin() + 1);
    ids.push_back(id);
    return uint32_t(ids.size());
  }
  Id device(uint32_t n) override {
    if (n == 0 || n > ids.size()) throw Failure{Reason::record_damaged, "device: unknown"};
    return ids[n - 1];
  }
};

// A few devices editing one check-in, sometimes having seen each other.
struct Editors {
  explicit Editors(uint64_t seed) : random(seed) {}
  SeededRandom random;
  std::vector<Cells> replicas = std::vector<Cells>(3);
  uint64_t clock = 1000;

  Stamp stamp(size_t who) {
    Stamp s;
    clock += random.below(3);
    s.hlc = clock << 16;
    s.device.fill(uint8_t(who + 1));
    s.id = random.u64();
    return s;
  }
  std::string message() {
    records::CheckIn c;
    if (random.below(2)) c.set_mood(int(random.below(5)) + 1);
    if (random.below(2)) c.set_note("n" + std::to_string(random.below(1000)));
    for (auto i = random.below(3); i > 0; --i) c.add_feelings("w" + std::to_string(random.below(4)));
    auto bytes = c.SerializeAsString();
    if (random.below(4) == 0)
      bytes += std::string(
          "\xfa\x3f\x03"
          "abc",
          6);  // field 1023 of a newer Eddy
    return bytes;
  }
  void step() {
    const auto who = random.below(3);
    auto& mine = replicas[who];
    switch (random.below(9)) {
      case 8:
        mine = merge(1, mine, remove(mine, stamp(who)));
        if (random.below(2)) mine = at_work(mine);
        break;
      case 0: mine = merge(1, mine, trash(mine, stamp(who))); break;
      case 1: mine = merge(1, mine, restore(1, mine, stamp(who))); break;
      case 2: mine = merge(1, mine, replicas[random.below(3)]); break;
      default: mine = merge(1, mine, edit(1, mine, message(), stamp(who), nullptr));
    }
  }
};

TEST(Cells, MergingIsCommutativeAssociativeAndIdempotent) {
  for (uint64_t seed = 1; seed <= 2000; ++seed) {
    Editors e(seed);
    for (int i = 0; i < 12; ++i) e.step();
    const auto &a = e.replicas[0], &b = e.replicas[1], &c = e.replicas[2];
    ASSERT_EQ(merge(1, a, b), merge(1, b, a)) << "seed " << seed;
    ASSERT_EQ(merge(1, merge(1, a, b), c), merge(1, a, merge(1, b, c))) << "seed " << seed;
    ASSERT_EQ(merge(1, a, a), a) << "seed " << seed;
  }
}

TEST(Cells, WhatAWorkComputerKeepsIsTheSameWheneverItForgets) {
  int forgot = 0;
  for (uint64_t seed = 1; seed <= 2000; ++seed) {
    Editors e(seed);
    for (int i = 0; i < 12; ++i) e.step();
    const auto &a = e.replicas[0], &b = e.replicas[1];
    const auto both = at_work(merge(1, a, b));
    ASSERT_EQ(at_work(merge(1, at_work(a), b)), both) << "seed " << seed;
    ASSERT_EQ(at_work(merge(1, at_work(a), at_work(b))), both) << "seed " << seed;
    forgot += !(both == merge(1, a, b));
  }
  EXPECT_GT(forgot, 100) << "nothing was removed there";
}

TEST(Cells, WhatAWorkComputerRemovedIsTrashAndComesBackWhole) {
  Editors e(1);
  records::CheckIn c;
  c.set_mood(2);
  c.set_note("what was written");
  c.add_feelings("calm");
  const auto base = edit(1, {}, c.SerializeAsString(), e.stamp(0), nullptr);
  const auto gone = merge(1, base, remove(base, e.stamp(1)));
  EXPECT_EQ(fate(gone), Fate::trashed);
  EXPECT_EQ(join(gone), join(base)) << "on one's own devices";
  EXPECT_EQ(fate(at_work(gone)), Fate::purged);
  EXPECT_EQ(join(at_work(gone)), "");
  // An edit that the removal had not seen stays.
  c.set_mood(4);
  const auto edited = merge(1, gone, edit(1, base, c.SerializeAsString(), e.stamp(0), nullptr));
  EXPECT_EQ(fate(edited), Fate::live);
  EXPECT_EQ(join(at_work(edited)).find("what was"), std::string::npos);
  // Restored at home it is whole again at both ends, by what is published alone.
  const auto delta = restore(1, gone, e.stamp(0));
  const auto back = merge(1, gone, delta);
  EXPECT_EQ(fate(back), Fate::live);
  EXPECT_EQ(join(back), join(base));
  const auto there = at_work(merge(1, at_work(gone), delta));
  EXPECT_EQ(fate(there), Fate::live);
  EXPECT_EQ(join(there), join(base));
}

TEST(Cells, PackThenUnpackIsIdentity) {
  for (uint64_t seed = 1; seed <= 1000; ++seed) {
    Editors e(seed);
    for (int i = 0; i < 10; ++i) e.step();
    Numbers n;
    const auto packed = pack(1, e.replicas[0], n);
    ASSERT_EQ(unpack(1, packed.body, packed.clocks, n), e.replicas[0]) << "seed " << seed;
  }
}

TEST(Cells, SplitThenJoinIsIdentity) {
  Editors e(3);
  for (int i = 0; i < 500; ++i) {
    const auto once = join(split(1, e.message(), {}));
    ASSERT_EQ(join(split(1, once, {})), once);
  }
}

TEST(Cells, NoTextIsLostUnlessAnEditorHadSeenIt) {
  Editors e(1);
  records::CheckIn first, left, right;
  first.set_note("first");
  left.set_note("left");
  right.set_note("right");
  const auto base = edit(1, {}, first.SerializeAsString(), e.stamp(0), nullptr);
  const auto a = merge(1, base, edit(1, base, left.SerializeAsString(), e.stamp(0), nullptr));
  const auto b = merge(1, base, edit(1, base, right.SerializeAsString(), e.stamp(1), nullptr));
  const auto both = merge(1, a, b);
  ASSERT_EQ(both.size(), 2u) << "both concurrent texts stay, the one they replaced goes";
  records::CheckIn shown;
  ASSERT_TRUE(shown.ParseFromString(join(both)));
  EXPECT_EQ(shown.note(), "right") << "the newest shows";
  const auto settled = merge(1, both, edit(1, both, shown.SerializeAsString(), e.stamp(0), nullptr));
  EXPECT_EQ(settled.size(), 1u) << "any save settles them";
  EXPECT_EQ(merge(1, settled, base), settled) << "what was replaced does not come back";
}

TEST(Cells, AnEditThatTrashHadNotSeenRestores) {
  Editors e(1);
  records::CheckIn c;
  c.set_mood(3);
  const auto base = edit(1, {}, c.SerializeAsString(), e.stamp(0), nullptr);
  c.set_mood(4);
  const auto edited = merge(1, base, edit(1, base, c.SerializeAsString(), e.stamp(1), nullptr));
  const auto trashed = merge(1, base, trash(base, e.stamp(0)));
  EXPECT_EQ(fate(trashed), Fate::trashed);
  EXPECT_EQ(fate(merge(1, trashed, edited)), Fate::live);
  EXPECT_EQ(fate(merge(1, edited, trash(edited, e.stamp(0)))), Fate::trashed);
}

TEST(Cells, PurgeIsFinalAndKeepsNothing) {
  Editors e(1);
  records::CheckIn c;
  c.set_note("gone");
  const auto base = edit(1, {}, c.SerializeAsString(), e.stamp(0), nullptr);
  const auto purged = merge(1, base, purge(e.stamp(0)));
  const auto later = merge(1, purged, edit(1, base, c.SerializeAsString(), e.stamp(1), nullptr));
  EXPECT_EQ(fate(later), Fate::purged);
  EXPECT_EQ(join(later), "");
}

TEST(Cells, ACausalOverwriteWinsWhateverTheClockSays) {
  Editors e(1);
  records::CheckIn c;
  c.set_mood(1);
  Stamp future = e.stamp(0);
  future.hlc = uint64_t(4'000'000'000'000) << 16;  // a clock in 2096
  auto cells = edit(1, {}, c.SerializeAsString(), future, nullptr);
  c.set_mood(5);
  cells = merge(1, cells, edit(1, cells, c.SerializeAsString(), e.stamp(1), nullptr));
  records::CheckIn shown;
  ASSERT_TRUE(shown.ParseFromString(join(cells)));
  EXPECT_EQ(shown.mood(), 5);
}

TEST(Cells, FieldsOfANewerVersionSurviveAnOlderEdit) {
  Editors e(1);
  records::CheckIn c;
  c.set_mood(2);
  const auto newer = c.SerializeAsString() + std::string(
                                                 "\xfa\x3f\x03"
                                                 "abc",
                                                 6);
  auto cells = edit(1, {}, newer, e.stamp(0), nullptr);
  c.set_mood(4);
  cells = merge(1, cells, edit(1, cells, c.SerializeAsString(), e.stamp(1), nullptr));
  EXPECT_NE(join(cells).find("abc"), std::string::npos);
}

TEST(Cells, TagsAreOnOrOffByThemselves) {
  Editors e(1);
  records::CheckIn c;
  c.add_feelings("tired");
  const auto base = edit(1, {}, c.SerializeAsString(), e.stamp(0), nullptr);
  auto left = c, right = c;
  left.add_feelings("sad");
  right.clear_feelings();
  right.add_feelings("calm");
  const auto a = merge(1, base, edit(1, base, left.SerializeAsString(), e.stamp(0), nullptr));
  const auto b = merge(1, base, edit(1, base, right.SerializeAsString(), e.stamp(1), nullptr));
  records::CheckIn shown;
  ASSERT_TRUE(shown.ParseFromString(join(merge(1, a, b))));
  std::set<std::string> feelings(shown.feelings().begin(), shown.feelings().end());
  EXPECT_EQ(feelings, (std::set<std::string>{"sad", "calm"}));
}

TEST(Cells, BytesThatAreNoMessageAreRefused) {
  for (const auto& bytes : {std::string("\x08"), std::string("\x0a\xff"), std::string("\x07"),
                            std::string("\x0b"), std::string("\0\1", 2)})
    EXPECT_FAULT(split(1, bytes, {}), invalid);
}

}  // namespace
}  // namespace eddy::test
