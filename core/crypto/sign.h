// Hashes and signatures: all that a server needs to check what it stores. Links no cipher. Every hash and every
// signature carries its own label, so that bytes made for one purpose never pass for another.
#pragma once
#include <string>
#include <string_view>

#include "core/base/bytes.h"

namespace eddy {

constexpr size_t kHashSize = 32, kSignatureSize = 64, kSignKeySize = 32;

// BLAKE2b of `size` bytes (16 to 64) over label and data.
std::string digest(std::string_view label, std::string_view data, size_t size = kHashSize);
// Ed25519 (RFC 8032). The public key of a 32-byte seed; INVALID where the seed has another size.
std::string sign_public(std::string_view seed);
std::string sign(std::string_view seed, std::string_view label, std::string_view data);
// False for a key or a signature of another size, too.
bool verify(std::string_view public_key, std::string_view label, std::string_view data,
            std::string_view signature);
// The id that names a key: accounts by their signing key, devices by theirs.
Id id_of_key(std::string_view label, std::string_view public_key);

}  // namespace eddy
