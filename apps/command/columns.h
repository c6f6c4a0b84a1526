// How wide words are on a terminal, and where their lines may be broken. Counted in columns as wcwidth() counts them: wide
// letters take two, marks that sit on a letter take none, a byte that is not UTF-8 takes one.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace eddy::command {

struct Letter {
  char32_t code;
  size_t bytes;  // at least 1
  bool valid;    // false: a byte that is not UTF-8
};
Letter letter_at(const std::string& words, size_t at);

int columns_of(const std::string& words);
// With spaces behind it, to so many columns; at least one space.
std::string padded(const std::string& words, int columns);
// As much of its beginning as fits.
std::string clipped(const std::string& words, int columns);

// Bytes [from, to) of a text that make one line, behind so many spaces.
struct Line {
  size_t from, to;
  int indent;
};
// At spaces, beside wide letters, and inside a word where it alone is wider than the line; never between a letter and what
// belongs to it. Width 0: only at line ends.
std::vector<Line> broken(const std::string& words, int width, int hang = 0);

}  // namespace eddy::command
