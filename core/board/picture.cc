#include "core/board/picture.h"

#include "core/base/bytes.h"

namespace eddy {
namespace {

uint32_t big(std::string_view b, size_t n) {
  uint32_t v = 0;
  for (size_t i = 0; i < n; ++i) v = v << 8 | uint8_t(b[i]);
  return v;
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
    // APP0 (JFIF), APP2 (colour profile) and APP14 (Adobe's colour transform) are needed to show it rightly.
    const bool profile = marker == 0xe2 && segment.substr(2, 11) == "ICC_PROFILE";
    const bool application = marker >= 0xe0 && marker <= 0xef, comment = marker == 0xfe;
    // A JFIF extension holds a thumbnail.
    const bool jfif = marker == 0xe0 && segment.substr(2, 4) == "JFIF";
    if ((!application && !comment) || profile || jfif || marker == 0xee) {
      out += '\xff';
      out += char(marker);
      out += segment;
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

std::string webp(Reader in) {
  in.take(4);
  const auto size = in.get<uint32_t>();
  Reader body{in.take(size)};
  std::string out(body.take(4));
  while (!body.in.empty()) {
    const auto rest = body.in;
    const auto type = body.take(4);
    const auto length = body.get<uint32_t>();
    body.take(length);
    if (length % 2 && !body.in.empty()) body.take(1);
    if (type == "EXIF" || type == "XMP ") continue;
    const auto from = out.size();
    out += rest.substr(0, rest.size() - body.in.size());
    if (type == "VP8X") out[from + 8] = char(out[from + 8] & ~0x0c);  // no longer holds EXIF or XMP
  }
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
