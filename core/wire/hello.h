// What a device signs for a server, and with which labels: the same for both ends.
#pragma once
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/crypto/sign.h"

namespace eddy::wire {

constexpr std::string_view kHelloLabel = "eddy/hello/v1", kAuthLabel = "eddy/auth/v1",
                           kCloseLabel = "eddy/close/v1", kCancelClosingLabel = "eddy/keep/v1",
                           kBlobLabel = "eddy/blob/v1", kBlobGoneLabel = "eddy/blob-gone/v1";
constexpr size_t kLargestBlob = 24 << 20;  // bytes: a picture of 20 MiB, sealed

// `greeting`: the serialized Greeting as it came.
inline std::string auth_statement(std::string_view greeting, std::string_view account,
                                  std::string_view device) {
  return digest(kHelloLabel, greeting).append(account).append(device);
}

inline std::string blob_statement(std::string_view account, uint32_t space, std::string_view blob,
                                  uint64_t size, std::string_view hash) {
  std::string out(account);
  put<uint32_t>(out, space);
  out += blob;
  put<uint64_t>(out, size);
  return out.append(hash);
}
inline std::string blob_gone_statement(std::string_view account, std::string_view blob) {
  return std::string(account).append(blob);
}

}  // namespace eddy::wire
