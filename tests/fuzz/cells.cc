// Any bytes as a message, and as a stored row: split and join agree, unpacking gives cells or a failure.
#include "core/vault/admit.h"

struct One : eddy::Devices {
  uint32_t number(const eddy::Id&) override { return 1; }
  eddy::Id device(uint32_t n) override {
    if (n != 1) throw eddy::Failure{eddy::Reason::record_damaged, "device: unknown"};
    return {};
  }
};

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const int table = data[0] % 16;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  One devices;
  try {
    const auto cells = eddy::split(table, bytes, {});
    const auto once = eddy::join(cells);
    if (eddy::join(eddy::split(table, once, {})) != once) __builtin_trap();
    const auto packed = eddy::pack(table, cells, devices);
    if (!(eddy::unpack(table, packed.body, packed.clocks, devices) == cells)) __builtin_trap();
    if (!(eddy::merge(table, cells, cells) == cells)) __builtin_trap();
  } catch (const eddy::Failure&) {
  }
  try {
    const size_t cut = bytes.size() * data[1] / 256;
    const auto cells = eddy::unpack(table, bytes.substr(0, cut), bytes.substr(cut), devices);
    (void)eddy::merge(table, cells, cells);
    (void)eddy::fate(cells);
    // What is let in from a work computer is what this store could have written.
    eddy::admit(eddy::Author::work, eddy::Door::changes, 1, {}, table, cells);
    const auto kept = eddy::merge(table, {}, cells);
    const auto packed = eddy::pack(table, kept, devices);
    if (!(eddy::unpack(table, packed.body, packed.clocks, devices) == kept)) __builtin_trap();
    if (!eddy::sound(table, kept) || !eddy::fits(table, kept, eddy::Author::work)) __builtin_trap();
    (void)eddy::split(table, packed.body, {});
  } catch (const eddy::Failure&) {
  }
  return 0;
}
