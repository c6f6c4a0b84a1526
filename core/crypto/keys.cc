#include "core/crypto/keys.h"

#include <mutex>
#include <vector>

namespace eddy {
namespace {

// Places for secrets that nobody holds. It lives as long as the process: a secret may go after everything else.
struct Places {
  std::mutex mutex;
  std::vector<uint8_t*> free;
};
Places& places() {
  static auto& all = *new Places;
  return all;
}
constexpr size_t kPlacesAtOnce =
    127;  // with libsodium's canary, one page of locked memory between two guards

// Argon2id(m = 8 MiB, t = 1, p = 1) of "eddy" and sixteen 0x07 bytes; the reference program `argon2` gives
// the same. A library that gave anything else would lock people out.
void check_argon2() {
  const std::string salt(16, '\x07');
  const Secret got = from_passphrase("eddy", salt, {1, 8 << 20});
  if (hex(got.bytes()) != "ce4eb177a9308fc673219437b300ff5d707291be8bfab11c141d807a77594469")
    throw Failure{Reason::bug_inside, "argon2: does not give its known answer"};
}

}  // namespace

uint8_t* Secret::take() {
  auto& p = places();
  const std::lock_guard lock(p.mutex);
  if (p.free.empty()) {
    p.free.reserve(p.free.capacity() + kPlacesAtOnce);
    auto* more = static_cast<uint8_t*>(sodium_allocarray(kPlacesAtOnce, kSize));
    if (!more) throw Failure{Reason::no_memory, "no locked memory to be had"};
    sodium_memzero(more, kPlacesAtOnce * kSize);
    for (size_t i = 0; i < kPlacesAtOnce; ++i) p.free.push_back(more + i * kSize);
  }
  auto* out = p.free.back();
  p.free.pop_back();
  return out;
}

void Secret::give_back(uint8_t* bytes) {
  sodium_memzero(bytes, kSize);
  auto& p = places();
  const std::lock_guard lock(p.mutex);
  p.free.push_back(bytes);  // there is room: it came from there
}

void start_crypto() {
  static const bool once = [] {
    if (sodium_init() < 0) throw Failure{Reason::bug_inside, "libsodium: would not start"};
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
  if (salt.size() != crypto_pwhash_SALTBYTES) throw Failure{Reason::keys_damaged, "salt: missing or torn"};
  Secret out;
  if (crypto_pwhash(out.data(), Secret::kSize, passphrase.data(), passphrase.size(), raw(salt), cost.passes,
                    cost.memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw Failure{Reason::no_memory, "not enough for the key derivation"};
  return out;
}

}  // namespace eddy
