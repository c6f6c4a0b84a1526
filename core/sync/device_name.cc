#include "core/sync/device_name.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "core/base/failure.h"

namespace eddy::sync {
namespace {

// From, to: of controls, and of what has no width or changes the direction of others.
constexpr char32_t kUnseen[][2] = {{0, 0x1f},        {0x7f, 0x9f},      {0xad, 0xad},     {0x61c, 0x61c},
                                   {0x200b, 0x200f}, {0x2028, 0x202e},  {0x2060, 0x206f}, {0xfeff, 0xfeff},
                                   {0xfff9, 0xfffb}, {0xe0000, 0xe007f}};

bool is_unseen(char32_t c) {
  return std::any_of(std::begin(kUnseen), std::end(kUnseen),
                     [&](const auto& range) { return range[0] <= c && c <= range[1]; });
}

// The next character; 0, which is none that is seen, where there is none.
char32_t next(std::string_view& in) {
  const auto first = uint8_t(in[0]);
  const size_t more = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
  constexpr char32_t least[] = {0, 0x80, 0x800, 0x10000};
  char32_t c = more == 0 ? first : first & (0x3f >> more);
  bool whole = more == 0 || (first >= 0xc2 && first <= 0xf4 && in.size() > more);
  for (size_t i = 1; whole && i <= more; ++i) {
    whole = (uint8_t(in[i]) & 0xc0) == 0x80;
    c = c << 6 | (uint8_t(in[i]) & 0x3f);
  }
  in.remove_prefix(std::min(in.size(), more + 1));
  const bool half_of_one = c >= 0xd800 && c <= 0xdfff;
  return whole && c >= least[more] && c <= 0x10ffff && !half_of_one ? c : 0;
}

bool is_seen(std::string_view name) {
  while (!name.empty())
    if (is_unseen(next(name))) return false;
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
