// Browsers' door in this process, so that the sanitizers see it: many ask at once, whole and broken, while it
// is closed, too.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "server/audit.h"
#include "server/sql_store.h"
#include "server/web_door.h"
#include "tests/server/http.h"
#include "tests/server/person.h"

namespace eddy::test {
namespace {
using namespace server;

constexpr int64_t kNowMs = 1'772'452'800'000;

std::string ask(const char* method, const std::string& message) {
  std::string body(1, '\0');
  for (int shift = 24; shift >= 0; shift -= 8) body += char(message.size() >> shift);
  return post(std::string("/eddy.sync.v1.Relay/") + method, body + message);
}

TEST(WebDoor, AnswersManyAtOnceAndClosesAmongThem) {
  Folder folder;
  const auto store = open_store(folder.path + "/eddyd.db");
  Limits limits;
  limits.pushes_per_minute = 1'000'000;
  Relay relay(*store, limits);
  Authenticator authenticator(*store, seed('S'), system_random(), limits);  // as eddyd: any number of threads
  Service service(relay, authenticator, limits);
  Person me('a');
  relay.put_roster(me.first(relay.make_invite("one")));
  std::vector<std::string> pushes;
  for (int i = 0; i < 40; ++i) {
    pb::PushRequest q;
    q.set_account(me.account());
    q.add_bundle(me.write('f', 1, "text " + std::to_string(i)));
    pushes.push_back(ask("Push", q.SerializeAsString()));
  }
  std::atomic<int> good{0}, broken{0};
  std::atomic<bool> stop{false};
  std::vector<std::thread> askers;
  {
    WebDoor door(service, "127.0.0.1:0", {}, "", [] { return true; }, [] { return kNowMs; });
    const int port = door.port();
    for (const auto& push : pushes) EXPECT_NE(http(port, push).find("grpc-status: 0"), std::string::npos);
    for (int t = 0; t < 6; ++t)
      askers.emplace_back([&, t, port] {  // they outlive the door and its port
        for (int i = t; !stop; ++i) {
          const auto out = i % 4 == 0
                               ? http(port, "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                           : i % 4 == 1 ? http(port, ask("Hello", ""))
                           : i % 4 == 2 ? http(port, pushes[size_t(i) % pushes.size()])  // again: it is here
                                        : http(port, ask("Push", "\xff\xff"));
          if (out.find("200 OK") != std::string::npos) ++good;
          if (out.find("grpc-status: 3") != std::string::npos) ++broken;
        }
      });
    while (good < 200 || broken < 20) std::this_thread::yield();
  }  // closed while they ask: whoever comes now hears nothing
  stop = true;
  for (auto& t : askers) t.join();
  EXPECT_TRUE(audit(*store).empty());
}

}  // namespace
}  // namespace eddy::test
