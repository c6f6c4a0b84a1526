// The box in the middle, over every store: what it takes, what it refuses, and what a reader may count on.
#include "server/relay.h"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <set>
#include <thread>

#include "core/wire/hello.h"
#include "server/audit.h"
#include "server/authenticator.h"
#include "server/sql.h"
#include "server/sql_store.h"
#include "tests/server/person.h"
#include "tests/server/postgres.h"

namespace eddy::test {
namespace {
using namespace server;
#define EXPECT_REFUSED(statement, kind)                                   \
  try {                                                                   \
    statement;                                                            \
    ADD_FAILURE() << "no failure";                                        \
  } catch (const Failure& f) {                                            \
    EXPECT_EQ(f.fault, Fault::kind) << int(f.reason) << ": " << f.detail; \
  }

// As it was; not made from what the store has now.
constexpr const char* kFormat1 =
    "CREATE TABLE format(version BIGINT NOT NULL);"
    "CREATE TABLE account(id BYTEA PRIMARY KEY, head BIGINT NOT NULL, history BYTEA NOT NULL, used BIGINT "
    "NOT "
    "NULL, quota BIGINT NOT NULL, roster BIGINT NOT NULL);"
    "CREATE TABLE chain(account BYTEA NOT NULL, space BIGINT NOT NULL, device BYTEA NOT NULL, chain BIGINT "
    "NOT NULL, seq BIGINT NOT NULL, hash BYTEA NOT NULL, PRIMARY KEY(account, space, device, chain));"
    "CREATE TABLE bundle(account BYTEA NOT NULL, number BIGINT NOT NULL, space BIGINT NOT NULL, device BYTEA "
    "NOT NULL, chain BIGINT NOT NULL, seq BIGINT NOT NULL, hash BYTEA NOT NULL, history BYTEA NOT NULL, size "
    "BIGINT NOT NULL, body BYTEA NOT NULL, PRIMARY KEY(account, number));"
    "CREATE UNIQUE INDEX bundle_in_chain ON bundle(account, space, device, chain, seq);"
    "CREATE TABLE roster(account BYTEA NOT NULL, version BIGINT NOT NULL, body BYTEA NOT NULL, PRIMARY "
    "KEY(account, version));"
    "CREATE TABLE invite(hash BYTEA PRIMARY KEY);"
    "CREATE TABLE once(hash BYTEA PRIMARY KEY, until BIGINT NOT NULL);"
    "CREATE INDEX once_until ON once(until);"
    "CREATE TABLE mailbox(id BYTEA PRIMARY KEY, account BYTEA NOT NULL, opened BIGINT NOT NULL, until BIGINT "
    "NOT NULL);"
    "CREATE INDEX mailbox_of ON mailbox(account, opened);"
    "CREATE TABLE letter(mailbox BYTEA NOT NULL, n BIGINT NOT NULL, body BYTEA NOT NULL, PRIMARY "
    "KEY(mailbox, "
    "n));"
    "INSERT INTO format(version) VALUES(1);";

void make_format_1(const std::string& where) {
  const auto driver = where.rfind("postgres", 0) == 0 || where.find("dbname=") != std::string::npos
                          ? postgres_driver(where)
                          : sqlite_driver(where);
  const auto sql = driver->connect();
  sql->script(kFormat1);
  const std::string id(16, 'i'), history(32, 'h');
  sql->run("INSERT INTO account(id, head, history, used, quota, roster) VALUES(?, 7, ?, 3, 100, 1)",
           {std::string_view(id), std::string_view(history)});
}

struct Where {
  std::string name;
  std::string (*of)(const std::string& folder);  // the same again for the same folder
};
std::string sqlite_in(const std::string& folder) { return folder + "/eddyd.db"; }
std::string postgres_for(const std::string& folder) {
  static std::map<std::string, std::string> made;
  auto& url = made[folder];
  return url.empty() ? url = postgres_database() : url;
}
std::ostream& operator<<(std::ostream& out, const Where& w) { return out << w.name; }

class Stores : public testing::TestWithParam<Where> {
 protected:
  Folder folder;
  std::unique_ptr<Store> store = open_store(GetParam().of(folder.path));
  Relay relay{*store, Limits()};
  Person person{'a'};

  void SetUp() override {
    ASSERT_TRUE(relay.put_roster(person.first(relay.make_invite("random"))).accepted());
  }
  std::vector<pb::Verdict> push(const std::vector<std::string>& bundles, Person* of = nullptr,
                                std::string* instead = nullptr) {
    pb::PushRequest q;
    q.set_account((of ? of : &person)->account());
    for (const auto& b : bundles) q.add_bundle(b);
    const auto reply = relay.push(q);
    if (instead) *instead = reply.instead();
    std::vector<pb::Verdict> out;
    for (const auto v : reply.verdict()) out.push_back(pb::Verdict(v));
    return out;
  }
  pb::PullReply pull(char device, uint64_t after = 0, const std::string& hash = "", uint32_t limit = 0) {
    pb::PullRequest q;
    q.set_account(person.account());
    q.set_spaces(3);
    q.set_after(after);
    q.set_after_hash(hash);
    q.set_limit_bytes(limit);
    return relay.pull(device_id(device), q);
  }
};

using V = std::vector<pb::Verdict>;

TEST_P(Stores, WhatIsPushedIsPulledInOrder) {
  EXPECT_EQ(push({person.write('f', 1, "one"), person.write('f', 2, "two"), person.write('w', 1, "three")}),
            (V{pb::ACCEPTED, pb::ACCEPTED, pb::ACCEPTED}));
  const auto all = pull('f');
  ASSERT_EQ(all.row_size(), 3);
  EXPECT_EQ(all.row(0).number(), 1u);
  EXPECT_EQ(wire::parse_bundle(all.row(2).bundle()).ciphertext, "three");
  EXPECT_EQ(all.chain_size(), 3);
  EXPECT_FALSE(all.more());
  EXPECT_EQ(pull('f', all.next(), all.next_hash()).row_size(), 0);
}

TEST_P(Stores, AWorkComputerIsGivenNothingOfHome) {
  push({person.write('f', 1, "work"), person.write('f', 2, "home")});
  const auto got = pull('w');
  ASSERT_EQ(got.row_size(), 1);
  EXPECT_EQ(got.chain_size(), 1);
  EXPECT_EQ(wire::parse_bundle(got.row(0).bundle()).header.space, wire::kWork);
  EXPECT_EQ(pull('f').row_size(), 2);
  // Nor may it write there, but for a drop.
  EXPECT_EQ(push({person.write('w', 2, "x")}), V{pb::REJECTED});
  person.chains.clear();
  EXPECT_EQ(push({person.write('w', 2, "x", 1, wire::Kind::drop)}), V{pb::ACCEPTED});
}

TEST_P(Stores, ARepeatIsADuplicateAndNotCharged) {
  const auto one = person.write('f', 1, "one");
  EXPECT_EQ(push({one}), V{pb::ACCEPTED});
  uint64_t used = 0;
  const auto look = [&] {
    store->read(to_id(person.account(), ""), [&](Transaction& t) { used = t.account()->used; });
  };
  look();
  const auto before = used;
  EXPECT_EQ(push({one, one}), (V{pb::DUPLICATE, pb::DUPLICATE}));
  look();
  EXPECT_EQ(used, before);
  EXPECT_EQ(pull('f').row_size(), 1);
}

TEST_P(Stores, GapsForksAndStrangersAreTold) {
  const auto one = person.write('f', 1, "one"), two = person.write('f', 1, "two");
  EXPECT_EQ(push({two}), V{pb::GAP});
  EXPECT_EQ(push({one, two}), (V{pb::ACCEPTED, pb::ACCEPTED}));
  std::string instead;  // a fork is shown, not said
  EXPECT_EQ(push({person.bundle('f', 1, 2, wire::parse_bundle(one).hash(), "other two")}, nullptr, &instead),
            V{pb::FORK});
  EXPECT_EQ(instead, two);
  EXPECT_EQ(push({one, person.bundle('f', 1, 3, wire::parse_bundle(one).hash(), "wrong before")}, nullptr,
                 &instead),
            (V{pb::DUPLICATE, pb::FORK}));
  EXPECT_EQ(instead, two);
  EXPECT_EQ(push({person.bundle('f', 1, 1, wire::parse_bundle(two).hash(), "other one")}, nullptr, &instead),
            V{pb::FORK});
  EXPECT_EQ(instead, one);
  EXPECT_EQ(push({person.bundle('x', 1, 1, std::string(kHashSize, '\0'), "stranger")}), V{pb::REJECTED});
  EXPECT_EQ(push({"not a bundle"}), V{pb::REJECTED});
  auto forged = person.write('f', 1, "three");
  forged.back() = char(forged.back() ^ 1);
  EXPECT_EQ(push({forged}), V{pb::REJECTED});
  EXPECT_EQ(pull('f').row_size(), 2);
}

TEST_P(Stores, AnotherAccountsBundleIsRejected) {
  Person other('b');
  ASSERT_TRUE(relay.put_roster(other.first(relay.make_invite("more"))).accepted());
  const auto theirs = other.write('f', 1, "theirs");
  EXPECT_EQ(push({theirs}), V{pb::REJECTED});
  EXPECT_EQ(push({theirs}, &other), V{pb::ACCEPTED});
  EXPECT_EQ(pull('f').row_size(), 0);
}

TEST_P(Stores, OldEpochsEndAndDropsDoNot) {
  EXPECT_EQ(push({person.write('f', 1, "epoch 1")}), V{pb::ACCEPTED});
  for (int i = 0; i < 2; ++i) {
    auto* s = person.list.mutable_space(i);
    s->set_epoch(2);
    s->set_min_write_epoch(2);
    s->add_grant()->set_epoch(2);
  }
  ASSERT_TRUE(relay.put_roster(person.next()).accepted());
  const auto saved = person.chains;
  EXPECT_EQ(push({person.write('f', 1, "late")}), V{pb::EPOCH_OLD});
  person.chains = saved;
  EXPECT_EQ(push({person.write('f', 1, "in time", 2), person.write('w', 2, "drop", 1, wire::Kind::drop)}),
            (V{pb::ACCEPTED, pb::ACCEPTED}));
}

TEST_P(Stores, ARevokedDeviceReadsAndWritesNothing) {
  const auto before = person.write('w', 1, "before");
  EXPECT_EQ(push({before}), V{pb::ACCEPTED});
  person.list.mutable_device()->RemoveLast();
  ASSERT_TRUE(relay.put_roster(person.next()).accepted());
  EXPECT_REFUSED(pull('w'), refused);
  EXPECT_EQ(push({person.write('w', 1, "after")}), V{pb::REJECTED});
  EXPECT_EQ(pull('f').row_size(), 1);
}

TEST_P(Stores, RostersAreComparedAndSet) {
  Person twin = person;  // two full devices change the roster at once
  const auto mine = person.next();
  twin.list.mutable_device()->RemoveLast();
  const auto theirs = twin.next();
  EXPECT_TRUE(relay.put_roster(mine).accepted());
  EXPECT_TRUE(relay.put_roster(mine).accepted());  // the answer was lost
  const auto told = relay.put_roster(theirs);
  EXPECT_FALSE(told.accepted());
  EXPECT_EQ(told.instead().roster(), mine.roster().roster());
  pb::RosterRequest q;
  q.set_account(person.account());
  EXPECT_EQ(relay.rosters(q).roster_size(), 2);
}

TEST_P(Stores, AnInviteMakesOneAccount) {
  const auto invite = relay.make_invite("one more");
  Person b('b'), c('c');
  EXPECT_REFUSED(relay.put_roster(b.first("guessed")), refused);
  EXPECT_TRUE(relay.put_roster(b.first(invite)).accepted());
  EXPECT_REFUSED(relay.put_roster(c.first(invite)), refused);
}

TEST_P(Stores, AFullAccountStillReadsAndRepeats) {
  Limits small;
  small.account_bytes = 700;
  Relay tight(*store, small);
  Person b('b');
  ASSERT_TRUE(tight.put_roster(b.first(tight.make_invite("tight"))).accepted());
  const auto one = b.write('f', 1, std::string(200, 'x')), two = b.write('f', 1, std::string(300, 'y'));
  EXPECT_EQ(push({one, two}, &b), (V{pb::ACCEPTED, pb::QUOTA}));
  EXPECT_EQ(push({one}, &b), V{pb::DUPLICATE});
  EXPECT_TRUE(tight.put_roster(b.next()).accepted());
}

TEST_P(Stores, WorkComputersHaveAShareOfTheirOwnUntilTheyAreTakenOut) {
  Limits small;
  small.account_bytes = 4000;
  small.blob_bytes = 400;
  Relay tight(*store, small);
  Person b('b');
  ASSERT_TRUE(tight.put_roster(b.first(tight.make_invite("tight"))).accepted());
  const auto all_of = [&](char device, int most) {
    int taken = 0;
    for (; taken < most; ++taken) {
      const auto before = b.chains;
      if (push({b.write(device, 1, std::string(200, device))}, &b) == V{pb::ACCEPTED}) continue;
      b.chains = before;
      break;
    }
    return taken;
  };
  const int by_work = all_of('w', 100);
  EXPECT_GE(by_work, 1);
  EXPECT_LE(by_work * 200, 1000) << "a quarter";
  const auto picture = [&](char device, char id, size_t size) {
    return tight.put_blob(b.blob(device, 1, id, std::string(size, id), 0, size)).no_room();
  };
  EXPECT_FALSE(picture('w', 'p', 100));
  EXPECT_TRUE(picture('w', 'q', 1));
  EXPECT_FALSE(picture('f', 'r', 400)) << "none of that is of one's own devices";
  const int by_own = all_of('f', 100);
  EXPECT_GE(by_own, 3 * by_work);
  EXPECT_LE(by_own * 200, 4000);
  // Another one in its place begins with all of the share, and one's own have what they had.
  b.list.mutable_device()->DeleteSubrange(1, 1);
  b.add('v', pb::ROLE_WORK);
  ASSERT_TRUE(tight.put_roster(b.next()).accepted());
  EXPECT_EQ(all_of('v', 100), by_work);
  EXPECT_EQ(all_of('f', 100), 0);
  EXPECT_FALSE(picture('v', 's', 100));
  EXPECT_TRUE(audit(*store).empty());
}

TEST_P(Stores, ADeviceOpensOnlySoManyChains) {
  Limits few;
  few.chains = 3;
  Relay tight(*store, few);
  Person b('b');
  ASSERT_TRUE(tight.put_roster(b.first(tight.make_invite("few"))).accepted());
  const auto chain = [&](char device, uint64_t n) {
    wire::Header h;
    h.space = 1;
    h.account = to_id(b.account(), "account");
    h.device = wire::device_of(sign_public(seed(device)));
    h.chain = n;
    h.seq = 1, h.epoch = 1, h.roster = 1;
    pb::PushRequest q;
    q.set_account(b.account());
    q.add_bundle(wire::make_bundle(h, "first", seed(device)));
    return tight.push(q).verdict(0);
  };
  for (uint64_t n = 1; n <= 3; ++n) EXPECT_EQ(chain('w', n), pb::ACCEPTED);
  EXPECT_EQ(chain('w', 4), pb::QUOTA);
  EXPECT_EQ(chain('w', 1), pb::DUPLICATE);
  EXPECT_EQ(chain('f', 1), pb::ACCEPTED);
}

TEST_P(Stores, AForeignCursorIsAnotherHistory) {
  push({person.write('f', 1, "one")});
  EXPECT_TRUE(pull('f', 1, std::string(32, 'x')).other_history());
  EXPECT_TRUE(pull('f', 99, std::string(32, 'x')).other_history());
  EXPECT_EQ(pull('f', 1, std::string(32, 'x')).row_size(), 0);
}

TEST_P(Stores, LongPullsComeInPortions) {
  for (int i = 0; i < 20; ++i)
    ASSERT_EQ(push({person.write('f', 1, std::string(1000, char('a' + i)))}), V{pb::ACCEPTED});
  uint64_t after = 0;
  std::string hash;
  int rows = 0, calls = 0;
  for (bool more = true; more; ++calls) {
    const auto r = pull('f', after, hash, 3000);
    rows += r.row_size();
    after = r.next(), hash = r.next_hash(), more = r.more();
    ASSERT_LT(calls, 20);
  }
  EXPECT_EQ(rows, 20);
  EXPECT_GT(calls, 5);
}

// The cursor never passes a row that appears later: eight writers and a reader that follows.
TEST_P(Stores, AReaderMissesNothingOfConcurrentWriters) {
  constexpr int kWriters = 8, kEach = 40;
  std::vector<std::vector<std::string>> work(kWriters);
  for (int w = 0; w < kWriters; ++w) {
    std::string hash(kHashSize, '\0');
    for (int i = 1; i <= kEach; ++i) {
      wire::Header h;
      h.space = 1;
      h.account = to_id(person.account(), "account");
      h.device = device_id('f');
      h.chain = uint64_t(100 + w);
      h.roster = 1;
      h.seq = uint64_t(i);
      std::copy(hash.begin(), hash.end(), h.prev_hash.begin());
      h.epoch = 1;
      work[size_t(w)].push_back(wire::make_bundle(h, std::to_string(w * 1000 + i), seed('f')));
      hash = wire::parse_bundle(work[size_t(w)].back()).hash();
    }
  }
  std::atomic<int> running{kWriters};
  std::vector<std::thread> writers;
  for (int w = 0; w < kWriters; ++w)
    writers.emplace_back([&, w] {
      for (const auto& b : work[size_t(w)]) {
        pb::PushRequest q;
        q.set_account(person.account());
        q.add_bundle(b);
        EXPECT_EQ(relay.push(q).verdict(0), pb::ACCEPTED);
      }
      --running;
    });
  std::multiset<std::string> seen;
  uint64_t after = 0;
  std::string hash;
  for (bool last = false;;) {
    const bool finished = running == 0;
    const auto r = pull('f', after, hash);
    for (const auto& row : r.row()) seen.insert(std::string(wire::parse_bundle(row.bundle()).ciphertext));
    after = r.next(), hash = r.next_hash();
    if (last && r.row_size() == 0) break;
    last = finished;
  }
  for (auto& t : writers) t.join();
  EXPECT_EQ(seen.size(), size_t(kWriters * kEach));
  for (const auto& one : std::set<std::string>(seen.begin(), seen.end())) EXPECT_EQ(seen.count(one), 1u);
}

TEST_P(Stores, WhatWasAcknowledgedIsThereAfterOpeningAgain) {
  const auto one = person.write('f', 1, "one");
  ASSERT_EQ(push({one}), V{pb::ACCEPTED});
  store = open_store(GetParam().of(folder.path));
  Relay again(*store, Limits());
  pb::PullRequest q;
  q.set_account(person.account());
  q.set_spaces(3);
  EXPECT_EQ(again.pull(device_id('f'), q).row(0).bundle(), one);
}

// Every way of asking, by everybody who should not be answered.
TEST_P(Stores, TheAuthenticatorGivesATokenToADeviceThatProvesItself) {
  SeededRandom random(1);
  Authenticator authenticator(*store, seed('s'), random, Limits());
  const int64_t now = 1'772'452'800'000;
  const auto ask = [&](Authenticator& at, char device, const pb::HelloReply& hello,
                       const std::string& account, char signs) {
    pb::AuthRequest q;
    *q.mutable_hello() = hello;
    q.set_account(account);
    q.set_device(std::string(view(device_id(device))));
    q.set_signature(
        sign(seed(signs), "eddy/auth/v1", wire::auth_statement(hello.greeting(), q.account(), q.device())));
    at.prove(q, now);
    return at.token_for(q, now);
  };
  const auto account = person.account();
  const auto token = ask(authenticator, 'w', authenticator.hello(now), account, 'w').token();
  EXPECT_EQ(authenticator.device_of(token, account, now), device_id('w'));
  // A replayed Auth, an old or a forged greeting, another device's signature, a stranger, another account.
  const auto hello = authenticator.hello(now);
  ask(authenticator, 'f', hello, account, 'f');
  EXPECT_REFUSED(ask(authenticator, 'f', hello, account, 'f'), refused);
  EXPECT_REFUSED(ask(authenticator, 'f', authenticator.hello(now - 6 * 60'000), account, 'f'), refused);
  EXPECT_REFUSED(ask(authenticator, 'f', authenticator.hello(now + 60'000), account, 'f'), refused);
  EXPECT_REFUSED(ask(authenticator, 'f', authenticator.hello(now), account, 'w'), refused);
  EXPECT_REFUSED(ask(authenticator, 'x', authenticator.hello(now), account, 'x'), refused);
  EXPECT_REFUSED(ask(authenticator, 'f', authenticator.hello(now), std::string(16, 'n'), 'f'), refused);
  Authenticator other(*store, seed('t'), random, Limits());
  EXPECT_REFUSED(ask(authenticator, 'f', other.hello(now), account, 'f'), refused);
  // A token: expired, another account's, another server's, changed.
  EXPECT_REFUSED(authenticator.device_of(token, account, now + Authenticator::kTokenMs + 1), refused);
  EXPECT_REFUSED(authenticator.device_of(token, std::string(16, 'n'), now), refused);
  EXPECT_REFUSED(other.device_of(token, account, now), refused);
  EXPECT_REFUSED(authenticator.device_of("", account, now), refused);
  for (size_t i = 0; i < token.size(); i += 7) {
    auto changed = token;
    changed[i] = char(changed[i] ^ 1);
    EXPECT_REFUSED(authenticator.device_of(changed, account, now), refused);
  }
  // Another instance on the same store, with the same key, knows the token and the used greeting.
  Authenticator second(*store, seed('s'), random, Limits());
  EXPECT_EQ(second.device_of(token, account, now), device_id('w'));
  EXPECT_REFUSED(ask(second, 'f', hello, account, 'f'), refused);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, Stores, testing::Values(Where{"SQLite", sqlite_in}));
// A real one: the test that it is there fails where it is not.
INSTANTIATE_TEST_SUITE_P(Postgres, Stores, testing::Values(Where{"PostgreSQL", postgres_for}));
TEST_P(Stores, APictureComesInPartsAndGoesOnWhereItStopped) {
  std::string whole;
  for (int i = 0; i < 300'000; ++i) whole += char(i * 7 + i / 251);
  EXPECT_EQ(relay.put_blob(person.blob('f', 2, 'p', whole, 0, 0)).have(), 0u);  // asked only
  EXPECT_EQ(relay.put_blob(person.blob('f', 2, 'p', whole, 0, 100'000)).have(), 100'000u);
  const auto get = [&](char device, uint64_t at) {
    pb::GetBlobRequest q;
    q.set_account(person.account());
    q.set_blob(std::string(16, 'p'));
    q.set_at(at);
    return relay.get_blob(device_id(device), q);
  };
  EXPECT_REFUSED((void)get('f', 0), not_found);  // not whole yet
  // A repeat, and one that leaves something out, change nothing.
  EXPECT_EQ(relay.put_blob(person.blob('f', 2, 'p', whole, 0, 100'000)).have(), 100'000u);
  EXPECT_EQ(relay.put_blob(person.blob('f', 2, 'p', whole, 200'000, 100'000)).have(), 100'000u);
  EXPECT_EQ(relay.put_blob(person.blob('f', 2, 'p', whole, 100'000, 200'000)).have(), whole.size());
  std::string got;
  while (got.size() < whole.size()) got += get('f', got.size()).part();
  EXPECT_EQ(got, whole);
  EXPECT_EQ(get('f', 150'001).part(), whole.substr(150'001));
  EXPECT_EQ(get('f', whole.size()).part(), "");
  EXPECT_REFUSED((void)get('w', 0), not_found);  // of home
  EXPECT_TRUE(audit(*store).empty());
  // Another one under the same id; a work computer's removal of what it may not read.
  EXPECT_REFUSED(relay.put_blob(person.blob('f', 2, 'p', "other", 0, 5)), refused);
  EXPECT_REFUSED(relay.remove_blob(person.no_blob('w', 'p')), refused);
  relay.remove_blob(person.no_blob('f', 'p'));
  relay.remove_blob(person.no_blob('f', 'p'));
  EXPECT_REFUSED((void)get('f', 0), not_found);
  EXPECT_TRUE(relay.put_blob(person.blob('f', 2, 'p', whole, 0, 10)).gone());
  store->read(to_id(person.account(), ""), [&](Transaction& t) { EXPECT_EQ(t.account()->blobs, 0u); });
}

// Forty-two pictures of which one byte came, each nearly all a work computer may bring: what is charged is what is here, also once that device is taken out.
TEST_P(Stores, APictureIsChargedAsFarAsItIsHere) {
  Limits l;
  l.blob_bytes = 4 << 20;
  Relay little(*store, l);
  const std::string large(1000 << 10, 'p');
  for (int i = 0; i < 42; ++i) {
    const auto r = little.put_blob(person.blob('w', 1, char('0' + i), large, 0, 1));
    EXPECT_FALSE(r.no_room()) << i;
    EXPECT_EQ(r.have(), 1u);
  }
  const auto charged = [&] {
    uint64_t out = 0;
    store->read(to_id(person.account(), "account"), [&](Transaction& t) { out = t.account()->blobs; });
    return out;
  };
  EXPECT_EQ(charged(), 42u);
  EXPECT_TRUE(little.put_blob(person.blob('w', 1, 'x', large + std::string(100 << 10, 'p'), 0, 1)).no_room())
      << "begun only where all of it has room";
  person.list.mutable_device()->DeleteSubrange(1, 1);
  little.put_roster(person.next());
  EXPECT_FALSE(little.put_blob(person.blob('f', 2, 'z', "bytes", 0, 5)).no_room());
  EXPECT_EQ(charged(), 47u);
  relay.remove_blob(person.no_blob('f', '0'));
  EXPECT_EQ(charged(), 46u);
  EXPECT_TRUE(audit(*store).empty());
}

TEST_P(Stores, AWorkComputerPutsAPictureIntoHomeAndDoesNotReadIt) {
  EXPECT_EQ(relay.put_blob(person.blob('w', 2, 'q', "sealed", 0, 6)).have(), 6u);
  EXPECT_EQ(relay.put_blob(person.blob('w', 1, 'r', "sealed", 0, 6)).have(), 6u);
  EXPECT_REFUSED(relay.put_blob(person.blob('x', 1, 's', "sealed", 0, 6)), refused);
  auto forged = person.blob('w', 1, 's', "sealed", 0, 6);
  forged.set_space(2);
  EXPECT_REFUSED(relay.put_blob(forged), refused);
}

TEST_P(Stores, APictureOfAnotherHashOrTooLargeIsNotTaken) {
  auto lie = person.blob('f', 1, 'p', "the truth", 0, 9);
  lie.set_part("the false");
  EXPECT_EQ(relay.put_blob(lie).have(), 0u);
  EXPECT_EQ(relay.put_blob(person.blob('f', 1, 'p', "the truth", 0, 9)).have(), 9u);
  auto more = person.blob('f', 1, 'q', "short", 0, 5);
  more.set_part("longer than it said");
  EXPECT_EQ(relay.put_blob(more).have(), 0u);
  auto large = person.blob('f', 1, 'r', "x", 0, 1);
  large.set_size(wire::kLargestBlob + 1);
  EXPECT_REFUSED(relay.put_blob(large), invalid);
  for (const int nowhere : {0, 3, 33})
    EXPECT_REFUSED(relay.put_blob(person.blob('f', nowhere, 'n', "x", 0, 1)), invalid);
  Limits little;
  little.blob_bytes = 20;
  Relay small(*store, little);
  EXPECT_TRUE(small.put_blob(person.blob('f', 1, 's', "more than is left", 0, 10)).no_room());
  EXPECT_TRUE(small.put_blob(person.blob('f', 1, 'p', "the truth", 0, 9)).have() ==
              9);  // a repeat at the quota
}

TEST_P(Stores, AnAccountEndsSevenDaysAfterItsOwnerAskedAndNotBefore) {
  constexpr int64_t kNow = 1'772'452'800'000, kDays = 7 * 24 * 3'600'000;
  SeededRandom random(5);
  Authenticator authenticator(*store, seed('S'), random, Limits());
  Person other{'b'};
  ASSERT_TRUE(relay.put_roster(other.first(relay.make_invite("two"))).accepted());
  push({person.write('f', 1, "mine")});
  push({other.write('f', 1, "other's")}, &other);
  relay.put_blob(person.blob('f', 1, 'p', "picture", 0, 7));
  const auto id = to_id(person.account(), "");
  // A work computer may not; a full device may; once.
  EXPECT_REFUSED(authenticator.prove(person.close(authenticator.hello(kNow), 'w'), kNow), refused);
  auto mixed = person.close(authenticator.hello(kNow), 'f');
  mixed.set_cancel(true);
  EXPECT_REFUSED(authenticator.prove(mixed, kNow), refused);
  const auto asked = person.close(authenticator.hello(kNow), 'f');
  authenticator.prove(asked, kNow);
  EXPECT_REFUSED(authenticator.prove(asked, kNow), refused);
  EXPECT_EQ(relay.close(id, false, kNow).closes_ms(), double(kNow + kDays));
  EXPECT_EQ(relay.close(id, false, kNow + 1000).closes_ms(), double(kNow + kDays));
  EXPECT_EQ(pull('f').closes_ms(), double(kNow + kDays));
  EXPECT_EQ(relay.sweep(kNow + kDays - 1), 0);
  EXPECT_EQ(pull('f').row_size(), 1);
  // The words take it back.
  authenticator.prove(person.close(authenticator.hello(kNow), 0, true), kNow);
  EXPECT_EQ(relay.close(id, true, kNow).closes_ms(), 0);
  EXPECT_EQ(relay.sweep(kNow + 2 * kDays), 0);
  relay.close(id, false, kNow);
  EXPECT_EQ(relay.sweep(kNow + kDays), 1);
  EXPECT_REFUSED((void)pull('f'), not_found);
  int left = 0;
  store->each_account([&](const Id& one, const AccountRow&) { left += one == to_id(other.account(), ""); });
  EXPECT_EQ(left, 1);
  EXPECT_TRUE(audit(*store).empty());
}

// A store as the first format had it, with an account in it.
TEST_P(Stores, AStoreOfAnEarlierFormatIsBroughtUpToDate) {
  Folder old;
  const auto where = GetParam().of(old.path);
  make_format_1(where);
  for (int i = 0; i < 2; ++i) {
    const auto opened = open_store(where);
    int found = 0;
    opened->each_account([&](const Id&, const AccountRow& row) {
      ++found;
      EXPECT_EQ(row.head, 7u);
      EXPECT_EQ(row.blobs, 0u);
      EXPECT_EQ(row.closes_ms, 0u);
    });
    EXPECT_EQ(found, 1);
  }
}

TEST_P(Stores, SeveralMayBeginAtOnceOnAnEmptyDatabase) {
  Folder fresh;
  const auto where = GetParam().of(fresh.path);
  std::vector<std::thread> threads;
  std::atomic<int> opened{0};
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      const auto s = open_store(where);
      s->read(Id{}, [](Transaction& t) { (void)t.account(); });
      ++opened;
    });
  for (auto& t : threads) t.join();
  EXPECT_EQ(opened, 4);
}

TEST(Postgres, IsInstalled) { EXPECT_TRUE(postgres_running()) << "./run setup installs it"; }

TEST(SqliteStore, AFileItCannotReadIsLeftAlone) {
  Folder folder;
  const auto path = folder.path + "/eddyd.db";
  const std::string junk(5000, 'j');
  std::ofstream(path) << junk;
  EXPECT_REFUSED(open_store(path), damaged);
  std::ifstream in(path);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), junk);
}

}  // namespace
}  // namespace eddy::test
