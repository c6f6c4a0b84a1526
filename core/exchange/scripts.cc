#include "core/exchange/scripts.h"

#include <algorithm>
#include <iterator>

namespace eddy {
namespace {

// The zeros whose nine followers are the digits of a script: the numeric systems of CLDR 48
// (numberingSystems.xml). Those of Chinese have no such order.
constexpr char32_t kZeros[] = {
    0x30,    0x660,   0x6f0,   0x7c0,   0x966,   0x9e6,   0xa66,   0xae6,   0xb66,   0xbe6,   0xc66,
    0xce6,   0xd66,   0xde6,   0xe50,   0xed0,   0xf20,   0x1040,  0x1090,  0x17e0,  0x1810,  0x1946,
    0x19d0,  0x1a80,  0x1a90,  0x1b50,  0x1bb0,  0x1c40,  0x1c50,  0xa620,  0xa8d0,  0xa900,  0xa9d0,
    0xa9f0,  0xaa50,  0xabf0,  0xff10,  0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0,
    0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x116d0, 0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0,
    0x11c50, 0x11d50, 0x11da0, 0x11de0, 0x11f50, 0x16130, 0x16a60, 0x16ac0, 0x16b50, 0x16d70, 0x1ccf0,
    0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950, 0x1fbf0};
constexpr std::u32string_view kHan = U"\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d";

// Large letters and where their small ones are: so far on, or beside them, where even or odd ones are large.
enum class Large { apart, even, odd };
struct LargeLetters {
  char32_t first, last;
  Large which;
  int apart;
};
constexpr LargeLetters kLarge[] = {{0x41, 0x5a, Large::apart, 32},
                                   {0xc0, 0xd6, Large::apart, 32},
                                   {0xd8, 0xde, Large::apart, 32},
                                   {0x100, 0x12f, Large::even, 0},
                                   {0x130, 0x130, Large::apart, 0x69 - 0x130},
                                   {0x132, 0x137, Large::even, 0},
                                   {0x139, 0x148, Large::odd, 0},
                                   {0x14a, 0x177, Large::even, 0},
                                   {0x178, 0x178, Large::apart, 0xff - 0x178},
                                   {0x179, 0x17e, Large::odd, 0},
                                   {0x386, 0x386, Large::apart, 38},
                                   {0x388, 0x38a, Large::apart, 37},
                                   {0x38c, 0x38c, Large::apart, 64},
                                   {0x38e, 0x38f, Large::apart, 63},
                                   {0x391, 0x3a9, Large::apart, 32},
                                   {0x400, 0x40f, Large::apart, 80},
                                   {0x410, 0x42f, Large::apart, 32},
                                   {0x460, 0x481, Large::even, 0},
                                   {0x48a, 0x4bf, Large::even, 0},
                                   {0x4c1, 0x4ce, Large::odd, 0},
                                   {0x4d0, 0x52f, Large::even, 0},
                                   {0x531, 0x556, Large::apart, 48},
                                   {0x1e00, 0x1e95, Large::even, 0},
                                   {0x1ea0, 0x1eff, Large::even, 0}};

}  // namespace

int digit_of(char32_t letter) {
  const auto* after = std::upper_bound(std::begin(kZeros), std::end(kZeros), letter);
  if (after != std::begin(kZeros) && letter - after[-1] < 10) return int(letter - after[-1]);
  const auto han = kHan.find(letter);
  return han == std::u32string_view::npos ? -1 : int(han);
}

char32_t small_letter(char32_t letter) {
  if (letter >= 0xff01 && letter <= 0xff5e) letter -= 0xfee0;  // wide ASCII, as in Japanese files
  for (const auto& l : kLarge) {
    if (letter < l.first || letter > l.last) continue;
    if (l.which == Large::apart) return char32_t(int(letter) + l.apart);
    return letter + (letter % 2 == (l.which == Large::even ? 0 : 1));
  }
  return letter;
}

bool is_space(char32_t letter) {
  return letter == ' ' || (letter >= '\t' && letter <= '\r') || letter == 0xa0 || letter == 0x1680 ||
         (letter >= 0x2000 && letter <= 0x200a) || letter == 0x202f || letter == 0x205f || letter == 0x3000;
}

bool is_silent(char32_t letter) {
  return letter == 0xad || letter == 0x61c || (letter >= 0x200b && letter <= 0x200f) ||
         (letter >= 0x202a && letter <= 0x202e) || letter == 0x2060 ||
         (letter >= 0x2066 && letter <= 0x2069) || letter == 0xfeff;
}

std::string trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return "";
  return std::string(text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1));
}

std::string in_small(std::string text) {
  for (auto& c : text)
    if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
  return text;
}

}  // namespace eddy
