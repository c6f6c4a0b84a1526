// How often somebody may do something: at most `most` in any `window_ms`, in this instance. Any number of threads.
#pragma once
#include <deque>
#include <map>
#include <mutex>
#include <string>

namespace eddy::server {

class Limiter {
 public:
  Limiter(size_t most, int64_t window_ms) : most_(most), window_ms_(window_ms) {}

  // Counts it, unless it is too many.
  bool allow(const std::string& who, int64_t now_ms) {
    const std::lock_guard one(mutex_);
    auto& times = recent(who, now_ms);
    if (times.size() >= most_) return false;
    times.push_back(now_ms);
    return true;
  }
  bool full(const std::string& who, int64_t now_ms) {
    const std::lock_guard one(mutex_);
    return recent(who, now_ms).size() >= most_;
  }

 private:
  std::deque<int64_t>& recent(const std::string& who, int64_t now_ms) {
    // Those who have not come for a window are forgotten, a few at a time.
    for (int i = 0; i < 2 && !seen_.empty(); ++i) {
      auto next = seen_.upper_bound(swept_);
      if (next == seen_.end()) next = seen_.begin();
      swept_ = next->first;
      if (next->second.empty() || next->second.back() <= now_ms - window_ms_) seen_.erase(next);
    }
    auto& times = seen_[who];
    while (!times.empty() && times.front() <= now_ms - window_ms_) times.pop_front();
    return times;
  }

  const size_t most_;
  const int64_t window_ms_;
  std::mutex mutex_;
  std::map<std::string, std::deque<int64_t>> seen_;
  std::string swept_;
};

}  // namespace eddy::server
