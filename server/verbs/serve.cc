#include <signal.h>

#include <iostream>
#include <optional>

#include "core/base/random.h"
#include "core/wire/certificate.h"
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

// Until it is told to end; every hour, accounts whose owners asked for their end and whose day has come are deleted.
void sweep_until(const sigset_t& ends, Relay& relay) {
  const timespec hour{3600, 0};
  do try {
      relay.sweep(now_ms());
    } catch (const Failure& f) {  // the database is away: in an hour
      std::cerr << "eddyd: " << f.subject << ": " << f.detail << std::endl;
    }
  while (sigtimedwait(&ends, nullptr, &hour) < 0);
}

void run_serve(const Config& o, const Options&) {
  const auto ends = end_signals();
  const auto store = open_store(o.store);
  Relay relay(*store, o.limits);
  const Certificate certificate{read_file(certificate_path(o)),
                                read_file(o.key.empty() ? o.path("tls.key") : o.key)};
  Authenticator authenticator(*store, read_file(o.path("server.key")), system_random(), o.limits,
                              o.proxied ? "" : wire::fingerprint(certificate.pem));
  Service service(relay, authenticator, o.limits, o.proxied);
  const GrpcDoor door(service, o.listen, certificate, now_ms);
  say_port("eddyd listens on ", o.listen, door.port());
  std::optional<WebDoor> web;
  if (!o.web.empty()) {
    web.emplace(service, o.web, o.origins, o.files, [&store] { return healthy(*store); }, now_ms);
    say_port("and for browsers on ", o.web, web->port());
  }
  sweep_until(ends, relay);
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
