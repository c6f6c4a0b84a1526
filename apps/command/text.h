// Words for a terminal. What a Text is made from is cleaned on the way in, and styles are kept beside the words: an escape
// sequence that somebody's file, note or device name holds never reaches a terminal, and no caller can forget to see to it.
#pragma once
#include <string>
#include <vector>

namespace eddy::command {

// Without control characters (but line ends), marks that turn the direction of what follows, and bytes that are not UTF-8,
// each of which becomes U+FFFD.
std::string clean(const std::string& words);
bool is_utf8(const std::string& words);
// What is no UTF-8 in it as ISO 8859-1 has it, which is what such bytes mostly are: no letter is lost.
std::string to_utf8(const std::string& words);

class Text {
 public:
  enum class Style : char { bold, dim, calm };

  Text() = default;
  Text(const char* words) : words_(clean(words)) {}  // not explicit: that is the point
  Text(const std::string& words) : words_(clean(words)) {}
  Text(Style style, const Text& words);

  Text& operator+=(const Text& more);
  friend Text operator+(Text a, const Text& b) { return std::move(a += b); }

  bool empty() const { return words_.empty(); }
  const std::string& words() const { return words_; }  // clean, and without styles
  // Its lines, none wider than `width` columns (0: as they are), with the codes that colour them where they are wanted.
  // Later parts of a line keep its indent, and `hang` more.
  std::vector<std::string> lines(int width, bool color, int hang = 0) const;

 private:
  struct Mark {
    size_t from, to;
    Style style;
  };
  std::string coloured(size_t from, size_t to) const;
  std::string words_;
  std::vector<Mark> marks_;  // in their order; the first that covers a byte counts
};

inline Text bold(const Text& t) { return {Text::Style::bold, t}; }
inline Text dim(const Text& t) { return {Text::Style::dim, t}; }
inline Text calm(const Text& t) { return {Text::Style::calm, t}; }
// For names that stand in one line with other words.
Text one_line(const std::string& words);

}  // namespace eddy::command
