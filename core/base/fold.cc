#include "core/base/fold.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace eddy {
namespace {

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Those with an accent; at the end of a word sigma has a form of its own.
uint32_t small_greek(uint32_t c) {
  if (c == 0x386) return 0x3ac;
  if (c >= 0x388 && c <= 0x38a) return c + 0x25;
  if (c == 0x38c) return 0x3cc;
  if (c == 0x38e || c == 0x38f) return c + 0x3f;
  return c == 0x3c2 ? 0x3c3 : c;
}

// Of two bytes: U+0080 to U+07FF.
uint32_t small_letter(uint32_t c) {
  const bool pairs_even = (c >= 0x100 && c <= 0x137) || (c >= 0x14a && c <= 0x177) ||
                          (c >= 0x460 && c <= 0x481) || (c >= 0x48a && c <= 0x4bf) ||
                          (c >= 0x4d0 && c <= 0x52f);
  const bool pairs_odd = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e);
  if (c == 0x130 || c == 0x131 || c == 0x138) return c;  // the i's of Turkish are two letters
  if (pairs_even) return c | 1;
  if (pairs_odd) return c + (c & 1);
  if (c == 0x178) return 0xff;
  if ((c >= 0xc0 && c <= 0xde && c != 0xd7) || (c >= 0x391 && c <= 0x3ab && c != 0x3a2) ||
      (c >= 0x410 && c <= 0x42f))
    return c + 0x20;
  if (c >= 0x400 && c <= 0x40f) return c + 0x50;
  return small_greek(c);
}

}  // namespace

std::string tidied(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_blank(c))
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string folded(std::string_view text) {
  auto out = tidied(text);
  for (size_t i = 0; i < out.size(); ++i) {
    const auto a = static_cast<unsigned char>(out[i]);
    if (a >= 'A' && a <= 'Z') out[i] = char(a + 0x20);
    if (a < 0xc2 || a > 0xdf || i + 1 >= out.size()) continue;
    const auto b = static_cast<unsigned char>(out[i + 1]);
    if ((b & 0xc0) != 0x80) continue;
    const auto c = small_letter(uint32_t(a & 0x1f) << 6 | (b & 0x3f));
    out[i] = char(0xc0 | c >> 6);
    out[++i] = char(0x80 | (c & 0x3f));
  }
  return out;
}

size_t letters_in(std::string_view text) {
  return size_t(std::count_if(text.begin(), text.end(), [](char c) { return (uint8_t(c) & 0xc0) != 0x80; }));
}

std::string plain_name(std::string value) {
  value.erase(0, value.find('_') + 1);
  for (auto& c : value) c = c == '_' ? ' ' : char(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return value;
}

std::string one_decimal(double v) {
  const auto tenths = std::lround(v * 10);
  return (tenths < 0 ? "-" : "") + std::to_string(std::abs(tenths) / 10) + "." +
         std::to_string(std::abs(tenths) % 10);
}

}  // namespace eddy
