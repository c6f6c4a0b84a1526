// Small helpers over byte strings: little-endian numbers, varints, hex, ids.
#pragma once
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/failure.h"

namespace eddy {

using Id = std::array<uint8_t, 16>;

template <size_t size>
std::string_view view(const std::array<uint8_t, size>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), size};
}
inline const uint8_t* raw(std::string_view s) { return reinterpret_cast<const uint8_t*>(s.data()); }
inline uint8_t* raw(std::string& s) { return reinterpret_cast<uint8_t*>(s.data()); }

inline Id to_id(std::string_view bytes, const char* field) {
  if (bytes.size() != 16) throw malformed(field, "an id has 16 bytes");
  Id id;
  std::memcpy(id.data(), bytes.data(), 16);
  return id;
}

// An id begins with 48 bits of ms, big-endian, so that ids sort by time; instants before 1970 begin with zeros.
inline int64_t time_of(const Id& id) {
  int64_t ms = 0;
  for (int i = 0; i < 6; ++i) ms = ms << 8 | id[size_t(i)];
  return ms;
}
inline Id at_time(int64_t ms, Id id) {
  for (int i = 0; i < 6; ++i) id[size_t(i)] = uint8_t(uint64_t(ms < 0 ? 0 : ms) >> (40 - 8 * i));
  return id;
}

template <class T>
void put(std::string& out, T value) {
  for (size_t i = 0; i < sizeof(T); ++i) out += char(uint64_t(value) >> (8 * i));
}

inline void put_varint(std::string& out, uint64_t v) {
  for (; v >= 0x80; v >>= 7) out += char(v | 0x80);
  out += char(v);
}

// Reads from the front of `in`; throws DAMAGED where it ends too soon.
struct Reader {
  std::string_view in;
  [[noreturn]] static void torn() { throw Failure{Reason::record_damaged, "bytes: ends in the middle"}; }

  std::string_view take(size_t n) {
    if (n > in.size()) torn();
    const auto out = in.substr(0, n);
    in.remove_prefix(n);
    return out;
  }
  template <class T>
  T get() {
    const auto bytes = take(sizeof(T));
    uint64_t v = 0;
    for (size_t i = 0; i < sizeof(T); ++i) v |= uint64_t(uint8_t(bytes[i])) << (8 * i);
    return T(v);
  }
  uint64_t varint() {
    uint64_t v = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const auto b = uint8_t(take(1)[0]);
      v |= uint64_t(b & 0x7f) << shift;
      if (!(b & 0x80)) return v;
    }
    torn();
  }
};

inline std::string hex(std::string_view bytes) {
  static const char digits[] = "0123456789abcdef";
  std::string out;
  for (const unsigned char c : bytes) out += {digits[c >> 4], digits[c & 15]};
  return out;
}
// Nothing where it is not the hex of something.
inline std::optional<std::string> unhex(std::string_view text) {
  std::string out;
  if (text.size() % 2) return std::nullopt;
  for (size_t i = 0; i < text.size(); i += 2) {
    const auto digit = [](char c) {
      return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    };
    const int high = digit(text[i]), low = digit(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out += char(high << 4 | low);
  }
  return out;
}

}  // namespace eddy
