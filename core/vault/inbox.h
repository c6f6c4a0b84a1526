// What a person gives while the store is locked: sealed to the store's public key, appended, synced; taken in
// at unlock. Nobody can read it back without the key, not even this device.
//   item = u32 size | sealed bytes
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "core/vault/slots.h"

namespace eddy {

class Inbox {
 public:
  Inbox(Files& files, std::string path) : files_(files), path_(std::move(path)) {}
  void add(const Slots& slots, std::string_view clear);
  int waiting() const;
  // Opens every item with whichever of `seeds` fits and gives it to `join`; those that cannot be opened, and
  // those `join` throws on, are set aside beside the inbox, sealed as they are; `end` comes after the last.
  // Returns {joined, set aside}. The items stay until all of this is on the disk.
  std::pair<int, int> drain(const std::vector<Secret>& seeds,
                            const std::function<void(std::string_view clear)>& join,
                            const std::function<void()>& end);

 private:
  Files& files_;
  std::string path_;
};

}  // namespace eddy
