#include "core/exchange/letters.h"

#include <algorithm>

#include "core/exchange/scripts.h"

namespace eddy {
namespace {

// 0x80 to 0x9f; five of them are no letters there, and stay what they are in Latin-1.
constexpr char32_t kWindows[] = {0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
                                 0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,   0x17d,  0x8f,
                                 0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

char32_t windows_letter(char byte) {
  const auto b = static_cast<unsigned char>(byte);
  return b >= 0x80 && b < 0xa0 ? kWindows[b - 0x80] : b;
}

std::string from_windows(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const char b : bytes) put_letter(out, windows_letter(b));
  return out;
}

// Takes a letter off, or a byte that is none in UTF-8; which of the two it was.
bool take_whole(std::string_view& bytes) {
  const bool ascii = !(bytes[0] & 0x80);
  const auto before = bytes.size();
  take_letter(bytes);
  return ascii || before - bytes.size() > 1;
}

std::string from_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  while (!bytes.empty()) {
    const auto at = bytes;
    if (take_whole(bytes))
      out += at.substr(0, at.size() - bytes.size());
    else
      put_letter(out, windows_letter(at[0]));
  }
  return out;
}

// Letters of several bytes hardly come about by chance: where they outnumber stray bytes, the file is UTF-8.
bool mostly_utf8(std::string_view bytes) {
  size_t whole = 0, stray = 0;
  while (!bytes.empty()) {
    const bool several = bytes[0] & 0x80;
    const bool good = take_whole(bytes);
    whole += several && good;
    stray += !good;
  }
  return stray == 0 || whole > stray;
}

std::string from_utf16(std::string_view bytes, bool big) {
  std::string out;
  out.reserve(bytes.size());
  const auto unit = [&](size_t i) {
    return char32_t(static_cast<unsigned char>(bytes[i + big]) | static_cast<unsigned char>(bytes[i + !big])
                                                                     << 8);
  };
  size_t i = 0;
  for (; i + 1 < bytes.size(); i += 2) {
    char32_t letter = unit(i);
    if (letter >= 0xd800 && letter < 0xdc00 && i + 3 < bytes.size() && (unit(i + 2) & 0xfc00) == 0xdc00) {
      letter = 0x10000 + ((letter & 0x3ff) << 10 | (unit(i + 2) & 0x3ff));
      i += 2;
    }
    put_letter(out, letter >= 0xd800 && letter < 0xe000 ? 0xfffd : letter);
  }
  if (i < bytes.size()) put_letter(out, 0xfffd);  // cut in the middle of a letter
  return out;
}

// Without a mark: every file that Eddy reads begins in ASCII, and there every other byte of UTF-16 is zero.
enum class Zeros { none, first, second };
Zeros zeros_of_pairs(std::string_view bytes) {
  const size_t pairs = std::min<size_t>(bytes.size(), 512) / 2;
  size_t first = 0, second = 0;
  for (size_t i = 0; i < pairs; ++i) {
    first += bytes[2 * i] == 0;
    second += bytes[2 * i + 1] == 0;
  }
  if (second * 2 > pairs && first * 8 < pairs) return Zeros::second;
  if (first * 2 > pairs && second * 8 < pairs) return Zeros::first;
  return Zeros::none;
}

bool begins(std::string_view bytes, std::string_view mark) { return bytes.substr(0, mark.size()) == mark; }

}  // namespace

Letters read_letters(std::string_view bytes) {
  if (begins(bytes, "\xef\xbb\xbf")) return {from_utf8(bytes.substr(3)), Encoding::utf8};
  if (begins(bytes, "\xff\xfe")) return {from_utf16(bytes.substr(2), false), Encoding::utf16_le};
  if (begins(bytes, "\xfe\xff")) return {from_utf16(bytes.substr(2), true), Encoding::utf16_be};
  const auto zeros = zeros_of_pairs(bytes);
  if (zeros == Zeros::second) return {from_utf16(bytes, false), Encoding::utf16_le};
  if (zeros == Zeros::first) return {from_utf16(bytes, true), Encoding::utf16_be};
  if (mostly_utf8(bytes)) return {from_utf8(bytes), Encoding::utf8};
  return {from_windows(bytes), Encoding::windows_1252};
}

}  // namespace eddy
