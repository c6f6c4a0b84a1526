// How many bytes of requests a door holds at a time: in all, and of one network a quarter of that. Each request says how large
// it is before it is taken in; for which there is no room, it is not. For any number of threads.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "server/address.h"
#include "server/listener.h"

namespace eddy::server {

class Held {
 public:
  static constexpr size_t kMost = 64 << 20;
  explicit Held(Room room) : room_(std::move(room)) {}

  // Room for one request, given back with it.
  class Share {
   public:
    Share(Held& held, std::string network, size_t bytes)
        : held_(held), network_(std::move(network)), bytes_(bytes) {}
    ~Share() { held_.give_back(network_, bytes_); }
    Share(const Share&) = delete;

   private:
    Held& held_;
    const std::string network_;
    const size_t bytes_;
  };
  // None where there is no room.
  std::unique_ptr<Share> take(const std::string& address, size_t bytes) {
    auto network = network_of(address);
    const auto most = room_.comes_for_many(address) ? kMost : kMost / 4;
    const std::lock_guard lock(mutex_);
    auto& of_one = of_[network];
    if (all_ + bytes > kMost || of_one + bytes > most) {
      if (of_one == 0) of_.erase(network);
      return nullptr;
    }
    all_ += bytes;
    of_one += bytes;
    return std::make_unique<Share>(*this, std::move(network), bytes);
  }

 private:
  void give_back(const std::string& network, size_t bytes) {
    const std::lock_guard lock(mutex_);
    all_ -= bytes;
    const auto of_one = of_.find(network);
    of_one->second -= bytes;
    if (of_one->second == 0) of_.erase(of_one);
  }
  const Room room_;
  std::mutex mutex_;
  size_t all_ = 0;
  std::map<std::string, size_t> of_;
};

}  // namespace eddy::server
