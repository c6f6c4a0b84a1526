// What a device signs to prove itself to a server, and with which labels: the same for both ends.
#pragma once
#include <string>
#include <string_view>

#include "core/crypto/sign.h"

namespace eddy::wire {

constexpr std::string_view kHelloLabel = "eddy/hello/v1", kAuthLabel = "eddy/auth/v1";

// `greeting`: the serialized Greeting as it came.
inline std::string auth_statement(std::string_view greeting, std::string_view account,
                                  std::string_view device) {
  return digest(kHelloLabel, greeting).append(account).append(device);
}

}  // namespace eddy::wire
