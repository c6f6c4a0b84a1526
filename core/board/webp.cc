// WebP. Where the data of a picture end within their chunk is not known without decoding them, and what lies behind it there
// stays.
#include <algorithm>
#include <initializer_list>

#include "core/board/formats.h"

namespace eddy {
namespace {

struct Chunk {
  std::string_view type, body;
};

Chunk next_chunk(Reader& in) {
  const auto type = in.take(4);
  const auto length = in.get<uint32_t>();
  const auto body = in.take(length);
  if (length % 2 && !in.in.empty()) in.take(1);
  return {type, body};
}

void put_webp(std::string& out, std::string_view type, std::string_view body) {
  out += type;
  put<uint32_t>(out, uint32_t(body.size()));
  out += body;
  if (body.size() % 2) out += '\0';
}

bool is_pixels(std::string_view type) { return type == "VP8 " || type == "VP8L"; }

// One picture, and before it what can be seen through it.
std::string picture_in(Reader in) {
  std::string out;
  for (bool alpha = false; !in.in.empty();) {
    const auto [type, body] = next_chunk(in);
    if (type == "ALPH" && !alpha) alpha = true, put_webp(out, type, body);
    if (!is_pixels(type)) continue;
    put_webp(out, type, body);
    break;
  }
  return out;
}

constexpr char kMoves = 0x02, kAlpha = 0x10;

std::string frames_in(Reader in) {
  std::string out;
  for (bool colour = false; !in.in.empty();) {
    const auto [type, body] = next_chunk(in);
    if (type == "ANIM" && !colour) {
      colour = true;
      put_webp(out, type, Reader{body}.take(6));
    }
    if (type != "ANMF") continue;
    Reader frame{body};
    const std::string place(frame.take(16));
    put_webp(out, type, place + picture_in(frame));
  }
  return out;
}

}  // namespace

std::string clean_webp(Reader in) {
  in.take(4);
  const auto size = in.get<uint32_t>();
  Reader body{in.take(size)};
  std::string out(body.take(4));
  auto ahead = body;
  bool moves = false;
  if (const auto first = next_chunk(ahead); first.type == "VP8X") {
    // It holds neither profile nor EXIF nor XMP any more; what nobody has given a meaning is empty.
    std::string head(Reader{first.body}.take(10));
    head[0] = char(head[0] & (kMoves | kAlpha));
    std::fill(head.begin() + 1, head.begin() + 4, '\0');
    moves = (head[0] & kMoves) != 0;
    put_webp(out, first.type, head);
  }
  const auto shown = moves ? frames_in(body) : picture_in(body);
  if (shown.empty()) Reader::torn();
  out += shown;
  std::string riff = "RIFF";
  put<uint32_t>(riff, uint32_t(out.size()));
  return riff + out;
}

}  // namespace eddy
