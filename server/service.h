// Every question by its name, for every door: who may ask it how often, the relay or the authenticator behind it, and what
// an error is called on the wire. Any number of threads.
#pragma once
#include <atomic>
#include <map>
#include <string>
#include <string_view>

#include "server/authenticator.h"
#include "server/limiter.h"

namespace eddy::server {

struct Answered {
  int status = 0;  // gRPC's code; 0: fine
  std::string reply;
  std::string error;  // for a developer; holds nothing of a request
};

class Service {
 public:
  // `proxied`: whoever connects is a proxy, and says for whom.
  Service(Relay& relay, Authenticator& authenticator, Limits limits, bool proxied = false);
  // `path`: "/eddy.sync.v1.Relay/Push". `peer`: the address that connected, without its port. `forwarded`: what it says in
  // X-Forwarded-For, believed of a proxy and of this machine. How often one may ask is counted by the machine that asks.
  Answered call(std::string_view path, std::string_view request, const std::string& peer, int64_t now_ms,
                std::string_view forwarded = "");
  // Text of what was asked and how it ended since the start (Prometheus' format).
  std::string metrics() const;

 private:
  std::string answer(std::string_view method, std::string_view request, const std::string& address,
                     int64_t now_ms);

  Relay& relay_;
  Authenticator& authenticator_;
  const Limits limits_;
  const bool proxied_;
  Limiter pushes_, blobs_, auths_, refused_;
  struct Counter {
    std::atomic<uint64_t> fine{0}, refused{0}, failed{0};
  };
  std::map<std::string, Counter, std::less<>> counters_;
};

}  // namespace eddy::server
