// The relay's door for browsers: gRPC-Web (unary) over HTTP/1.1, /healthz, /metrics, and a folder of files.
// In the clear: for loopback, or behind what ends TLS. Translates, and nothing else.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "server/listener.h"
#include "server/service.h"

namespace eddy::server {

class WebDoor {
 public:
  // Only `origins` may ask from a page (CORS); a request without an Origin is no page's. `files`: a folder, or empty.
  // `healthy` is asked for /healthz. Throws OFFLINE where it cannot listen.
  WebDoor(Service& service, const std::string& listen, std::vector<std::string> origins, std::string files,
          std::function<bool()> healthy, int64_t (*clock)(), Room room = {});
  ~WebDoor();
  int port() const;
  // Whether it takes anybody in.
  bool answers(std::chrono::milliseconds within);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

// One gRPC-Web message out of a request's body: flag 0, its size in four bytes, its bytes. INVALID where it is not one.
std::string read_grpc_web(std::string_view body);
// The answer's body: a message where the status is 0, and the trailers.
std::string write_grpc_web(const Answered& answered);

}  // namespace eddy::server
