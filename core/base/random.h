// Where random bytes come from: the system, or a seed in tests and in memory.
#pragma once
#include <cstdint>
#include <string>

#include "core/base/bytes.h"

namespace eddy {

struct Random {
  virtual ~Random() = default;
  virtual void fill(void* out, size_t size) = 0;

  uint64_t u64() {
    uint64_t v;
    fill(&v, sizeof v);
    return v;
  }
  uint64_t below(uint64_t n) { return u64() % n; }  // n tiny against 2^64: the bias does not matter
  // Sorts by time: 48 bits of ms, 80 random bits. Instants before 1970 begin with zeros.
  Id id(int64_t ms) {
    Id out;
    fill(out.data(), out.size());
    return at_time(ms, out);
  }
};

Random& system_random();

class SeededRandom : public Random {
 public:
  explicit SeededRandom(uint64_t seed) : state_(seed) {}
  void fill(void* out, size_t size) override;

 private:
  uint64_t state_;
};

}  // namespace eddy
