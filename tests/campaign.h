// How often what is done many times is done; how much of a campaign runs here, as ./test says in the environment: a
// twentieth, all of it, or so many minutes.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>

namespace eddy::test {

// Under sanitizers every line is looked at, and what is done many times is done so many times fewer: it costs up to seventy
// times as much there.
#ifdef EDDY_SANITIZED
constexpr int kFewer = 10;
#else
constexpr int kFewer = 1;
#endif

inline uint64_t from_environment(const char* name, uint64_t usual) {
  const char* v = std::getenv(name);
  return v ? std::strtoull(v, nullptr, 10) : usual;
}
inline uint64_t minutes() { return from_environment("EDDY_MINUTES", 0); }

// All of it, as with ./test --long.
inline bool in_full() { return from_environment("EDDY_CAMPAIGN", 20) == 1; }

// Rounds of a campaign that has `whole` of them, and its first seed.
inline int rounds(int whole) {
  if (minutes() > 0) return 1 << 30;
  return std::max(1, whole / int(std::max<uint64_t>(1, from_environment("EDDY_CAMPAIGN", 20))));
}
inline uint64_t first_seed() { return from_environment("EDDY_FROM", 1); }

// With --minutes, a campaign goes on until its share of them is over, whatever its count.
inline bool time_is_up() {
  using Clock = std::chrono::steady_clock;
  static const testing::TestInfo* current = nullptr;
  static Clock::time_point began;
  const auto* all = testing::UnitTest::GetInstance();
  if (current != all->current_test_info()) current = all->current_test_info(), began = Clock::now();
  return minutes() > 0 &&
         Clock::now() - began > std::chrono::seconds(minutes() * 60) / std::max(1, all->test_to_run_count());
}

}  // namespace eddy::test
