// Any bytes as a bundle and as a roster: parsed, or a failure; what parses is put together again byte for byte.
#include "core/wire/bundle.h"
#include "core/wire/roster.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  try {
    const auto b = eddy::wire::parse_bundle(bytes);
    if (eddy::wire::encode(b.header) + std::string(b.ciphertext) + std::string(b.signature) != bytes)
      __builtin_trap();
    (void)eddy::wire::signed_by(b, std::string(32, 'k'));
  } catch (const eddy::Failure&) {
  }
  eddy::sync::v1::SignedRoster given;
  if (!given.ParseFromString(bytes)) return 0;
  try {
    (void)eddy::wire::first_roster(given, {});
    __builtin_trap();  // no signature of these bytes fits an account of zeros
  } catch (const eddy::Failure&) {
  }
  return 0;
}
