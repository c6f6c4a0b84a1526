#include "core/base/random.h"

#include <sodium.h>

namespace eddy {
namespace {
struct SystemRandom : Random {
  void fill(void* out, size_t size) override { randombytes_buf(out, size); }
};
}  // namespace

Random& system_random() {
  static SystemRandom random;
  return random;
}

// SplitMix64 (Steele, Lea, Flood 2014): the same in every language with 64-bit integers.
void SeededRandom::fill(void* out, size_t size) {
  auto* bytes = static_cast<uint8_t*>(out);
  uint64_t z = 0;
  for (size_t i = 0; i < size; ++i) {
    if (i % 8 == 0) {
      z = (state_ += 0x9e3779b97f4a7c15);
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
      z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
      z ^= z >> 31;
    }
    bytes[i] = uint8_t(z >> (8 * (i % 8)));
  }
}

}  // namespace eddy
