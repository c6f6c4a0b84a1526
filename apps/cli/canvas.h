// What the guide draws: a disc that grows and shrinks, and lines in the middle. Into a string that is put out as one frame.
#pragma once
#include <string>

#include "apps/cli/stage.h"
#include "apps/command/text.h"

namespace eddy::cli {

class Canvas {
 public:
  explicit Canvas(bool color);
  // `part` from 0 to 1 is how large it is.
  void disc(std::string& out, Size s, int rows, double part) const;
  // One line, as much of it as fits.
  void centre(std::string& out, Size s, int row, const command::Text& text, const char* style = "") const;

 private:
  void cell(std::string& out, std::string& last, double top, double bottom) const;
  std::string shade(int layer, double light) const;
  bool color_, deep_ = false;
};

inline constexpr const char* kSoft = "\033[2m";
inline constexpr const char* kStrong = "\033[1m";

}  // namespace eddy::cli
