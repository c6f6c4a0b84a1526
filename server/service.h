// Every question by its name, for every door: who may ask it how often, the relay or the authenticator behind it, and what
// an error is called on the wire. Any number of threads.
#pragma once
#include <atomic>
#include <string>
#include <string_view>
#include <vector>

#include "server/address.h"
#include "server/authenticator.h"
#include "server/limiter.h"

namespace eddy::server {

// Who answers, behind each door: gRPC's own threads are one for every two cores, and a web server's are its connections'; all
// of them would be waiting for the database's disk. As many as there are connections to it.
constexpr size_t kAnswering = 16;

struct Answered {
  int status = 0;  // gRPC's code; 0: fine
  std::string reply;
  std::string error;  // the number of a Reason, and how many ms to wait; holds nothing of a request
};
Answered refusal(const Failure& f);

class Service {
 public:
  // `proxies`: addresses of who says for whom they ask, beside this machine's own.
  Service(Relay& relay, Authenticator& authenticator, const Limits& limits,
          const std::vector<std::string>& proxies = {});
  // `path`: "/eddy.sync.v1.Relay/Push". `peer`: the address that connected, without its port. `forwarded`: what it says in
  // X-Forwarded-For, believed of a proxy and of this machine. How often one may ask is counted by the network that asks.
  Answered call(std::string_view path, std::string_view request, const std::string& peer, int64_t now_ms,
                std::string_view forwarded = "");
  // Text of what was asked and how it ended since the start, and of what the process holds in memory (Prometheus' format).
  std::string metrics() const;

  // What has to be shown before a question is answered.
  enum class Proof {
    none,       // anybody may ask
    greeting,   // a fresh greeting of this server, signed by a device or by the words
    token,      // what that gave
    signature,  // what is brought is signed: the relay holds it against the list of devices
  };
  struct Method {
    std::string_view name;
    Proof proof;
    Limiter Service::*
        limit;  // of an account and device, or of an account and network; none: only the network's
    std::string (*answer)(Service&, const Method&, const struct Asked&);
  };
  // Every question there is.
  static const std::vector<Method>& methods();

 private:
  template <class Question, auto answer>
  static std::string anybody(Service& s, const Method& m, const Asked& a);
  template <class Question, auto answer>
  static std::string greeted(Service& s, const Method& m, const Asked& a);
  template <class Question, auto answer>
  static std::string by_token(Service& s, const Method& m, const Asked& a);
  template <class Question, auto answer>
  static std::string signed_by_itself(Service& s, const Method& m, const Asked& a);
  std::string asker(const std::string& peer, std::string_view forwarded) const;

  Relay& relay_;
  Authenticator& authenticator_;
  const size_t largest_;  // bytes of a request
  std::vector<boost::asio::ip::address> proxies_;
  Limiter calls_, auths_, rosters_, pushes_, blobs_;
  struct Counter {
    std::atomic<uint64_t> fine{0}, refused{0}, failed{0};
  };
  std::vector<Counter> counters_;  // one for each method
};

}  // namespace eddy::server
