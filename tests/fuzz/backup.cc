// Any bytes as a backup file's head and slots, as a sealed stream.
#include "core/vault/slots.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const bool started = (eddy::start_crypto(), true);
  (void)started;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    (void)eddy::Slots::parse(bytes);
  } catch (const eddy::Failure&) {
  }
  try {
    eddy::StreamReader r{eddy::Secret(std::string(32, 'k'))};
    std::string clear;
    r.read(bytes.substr(0, size / 2), clear);
    r.read(bytes.substr(size / 2), clear);
    r.read({}, clear);
    if (!clear.empty() && size < 40) __builtin_trap();
  } catch (const eddy::Failure&) {
  }
  return 0;
}
