// From a payload to the ciphertext of a bundle, and back.
//   clear = encoding u8 (0 as it is, 1 zstd) | u32 size | size bytes | zeros up to the padded length
//   padded length: steps of 1 KiB up to 16 KiB, then Padme (Nikitin et al. 2019: at most 12 % more)
#pragma once
#include <string>
#include <string_view>

#include "core/sync/account.h"

namespace eddy::sync {

constexpr size_t kLargestPayload = 4 << 20;  // bytes, unpacked: where a bomb is stopped

size_t padded(size_t size);
// The bundle for `header` (its nonce, key_id and epoch are set here).
std::string seal_bundle(wire::Header header, std::string_view payload, const SpaceKey& key, uint32_t epoch,
                        const DeviceKeys& device, Random& random);
// WRONG_KEY where it was sealed with another one, DAMAGED where it was changed or is not laid out so.
std::string open_bundle(const wire::Bundle& bundle, const SpaceKey& key);

}  // namespace eddy::sync
