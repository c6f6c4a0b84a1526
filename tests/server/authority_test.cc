// Who may ask what: every question, by everybody who could come. One table, and nothing in it may change by accident.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "core/wire/hello.h"
#include "server/audit.h"
#include "server/service.h"
#include "server/sql_store.h"
#include "tests/server/person.h"
#include "tests/server/postgres.h"

namespace eddy::test {
namespace {
using namespace server;

constexpr int64_t kNow = 1'772'452'800'000;

// Somebody, with what they can show: a token of one account, and a key to sign with.
struct Somebody {
  std::string name;
  char key = 0;           // signs with this seed; 0: signs nothing
  bool words = false;     // signs with the account's own key
  bool expired = false;   // with greetings and tokens that were good a day ago
  bool replayed = false;  // with what somebody else has used already
  std::string token;
};

struct World {
  Folder folder;
  std::unique_ptr<Store> store;
  SeededRandom random{7};
  Limits limits;
  Relay relay;
  Authenticator authenticator;
  Service service;
  Person me{'a'}, other{'b'};
  std::map<char, uint64_t> pushed;

  static Limits generous() {
    Limits l;
    l.auths_per_minute = l.calls_per_minute = l.rosters_per_minute = l.pushes_per_minute =
        l.mailboxes_per_day = 1'000'000;
    return l;
  }
  explicit World(const std::string& database = "")
      : store(open_store(database.empty() ? folder.path + "/eddyd.db" : database)),
        limits(generous()),
        relay(*store, limits),
        authenticator(*store, seed('S'), random, limits),
        service(relay, authenticator, limits) {
    me.add('v', pb::ROLE_FULL);  // will have been taken out
    relay.put_roster(me.first(relay.make_invite("one")));
    other.list.mutable_device()->Clear();
    other.add('o', pb::ROLE_FULL);
    relay.put_roster(other.first(relay.make_invite("two")));
    me.list.mutable_device()->DeleteSubrange(2, 1);
    relay.put_roster(me.next());
    relay.put_blob(me.blob('f', 1, '1', "of work", 0, 7));
    relay.put_blob(me.blob('f', 2, '2', "of home", 0, 7));
  }
  static std::string id_of(char key) {
    return key ? std::string(view(device_id(key))) : std::string(16, 'n');
  }
  std::string sign_as(const Somebody& who, std::string_view label, const std::string& what) {
    return who.words ? sign(me.account_seed, label, what)
           : who.key ? sign(seed(who.key), label, what)
                     : std::string(64, 's');
  }
  // gRPC's status of one question.
  int ask(const char* method, const google::protobuf::MessageLite& q,
          google::protobuf::MessageLite* reply = nullptr) {
    const auto out =
        service.call(std::string("/eddy.sync.v1.Relay/") + method, q.SerializeAsString(), "127.0.0.1", kNow);
    if (reply) reply->ParseFromString(out.reply);
    return out.status;
  }
  pb::AuthRequest auth(const Somebody& who, const std::string& account) {
    pb::AuthRequest q;
    *q.mutable_hello() = authenticator.hello(who.expired ? kNow - 86'400'000 : kNow);
    q.set_account(account);
    if (!who.words) q.set_device(id_of(who.key));
    q.set_signature(
        sign_as(who, wire::kAuthLabel, wire::auth_statement(q.hello().greeting(), account, q.device())));
    return q;
  }
  void give_token(Somebody& who) {
    if (!who.key && !who.words) return;
    auto now = who;
    now.expired = false;
    const auto q = auth(now, who.key == 'o' ? other.account() : me.account());
    who.token = authenticator.token_for(q, kNow).token();
    if (!who.expired) return;
    // The same, as it was a day ago.
    const auto then = kNow - 86'400'000;
    pb::AuthRequest old = q;
    *old.mutable_hello() = authenticator.hello(then);
    old.set_signature(sign_as(who, wire::kAuthLabel,
                              wire::auth_statement(old.hello().greeting(), old.account(), old.device())));
    who.token = authenticator.token_for(old, then).token();
  }
  std::string next_bundle(const Somebody& who, int space, wire::Kind kind) {
    // Of a chain of its own each time, so that nothing but who asks can be in the way.
    wire::Header h;
    h.kind = kind;
    h.space = uint16_t(space);
    h.account = to_id(me.account(), "");
    h.device = to_id(id_of(who.key), "");
    h.chain = ++pushed['c'];
    h.seq = 1;
    h.epoch = 1;
    h.roster = who.key == 'v' ? 1 : me.now.list.version();
    return wire::make_bundle(h, "sealed", who.words ? me.account_seed : seed(who.key ? who.key : 'n'));
  }
};

// '+' done, '-' refused, '.' there is nothing of that for this one.
using Question = std::function<char(World&, const Somebody&)>;
char plus(int status) { return status == 0 ? '+' : status == 5 ? '.' : '-'; }

struct Row {
  const char* name;
  const char* expected;  // in the order of everybody()
  Question question;
};

std::vector<Somebody> everybody() {
  return {
      {"nobody", 0, false, false, false, ""},          {"another account's", 'o', false, false, false, ""},
      {"taken out", 'v', false, false, false, ""},     {"a work computer", 'w', false, false, false, ""},
      {"a full device", 'f', false, false, false, ""}, {"the words", 0, true, false, false, ""},
      {"too late", 'f', false, true, false, ""},       {"once more", 'f', false, false, true, ""}};
}

Question push(int space, wire::Kind kind) {
  return [=](World& w, const Somebody& who) {
    pb::PushRequest q;
    q.set_account(w.me.account());
    q.add_bundle(w.next_bundle(who, space, kind));
    pb::PushReply r;
    if (who.replayed) w.ask("Push", q, &r);
    const int status = w.ask("Push", q, &r);
    if (status) return plus(status);
    return r.verdict(0) == pb::ACCEPTED || r.verdict(0) == pb::DUPLICATE ? '+' : '-';
  };
}
Question get_blob(char id) {
  return [=](World& w, const Somebody& who) {
    pb::GetBlobRequest q;
    q.set_account(w.me.account());
    q.set_token(who.token);
    q.set_blob(std::string(16, id));
    return plus(w.ask("GetBlob", q));
  };
}
Question put_blob(int space) {
  return [=](World& w, const Somebody& who) {
    static char id = 'A';
    auto q = w.me.blob('f', space, ++id, "bytes", 0, 5);
    q.set_device(w.id_of(who.key));
    q.set_signature(w.sign_as(who, wire::kBlobLabel,
                              wire::blob_statement(q.account(), q.space(), q.blob(), q.size(), q.hash())));
    if (who.replayed) w.ask("PutBlob", q);
    return plus(w.ask("PutBlob", q));
  };
}
Question remove_blob(int space) {
  return [=](World& w, const Somebody& who) {
    static char id = 'a';
    w.relay.put_blob(w.me.blob('f', space, ++id, "bytes", 0, 5));
    auto q = w.me.no_blob('f', id);
    q.set_device(w.id_of(who.key));
    q.set_signature(w.sign_as(who, wire::kBlobGoneLabel, wire::blob_gone_statement(q.account(), q.blob())));
    if (who.replayed) w.ask("RemoveBlob", q);
    return plus(w.ask("RemoveBlob", q));
  };
}

// clang-format off
const std::vector<Row>& rows() {
  static const std::vector<Row> all = {
      // nobody, another account's, taken out, work, full, words, too late, once more
      {"Hello",                 "++++++++", [](World& w, const Somebody&) { return plus(w.ask("Hello", pb::HelloRequest())); }},
      {"Auth",                  "--++++--", [](World& w, const Somebody& who) { const auto q = w.auth(who, w.me.account()); if (who.replayed) w.ask("Auth", q); return plus(w.ask("Auth", q)); }},
      {"Rosters",               "--++++-+", [](World& w, const Somebody& who) { pb::RosterRequest q; q.set_account(w.me.account()); q.set_token(who.token); return plus(w.ask("Rosters", q)); }},
      {"PutRoster",             "----++++", [](World& w, const Somebody& who) {
         pb::Roster next = w.me.now.list;
         next.set_version(next.version() + 1);
         next.set_prev_hash(w.me.now.hash);
         next.set_signer(who.words ? "" : w.id_of(who.key));
         pb::PutRosterRequest q;
         q.set_account(w.me.account());
         *q.mutable_roster() = wire::sign_roster(next, who.words ? w.me.account_seed : seed(who.key ? who.key : 'n'));
         if (who.replayed) w.ask("PutRoster", q);
         pb::PutRosterReply r;
         const int status = w.ask("PutRoster", q, &r);
         if (status == 0 && r.accepted()) w.me.now = wire::next_roster(w.me.now, q.roster());
         return status ? plus(status) : r.accepted() ? '+' : '-'; }},
      {"Push to work",          "---++-++", push(1, wire::Kind::changes)},
      {"Push to home",          "----+-++", push(2, wire::Kind::changes)},
      {"Push a drop",           "---++-++", push(2, wire::Kind::drop)},
      {"Pull",                  "---++--+", [](World& w, const Somebody& who) { pb::PullRequest q; q.set_account(w.me.account()); q.set_token(who.token); q.set_spaces(3); return plus(w.ask("Pull", q)); }},
      {"OpenMailbox",           "----+--+", [](World& w, const Somebody& who) { static char n = 0; pb::OpenMailboxRequest q; q.set_account(w.me.account()); q.set_token(who.token); q.set_mailbox(std::string(16, ++n)); return plus(w.ask("OpenMailbox", q)); }},
      {"PutBlob of work",       "---++-++", put_blob(1)},
      {"PutBlob of home",       "---++-++", put_blob(2)},
      {"GetBlob of work",       "---++--+", get_blob('1')},
      {"GetBlob of home",       "---.+--+", get_blob('2')},
      {"ListBlobs",             "---++--+", [](World& w, const Somebody& who) { pb::ListBlobsRequest q; q.set_account(w.me.account()); q.set_token(who.token); return plus(w.ask("ListBlobs", q)); }},
      {"RemoveBlob of work",    "----+-++", remove_blob(1)},
      {"RemoveBlob of home",    "----+-++", remove_blob(2)},
      {"Close",                 "----++--", [](World& w, const Somebody& who) {
         pb::CloseRequest q;
         *q.mutable_hello() = w.authenticator.hello(who.expired ? kNow - 86'400'000 : kNow);
         q.set_account(w.me.account());
         if (!who.words) q.set_device(w.id_of(who.key));
         q.set_signature(w.sign_as(who, wire::kCloseLabel, wire::auth_statement(q.hello().greeting(), q.account(), q.device())));
         if (who.replayed) w.ask("Close", q);
         return plus(w.ask("Close", q)); }},
      // A letter is for whoever knows the mailbox; what is in it is sealed.
      {"Mail",                  "++++++++", [](World& w, const Somebody&) { pb::MailRequest q; q.set_mailbox(std::string(16, 'm')); q.set_n(1); return plus(w.ask("Mail", q)); }},
  };
  return all;
}
// clang-format on

class Authority : public testing::TestWithParam<const char*> {
 public:
  World w{std::string(GetParam()) == "SQLite" ? "" : postgres_database()};
};
INSTANTIATE_TEST_SUITE_P(Stores, Authority, testing::Values("SQLite", "PostgreSQL"));

TEST_P(Authority, EveryQuestionByEverybody) {
  auto all = everybody();
  for (auto& who : all) w.give_token(who);
  std::set<std::string> asked;
  for (const auto& row : rows()) {
    std::string got;
    for (const auto& who : all) got += row.question(w, who);
    EXPECT_EQ(got, row.expected)
        << row.name << "  (of nobody, another account's, taken out, work, full, words, too late, once more)";
    asked.insert(std::string(row.name).substr(0, std::string(row.name).find(' ')));
  }
  // What the table says a question needs is what it needs: none, anybody; a token, one that is still good; a greeting, one that
  // was not used; else a signature. Nobody and a stranger are told no in all of these.
  for (const auto& row : rows()) {
    const std::string name = row.name, expected = row.expected;
    const auto& all_methods = Service::methods();
    const auto method = std::find_if(all_methods.begin(), all_methods.end(),
                                     [&](const auto& m) { return m.name == name.substr(0, name.find(' ')); });
    ASSERT_NE(method, all_methods.end()) << name;
    using Proof = Service::Proof;
    EXPECT_EQ(expected[0] == '+', method->proof == Proof::none) << name;
    EXPECT_EQ(expected[1] == '+', method->proof == Proof::none) << name;
    const std::map<Proof, std::string> late_and_again = {
        {Proof::none, "++"}, {Proof::token, "-+"}, {Proof::greeting, "--"}, {Proof::signature, "++"}};
    EXPECT_EQ(expected.substr(6), late_and_again.at(method->proof)) << name;
  }
  // None was forgotten: the service's own table says what can be asked.
  EXPECT_EQ(asked.size(), Service::methods().size());
  for (const auto& method : Service::methods())
    EXPECT_TRUE(asked.count(std::string(method.name))) << method.name;
}

// A work computer's pull is of the work space, whatever it asks for; and so is its list of pictures.
TEST_P(Authority, AWorkComputerIsGivenTheWorkSpaceOnly) {
  auto all = everybody();
  auto& work = all[3];
  w.give_token(work);
  for (const int space : {1, 2})
    for (const auto& who : {all[4]}) (void)push(space, wire::Kind::changes)(w, who);
  pb::PullRequest q;
  q.set_account(w.me.account());
  q.set_token(work.token);
  q.set_spaces(3);
  pb::PullReply r;
  ASSERT_EQ(w.ask("Pull", q, &r), 0);
  ASSERT_EQ(r.row_size(), 1);
  EXPECT_EQ(wire::parse_bundle(r.row(0).bundle()).header.space, wire::kWork);
  pb::ListBlobsRequest l;
  l.set_account(w.me.account());
  l.set_token(work.token);
  pb::ListBlobsReply blobs;
  ASSERT_EQ(w.ask("ListBlobs", l, &blobs), 0);
  ASSERT_EQ(blobs.blob_size(), 1);
  EXPECT_EQ(blobs.blob(0), std::string(16, '1'));
}

// Who asks too much behind a proxy is counted alone; and nobody else is believed about whom they ask for.
TEST(Limits, AreCountedByTheNetworkThatAsks) {
  World w;
  Limits few = w.limits;
  few.calls_per_minute = 1;
  const auto ask = [&](Service& s, const std::string& peer, std::string_view forwarded) {
    return s.call("/eddy.sync.v1.Relay/Hello", "", peer, kNow, forwarded).status;
  };
  constexpr int kFine = 0, kTooMany = 8;
  Service direct(w.relay, w.authenticator, few), proxied(w.relay, w.authenticator, few, {"10.0.0.1"});
  for (auto* s : {&direct, &proxied}) {
    const std::string peer = s == &direct ? "127.0.0.1" : "10.0.0.1";
    EXPECT_EQ(ask(*s, peer, "192.0.2.1"), kFine);
    EXPECT_EQ(ask(*s, peer, "192.0.2.1"), kTooMany);
    EXPECT_EQ(ask(*s, peer, "192.0.2.2"), kFine);
    EXPECT_EQ(ask(*s, peer, "192.0.2.3, 192.0.2.2"), kTooMany) << "only the last is the proxy's word";
    EXPECT_EQ(ask(*s, peer, ""), kFine);
  }
  for (auto* s : {&direct, &proxied}) {
    EXPECT_EQ(ask(*s, "198.51.100.7", "192.0.2.8"), kFine);
    EXPECT_EQ(ask(*s, "198.51.100.7", "192.0.2.9"), kTooMany) << "it spoke for itself";
  }
  // One household has 2^64 addresses of IPv6.
  EXPECT_EQ(ask(direct, "2001:db8:0:1::1", ""), kFine);
  EXPECT_EQ(ask(direct, "2001:db8:0:1:ffff::2", ""), kTooMany);
  EXPECT_EQ(ask(direct, "2001:db8:0:2::1", ""), kFine);
  EXPECT_EQ(ask(direct, "::ffff:203.0.113.1", ""), kFine);
  EXPECT_EQ(ask(direct, "203.0.113.1", ""), kTooMany) << "the same machine by its other name";
  EXPECT_EQ(ask(direct, "%5B2001:db8:0:3::1%5D", ""), kFine) << "as gRPC writes it";
  EXPECT_EQ(ask(direct, "[2001:db8:0:3::2]", ""), kTooMany);
  EXPECT_EQ(ask(proxied, "::ffff:10.0.0.1", "192.0.2.77"), kFine) << "a proxy by its other name";
  EXPECT_EQ(ask(proxied, "10.0.0.1", "192.0.2.77"), kTooMany);
}

// Whoever knows an account's id, and no more, is told how many lists of devices it has and shown none.
TEST_P(Authority, AListIsShownToNobodyForAnotherOfItsNumber) {
  pb::PutRosterRequest q;
  q.set_account(w.me.account());
  auto other = w.me.now.list;  // of the number that is here, with something else in it
  other.set_prev_hash(std::string(32, 'x'));
  const auto ask = [&](const std::string& signer, const std::string& seed) {
    other.set_signer(signer);
    *q.mutable_roster() = wire::sign_roster(other, seed);
    pb::PutRosterReply r;
    EXPECT_EQ(w.ask("PutRoster", q, &r), 0);
    EXPECT_FALSE(r.accepted());
    EXPECT_EQ(r.version(), w.me.now.list.version());
    return r.has_instead();
  };
  EXPECT_FALSE(ask(World::id_of('f'), seed('n')));
  EXPECT_FALSE(ask("", seed('n')));
  EXPECT_FALSE(ask(World::id_of('o'), seed('o')));
  EXPECT_FALSE(ask("short", seed('f')));
  // A fork is shown to whoever signed the other one: a device that is, or was, one of the account's; and the words.
  EXPECT_TRUE(ask(World::id_of('f'), seed('f')));
  EXPECT_TRUE(ask(World::id_of('v'), seed('v')));
  EXPECT_TRUE(ask("", w.me.account_seed));
}

// Lists of devices are many and may be long: as much as clients take comes at a time, and the account has so much room.
TEST_P(Authority, ListsComeInPortionsAndHaveTheirRoom) {
  Limits l = World::generous();
  l.roster_bytes = 3 << 20;
  Relay relay(*w.store, l);
  w.me.list.mutable_device(0)->set_name(std::string(200 << 10, 'n'));
  int put = 0;
  const auto another = [&] {
    const auto was = w.me.now;
    try {
      put += relay.put_roster(w.me.next()).accepted();
      return true;
    } catch (const Failure& f) {
      EXPECT_EQ(f.fault, Fault::full);
      w.me.now = was;
      return false;
    }
  };
  while (put < 100 && another()) continue;
  EXPECT_EQ(put, 14) << "of 3 MiB, less a sixteenth for the words";
  std::vector<pb::SignedRoster> got;
  pb::RosterRequest q;
  q.set_account(w.me.account());
  while (got.size() < w.me.now.list.version()) {
    q.set_from_version(uint32_t(got.size()) + 1);
    const auto r = relay.rosters(q);
    EXPECT_LE(r.ByteSizeLong(), l.request_bytes);
    ASSERT_GT(r.roster_size(), 0);
    got.insert(got.end(), r.roster().begin(), r.roster().end());
  }
  EXPECT_EQ(wire::stored_roster(got.back().SerializeAsString()).hash, w.me.now.hash);
  EXPECT_TRUE(audit(*w.store).empty());
}

// Wrong proofs cost whoever makes them nothing that another behind the same address would miss.
TEST(Limits, NobodyIsShutOutByAnothersWrongProofs) {
  World w;
  Service s(w.relay, w.authenticator, Limits());
  const auto auth = [&](const Somebody& who) {
    const auto q = w.auth(who, w.me.account()).SerializeAsString();
    return s.call("/eddy.sync.v1.Relay/Auth", q, "192.0.2.1", kNow).status;
  };
  const auto all = everybody();
  for (int i = 0; i < 100; ++i) EXPECT_EQ(auth(all[0]), 7);
  EXPECT_EQ(auth(all[4]), 0);
  for (int i = 1; i < Limits().auths_per_minute; ++i) EXPECT_EQ(auth(all[4]), 0);
  EXPECT_EQ(auth(all[4]), 8) << "its own";
  EXPECT_EQ(auth(all[3]), 0) << "another device behind the same address";
}

// A limit counts by what is short, however long the name is that somebody gives.
TEST(Limits, KeepNothingOfWhatIsNoName) {
  World w;
  Service s(w.relay, w.authenticator, Limits());
  pb::PushRequest q;
  q.set_account(std::string(1 << 20, 'a'));
  EXPECT_EQ(s.call("/eddy.sync.v1.Relay/Push", q.SerializeAsString(), "192.0.2.1", kNow).status, 3);
}

TEST(Limits, LetThroughSoManyAtOnceAndThenAtAnEvenPace) {
  server::Limiter limiter(60, 60'000);
  int64_t now = kNow;
  for (int i = 0; i < 60; ++i) EXPECT_TRUE(limiter.allow("me", now));
  EXPECT_FALSE(limiter.allow("me", now));
  EXPECT_FALSE(limiter.allow("me", now += 999));
  EXPECT_TRUE(limiter.allow("me", now += 1));
  EXPECT_FALSE(limiter.allow("me", now));
  EXPECT_TRUE(limiter.allow("you", now));
  now += 60'000;
  for (int i = 0; i < 60; ++i) EXPECT_TRUE(limiter.allow("me", now));
  EXPECT_FALSE(limiter.allow("me", now));
  server::Limiter wide(1'000'000, 60'000);  // a minute ahead, exactly
  EXPECT_TRUE(wide.allow("me", now));
  EXPECT_TRUE(wide.allow("me", now - 60'000));
  EXPECT_TRUE(limiter.allow("me", now -= 86'400'000))
      << "a clock that was ahead shuts nobody out once it is right";
}

}  // namespace
}  // namespace eddy::test
