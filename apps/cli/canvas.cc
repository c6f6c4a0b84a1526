#include "apps/cli/canvas.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "apps/command/columns.h"

namespace eddy::cli {
namespace {
constexpr double kDark = 0.02;

std::string at(int row, int column) {
  return "\033[" + std::to_string(row) + ";" + std::to_string(column) + "H";
}
}  // namespace

Canvas::Canvas(bool color) : color_(color) {
  const char* depth = std::getenv("COLORTERM");
  deep_ = depth && (std::strstr(depth, "truecolor") || std::strstr(depth, "24bit"));
}

// Half a cell is one dot; the edge fades over one dot, so that the disc grows smoothly.
void Canvas::disc(std::string& out, Size s, int rows, double part) const {
  const double height = rows * 2.0, radius = (0.28 + 0.70 * part) * std::min(height, double(s.columns)) / 2;
  const double cx = s.columns / 2.0, cy = height / 2.0;
  const int reach = std::min(s.columns / 2, int(std::min(height, double(s.columns)) / 2) + 2);
  const auto light = [&](int x, int y) {
    const double d = std::hypot(x + 0.5 - cx, y + 0.5 - cy);
    const double inside = std::clamp(radius - d + 0.5, 0.0, 1.0);
    return inside * (0.72 + 0.28 * std::clamp(d / std::max(1.0, radius), 0.0, 1.0));  // a soft rim
  };
  for (int row = 0; row < rows; ++row) {
    out += at(row + 2, s.columns / 2 - reach + 1);
    std::string last;
    for (int x = s.columns / 2 - reach; x < s.columns / 2 + reach && x < s.columns; ++x)
      cell(out, last, light(x, row * 2), light(x, row * 2 + 1));
    if (color_) out += "\033[0m";
  }
}

void Canvas::cell(std::string& out, std::string& last, double top, double bottom) const {
  if (!color_) {
    static const char* const shades[] = {" ", "·", "░", "▒", "▓"};
    out += shades[int(std::clamp((top + bottom) / 2 * 4.99, 0.0, 4.0))];
    return;
  }
  // The half that is dark is left to the terminal's own background.
  const bool upper = top > kDark, lower = bottom > kDark;
  const auto code = upper ? shade(38, top) + shade(48, bottom) : shade(38, bottom) + "\033[49m";
  if (code != last) out += code, last = code;
  out += upper ? "▀" : lower ? "▄" : " ";
}

std::string Canvas::shade(int layer, double light) const {
  const auto l = std::to_string(layer);
  if (light <= kDark) return layer == 48 ? "\033[49m" : "\033[39m";
  if (deep_) {
    const auto mix = [&](int low, int high) { return std::to_string(int(low + (high - low) * light)); };
    return "\033[" + l + ";2;" + mix(14, 96) + ";" + mix(32, 188) + ";" + mix(42, 196) + "m";
  }
  static const int ramp[] = {23, 23, 30, 30, 37, 37, 73, 80, 116};
  return "\033[" + l + ";5;" + std::to_string(ramp[int(std::clamp(light * 8.99, 0.0, 8.0))]) + "m";
}

void Canvas::centre(std::string& out, Size s, int row, const command::Text& text, const char* style) const {
  if (row < 1 || row > s.rows) return;
  const auto line = command::clipped(text.words(), s.columns);
  const auto start = std::max(1, (s.columns - command::columns_of(line)) / 2 + 1);
  const bool styled = color_ && *style;
  out += at(row, 1) + "\033[2K" + at(row, start) + (styled ? style : "") + line + (styled ? "\033[0m" : "");
}

}  // namespace eddy::cli
