// GIF. Of a frame's data what comes behind its last pixel is left out; of extensions only timing and the number of loops stay.
#include <algorithm>
#include <array>

#include "core/board/formats.h"

namespace eddy {
namespace {

constexpr int kMostCodes = 4096;

std::string blocks(Reader& in) {
  std::string out;
  while (const auto n = in.get<uint8_t>()) out += in.take(n);
  return out;
}

std::string in_blocks(std::string_view data) {
  std::string out;
  for (; !data.empty(); data.remove_prefix(std::min<size_t>(255, data.size()))) {
    const auto part = data.substr(0, 255);
    out += char(part.size());
    out += part;
  }
  return out + '\0';
}

// Walks the codes (LZW) and knows of each only for how many pixels it stands.
class Walk {
 public:
  Walk(std::string_view data, int least) : bits_{data}, least_(least) { clear(); }
  // The data as far as the code that brings the last of `most` pixels, or as the one that ends them, and that one.
  std::string until(uint64_t most) {
    const int ends = (1 << least_) + 1;
    uint64_t pixels = 0;
    while (pixels < most && bits_.at + size_t(width_) <= bits_.in.size() * 8) {
      const auto before = bits_.at;
      const int code = int(bits_.take(width_));
      if (code == ends) return ended(before, ends);
      if (code == ends - 1)
        clear();
      else
        pixels += follow(code);
    }
    return pixels < most ? std::string(bits_.in) : ended(bits_.at, ends);
  }

 private:
  void clear() { next_ = (1 << least_) + 2, width_ = least_ + 1, last_ = -1; }
  int length(int code) const { return code < 1 << least_ ? 1 : lengths_[size_t(code)]; }
  int follow(int code) {
    if (code > next_ || (code == next_ && (last_ < 0 || next_ == kMostCodes))) Reader::torn();
    if (last_ >= 0 && next_ < kMostCodes) {
      lengths_[size_t(next_)] = length(last_) + 1;
      if (++next_ == 1 << width_ && width_ < 12) ++width_;
    }
    last_ = code;
    return length(code);
  }
  std::string ended(size_t at, int ends) const {
    std::string out(bits_.in.substr(0, (at + 7) / 8));
    if (at % 8) out.back() = char(uint8_t(out.back()) & ((1 << at % 8) - 1));
    out.resize((at + size_t(width_) + 7) / 8);
    for (size_t i = 0; i < size_t(width_); ++i)
      out[(at + i) / 8] = char(uint8_t(out[(at + i) / 8]) | (ends >> i & 1) << (at + i) % 8);
    return out;
  }
  Bits bits_;
  const int least_;
  int next_ = 0, width_ = 0, last_ = -1;
  std::array<int, kMostCodes> lengths_{};
};

size_t table_size(char packed) { return packed & 0x80 ? size_t(3) << ((packed & 7) + 1) : 0; }

std::string frame(Reader& in) {
  const auto place = in.take(9);
  std::string out(1, '\x2c');
  out.append(place).append(in.take(table_size(place[8])));
  Reader size{place.substr(4)};
  const uint64_t across = size.get<uint16_t>(), down = size.get<uint16_t>();
  const int least = in.get<uint8_t>();
  if (least < 1 || least > 11) Reader::torn();
  out += char(least);
  return out + in_blocks(Walk(blocks(in), least).until(across * down));
}

std::string extension(Reader& in) {
  const auto label = in.get<uint8_t>();
  const auto said = blocks(in);
  using namespace std::string_view_literals;
  if (label == 0xf9 && said.size() >= 4) return "\x21\xf9" + in_blocks(said.substr(0, 4));
  // Eleven bytes of a name, then how often it is shown.
  if (label == 0xff && said.size() >= 14 && said.substr(0, 12) == "NETSCAPE2.0\1"sv)
    return "\x21\xff" + in_blocks("NETSCAPE2.0"sv).substr(0, 12) + in_blocks(said.substr(11, 3));
  return {};
}

}  // namespace

std::string clean_gif(Reader in) {
  std::string out(in.take(6));
  const auto screen = in.take(7);
  out.append(screen).append(in.take(table_size(screen[4])));
  for (;;) {
    switch (in.get<uint8_t>()) {
      case 0x3b: return out + ";";
      case 0x2c: out += frame(in); break;
      case 0x21: out += extension(in); break;
      default: Reader::torn();
    }
  }
}

}  // namespace eddy
