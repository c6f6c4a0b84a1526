// How often somebody may do something: `most` at once and as many again in every `window_ms`, in this instance. Any number of
// threads.
#pragma once
#include <algorithm>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace eddy::server {

class Limiter {
 public:
  Limiter(int most, int64_t window_ms) : most_(most), window_ms_(window_ms) {}

  bool allow(const std::string& who, int64_t now_ms) { return wait(who, now_ms) == 0; }

  // 0, and it is counted; or how many ms from now it would not be too many. `who` is short; of very many at a time some are
  // forgotten.
  // The generic cell rate algorithm (ITU-T I.371): when all that was done would be allowed at an even pace is all it keeps.
  double wait(const std::string& who, int64_t now_ms) {
    const std::lock_guard one(mutex_);
    forget(now_ms, seen_.size() >= kMostKeys);
    auto& even = seen_[who];
    const double latest = double(now_ms + window_ms_) + 1e-3;
    if (even > latest) even = 0;  // the clock was set back: nothing else puts it there
    const double next = std::max(even, double(now_ms)) + double(window_ms_) / most_;
    if (next > latest) return next - latest;
    even = next;
    return 0;
  }

 private:
  static constexpr size_t kMostKeys = 1 << 16;  // some 10 MB

  // Those who are as if they had never come, a few at a time; where there are too many, whoever is next.
  void forget(int64_t now_ms, bool too_many) {
    for (int i = 0; i < 2 && !seen_.empty(); ++i) {
      auto next = seen_.upper_bound(swept_);
      if (next == seen_.end()) next = seen_.begin();
      swept_ = next->first;
      if (too_many || next->second <= double(now_ms)) seen_.erase(next);
    }
  }

  const int most_;
  const int64_t window_ms_;
  std::mutex mutex_;
  std::map<std::string, double> seen_;  // ms since 1970
  std::string swept_;
};

}  // namespace eddy::server
