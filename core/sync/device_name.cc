#include "core/sync/device_name.h"

#include <algorithm>
#include <iterator>

#include "core/base/failure.h"
#include "core/base/utf8.h"

namespace eddy::sync {
namespace {

// From, to: of controls, of what has no width or changes the direction of others, and of what is no letter (utf8.h).
constexpr char32_t kUnseen[][2] = {{0, 0x1f},        {0x7f, 0x9f},     {0xad, 0xad},      {0x61c, 0x61c},
                                   {0x200b, 0x200f}, {0x2028, 0x202e}, {0x2060, 0x206f},  {0xfeff, 0xfeff},
                                   {0xfff9, 0xfffb}, {0xfffd, 0xfffd}, {0xe0000, 0xe007f}};

bool is_unseen(char32_t c) {
  return std::any_of(std::begin(kUnseen), std::end(kUnseen),
                     [&](const auto& range) { return range[0] <= c && c <= range[1]; });
}

bool is_seen(std::string_view name) {
  while (!name.empty())
    if (is_unseen(take_letter(name))) return false;
  return true;
}

bool is_blank(std::string_view name) { return name.find_first_not_of(' ') == std::string_view::npos; }

}  // namespace

bool is_device_name(std::string_view name) {
  return !is_blank(name) && name.size() <= kLongestName && is_seen(name);
}

std::string device_name(const std::string& given) {
  if (is_blank(given)) throw missing("name", "a device is called something");
  if (given.size() > kLongestName) throw too_long("name", kLongestName);
  if (!is_seen(given)) throw malformed("name", "holds what cannot be seen");
  return given;
}

}  // namespace eddy::sync
