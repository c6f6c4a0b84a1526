#include "core/board/picture.h"

#include <algorithm>
#include <initializer_list>

#include "core/base/bytes.h"

namespace eddy {
namespace {

uint32_t big(std::string_view b, size_t n) {
  uint32_t v = 0;
  for (size_t i = 0; i < n; ++i) v = v << 8 | uint8_t(b[i]);
  return v;
}

// As much of a segment (its size in front) as it takes to show the picture rightly; whatever is not known to be that goes.
std::string needed(uint8_t marker, std::string_view segment) {
  const auto begins = [&](std::string_view name) { return segment.substr(2, name.size()) == name; };
  if (marker == 0xe0) {  // JFIF: its density, and none of the thumbnail behind it
    if (!begins(std::string_view("JFIF\0", 5)) || segment.size() < 16) return {};
    return std::string("\0\x10", 2).append(segment.substr(2, 12)).append(2, '\0');
  }
  const bool profile = marker == 0xe2 && begins("ICC_PROFILE");
  if (marker == 0xee && begins("Adobe") && segment.size() >= 14)  // the transform of its colours
    return std::string("\0\x0e", 2).append(segment.substr(2, 12));
  const bool frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc8,
             tables = marker >= 0xda && marker <= 0xdf;
  return profile || frame || tables ? std::string(segment) : std::string();
}

std::string jpeg(Reader in) {
  std::string out(in.take(2));
  for (;;) {
    if (uint8_t(in.take(1)[0]) != 0xff) Reader::torn();
    uint8_t marker = 0xff;
    while (marker == 0xff) marker = in.get<uint8_t>();
    // Markers without a length belong into a scan, or nowhere.
    if (marker <= 1 || (marker >= 0xd0 && marker <= 0xd8)) Reader::torn();
    if (marker == 0xd9) return out + "\xff\xd9";
    const auto size =
        big(in.in.substr(0, std::min<size_t>(2, in.in.size())), std::min<size_t>(2, in.in.size()));
    if (size < 2) Reader::torn();
    const auto segment = in.take(size);
    if (auto kept = needed(marker, segment); !kept.empty()) {
      out += '\xff';
      out += char(marker);
      out += kept;
    }
    if (marker != 0xda) continue;
    // The scan: up to the next marker that is neither a stuffed or filling byte nor a restart.
    size_t end = 0;
    for (;; ++end) {
      end = in.in.find('\xff', end);
      if (end == std::string_view::npos || end + 1 >= in.in.size()) Reader::torn();
      const auto next = uint8_t(in.in[end + 1]);
      if (next != 0 && next != 0xff && !(next >= 0xd0 && next <= 0xd7)) break;
    }
    out += in.take(end);
  }
}

std::string png(Reader in) {
  std::string out(in.take(8));
  for (;;) {
    const auto rest = in.in;
    const auto size = big(in.take(4), 4);
    const auto type = in.take(4);
    in.take(size);
    in.take(4);
    const auto chunk = rest.substr(0, size_t(size) + 12);
    const bool keep = type == "IHDR" || type == "PLTE" || type == "IDAT" || type == "IEND" ||
                      type == "tRNS" || type == "iCCP" || type == "sRGB" || type == "gAMA" ||
                      type == "cHRM" || type == "sBIT" || type == "bKGD" || type == "pHYs" ||
                      type == "acTL" || type == "fcTL" || type == "fdAT";
    if (keep) out += chunk;
    if (type == "IEND") return out;
  }
}

// The chunks that show a picture; in each frame of one that moves, the same.
std::string chunks(Reader in, std::initializer_list<std::string_view> known) {
  std::string out;
  while (!in.in.empty()) {
    const auto type = in.take(4);
    const auto length = in.get<uint32_t>();
    std::string body(in.take(length));
    if (length % 2 && !in.in.empty()) in.take(1);
    if (std::find(known.begin(), known.end(), type) == known.end()) continue;
    if (type == "VP8X" && !body.empty()) body[0] = char(body[0] & ~0x0c);  // no longer holds EXIF or XMP
    if (type == "ANMF") {
      Reader frame{body};
      const std::string place(frame.take(16));
      body = place + chunks(frame, {"ALPH", "VP8 ", "VP8L"});
    }
    out += type;
    put<uint32_t>(out, uint32_t(body.size()));
    out += body;
    if (body.size() % 2) out += '\0';
  }
  return out;
}

std::string webp(Reader in) {
  in.take(4);
  const auto size = in.get<uint32_t>();
  Reader body{in.take(size)};
  std::string out(body.take(4));
  out += chunks(body, {"VP8X", "ICCP", "ANIM", "ANMF", "ALPH", "VP8 ", "VP8L"});
  std::string riff = "RIFF";
  put<uint32_t>(riff, uint32_t(out.size()));
  return riff + out;
}

std::string gif(Reader in) {
  std::string out(in.take(6));
  const auto screen = in.take(7);
  out += screen;
  const auto table = [&](char packed) { return packed & 0x80 ? 3u << ((packed & 7) + 1) : 0u; };
  out += in.take(table(screen[4]));
  const auto blocks = [&](Reader& r) {
    while (const auto n = r.get<uint8_t>()) r.take(n);
  };
  for (;;) {
    const auto rest = in.in;
    const auto kind = in.get<uint8_t>();
    if (kind == 0x3b) return out + ";";
    bool keep = true;
    if (kind == 0x2c) {
      const auto image = in.take(9);
      in.take(table(image[8]));
      in.take(1);
      blocks(in);
    } else if (kind == 0x21) {
      const auto label = in.get<uint8_t>();
      const auto head = in.in.substr(0, std::min<size_t>(12, in.in.size()));
      // Comments and applications' data go; the loop count and the timing stay.
      keep = label == 0xf9 || (label == 0xff && head.size() == 12 && head.substr(1) == "NETSCAPE2.0");
      blocks(in);
    } else {
      Reader::torn();
    }
    if (keep) out += rest.substr(0, rest.size() - in.in.size());
  }
}

}  // namespace

CleanPicture without_metadata(std::string_view p) {
  if (p.size() > kLargestPicture) throw Failure{Reason::picture_too_large, "larger than 20 MiB"};
  try {
    if (p.substr(0, 3) == "\xff\xd8\xff") return {jpeg({p}), "image/jpeg"};
    if (p.substr(0, 8) == "\x89PNG\r\n\x1a\n") return {png({p}), "image/png"};
    if (p.substr(0, 4) == "RIFF" && p.size() > 12 && p.substr(8, 4) == "WEBP")
      return {webp({p}), "image/webp"};
    if (p.substr(0, 4) == "GIF8") return {gif({p}), "image/gif"};
  } catch (const Failure&) {
    throw Failure{Reason::picture_torn, "torn"};
  }
  throw Failure{Reason::picture_of_other_format, "not a JPEG, PNG, WebP or GIF"};
}

}  // namespace eddy
