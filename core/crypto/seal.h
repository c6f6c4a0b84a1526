// Ways to close something: wrap (key to key), close (with a nonce and what it belongs to), seal (to a public box), stream
// (long things in pieces), and how two strangers agree on a key.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "core/crypto/keys.h"

namespace eddy {

// XChaCha20-Poly1305 with a random nonce in front; `label` is authenticated. Opening a wrong or damaged one:
// false.
std::string wrap(const Secret& with, std::string_view clear, std::string_view label, Random& random);
bool unwrap(const Secret& with, std::string_view wrapped, std::string_view label, std::string& clear);

// The same with the caller's nonce of 24 bytes, which is not in the result, and `belongs` authenticated.
std::string close_with(const Secret& key, std::string_view nonce, std::string_view belongs,
                       std::string_view clear);
bool open_with(const Secret& key, std::string_view nonce, std::string_view belongs, std::string_view closed,
               std::string& clear);

// Diffie and Hellman's agreement (crypto_kx): both sides get one key from their own seed, the other's public key and
// everything that was said before.
std::string agree_public(const Secret& seed);
// INVALID where `theirs` is no key. `first`: exactly one of the two is.
Secret agree(const Secret& seed, std::string_view theirs, std::string_view said, bool first);

// A box that anybody can put into and only the holder of the seed can empty (crypto_box_seal).
std::string box_public(const Secret& seed);
std::string box_seal(std::string_view public_key, std::string_view clear);
bool box_open(const Secret& seed, std::string_view sealed, std::string& clear);

// What a size is padded to: steps of 1 KiB up to 16 KiB, then Padme (Nikitin et al. 2019: at most 12 % more).
size_t padded(size_t size);

// crypto_secretstream_xchacha20poly1305 in pieces of up to 64 KiB, the last one tagged: what was cut short
// says so.
class StreamWriter {
 public:
  static constexpr size_t kPiece = 64 << 10;
  StreamWriter(const Secret& key, std::string& out);
  void write(std::string_view clear, bool last, std::string& out);

 private:
  crypto_secretstream_xchacha20poly1305_state state_{};
  std::string held_;
};

class StreamReader {
 public:
  explicit StreamReader(const Secret& key) : key_(key.bytes()) {}
  // Takes the next bytes of the sealed stream in any portions; throws DAMAGED where they were changed.
  void read(std::string_view sealed, std::string& clear);
  bool done() const { return done_; }  // the tagged end was seen

 private:
  Secret key_;
  crypto_secretstream_xchacha20poly1305_state state_{};
  std::string held_;
  bool begun_ = false, done_ = false;
};

}  // namespace eddy
