// Eddy for C++ programs: owns a core, speaks messages, throws errors. And a JSON door for those who have no
// messages.
#pragma once
#include <google/protobuf/message.h>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "bindings/c/eddy.h"
#include "eddy/api/error.pb.h"
#include "eddy/api/options.pb.h"

namespace eddy::client {

struct Error : std::runtime_error {
  explicit Error(api::Error e) : std::runtime_error(e.detail()), error(std::move(e)) {}
  api::Error error;
};
// One of a shell's own, worded as the core's are.
Error error(api::Error::Reason reason, const std::string& detail = "");

class Client {
 public:
  // `clock` gives ms since 1970 UTC; it is asked once a call.
  explicit Client(std::function<double()> clock);

  // `method` without its package: "Journal/CheckIn". Throws Error.
  template <class Reply>
  Reply call(const std::string& method, const google::protobuf::MessageLite& request) {
    Reply reply;
    if (!reply.ParseFromString(raw(method, request.SerializeAsString())))
      throw std::logic_error("not a " + method + " reply");
    return reply;
  }
  std::string raw(const std::string& method, std::string request);
  // Protocol Buffers' JSON mapping both ways. Throws Error; INVALID where the JSON is not the method's
  // request.
  std::string json(const std::string& method, const std::string& request);
  uint32_t revision() const { return eddy_revision(core_.get()); }
  std::function<double()> clock;

 private:
  struct Free {
    void operator()(eddy_core* c) const { eddy_free(c); }
  };
  std::unique_ptr<eddy_core, Free> core_;
};

std::string to_json(const google::protobuf::Message& message, bool pretty = false);
// Throws Error (INVALID).
void from_json(const std::string& json, google::protobuf::Message& message);
// Every method there is, without the package.
std::vector<std::string> methods();
// What a call needs, as eddy/api/options.proto says; NO_SUCH_METHOD.
struct Needs {
  api::Needs of;
  bool passphrase_again;
};
Needs needs(const std::string& method);
// No core dumps, no other process of this user looking in, no file that others may read: for a program that
// holds a diary. Call first thing in main.
void harden_process();

}  // namespace eddy::client
