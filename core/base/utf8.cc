#include "core/base/utf8.h"

namespace eddy {
namespace {

int bytes_of(unsigned char first) {
  return first < 0x80 ? 1 : first >> 5 == 6 ? 2 : first >> 4 == 14 ? 3 : first >> 3 == 30 ? 4 : 0;
}

}  // namespace

char32_t take_letter(std::string_view& text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const auto bytes = size_t(bytes_of(first));
  const auto torn = [&] {
    text.remove_prefix(1);
    return char32_t(0xfffd);
  };
  if (bytes == 0 || bytes > text.size()) return torn();
  char32_t letter = bytes == 1 ? first : first & (0xff >> (bytes + 1));
  for (size_t i = 1; i < bytes; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xc0) != 0x80) return torn();
    letter = letter << 6 | (next & 0x3f);
  }
  constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  if (letter < least[bytes] || letter > 0x10ffff || (letter >= 0xd800 && letter < 0xe000)) return torn();
  text.remove_prefix(bytes);
  return letter;
}

void put_letter(std::string& out, char32_t letter) {
  if (letter < 0x80) {
    out += char(letter);
    return;
  }
  const int more = letter < 0x800 ? 1 : letter < 0x10000 ? 2 : 3;
  constexpr unsigned char leads[] = {0, 0xc0, 0xe0, 0xf0};
  out += char(leads[more] | letter >> (6 * more));
  for (int i = more - 1; i >= 0; --i) out += char(0x80 | (letter >> (6 * i) & 0x3f));
}

}  // namespace eddy
