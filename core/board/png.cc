// PNG, also one that moves. What its streams hold behind their end is left out; where they hold rows beyond the picture, it is
// torn.
#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "core/board/formats.h"

namespace eddy {
namespace {

// Kept once each, and at most so many bytes of it. Not a colour profile, which carries names and serials of what made it.
constexpr struct {
  std::string_view type;
  size_t most;
} kKept[] = {{"IHDR", 13}, {"PLTE", 768}, {"tRNS", 256}, {"sRGB", 1}, {"gAMA", 4},
             {"cHRM", 32}, {"sBIT", 4},   {"bKGD", 6},   {"pHYs", 9}, {"acTL", 8}};

uint32_t big_endian(std::string_view b, size_t at) {
  if (at + 4 > b.size()) Reader::torn();
  uint32_t v = 0;
  for (size_t i = 0; i < 4; ++i) v = v << 8 | uint8_t(b[at + i]);
  return v;
}

void put_big(std::string& out, uint32_t v) {
  for (int shift = 24; shift >= 0; shift -= 8) out += char(v >> shift);
}

// CRC-32 as PNG has it, a byte at a time.
uint32_t check_of(std::string_view bytes) {
  static const auto table = [] {
    std::array<uint32_t, 256> t{};
    for (uint32_t i = 0; i < 256; ++i) {
      t[i] = i;
      for (int bit = 0; bit < 8; ++bit) t[i] = t[i] >> 1 ^ (t[i] & 1 ? 0xedb88320u : 0u);
    }
    return t;
  }();
  uint32_t sum = ~0u;
  for (const char c : bytes) sum = sum >> 8 ^ table[(sum ^ uint8_t(c)) & 255];
  return ~sum;
}

void put_chunk(std::string& out, std::string_view type, std::string_view body) {
  put_big(out, uint32_t(body.size()));
  const auto from = out.size();
  out.append(type).append(body);
  put_big(out, check_of(std::string_view(out).substr(from)));
}

// How a pixel is written: the second half of IHDR.
struct Pixels {
  uint64_t bits = 0;
  bool interlaced = false;
};

Pixels pixels_of(std::string_view header) {
  if (header.size() != 13) Reader::torn();
  constexpr uint8_t channels[] = {1, 0, 3, 1, 2, 0, 4};
  const auto colour = uint8_t(header[9]);
  if (colour > 6) Reader::torn();
  return {uint64_t(uint8_t(header[8])) * channels[colour], header[12] != 0};
}

// What the rows of a picture come to, each with the byte that says how it was filtered.
uint64_t rows_size(Pixels p, uint64_t width, uint64_t height) {
  constexpr uint64_t kWidest = 1 << 24;
  if (!width || !height || width > kWidest || height > kWidest) Reader::torn();
  const auto pass = [&](uint64_t x, uint64_t y, uint64_t dx, uint64_t dy) -> uint64_t {
    if (width <= x || height <= y) return 0;
    const auto across = (width - x + dx - 1) / dx, down = (height - y + dy - 1) / dy;
    return down * (1 + (across * p.bits + 7) / 8);
  };
  if (!p.interlaced) return pass(0, 0, 1, 1);
  return pass(0, 0, 8, 8) + pass(4, 0, 8, 8) + pass(0, 4, 4, 8) + pass(2, 0, 4, 4) + pass(0, 2, 2, 4) +
         pass(1, 0, 2, 2) + pass(0, 1, 1, 2);
}

// The chunks of one stream, as long as it is. In front of each stand `own` bytes of the chunk's own (of a frame its number).
struct Stream {
  std::string_view type;
  size_t own = 0;
  uint64_t most = 0;
  std::vector<std::string_view> parts{};

  void put(std::string& out) const {
    std::string all;
    for (const auto part : parts) all += part.substr(own);
    size_t left = zlib_size(all, most);
    for (const auto part : parts) {
      const auto here = std::min(left, part.size() - own);
      put_chunk(out, type, part.substr(0, own + here));
      left -= here;
    }
  }
};

class Png {
 public:
  void take(std::string_view type, std::string_view body) {
    if (type == "IDAT" || type == "fdAT") return take_data(type, body);
    if (type == "fcTL" && body.size() == 26) {
      end_stream();
      rows_ = rows_size(pixels_, big_endian(body, 4), big_endian(body, 8));
      put_chunk(out, type, body);
    }
    const auto* known =
        std::find_if(std::begin(kKept), std::end(kKept), [&](const auto& one) { return one.type == type; });
    if (known == std::end(kKept) || body.size() > known->most || !had_.insert(type).second) return;
    end_stream();
    if (type == "IHDR") {
      pixels_ = pixels_of(body);
      whole_ = rows_ = rows_size(pixels_, big_endian(body, 0), big_endian(body, 4));
    }
    put_chunk(out, type, body);
  }
  void end_stream() {
    if (stream_) stream_->put(out);
    stream_.reset();
  }
  std::string out;

 private:
  void take_data(std::string_view type, std::string_view body) {
    const size_t own = type == "fdAT" ? 4 : 0;
    if (body.size() < own || !whole_) Reader::torn();
    if (stream_ && stream_->type != type) end_stream();
    if (!stream_) {
      if (!own && !had_.insert(type).second) return;  // there is one picture
      stream_ = Stream{type, own, own ? rows_ : whole_};
    }
    stream_->parts.push_back(body);
  }
  std::set<std::string_view> had_;
  std::optional<Stream> stream_;
  Pixels pixels_;
  uint64_t whole_ = 0, rows_ = 0;  // of the picture, and of the frame that comes now
};

}  // namespace

std::string clean_png(Reader in) {
  Png png;
  png.out = in.take(8);
  for (;;) {
    const auto size = big_endian(in.in, 0);
    in.take(4);
    const auto type = in.take(4), body = in.take(size);
    in.take(4);
    if (type != "IEND") {
      png.take(type, body);
      continue;
    }
    png.end_stream();
    put_chunk(png.out, type, {});
    return png.out;
  }
}

}  // namespace eddy
