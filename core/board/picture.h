// Takes out of a picture where, when and with what it was taken: EXIF, XMP, IPTC, comments, thumbnails, colour profiles (which
// carry names and serials; one of a wide range of colours then looks a little paler), and whatever follows the picture's end or
// hides behind the end of its data. The pixels stay as they are. Not known without decoding, and so left: what lies behind the
// last pixel inside a JPEG's scan, and inside the chunk of a WebP.
#pragma once
#include <string>
#include <string_view>

namespace eddy {
constexpr size_t kLargestPicture = 20 << 20;  // bytes
struct CleanPicture {
  std::string bytes, media_type;
};
// JPEG, PNG, WebP or GIF; INVALID for anything else, or one that is torn.
CleanPicture without_metadata(std::string_view picture);
}  // namespace eddy
