// JPEG. What a scan holds beyond its last block is not known without decoding it, and stays.
#include <algorithm>

#include "core/board/formats.h"

namespace eddy {
namespace {

size_t number_at(std::string_view b, size_t at) {
  if (at >= b.size()) Reader::torn();
  return uint8_t(b[at]);
}

std::string sized(std::string_view body) {
  const auto size = body.size() + 2;
  std::string out{char(size >> 8), char(size & 255)};
  return out.append(body);
}

std::string exactly(std::string_view body, size_t size) {
  if (body.size() < size) Reader::torn();
  return sized(body.substr(0, size));
}

// Of tables that follow each other, as many as are whole. `size_of`: of the one at the front; 0 where there is none.
template <class SizeOf>
std::string whole(std::string_view body, SizeOf size_of) {
  size_t end = 0;
  for (size_t n; end < body.size() && (n = size_of(body.substr(end))) > 0 && end + n <= body.size();)
    end += n;
  return sized(body.substr(0, end));
}

size_t quantization(std::string_view b) {
  const auto how = uint8_t(b[0]);
  if (how >> 4 > 1 || (how & 15) > 3) return 0;
  return how >> 4 ? 129 : 65;
}

size_t huffman(std::string_view b) {
  const auto which = uint8_t(b[0]);
  if (which >> 4 > 1 || (which & 15) > 3 || b.size() < 17) return 0;
  size_t n = 17;
  for (size_t i = 1; i <= 16; ++i) n += uint8_t(b[i]);
  return n;
}

// As much of a segment as it takes to show the picture; none: nothing of it. Colour profiles carry names and serials of
// what made them, and go, too.
std::string needed(uint8_t marker, std::string_view body) {
  const auto begins = [&](std::string_view name) { return body.substr(0, name.size()) == name; };
  switch (marker) {
    case 0xe0:  // JFIF: its density, and none of the thumbnail behind it
      if (!begins(std::string_view("JFIF\0", 5)) || body.size() < 14) return {};
      return sized(std::string(body.substr(0, 12)).append(2, '\0'));
    case 0xee:  // the transform of its colours
      return begins("Adobe") && body.size() >= 12 ? sized(body.substr(0, 12)) : std::string();
    case 0xc4: return whole(body, huffman);
    case 0xdb: return whole(body, quantization);
    case 0xda: return exactly(body, 4 + 2 * number_at(body, 0));
    case 0xdc:
    case 0xdd: return exactly(body, 2);
    case 0xcc: return sized(body);
    default: break;
  }
  if (marker < 0xc0 || marker > 0xcf || marker == 0xc8) return {};
  return exactly(body, 6 + 3 * number_at(body, 5));
}

// Up to the next marker that is neither a stuffed or filling byte nor a restart.
size_t scan_size(std::string_view in) {
  for (size_t end = 0;; ++end) {
    end = in.find('\xff', end);
    if (end == std::string_view::npos || end + 1 >= in.size()) Reader::torn();
    const auto next = uint8_t(in[end + 1]);
    if (next != 0 && next != 0xff && !(next >= 0xd0 && next <= 0xd7)) return end;
  }
}

}  // namespace

std::string clean_jpeg(Reader in) {
  std::string out(in.take(2));
  for (;;) {
    if (uint8_t(in.take(1)[0]) != 0xff) Reader::torn();
    uint8_t marker = 0xff;
    while (marker == 0xff) marker = in.get<uint8_t>();
    // Markers without a length belong into a scan, or nowhere.
    if (marker <= 1 || (marker >= 0xd0 && marker <= 0xd8)) Reader::torn();
    if (marker == 0xd9) return out + "\xff\xd9";
    const auto size = number_at(in.in, 0) << 8 | number_at(in.in, 1);
    if (size < 2) Reader::torn();
    if (auto kept = needed(marker, in.take(size).substr(2)); !kept.empty()) {
      out += '\xff';
      out += char(marker);
      out += kept;
    }
    if (marker == 0xda) out += in.take(scan_size(in.in));
  }
}

}  // namespace eddy
