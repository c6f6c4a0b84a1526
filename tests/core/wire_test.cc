// What both ends of a sync verify: bundles and rosters.
#include "core/wire/bundle.h"
#include "core/wire/roster.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {
using namespace wire;
namespace pb = eddy::sync::v1;

std::string seed(char c) { return std::string(32, c); }

Header header(uint64_t seq = 1) {
  Header h;
  h.space = kWork;
  h.account.fill(1);
  h.device = device_of(sign_public(seed('d')));
  h.chain = 0x0123456789abcdef;
  h.seq = seq;
  h.epoch = 2;
  h.roster = 3;
  h.key_id.fill(7);
  h.nonce.fill(9);
  return h;
}

TEST(Bundles, ComeBackAsTheyWere) {
  auto h = header(5);
  const auto bytes = make_bundle(h, "sealed", seed('d'));
  EXPECT_EQ(bytes.size(), kHeaderSize + 6 + kSignatureSize);
  const auto b = parse_bundle(bytes);
  h.size = 6;
  EXPECT_EQ(b.header, h);
  EXPECT_EQ(b.ciphertext, "sealed");
  EXPECT_TRUE(signed_by(b, sign_public(seed('d'))));
  EXPECT_FALSE(signed_by(b, sign_public(seed('e'))));
  EXPECT_FALSE(signed_by(b, "short"));
}

// The layout is a promise: another implementation reads it byte by byte.
TEST(Bundles, HaveTheLayoutThatIsWrittenDown) {
  const auto bytes = make_bundle(header(5), "sealed", seed('d'));
  EXPECT_EQ(hex(bytes.substr(0, 8)), "4564537901010100");
  EXPECT_EQ(hex(bytes.substr(40, 16)),
            "efcdab8967452301"
            "0500000000000000");
  EXPECT_EQ(hex(bytes.substr(104, 8)), "0200000003000000");
  EXPECT_EQ(hex(bytes.substr(136, 8)), "0000000006000000");
  EXPECT_EQ(hex(parse_bundle(bytes).hash()), hex(digest("eddy/bundle/v1", bytes.substr(0, 150))));
}

TEST(Bundles, AnyChangedBitIsSeen) {
  const auto bytes = make_bundle(header(), std::string(40, 'x'), seed('d'));
  const auto key = sign_public(seed('d'));
  for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    auto other = bytes;
    other[bit / 8] = char(other[bit / 8] ^ (1 << (bit % 8)));
    try {
      EXPECT_FALSE(signed_by(parse_bundle(other), key)) << bit;
    } catch (const Failure&) {
    }
  }
}

TEST(Bundles, LyingSizesAndStrangersAreRefused) {
  const auto bytes = make_bundle(header(), "sealed", seed('d'));
  for (size_t n = 0; n < bytes.size(); ++n) EXPECT_FAULT(parse_bundle(bytes.substr(0, n)), invalid);
  EXPECT_FAULT(parse_bundle(bytes + "x"), invalid);
  EXPECT_FAULT(parse_bundle(std::string(kLargestBundle + 1, 'E')), invalid);
  EXPECT_FAULT(make_bundle(header(), std::string(kLargestBundle, 'x'), seed('d')), invalid);
  EXPECT_FAULT(make_bundle(header(), "x", "short"), invalid);
  auto later = bytes;
  later[4] = 2;
  EXPECT_FAULT(parse_bundle(later), too_new);
  later = bytes;
  later[5] = 9;
  EXPECT_FAULT(parse_bundle(later), too_new);
  later = bytes;
  later[6] = 3;
  EXPECT_FAULT(parse_bundle(later), invalid);
  auto zero = header();
  zero.seq = 0;
  EXPECT_FAULT(parse_bundle(make_bundle(zero, "x", seed('d'))), invalid);
}

// An account with one full device 'f'.
struct Account {
  pb::Roster list;
  Roster now;
  Account() {
    list.set_account_key(sign_public(seed('a')));
    list.set_account(std::string(view(account_of(list.account_key()))));
    list.set_recovery_key(std::string(32, 'r'));
    list.set_version(1);
    list.set_prev_hash(std::string(kHashSize, '\0'));
    add('f', pb::ROLE_FULL);
    for (const uint32_t space : {1u, 2u}) {
      auto* s = list.add_space();
      s->set_space(space);
      s->set_epoch(1);
      s->set_min_write_epoch(1);
      s->set_drop_key(std::string(32, 'k'));
      grant(*s, "");
      grant(*s, list.device(0).id());
    }
    now = first_roster(sign_roster(list, seed('a')), account());
  }
  Id account() const { return to_id(list.account(), "account"); }
  void add(char name, pb::Role role) {
    auto* d = list.add_device();
    d->set_sign_key(sign_public(seed(name)));
    d->set_id(std::string(view(device_of(d->sign_key()))));
    d->set_box_key(std::string(32, name));
    d->set_role(role);
  }
  static void grant(pb::Space& s, const std::string& to) {
    auto* g = s.add_grant();
    g->set_recipient(to);
    g->set_epoch(s.epoch());
    g->set_sealed("sealed");
  }
  // The list as the next version, to be changed and then accepted.
  void next(char signer = 'f') {
    list.set_version(now.list.version() + 1);
    list.set_prev_hash(now.hash);
    list.set_signer(signer ? std::string(view(device_of(sign_public(seed(signer))))) : "");
  }
  Roster take(char signed_with) { return now = next_roster(now, sign_roster(list, seed(signed_with))); }
};

TEST(Rosters, GrowVersionByVersion) {
  Account a;
  a.next();
  a.add('w', pb::ROLE_WORK);
  a.grant(*a.list.mutable_space(0), a.list.device(1).id());
  EXPECT_EQ(a.take('f').list.version(), 2u);
  a.next('\0');  // the account's own key may always
  EXPECT_EQ(a.take('a').list.version(), 3u);
  EXPECT_TRUE(may_use(find_device(a.now.list, device_of(sign_public(seed('w'))))->role(), kWork));
  EXPECT_FALSE(may_use(pb::ROLE_WORK, kHome));
}

TEST(Rosters, AStrangerOrAWorkComputerSignsNothing) {
  Account a;
  a.next();
  a.add('w', pb::ROLE_WORK);
  a.grant(*a.list.mutable_space(0), a.list.device(1).id());
  a.take('f');
  a.next('w');
  EXPECT_FAULT(a.take('w'), invalid);
  a.next('x');
  EXPECT_FAULT(a.take('x'), invalid);
  a.next('f');
  EXPECT_FAULT(a.take('x'), invalid);
  // A ghost that adds itself and signs as itself: only the version before counts.
  a.next('g');
  a.add('g', pb::ROLE_FULL);
  EXPECT_FAULT(a.take('g'), invalid);
}

TEST(Rosters, HomeIsNeverGrantedToAWorkComputerWhoeverSigns) {
  for (const char signer : {'f', 'a'}) {
    Account a;
    a.next(signer == 'a' ? '\0' : 'f');
    a.add('w', pb::ROLE_WORK);
    a.grant(*a.list.mutable_space(1), a.list.device(1).id());
    EXPECT_FAULT(a.take(signer), invalid);
  }
  Account a;
  a.next();
  a.add('w', pb::ROLE_WORK);
  a.take('f');
  a.next('\0');
  a.list.mutable_device(1)->set_role(pb::ROLE_FULL);
  EXPECT_FAULT(a.take('a'), invalid);
}

TEST(Rosters, GapsForksAndOtherHistoriesAreRefused) {
  Account a;
  const auto one = a.now;
  a.next();
  const auto two = sign_roster(a.list, seed('f'));
  a.take('f');
  EXPECT_FAULT(next_roster(a.now, two), invalid);  // again
  a.next();
  a.list.set_version(4);
  EXPECT_FAULT(a.take('f'), invalid);
  a.next();
  a.list.set_prev_hash(one.hash);
  EXPECT_FAULT(a.take('f'), invalid);
  Account other;
  other.list.set_recovery_key(std::string(32, 'z'));
  EXPECT_FAULT(first_roster(sign_roster(other.list, seed('a')), Id{}), invalid);
  other.next();
  EXPECT_FAULT(other.take('f'), invalid);  // the recovery key changed
}

TEST(Rosters, EpochsNeverGoBackAndAlwaysReachTheWords) {
  Account a;
  a.next();
  a.list.mutable_space(0)->set_epoch(2);
  EXPECT_FAULT(a.take('f'), invalid);  // no grant of epoch 2 to the recovery key
  a.grant(*a.list.mutable_space(0), "");
  a.take('f');
  a.next();
  a.list.mutable_space(0)->set_epoch(1);
  EXPECT_FAULT(a.take('f'), invalid);
}

// Two lists of one number, both well signed, and what follows the other one: told apart from what nobody signed.
TEST(Rosters, WhatFollowsAnotherHistoryIsThatOnlyWhereItIsSigned) {
  Account mine;
  auto theirs = mine;
  mine.next();
  mine.take('f');
  theirs.next();
  theirs.list.mutable_device(0)->set_name("another name");
  theirs.take('f');
  theirs.next();
  auto next = sign_roster(theirs.list, seed('f'));
  const auto reason = [&] {
    try {
      (void)next_roster(mine.now, next);
      return Reason::bug_inside;
    } catch (const Failure& f) {
      return f.reason;
    }
  };
  EXPECT_EQ(reason(), Reason::list_of_other_history);
  (*next.mutable_signature())[5] ^= 1;
  EXPECT_EQ(reason(), Reason::list_malformed);
}

TEST(Rosters, ChangedBytesDoNotVerify) {
  Account a;
  a.next();
  const auto good = sign_roster(a.list, seed('f'));
  for (size_t i = 0; i < good.roster().size(); i += 3) {
    auto bad = good;
    (*bad.mutable_roster())[i] = char(bad.roster()[i] ^ 0x10);
    EXPECT_FAULT(next_roster(a.now, bad), invalid);
  }
  EXPECT_EQ(next_roster(a.now, good).list.version(), 2u);
}

}  // namespace
}  // namespace eddy::test
