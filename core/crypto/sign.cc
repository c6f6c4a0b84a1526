#include "core/crypto/sign.h"

#include <sodium.h>

namespace eddy {
namespace {

// The label's length in front keeps label and data apart.
std::string labelled(std::string_view label, std::string_view data) {
  std::string out(1, char(label.size()));
  out.append(label).append(data);
  return out;
}

}  // namespace

std::string digest(std::string_view label, std::string_view data, size_t size) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, size);
  const auto n = uint8_t(label.size());
  crypto_generichash_update(&state, &n, 1);
  crypto_generichash_update(&state, raw(label), label.size());
  crypto_generichash_update(&state, raw(data), data.size());
  std::string out(size, '\0');
  crypto_generichash_final(&state, raw(out), size);
  return out;
}

std::string sign_public(std::string_view seed) {
  if (seed.size() != crypto_sign_SEEDBYTES)
    throw Failure{Reason::key_malformed, "seed: a signing seed has 32 bytes"};
  std::string pub(crypto_sign_PUBLICKEYBYTES, '\0');
  unsigned char secret[crypto_sign_SECRETKEYBYTES];
  crypto_sign_seed_keypair(raw(pub), secret, raw(seed));
  sodium_memzero(secret, sizeof secret);
  return pub;
}

std::string sign(std::string_view seed, std::string_view label, std::string_view data) {
  if (seed.size() != crypto_sign_SEEDBYTES)
    throw Failure{Reason::key_malformed, "seed: a signing seed has 32 bytes"};
  unsigned char pub[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
  crypto_sign_seed_keypair(pub, secret, raw(seed));
  const auto message = labelled(label, data);
  std::string out(kSignatureSize, '\0');
  crypto_sign_detached(raw(out), nullptr, raw(message), message.size(), secret);
  sodium_memzero(secret, sizeof secret);
  return out;
}

bool verify(std::string_view public_key, std::string_view label, std::string_view data,
            std::string_view signature) {
  if (public_key.size() != kSignKeySize || signature.size() != kSignatureSize) return false;
  const auto message = labelled(label, data);
  return crypto_sign_verify_detached(raw(signature), raw(message), message.size(), raw(public_key)) == 0;
}

Id id_of_key(std::string_view label, std::string_view public_key) {
  return to_id(digest(label, public_key, 16), "key");
}

}  // namespace eddy
