// The program itself: real gRPC over real TLS on loopback, and kill -9 under load.   eddyd_test PATH/TO/eddyd
#include <atomic>
#include <set>
#include <thread>

#include "core/wire/hello.h"
#include "server/authenticator.h"
#include "server/grpc_door.h"
#include "tests/campaign.h"
#include "tests/server/http.h"
#include "tests/server/person.h"
#include "tests/server/postgres.h"
#include "tests/server/running.h"

namespace eddy::test {
namespace {

class Eddyd : public testing::TestWithParam<const char*> {
 public:
  Folder folder;
  std::string data = folder.path + "/s";
  std::unique_ptr<Running> box;
  Person person{'a'};
  std::string invite;

  void SetUp() override {
    std::filesystem::create_directory(data);
    // As an administrator would: what is usual in the file, what is particular to this machine in the environment.
    std::ofstream conf(data + "/eddyd.conf");
    if (std::string(GetParam()) == "PostgreSQL") conf << "store = " << postgres_database() << "\n";
    conf << "auths-per-minute = 1000000\ncalls-per-minute = 1000000\n";
    conf.close();
    setenv("EDDYD_PUSHES_PER_MINUTE", "1000000", 1);
    ASSERT_NE(output_of(program_under_test + " init --data " + data).find("eddyd serve"), std::string::npos);
    box = std::make_unique<Running>(data);
    invite = output_of(program_under_test + " invite --data " + data + " --plain");
    while (!invite.empty() && invite.back() == '\n') invite.pop_back();
    ASSERT_EQ(invite.size(), 6u + 64 + 64 + 32) << invite;
    pb::PutRosterReply r;
    grpc::ClientContext c;
    const auto status = box->stub()->PutRoster(&c, person.first(invite.substr(134)), &r);
    ASSERT_TRUE(status.ok()) << status.error_message();
    ASSERT_TRUE(r.accepted());
  }
  static grpc::Status push(pb::Relay::Stub& stub, const std::string& account, const std::string& bundle,
                           pb::Verdict* verdict) {
    pb::PushRequest q;
    q.set_account(account);
    q.add_bundle(bundle);
    pb::PushReply r;
    grpc::ClientContext c;
    const auto status = stub.Push(&c, q, &r);
    *verdict = r.verdict_size() ? r.verdict(0) : pb::VERDICT_UNSPECIFIED;
    return status;
  }
  std::string token(pb::Relay::Stub& stub, char device = 'f') {
    pb::HelloReply hello;
    grpc::ClientContext c1, c2;
    EXPECT_TRUE(stub.Hello(&c1, pb::HelloRequest(), &hello).ok());
    pb::Greeting g;
    EXPECT_TRUE(g.ParseFromString(hello.greeting()));
    EXPECT_EQ(hex(g.server_key()), invite.substr(6, 64));  // what the invite pinned
    EXPECT_TRUE(verify(g.server_key(), "eddy/hello/v1", hello.greeting(), hello.signature()));
    pb::AuthRequest q;
    *q.mutable_hello() = hello;
    q.set_account(person.account());
    q.set_device(std::string(view(device_id(device))));
    q.set_signature(
        sign(seed(device), "eddy/auth/v1", wire::auth_statement(hello.greeting(), q.account(), q.device())));
    pb::AuthReply r;
    EXPECT_TRUE(stub.Auth(&c2, q, &r).ok());
    return r.token();
  }
  // Everything there is, by walking the cursor.
  std::multiset<std::string> all(pb::Relay::Stub& stub) {
    pb::PullRequest q;
    q.set_account(person.account());
    q.set_spaces(3);
    q.set_token(token(stub));
    std::multiset<std::string> out;
    for (bool more = true; more;) {
      pb::PullReply r;
      grpc::ClientContext c;
      const auto status = stub.Pull(&c, q, &r);
      EXPECT_TRUE(status.ok()) << status.error_message();
      if (!status.ok()) break;
      for (const auto& row : r.row()) out.insert(row.bundle());
      q.set_after(r.next());
      q.set_after_hash(r.next_hash());
      more = r.more();
    }
    return out;
  }
};

TEST_P(Eddyd, PushesAndPullsOverTls) {
  auto stub = box->stub();
  pb::Verdict v;
  const auto one = person.write('f', 1, "one");
  ASSERT_TRUE(push(*stub, person.account(), one, &v).ok());
  EXPECT_EQ(v, pb::ACCEPTED);
  EXPECT_EQ(all(*stub), std::multiset<std::string>{one});
}

TEST_P(Eddyd, WithoutATokenNothingIsRead) {
  auto stub = box->stub();
  pb::PullRequest q;
  q.set_account(person.account());
  q.set_spaces(3);
  pb::PullReply r;
  grpc::ClientContext c;
  EXPECT_EQ(stub->Pull(&c, q, &r).error_code(), grpc::StatusCode::PERMISSION_DENIED);
  pb::RosterRequest rosters;
  rosters.set_account(person.account());
  pb::RosterReply reply;
  grpc::ClientContext c2;
  EXPECT_EQ(stub->Rosters(&c2, rosters, &reply).error_code(), grpc::StatusCode::PERMISSION_DENIED);
  rosters.set_token(token(*stub, 'w'));
  grpc::ClientContext c3;
  EXPECT_TRUE(stub->Rosters(&c3, rosters, &reply).ok());
  EXPECT_EQ(reply.roster_size(), 1);
}

TEST_P(Eddyd, AnotherServersCertificateIsNotTrusted) {
  auto stub = box->stub(server::make_certificate(1'772'452'800).pem);
  pb::HelloReply r;
  grpc::ClientContext c;
  EXPECT_EQ(stub->Hello(&c, pb::HelloRequest(), &r).error_code(), grpc::StatusCode::UNAVAILABLE);
}

TEST_P(Eddyd, ARequestOverALimitIsRefused) {
  auto stub = box->stub();
  pb::PushRequest q;
  q.set_account(person.account());
  for (int i = 0; i < 201; ++i) q.add_bundle("x");
  pb::PushReply r;
  grpc::ClientContext c;
  EXPECT_EQ(stub->Push(&c, q, &r).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  q.clear_bundle();
  q.add_bundle(std::string(2 << 20, 'x'));
  grpc::ClientContext c2;
  EXPECT_EQ(stub->Push(&c2, q, &r).error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
}

TEST_P(Eddyd, InitTouchesNothingThatIsThere) {
  const auto key = read(data + "/server.key");
  EXPECT_EQ(output_of(program_under_test + " init --data " + data + " 2>&1").find("Next:"),
            std::string::npos);
  EXPECT_EQ(read(data + "/server.key"), key);
  EXPECT_EQ(WEXITSTATUS(box->end(SIGTERM)), 0);
}

// What one writer after the other has pushed, over several lives of a box.
struct Load {
  struct Chain {
    uint64_t seq = 0;
    std::string hash = std::string(kHashSize, '\0');
  };
  static constexpr int kWriters = 3;
  std::vector<Chain> chains = std::vector<Chain>(kWriters);
  std::multiset<std::string> acknowledged;
  std::mutex mutex;
  std::atomic<int> pushed{0};

  // Until `stop`, or until its box answers no more. A reply that was lost is asked for again, with the same bytes, by the
  // next that writes to this chain.
  void write(const Person& person, int w, pb::Relay::Stub& stub, const std::atomic<bool>& stop) {
    auto& chain = chains[size_t(w)];
    while (!stop) {
      wire::Header h;
      h.space = 1;
      h.account = to_id(person.account(), "account");
      h.device = device_id('f');
      h.chain = uint64_t(w + 1);
      h.seq = chain.seq + 1;
      std::copy(chain.hash.begin(), chain.hash.end(), h.prev_hash.begin());
      h.epoch = 1;
      h.roster = 1;
      const auto bundle = wire::make_bundle(h, "content " + std::to_string(chain.seq), seed('f'));
      pb::Verdict v;
      if (!Eddyd::push(stub, person.account(), bundle, &v).ok()) return;
      EXPECT_TRUE(v == pb::ACCEPTED || v == pb::DUPLICATE) << v;
      ++chain.seq;
      chain.hash = wire::parse_bundle(bundle).hash();
      const std::lock_guard lock(mutex);
      acknowledged.insert(bundle);
      ++pushed;
    }
  }
  void expect_in(const std::multiset<std::string>& there) const {
    for (const auto& b : acknowledged) EXPECT_EQ(there.count(b), 1u);
    EXPECT_LE(there.size(),
              acknowledged.size() + kWriters);  // at most one a chain whose answer was never seen
  }
};

// Killed in the middle of pushing, again and again: what was acknowledged is there, once, and the chain goes on.
TEST_P(Eddyd, KilledUnderLoadNothingAcknowledgedIsLostCampaign) {
  Load load;
  const int whole = std::max(3, rounds(1000));
  int round = 0;
  for (; round < whole && !time_is_up(); ++round) {
    load.pushed = 0;
    std::atomic<bool> stop{false};
    std::vector<std::thread> writers;
    for (int w = 0; w < Load::kWriters; ++w)
      writers.emplace_back([&, w] { load.write(person, w, *box->stub(), stop); });
    while (load.pushed < 5 + round % 7) std::this_thread::yield();
    box->end(SIGKILL);
    stop = true;
    for (auto& t : writers) t.join();
    box->start();
  }
  load.expect_in(all(*box->stub()));
  std::printf("%s: killed %d times, %zu acknowledged, all there\n", GetParam(), round,
              load.acknowledged.size());
  EXPECT_EQ(output_of(program_under_test + " check --data " + data).find("Sound"), 0u);
}

INSTANTIATE_TEST_SUITE_P(Stores, Eddyd, testing::Values("SQLite", "PostgreSQL"));

// Two on one database, one of them killed all the time: whoever is left answers, and nothing is lost or there twice.
class TwoBoxes : public Eddyd {};
TEST_P(TwoBoxes, OneKilledTheOtherGoesOnCampaign) {
  const auto twin = folder.path + "/twin";  // what one box is, another can be; each in a folder of its own
  std::filesystem::copy(data, twin);
  Running second(twin);
  Load load;
  const int whole = std::max(3, rounds(100));
  int round = 0;
  std::atomic<bool> stop{false};
  std::vector<std::thread> writers;
  for (int w = 0; w < Load::kWriters; ++w)
    writers.emplace_back([&, w] {
      auto one = box->stub(), two = second.stub();
      for (bool first = w == 0; !stop; first = !first) load.write(person, w, first ? *one : *two, stop);
    });
  for (; round < whole && !time_is_up(); ++round) {
    load.pushed = 0;
    while (load.pushed < 100) std::this_thread::yield();
    second.end(SIGKILL);
    load.pushed = 0;
    while (load.pushed < 100) std::this_thread::yield();
    second.start_again();
  }
  stop = true;
  for (auto& t : writers) t.join();
  load.expect_in(all(*box->stub()));
  std::printf("one of two killed %d times, %zu acknowledged, all there\n", round, load.acknowledged.size());
}
INSTANTIATE_TEST_SUITE_P(OneDatabase, TwoBoxes, testing::Values("PostgreSQL"));

TEST_P(Eddyd, ABackupIsRestoredIntoANewFolder) {
  const auto one = person.write('f', 1, "one");
  pb::Verdict v;
  ASSERT_TRUE(push(*box->stub(), person.account(), one, &v).ok());
  const auto to = folder.path + "/backup", fresh = folder.path + "/fresh";
  EXPECT_EQ(output_of(program_under_test + " backup --data " + data + " " + to).find("Backed up") == 0,
            std::string(GetParam()) == "SQLite");
  EXPECT_NE(output_of(program_under_test + " accounts --data " + data).find("1 account,"), std::string::npos);
  if (std::string(GetParam()) != "SQLite") return;
  EXPECT_EQ(output_of(program_under_test + " restore --data " + fresh + " " + to).find("Restored"), 0u);
  EXPECT_EQ(output_of(program_under_test + " restore --data " + data + " " + to + " 2>&1")
                .find("eddyd: There is one already"),
            0u);
  EXPECT_EQ(output_of(program_under_test + " check --data " + fresh).find("Sound"), 0u);
  box->end(SIGTERM);
  Running again(fresh);
  EXPECT_EQ(all(*again.stub()), std::multiset<std::string>{one});
}

// Browsers' door: gRPC-Web, CORS, health, metrics, files.
TEST_P(Eddyd, BrowsersHaveADoorOfTheirOwn) {
  std::filesystem::create_directory(folder.path + "/app");
  std::ofstream(folder.path + "/app/index.html") << "<p>Eddy";
  std::ofstream(folder.path + "/secret") << "no";
  std::filesystem::create_symlink(folder.path + "/secret", folder.path + "/app/link.txt");
  box->end(SIGTERM);
  Running web(data,
              {"--web", "127.0.0.1:0", "--origin", "https://eddy.example", "--files", folder.path + "/app"});
  const int port = web.web_port();
  ASSERT_GT(port, 0);
  const auto get = [&](const std::string& path, const std::string& more = "") {
    return http(port,
                "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + more + "Connection: close\r\n\r\n");
  };
  const auto has = [](const std::string& text, const char* words) {
    return text.find(words) != std::string::npos;
  };
  EXPECT_TRUE(has(get("/healthz"), "200 OK"));
  EXPECT_TRUE(has(get("/"), "<p>Eddy"));
  std::ofstream(folder.path + "/app/index.html.br") << "packed beforehand";
  EXPECT_TRUE(has(get("/", "Accept-Encoding: gzip, br\r\n"), "packed beforehand"));
  EXPECT_TRUE(has(get("/", "Accept-Encoding: gzip, br\r\n"), "Content-Encoding: br"));
  EXPECT_TRUE(has(get("/", "Accept-Encoding: gzip\r\n"), "<p>Eddy"));
  for (const char* path : {"/../secret", "/..%2fsecret", "/link.txt", "/.hidden", "/nothing", "//etc/passwd"})
    EXPECT_FALSE(has(get(path), "200 OK")) << path;
  const std::string hello("\0\0\0\0\0", 5), path = "/eddy.sync.v1.Relay/Hello";
  auto answer = http(port, post(path, hello));
  EXPECT_TRUE(has(answer, "grpc-status: 0")) << answer;
  const auto body = answer.substr(answer.find("\r\n\r\n") + 4);
  pb::HelloReply r;
  ASSERT_GT(body.size(), 5u);
  const size_t size = size_t(uint8_t(body[3])) << 8 | uint8_t(body[4]);
  EXPECT_TRUE(r.ParseFromString(body.substr(5, size)));
  EXPECT_TRUE(verify(sign_public(read(data + "/server.key")), "eddy/hello/v1", r.greeting(), r.signature()));
  // From a page: only from the one that was named.
  EXPECT_TRUE(has(http(port, post(path, hello, "Origin: https://eddy.example\r\n")),
                  "Access-Control-Allow-Origin: https://eddy.example"));
  EXPECT_TRUE(has(http(port, post(path, hello, "Origin: https://else.example\r\n")), "403"));
  // And from the one that this door itself gave.
  EXPECT_TRUE(
      has(http(port, post(path, hello, "Origin: http://x\r\n")), "Access-Control-Allow-Origin: http://x"));
  EXPECT_TRUE(has(http(port, post(path, hello, "Origin: http://xx\r\n")), "403"));
  EXPECT_TRUE(has(http(port, post(path, hello, "Origin: x\r\n")), "403"));
  // Framing that lies.
  EXPECT_TRUE(has(http(port, post(path, std::string("\0\0\0\0\x09zz", 7))), "grpc-status: 3"));
  EXPECT_TRUE(has(http(port, post(path, "")), "grpc-status: 3"));
  EXPECT_TRUE(has(http(port, post("/eddy.sync.v1.Relay/Nothing", hello)), "grpc-status: 12"));
  EXPECT_FALSE(has(http(port, post(path, std::string(2 << 20, 'x'))), "200 OK"));
  EXPECT_TRUE(has(get("/metrics"), "eddyd_calls{method=\"Hello\",ended=\"fine\"} 3"));
  EXPECT_TRUE(has(get("/metrics", "X-Forwarded-For: 192.0.2.1\r\n"), "404"));
}

// Every question and every other route, from every kind of page: what is of another page is refused before anything is asked.
TEST_P(Eddyd, AForeignPageReachesNothing) {
  std::filesystem::create_directory(folder.path + "/app");
  std::ofstream(folder.path + "/app/index.html") << "<p>Eddy";
  box->end(SIGTERM);
  Running web(data,
              {"--web", "127.0.0.1:0", "--origin", "https://eddy.example", "--files", folder.path + "/app"});
  const int port = web.web_port();
  ASSERT_GT(port, 0);
  const auto get = [&](const std::string& path, const std::string& host, const std::string& origin) {
    return http(port, "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" +
                          (origin.empty() ? "" : "Origin: " + origin + "\r\n") + "Connection: close\r\n\r\n");
  };
  const auto asked = [&] {  // calls that reached the service, however they ended
    const auto text = get("/metrics", "127.0.0.1", "");
    EXPECT_NE(text.find("eddyd_calls{"), std::string::npos);
    long all = 0;
    for (size_t at = 0; (at = text.find("\neddyd_calls{", at)) != std::string::npos; ++at)
      all += std::atol(text.c_str() + text.find("} ", at) + 2);
    return all;
  };
  std::set<std::string> answered;
  const auto* questions = pb::HelloRequest::descriptor()->file()->FindServiceByName("Relay");
  ASSERT_GT(questions->method_count(), 12);
  for (int i = 0; i < questions->method_count(); ++i) {
    const auto path = "/" + questions->full_name() + "/" + questions->method(i)->name();
    const std::string nothing("\0\0\0\0\0", 5);
    const auto before = asked();
    for (const char* foreign : {"https://else.example", "http://eddy.example", "https://eddy.example:444",
                                "https://eddy.example.else", "null", "https://x.eddy.example", "file://"}) {
      const auto reply = http(port, post(path, nothing, std::string("Origin: ") + foreign + "\r\n"));
      EXPECT_NE(reply.find(" 403 "), std::string::npos) << path << " from " << foreign << ": " << reply;
      EXPECT_EQ(reply.find("Access-Control-Allow"), std::string::npos) << path << " from " << foreign;
    }
    EXPECT_EQ(asked(), before) << path << " was asked all the same";
    // Nobody's page, and the one that was named: asked, and refused for want of a proof; but what anybody may ask.
    for (const char* welcome : {"", "Origin: https://eddy.example\r\n"}) {
      const auto reply = http(port, post(path, nothing, welcome));
      EXPECT_NE(reply.find("grpc-status: "), std::string::npos) << path << ": " << reply;
      if (reply.find("grpc-status: 0") != std::string::npos) answered.insert(questions->method(i)->name());
    }
    EXPECT_EQ(asked(), before + 2) << path;
  }
  EXPECT_EQ(answered, std::set<std::string>{"Hello"});
  for (const char* route : {"/", "/index.html", "/healthz", "/metrics", "/nothing"})
    for (const char* host : {"127.0.0.1", "else.example"}) {
      const auto reply = get(route, host, "https://other.example");
      EXPECT_EQ(reply.find("Access-Control-Allow"), std::string::npos) << route << " at " << host;
    }
  // By a name that leads here (DNS rebinding): the page and its health, and no numbers.
  EXPECT_EQ(get("/metrics", "else.example", "").find("eddyd_calls"), std::string::npos);
}

}  // namespace
}  // namespace eddy::test

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  if (argc > 1) eddy::test::program_under_test = argv[1];
  return RUN_ALL_TESTS();
}
