// What a picture is made of, in each format that Eddy keeps: only what it takes to show it comes out, each part as long as it
// says that it is. INVALID where it is torn.
#pragma once
#include <string>
#include <string_view>

#include "core/base/bytes.h"

namespace eddy {

std::string clean_jpeg(Reader in);
std::string clean_png(Reader in);
std::string clean_webp(Reader in);
std::string clean_gif(Reader in);

// Bits as zlib and GIF pack them: the lowest of a byte first.
struct Bits {
  std::string_view in;
  size_t at = 0;  // bits taken
  uint32_t take(int n) {
    uint32_t out = 0;
    for (int i = 0; i < n; ++i, ++at) {
      if (at / 8 >= in.size()) Reader::torn();
      out |= uint32_t(uint8_t(in[at / 8]) >> (at % 8) & 1) << i;
    }
    return out;
  }
};

// How many bytes a zlib stream at the front of `in` takes up (RFC 1950, 1951). It is walked, not unpacked. Torn, too, where
// it would unpack to more than `most`.
size_t zlib_size(std::string_view in, uint64_t most);

}  // namespace eddy
