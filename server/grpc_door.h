// The relay's door for native shells: gRPC over TLS, callback API. Translates, and nothing else.
#pragma once
#include <memory>
#include <string>

#include "server/listener.h"
#include "server/service.h"

namespace eddy::server {

struct Certificate {
  std::string pem, key_pem;
};
// A self-signed one for ten years from `now_s` (seconds since 1970). Its fingerprint is what devices pin, so it carries no
// name that matters.
Certificate make_certificate(int64_t now_s);

class GrpcDoor {
 public:
  // Listens on "address:port" (port 0: any). Throws OFFLINE where it cannot. `clock`: ms since 1970 UTC.
  GrpcDoor(Service& service, const std::string& listen, const Certificate& certificate, int64_t (*clock)(),
           Room room = {});
  ~GrpcDoor();  // answers what has been asked, then stops
  int port() const;
  // Whether it takes anybody in, and what it is asked then comes back answered.
  bool answers(std::chrono::milliseconds within);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace eddy::server
