// Where a zlib stream ends: only the lengths are read, and nothing is unpacked.
#include <array>

#include "core/board/formats.h"

namespace eddy {
namespace {

constexpr int kLongest = 15;  // bits of a code
constexpr int kEndOfBlock = 256, kLengths = 257, kDistances = 30;

// A Huffman code, known by how long each symbol's word is.
class Code {
 public:
  Code(const uint8_t* lengths, int n) {
    for (int s = 0; s < n; ++s) ++of_length_[lengths[s]];
    of_length_[0] = 0;
    std::array<int, kLongest + 2> next{};
    for (int l = 1; l <= kLongest; ++l) next[size_t(l) + 1] = next[size_t(l)] + of_length_[size_t(l)];
    for (int s = 0; s < n; ++s)
      if (lengths[s]) symbols_[size_t(next[lengths[s]]++)] = uint16_t(s);
  }
  int take(Bits& in) const {
    int word = 0, first = 0, before = 0;
    for (size_t l = 1; l <= kLongest; ++l) {
      word = word << 1 | int(in.take(1));
      first <<= 1;
      if (word - first < of_length_[l]) return symbols_[size_t(before + word - first)];
      before += of_length_[l];
      first += of_length_[l];
    }
    Reader::torn();
  }

 private:
  std::array<int, kLongest + 1> of_length_{};
  std::array<uint16_t, 288> symbols_{};
};

struct Codes {
  Code letters, distances;
};

Codes usual_codes() {
  std::array<uint8_t, 288> letters{};
  for (size_t i = 0; i < letters.size(); ++i) letters[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
  std::array<uint8_t, kDistances> distances{};
  distances.fill(5);
  return {{letters.data(), int(letters.size())}, {distances.data(), kDistances}};
}

Codes own_codes(Bits& in) {
  const int letters = int(in.take(5)) + 257, distances = int(in.take(5)) + 1, lengths = int(in.take(4)) + 4;
  if (letters > 286 || distances > kDistances) Reader::torn();
  constexpr uint8_t order[] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
  std::array<uint8_t, 19> of_lengths{};
  for (int i = 0; i < lengths; ++i) of_lengths[order[i]] = uint8_t(in.take(3));
  const Code how(of_lengths.data(), int(of_lengths.size()));
  std::array<uint8_t, 286 + kDistances> all{};
  for (int at = 0; at < letters + distances;) {
    const int said = how.take(in);
    const int times = said < 16    ? 1
                      : said == 16 ? 3 + int(in.take(2))
                      : said == 17 ? 3 + int(in.take(3))
                                   : 11 + int(in.take(7));
    if (at + times > letters + distances || (said == 16 && at == 0)) Reader::torn();
    const auto length = uint8_t(said < 16 ? said : said == 16 ? all[size_t(at) - 1] : 0);
    for (int i = 0; i < times; ++i) all[size_t(at++)] = length;
  }
  return {{all.data(), letters}, {all.data() + letters, distances}};
}

// How many bytes a repetition stands for; its distance, which says nothing of that, is passed over.
int repeated(Bits& in, int symbol, const Code& distances) {
  constexpr uint8_t extra[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                               2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
  constexpr uint16_t least[] = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
  const int n = symbol - kLengths;
  if (n >= int(sizeof extra)) Reader::torn();
  const int length = least[n] + int(in.take(extra[n]));
  const int distance = distances.take(in);
  if (distance >= kDistances) Reader::torn();
  in.take(distance < 4 ? 0 : distance / 2 - 1);
  return length;
}

uint64_t packed(Bits& in, const Codes& codes, uint64_t most) {
  uint64_t out = 0;
  for (int symbol; (symbol = codes.letters.take(in)) != kEndOfBlock;) {
    out += symbol < kEndOfBlock ? 1u : uint64_t(repeated(in, symbol, codes.distances));
    if (out > most) Reader::torn();
  }
  return out;
}

uint64_t unpacked(Bits& in, uint64_t most) {
  in.at = (in.at + 7) / 8 * 8;
  const auto size = in.take(16);
  if ((in.take(16) ^ 0xffff) != size || size > most || in.at / 8 + size > in.in.size()) Reader::torn();
  in.at += size_t(size) * 8;
  return size;
}

}  // namespace

size_t zlib_size(std::string_view in, uint64_t most) {
  static const Codes usual = usual_codes();
  Bits bits{in};
  const auto method = bits.take(8), more = bits.take(8);
  if ((method & 15) != 8 || (more & 32)) Reader::torn();
  for (bool last = false; !last;) {
    last = bits.take(1) != 0;
    switch (bits.take(2)) {
      case 0: most -= unpacked(bits, most); break;
      case 1: most -= packed(bits, usual, most); break;
      case 2: most -= packed(bits, own_codes(bits), most); break;
      default: Reader::torn();
    }
  }
  const auto size = (bits.at + 7) / 8 + 4;  // with the check of what it unpacks to
  if (size > in.size()) Reader::torn();
  return size;
}

}  // namespace eddy
