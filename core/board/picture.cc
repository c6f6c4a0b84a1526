#include "core/board/picture.h"

#include "core/board/formats.h"

namespace eddy {

CleanPicture without_metadata(std::string_view p) {
  if (p.size() > kLargestPicture) throw Failure{Reason::picture_too_large, "larger than 20 MiB"};
  try {
    if (p.substr(0, 3) == "\xff\xd8\xff") return {clean_jpeg({p}), "image/jpeg"};
    if (p.substr(0, 8) == "\x89PNG\r\n\x1a\n") return {clean_png({p}), "image/png"};
    if (p.substr(0, 4) == "RIFF" && p.size() > 12 && p.substr(8, 4) == "WEBP")
      return {clean_webp({p}), "image/webp"};
    if (p.substr(0, 4) == "GIF8") return {clean_gif({p}), "image/gif"};
  } catch (const Failure&) {
    throw Failure{Reason::picture_torn, "torn"};
  }
  throw Failure{Reason::picture_of_other_format, "not a JPEG, PNG, WebP or GIF"};
}

}  // namespace eddy
