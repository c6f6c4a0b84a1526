// From a payload to the ciphertext of a bundle, and back.
//   clear = encoding u8 (0 as it is, 1 zstd) | u32 size | size bytes | zeros up to the padded length (core/crypto/seal.h)
#pragma once
#include <string>
#include <string_view>

#include "core/sync/account.h"

namespace eddy::sync {

// Bytes, unpacked: twice what one's own devices seal. There a bomb is stopped.
constexpr size_t kLargestPayload = 512 << 10;

// The bundle for `header` (its nonce, key_id and epoch are set here).
std::string seal_bundle(wire::Header header, std::string_view payload, const SpaceKey& key, uint32_t epoch,
                        const DeviceKeys& device, Random& random);
// WRONG_KEY where it was sealed with another one, DAMAGED where it was changed or is not laid out so.
std::string open_bundle(const wire::Bundle& bundle, const SpaceKey& key);

}  // namespace eddy::sync
