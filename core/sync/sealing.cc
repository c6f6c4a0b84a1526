#include "core/sync/sealing.h"

#define ZSTD_STATIC_LINKING_ONLY  // where it says what it works in
#include <zstd.h>

#include <algorithm>
#include <memory>
#include <new>

namespace eddy::sync {
namespace {

constexpr size_t kTag = 16;
constexpr char kAsItIs = 0, kZstd = 1;
constexpr int kLevel = 3;

// zstd works in memory that holds what it packs: taken and given back as ours is, which is wiped when it goes.
constexpr ZSTD_customMem kWiped = {[](void*, size_t size) { return operator new(size, std::nothrow); },
                                   [](void*, void* p) { operator delete(p); }, nullptr};
struct GiveBack {
  void operator()(ZSTD_CCtx* c) const { ZSTD_freeCCtx(c); }
  void operator()(ZSTD_DCtx* c) const { ZSTD_freeDCtx(c); }
};
template <class Context>
std::unique_ptr<Context, GiveBack> held(Context* context) {
  if (!context) throw Failure{Reason::no_memory, "to pack in"};
  return std::unique_ptr<Context, GiveBack>(context);
}

[[noreturn]] void damaged(const char* why) { throw Failure{Reason::record_damaged, why}; }

}  // namespace

std::string seal_bundle(wire::Header header, std::string_view payload, const SpaceKey& key, uint32_t epoch,
                        const DeviceKeys& device, Random& random) {
  std::string packed(ZSTD_compressBound(payload.size()), '\0');
  const auto packing = held(ZSTD_createCCtx_advanced(kWiped));
  const auto size =
      ZSTD_compressCCtx(packing.get(), packed.data(), packed.size(), payload.data(), payload.size(), kLevel);
  const bool smaller = !ZSTD_isError(size) && size < payload.size();
  const auto body = smaller ? std::string_view(packed).substr(0, size) : payload;
  std::string clear(1, smaller ? kZstd : kAsItIs);
  put<uint32_t>(clear, uint32_t(body.size()));
  clear += body;
  clear.resize(padded(clear.size()), '\0');
  header.key_id = key.id;
  header.epoch = epoch;
  header.flags = 0;
  header.size = uint32_t(clear.size() + kTag);
  random.fill(header.nonce.data(), header.nonce.size());
  const auto closed = close_with(key.bundles, view(header.nonce), wire::encode(header), clear);
  return wire::make_bundle(header, closed, device.sign.bytes());
}

std::string open_bundle(const wire::Bundle& b, const SpaceKey& key) {
  if (b.header.key_id != key.id) throw Failure{Reason::key_not_here, "sealed with another key"};
  std::string clear;
  if (!open_with(key.bundles, view(b.header.nonce), b.signed_bytes.substr(0, wire::kHeaderSize), b.ciphertext,
                 clear))
    damaged("does not open");
  Reader r{clear};
  const char encoding = r.take(1)[0];
  const auto body = r.take(r.get<uint32_t>());
  if (r.in.find_first_not_of('\0') != std::string_view::npos ||
      clear.size() != padded(clear.size() - r.in.size()))
    damaged("padded in another way");
  if (encoding == kAsItIs) return std::string(body);
  if (encoding != kZstd) throw Failure{Reason::record_too_new, "encoding"};
  const auto size = ZSTD_getFrameContentSize(body.data(), body.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kLargestPayload)
    damaged("unpacks to more than 4 MiB");
  std::string out(size_t(size), '\0');
  const auto unpacking = held(ZSTD_createDCtx_advanced(kWiped));
  if (ZSTD_decompressDCtx(unpacking.get(), out.data(), out.size(), body.data(), body.size()) != size)
    damaged("does not unpack");
  return out;
}

}  // namespace eddy::sync
