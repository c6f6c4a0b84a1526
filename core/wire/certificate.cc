#include "core/wire/certificate.h"

#include <sodium.h>

#include "core/base/bytes.h"

namespace eddy::wire {

std::string fingerprint(const std::string& pem) {
  static const std::string begin = "-----BEGIN CERTIFICATE-----", end = "-----END CERTIFICATE-----";
  const auto from = pem.find(begin);
  const auto to = pem.find(end);
  if (from == std::string::npos || to == std::string::npos || to < from)
    throw Failure{Reason::record_malformed, "certificate: not one"};
  const auto text = pem.substr(from + begin.size(), to - from - begin.size());
  std::string der(text.size(), '\0');
  size_t size = 0;
  if (sodium_base642bin(raw(der), der.size(), text.data(), text.size(), "\r\n ", &size, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0)
    throw Failure{Reason::record_malformed, "certificate: not one"};
  std::string out(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(raw(out), raw(der), size);
  return out;
}

}  // namespace eddy::wire
