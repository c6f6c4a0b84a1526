#include <signal.h>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <optional>

#include "core/base/random.h"
#include "core/wire/certificate.h"
#include "server/address.h"
#include "server/folder.h"
#include "server/grpc_door.h"
#include "server/sql_store.h"
#include "server/verbs/all.h"
#include "server/web_door.h"

namespace eddy::server {
namespace {

// The signals that end it. Blocked before any thread is there: they inherit it, and sigtimedwait gets them.
sigset_t end_signals() {
  sigset_t ends;
  sigemptyset(&ends);
  for (const int s : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&ends, s);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  return ends;
}

bool healthy(Store& store) {
  try {
    store.read(Id{}, [](Transaction& t) { (void)t.account(); });
    return true;
  } catch (const Failure&) {
    return false;
  }
}

void say_port(const char* what, const std::string& address, int port) {
  std::cout << what << address.substr(0, address.rfind(':')) << ":" << port << std::endl;
}

// Asks the doors every few seconds whether they take anybody in. One that has died does not come back by itself: then the box
// ends, within ten seconds, for whoever watches over it to start it again.
constexpr timespec kBetween{2, 0};
constexpr auto kPatience = std::chrono::seconds(2);
constexpr int kMisses = 2;
constexpr int64_t kSweepMs = 3'600'000;

[[noreturn]] void end_with_dead_door() {
  std::cerr
      << "eddyd: One of its doors does not answer any more. Nothing is lost. It ends now; start it again."
      << std::endl;
  std::_Exit(10 + int(Fault::offline));  // what died may not let go of its threads
}

// Accounts whose owners asked for their end and whose day has come are deleted.
void sweep(Relay& relay) {
  try {
    relay.sweep(now_ms());
  } catch (const Failure& f) {  // the database is away: next time
    std::cerr << "eddyd: " << f.detail << std::endl;
  }
}

void watch_until(const sigset_t& ends, Relay& relay, GrpcDoor& door, std::optional<WebDoor>& web,
                 std::atomic<bool>& well) {
  int misses = 0;
  auto swept_ms = now_ms() - kSweepMs;
  do {
    if (now_ms() - swept_ms >= kSweepMs) sweep(relay), swept_ms = now_ms();
    well = door.answers(kPatience) && (!web || web->answers(kPatience));
    misses = well ? 0 : misses + 1;
    if (misses >= kMisses) end_with_dead_door();
  } while (sigtimedwait(&ends, nullptr, &kBetween) < 0);
}

void run_serve(const Config& o, const Options&) {
  const auto ends = end_signals();
  const FolderHeld held(o.data);
  const auto store = open_store(o.store);
  Relay relay(*store, o.limits);
  const Certificate certificate{read_file(certificate_path(o)),
                                read_file(o.key.empty() ? o.path("tls.key") : o.key)};
  Authenticator authenticator(*store, read_file(o.path("server.key")), system_random(), o.limits,
                              o.proxied ? "" : wire::fingerprint(certificate.pem));
  Service service(relay, authenticator, o.limits, o.proxies);
  auto room = room_for(o.connections);
  for (const auto& proxy : o.proxies) {
    bool known = false;
    room.many.push_back(address_of(proxy, &known));
  }
  if (o.proxied) {  // it is on this machine, if nothing else is said
    room.many.push_back(boost::asio::ip::address_v4::loopback());
    room.many.push_back(boost::asio::ip::address_v6::loopback());
  }
  std::atomic<bool> well{true};
  GrpcDoor door(service, o.listen, certificate, now_ms, room);
  say_port("eddyd listens on ", o.listen, door.port());
  std::optional<WebDoor> web;
  if (!o.web.empty()) {
    web.emplace(service, o.web, o.origins, o.files, [&] { return well && healthy(*store); }, now_ms, room);
    say_port("and for browsers on ", o.web, web->port());
  }
  watch_until(ends, relay, door, web, well);
}

}  // namespace

const Verb verbs::serve{
    .about = {.name = "serve",
              .group = "The box",
              .summary = "serves, until it is told to end",
              .more = "Its settings are options of every verb: `eddyd --help` lists them.",
              .examples = {"eddyd serve --data /var/lib/eddyd --listen 0.0.0.0:7443",
                           "EDDYD_LISTEN=0.0.0.0:7443 eddyd serve --data /var/lib/eddyd"}},
    .run = run_serve};

}  // namespace eddy::server
