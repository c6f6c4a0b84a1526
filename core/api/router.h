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

// As eddy/api/options.proto has them: what a diary must be for a call.
enum class Needs { nothing = 1, diary, open_diary };

class Router {
 public:
  // `hold` throws where what a call needs is not there.
  explicit Router(std::function<void(Needs)> hold) : hold_(std::move(hold)) {}

  template <class Handler>
  void add(const char* method, Handler handler) {
    add_typed(method, std::move(handler), &Handler::operator());
  }

  // NO_SUCH_METHOD, BAD_REQUEST where the request is not its message, and whatever `hold` says.
  std::string call(std::string_view method, Moment now, std::string_view request) const {
    const auto route = routes_.find(method);
    if (route == routes_.end()) throw Failure{Reason::no_such_method, "unknown"};
    hold_(route->second.needs);
    return route->second.answer(now, request);
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
  using Answer = std::function<std::string(Moment, std::string_view)>;
  struct Route {
    Needs needs = Needs::open_diary;
    Answer answer;
  };
  void add_route(const std::string& method, Answer answer);
  static void parse(google::protobuf::MessageLite& message, std::string_view bytes) {
    if (!message.ParseFromArray(bytes.data(), int(bytes.size())))
      throw Failure{Reason::bad_request, "not the message this method takes"};
  }
  std::function<void(Needs)> hold_;
  std::map<std::string, Route, std::less<>> routes_;
};

}  // namespace eddy
