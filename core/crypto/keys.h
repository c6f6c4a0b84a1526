// Secrets in locked memory, and what is derived from them. Every derivation carries its own label.
#pragma once
#include <sodium.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/random.h"
#include "core/crypto/sign.h"

namespace eddy {

// Must be called before anything else of libsodium; safe to call again. Throws BUG where the library or
// Argon2id does not give its known answer on this machine.
void start_crypto();

// 32 secret bytes in guarded, locked memory; wiped when it goes.
class Secret {
 public:
  static constexpr size_t kSize = 32;
  Secret() : bytes_(take()) {}  // all zero
  explicit Secret(std::string_view from) : Secret() {
    if (from.size() != kSize) throw malformed("key", "a key has 32 bytes");
    std::memcpy(bytes_.get(), from.data(), kSize);
  }
  static Secret make(Random& random) {
    Secret s;
    random.fill(s.data(), kSize);
    return s;
  }
  uint8_t* data() { return bytes_.get(); }
  const uint8_t* data() const { return bytes_.get(); }
  std::string_view bytes() const { return {reinterpret_cast<const char*>(data()), kSize}; }

 private:
  // Many share a few locked pages: how much a process may lock is little, and each page of its own would cost six calls of
  // the system. FULL where there is no more memory. Any thread.
  static uint8_t* take();
  static void give_back(uint8_t* p);  // wiped
  struct GiveBack {
    void operator()(uint8_t* p) const { give_back(p); }
  };
  std::unique_ptr<uint8_t, GiveBack> bytes_;
};

// BLAKE2b-256 keyed with `secret` over the label.
Secret derive(const Secret& secret, std::string_view label);
// Tells the right key from a wrong one without opening anything; 16 bytes, says nothing about the key.
std::string key_check(const Secret& key);

struct Cost {
  uint64_t passes = 3;
  uint64_t memory = 64 << 20;  // bytes
};
// Argon2id 1.3 (RFC 9106), 16-byte salt. Takes about a quarter of a second on purpose.
Secret from_passphrase(std::string_view passphrase, std::string_view salt, Cost cost);

}  // namespace eddy
