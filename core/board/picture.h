// Takes out of a picture where, when and with what it was taken: EXIF, XMP, IPTC, comments, thumbnails,
// whatever follows the picture's end. The pixels and the colour profile stay as they are, byte for byte.
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
