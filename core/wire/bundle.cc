#include "core/wire/bundle.h"

#include <algorithm>

namespace eddy::wire {
namespace {
constexpr std::string_view kMagic = "EdSy";
constexpr std::string_view kHashLabel = "eddy/bundle/v1", kSignLabel = "eddy/bundle-signature/v1";

template <class Array>
Array array_of(std::string_view bytes) {
  Array out{};
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return out;
}
}  // namespace

std::string encode(const Header& h) {
  std::string out(kMagic);
  put<uint8_t>(out, kSuite);
  put<uint8_t>(out, uint8_t(h.kind));
  put<uint16_t>(out, h.space);
  out.append(view(h.account)).append(view(h.device));
  put<uint64_t>(out, h.chain);
  put<uint64_t>(out, h.seq);
  out.append(view(h.prev_hash)).append(view(h.key_id));
  put<uint32_t>(out, h.epoch);
  put<uint32_t>(out, h.roster);
  out.append(view(h.nonce));
  put<uint32_t>(out, h.flags);
  put<uint32_t>(out, h.size);
  return out;
}

Bundle parse_bundle(std::string_view bytes) {
  if (bytes.size() < kHeaderSize + kSignatureSize || bytes.substr(0, 4) != kMagic)
    throw Failure{Reason::record_malformed, "bundle: not one"};
  if (bytes.size() > kLargestBundle) throw Failure{Reason::record_malformed, "bundle: larger than 256 KiB"};
  Reader r{bytes.substr(4, kHeaderSize - 4)};
  if (r.get<uint8_t>() != kSuite) throw Failure{Reason::record_too_new, "suite"};
  Bundle b;
  const auto kind = r.get<uint8_t>();
  if (kind < 1 || kind > 3) throw Failure{Reason::record_too_new, "kind"};
  b.header.kind = Kind(kind);
  b.header.space = r.get<uint16_t>();
  b.header.account = to_id(r.take(16), "account");
  b.header.device = to_id(r.take(16), "device");
  b.header.chain = r.get<uint64_t>();
  b.header.seq = r.get<uint64_t>();
  b.header.prev_hash = array_of<decltype(b.header.prev_hash)>(r.take(kHashSize));
  b.header.key_id = to_id(r.take(16), "key_id");
  b.header.epoch = r.get<uint32_t>();
  b.header.roster = r.get<uint32_t>();
  b.header.nonce = array_of<decltype(b.header.nonce)>(r.take(24));
  b.header.flags = r.get<uint32_t>();
  b.header.size = r.get<uint32_t>();
  if (b.header.space != kWork && b.header.space != kHome)
    throw Failure{Reason::record_malformed, "bundle: space"};
  if (b.header.seq == 0) throw Failure{Reason::record_malformed, "bundle: seq begins at 1"};
  if (bytes.size() != kHeaderSize + b.header.size + kSignatureSize)
    throw Failure{Reason::record_malformed, "bundle: has another size than it says"};
  b.signed_bytes = bytes.substr(0, kHeaderSize + b.header.size);
  b.ciphertext = b.signed_bytes.substr(kHeaderSize);
  b.signature = bytes.substr(b.signed_bytes.size());
  return b;
}

std::string Bundle::hash() const { return digest(kHashLabel, signed_bytes); }

std::string make_bundle(Header header, std::string_view ciphertext, std::string_view seed) {
  if (ciphertext.size() > kLargestBundle - kHeaderSize - kSignatureSize)
    throw Failure{Reason::record_malformed, "bundle: larger than 256 KiB"};
  header.size = uint32_t(ciphertext.size());
  auto out = encode(header).append(ciphertext);
  return out += sign(seed, kSignLabel, digest(kHashLabel, out));
}

bool signed_by(const Bundle& bundle, std::string_view device_key) {
  return verify(device_key, kSignLabel, bundle.hash(), bundle.signature);
}

}  // namespace eddy::wire
