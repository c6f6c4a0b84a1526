// Assembles the nouns and gives each its routes. One caller at a time.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace eddy {

class Core {
 public:
  Core();
  ~Core();
  // The reply, or throws Failure. `now_ms` is UTC, finite, within the years 2 to 9998.
  std::string call(std::string_view method, double now_ms, std::string_view request);
  uint32_t revision() const;
  std::vector<std::string> methods() const;

  static constexpr size_t kLargestRequest = 64 << 20;  // bytes

 private:
  struct Services;
  std::unique_ptr<Services> services_;
};

}  // namespace eddy
