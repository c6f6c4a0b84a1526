// Method names to handlers. A handler is any callable Reply(Moment, const Request&): its types are read off
// it, so adding an operation is its .proto and one line.
#pragma once
#include <google/protobuf/message_lite.h>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/failure.h"
#include "core/base/moment.h"

namespace eddy {

class Router {
 public:
  template <class Handler>
  void add(const char* method, Handler handler) {
    add_typed(method, std::move(handler), &Handler::operator());
  }

  // INVALID where the method is unknown or the request is not its message.
  std::string call(std::string_view method, Moment now, std::string_view request) const {
    const auto route = routes_.find(method);
    if (route == routes_.end()) throw Failure{Reason::no_such_method, "unknown"};
    return route->second(now, request);
  }

  std::vector<std::string> methods() const {
    std::vector<std::string> out;
    for (const auto& [name, route] : routes_) out.push_back(name);
    return out;
  }

 private:
  template <class Handler, class Reply, class Request>
  void add_typed(const char* method, Handler handler, Reply (Handler::*)(Moment, const Request&) const) {
    add_route(method, [handler = std::move(handler)](Moment now, std::string_view bytes) {
      Request request;
      parse(request, bytes);
      return handler(now, request).SerializeAsString();
    });
  }
  void add_route(const char* method, std::function<std::string(Moment, std::string_view)> route) {
    routes_[std::string("eddy.api.") + method] = std::move(route);
  }
  static void parse(google::protobuf::MessageLite& message, std::string_view bytes) {
    if (!message.ParseFromArray(bytes.data(), int(bytes.size())))
      throw Failure{Reason::bad_request, "not the message this method takes"};
  }
  std::map<std::string, std::function<std::string(Moment, std::string_view)>, std::less<>> routes_;
};

}  // namespace eddy
