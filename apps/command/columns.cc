#include "apps/command/columns.h"

#include <locale.h>
#include <wchar.h>

#include <algorithm>
#include <clocale>
#include <iterator>

namespace eddy::command {
namespace {

// wcwidth() knows only the letters of the locale in force. Debian has C.UTF-8 everywhere.
class Utf8 {
 public:
  Utf8() : before_(uselocale(known())) {}
  ~Utf8() { uselocale(before_); }
  Utf8(const Utf8&) = delete;

 private:
  static locale_t known() {
    static const locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return utf8;  // none: the one in force stays
  }
  locale_t before_;
};

int width_of(const Letter& l) {
  if (!l.valid) return 1;
  const int w = wcwidth(wchar_t(l.code));
  return w < 0 ? (l.code < 0x20 || (l.code >= 0x7f && l.code < 0xa0) ? 0 : 1) : w;
}

bool joins_next(char32_t c) {  // what follows is drawn with it: a joiner, and the viramas of Indic scripts
  static const char32_t all[] = {0x200d, 0x094d, 0x09cd, 0x0a4d, 0x0acd,
                                 0x0b4d, 0x0bcd, 0x0c4d, 0x0ccd, 0x0d4d};
  return std::find(std::begin(all), std::end(all), c) != std::end(all);
}
bool is_skin(char32_t c) { return c >= 0x1f3fb && c <= 0x1f3ff; }
bool is_flag(char32_t c) { return c >= 0x1f1e6 && c <= 0x1f1ff; }

// A letter with everything that belongs to it.
struct Cluster {
  size_t to;
  int width;
  bool space, wide;
};

Cluster cluster_at(const std::string& words, size_t at, size_t end) {
  auto last = letter_at(words, at);
  Cluster c{at + last.bytes, width_of(last), last.code == ' ', width_of(last) == 2};
  bool paired = false;
  while (c.to < end) {
    const auto next = letter_at(words, c.to);
    const bool flag = is_flag(last.code) && is_flag(next.code) && !paired;
    if (!next.valid || !last.valid || next.code == ' ') break;
    if (width_of(next) != 0 && !joins_next(last.code) && !is_skin(next.code) && !flag) break;
    paired = flag;
    c.width += width_of(next);
    c.to += next.bytes;
    last = next;
  }
  return c;
}

// One line of a text, broken into as many as it takes.
class Breaker {
 public:
  Breaker(const std::string& words, size_t from, size_t to, int width, int hang)
      : words_(words), from_(from), to_(to), width_(width) {
    while (from_ < to_ && words[from_] == ' ' && int(from_ - from) < width / 2) ++from_;
    first_ = int(from_ - from);
    rest_ = std::min(first_ + hang, width / 2);
  }

  void into(std::vector<Line>& out) {
    start_ = end_ = from_;
    for (size_t at = from_; at < to_;) at = piece(out, at);
    end_line(out);
  }

 private:
  int indent() const { return later_ ? rest_ : first_; }
  int room() const { return std::max(1, width_ - indent()); }

  void end_line(std::vector<Line>& out) const {
    out.push_back({start_, end_, start_ == end_ ? 0 : indent()});
  }
  void next_line(std::vector<Line>& out, size_t from) {
    end_line(out);
    later_ = true;
    start_ = end_ = from;
    used_ = spaces_ = 0;
  }

  // A word, or one wide letter: what is not broken where there is another way.
  size_t piece(std::vector<Line>& out, size_t at) {
    auto c = cluster_at(words_, at, to_);
    if (c.space) {
      spaces_ += c.width;
      return c.to;
    }
    size_t to = c.to;
    int width = c.width;
    while (!c.wide && to < to_) {
      c = cluster_at(words_, to, to_);
      if (c.space || c.wide) break;
      to = c.to, width += c.width;
    }
    if (used_ > 0 && used_ + spaces_ + width > room()) next_line(out, at);
    if (width > room()) return letters(out, at, to);
    used_ += spaces_ + width, spaces_ = 0, end_ = to;
    return to;
  }

  // A word that is wider than a line.
  size_t letters(std::vector<Line>& out, size_t at, size_t to) {
    while (at < to) {
      const auto c = cluster_at(words_, at, to);
      if (used_ > 0 && used_ + spaces_ + c.width > room()) next_line(out, at);
      used_ += spaces_ + c.width, spaces_ = 0, end_ = c.to;
      at = c.to;
    }
    return to;
  }

  const std::string& words_;
  size_t from_, to_, start_ = 0, end_ = 0;
  int width_, first_, rest_, used_ = 0, spaces_ = 0;
  bool later_ = false;
};

}  // namespace

Letter letter_at(const std::string& words, size_t at) {
  const auto byte = [&](size_t i) { return i < words.size() ? static_cast<unsigned char>(words[i]) : 0u; };
  const unsigned first = byte(at);
  if (first < 0x80) return {first, 1, true};
  const size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return {first, 1, false};
  char32_t code = first & (0xffu >> (length + 1));
  for (size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xc0) != 0x80) return {first, 1, false};
    code = code << 6 | (byte(at + i) & 0x3f);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  if (overlong || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return {first, 1, false};
  return {code, length, true};
}

int columns_of(const std::string& words) {
  const Utf8 locale;
  int n = 0;
  for (size_t at = 0; at < words.size();) {
    const auto l = letter_at(words, at);
    n += width_of(l);
    at += l.bytes;
  }
  return n;
}

std::string padded(const std::string& words, int columns) {
  return words + std::string(size_t(std::max(1, columns - columns_of(words))), ' ');
}

std::string clipped(const std::string& words, int columns) {
  const Utf8 locale;
  int used = 0;
  size_t at = 0;
  while (at < words.size()) {
    const auto c = cluster_at(words, at, words.size());
    if (used + c.width > columns) break;
    used += c.width, at = c.to;
  }
  return words.substr(0, at);
}

std::vector<Line> broken(const std::string& words, int width, int hang) {
  const Utf8 locale;
  std::vector<Line> out;
  for (size_t at = 0; at <= words.size();) {
    const auto end = std::min(words.find('\n', at), words.size());
    if (width <= 0)
      out.push_back({at, end, 0});
    else
      Breaker(words, at, end, width, hang).into(out);
    at = end + 1;
  }
  return out;
}

}  // namespace eddy::command
