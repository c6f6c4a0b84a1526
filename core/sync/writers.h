// Of a message: what it asks of its readers, and whose clocks are in it.
#pragma once
#include <google/protobuf/repeated_field.h>

#include <string>

#include "core/vault/vault.h"

namespace eddy::sync {

constexpr uint32_t kReader = 1;  // what this version understands of payloads
// What a payload names at most.
constexpr int kMostWriters = 256;
static_assert(2 * Vault::kPortionWriters + kMostWriters / 4 <= kMostWriters,
              "a full portion still has room in a payload");
constexpr int kMostEnded = 32;  // chains that its device has left

// The devices that clocks name, by their place in a message's list.
struct Writers : Devices {
  using List = google::protobuf::RepeatedPtrField<std::string>;
  explicit Writers(List& l) : list(l) {}
  uint32_t number(const Id& id) override {
    for (int i = 0; i < list.size(); ++i)
      if (list[i] == view(id)) return uint32_t(i + 1);
    *list.Add() = std::string(view(id));
    return uint32_t(list.size());
  }
  Id device(uint32_t n) override {
    if (n == 0 || n > uint32_t(list.size())) throw Failure{Reason::record_damaged, "bundle: unknown writer"};
    return to_id(list[int(n) - 1], "writer");
  }
  List& list;
};

}  // namespace eddy::sync
