// What travels: a sealed bundle of whole local transactions, with a header that anybody may read and check.
//   header 144 bytes, little-endian:
//     magic 4 "EdSy" | suite 1 | kind 1 | space 2 | account 16 | device 16 | chain 8 | seq 8 | prev_hash 32 | key_id 16 |
//     epoch 4 | roster 4 | nonce 24 | flags 4 | size 4
//   bundle = header || ciphertext || signature
//   hash   = BLAKE2b-256("eddy/bundle/v1", header || ciphertext)
//   signature = Ed25519(device, "eddy/bundle-signature/v1", hash)
// Both ends verify with this; nothing here can open one.
#pragma once
#include <array>
#include <string>
#include <string_view>

#include "core/crypto/sign.h"

namespace eddy::wire {

enum class Kind : uint8_t { changes = 1, drop = 2 };
constexpr uint16_t kWork = 1, kHome = 2;
constexpr uint8_t kSuite = 1;
constexpr size_t kHeaderSize = 144;
constexpr size_t kLargestBundle = 256 << 10;

struct Header {
  Kind kind = Kind::changes;
  uint16_t space = 0;
  Id account{}, device{};
  uint64_t chain = 0;                          // one incarnation of one local database
  uint64_t seq = 0;                            // from 1, without a gap, in (space, device, chain)
  std::array<uint8_t, kHashSize> prev_hash{};  // of seq - 1; zero for the first
  Id key_id{};                                 // commits to the key: "wrong key" and "damaged" are different
  uint32_t epoch = 0, roster = 0;
  std::array<uint8_t, 24> nonce{};
  uint32_t flags = 0;
  uint32_t size = 0;  // of the ciphertext
  friend bool operator==(const Header&, const Header&) = default;
};

std::string encode(const Header& header);

// A parsed bundle points into the bytes it was parsed from.
struct Bundle {
  Header header;
  std::string_view signed_bytes;  // header || ciphertext
  std::string_view ciphertext, signature;
  std::string hash() const;
};

// INVALID where the bytes are no bundle, or have another size than they say; TOO_NEW for a later suite or kind.
Bundle parse_bundle(std::string_view bytes);
// `header.size` is set here. `seed` is the device's signing seed.
std::string make_bundle(Header header, std::string_view ciphertext, std::string_view seed);
bool signed_by(const Bundle& bundle, std::string_view device_key);

}  // namespace eddy::wire
