#include "core/crypto/keys.h"

namespace eddy {
namespace {

// Argon2id(m = 8 MiB, t = 1, p = 1) of "eddy" and sixteen 0x07 bytes; the reference program `argon2` gives
// the same. A library that gave anything else would lock people out.
void check_argon2() {
  const std::string salt(16, '\x07');
  const Secret got = from_passphrase("eddy", salt, {1, 8 << 20});
  if (hex(got.bytes()) != "ce4eb177a9308fc673219437b300ff5d707291be8bfab11c141d807a77594469")
    throw Failure{Fault::bug, "argon2", "does not give its known answer"};
}

}  // namespace

void start_crypto() {
  static const bool once = [] {
    if (sodium_init() < 0) throw Failure{Fault::bug, "libsodium", "would not start"};
    check_argon2();
    return true;
  }();
  (void)once;
}

Secret derive(const Secret& secret, std::string_view label) {
  Secret out;
  crypto_generichash(out.data(), Secret::kSize, raw(label), label.size(), secret.data(), Secret::kSize);
  return out;
}

std::string key_check(const Secret& key) {
  return std::string(derive(key, "eddy/key-check/v1").bytes().substr(0, 16));
}

Secret from_passphrase(std::string_view passphrase, std::string_view salt, Cost cost) {
  if (salt.size() != crypto_pwhash_SALTBYTES) throw Failure{Fault::damaged, "salt", "missing or torn"};
  Secret out;
  if (crypto_pwhash(out.data(), Secret::kSize, passphrase.data(), passphrase.size(), raw(salt), cost.passes,
                    cost.memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw Failure{Fault::full, "memory", "not enough for the key derivation"};
  return out;
}

}  // namespace eddy
