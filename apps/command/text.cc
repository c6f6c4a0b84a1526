#include "apps/command/text.h"

#include <algorithm>

#include "apps/command/columns.h"

namespace eddy::command {
namespace {

bool unseen(char32_t c) {
  const bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
  const bool turns = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
  return control || turns;
}

const char* code(Text::Style style) {
  switch (style) {
    case Text::Style::bold: return "\033[1m";
    case Text::Style::dim: return "\033[2m";
    default: return "\033[36m";
  }
}

}  // namespace

std::string clean(const std::string& words) {
  std::string out;
  out.reserve(words.size());
  for (size_t at = 0; at < words.size();) {
    const auto c = letter_at(words, at);
    if (!c.valid)
      out += "\uFFFD";
    else if (c.code == '\t' || c.code == 0x2028 || c.code == 0x2029)
      out += ' ';
    else if (c.code == '\n' || !unseen(c.code))
      out.append(words, at, c.bytes);
    at += c.bytes;
  }
  return out;
}

bool is_utf8(const std::string& words) {
  for (size_t at = 0; at < words.size();) {
    const auto c = letter_at(words, at);
    if (!c.valid) return false;
    at += c.bytes;
  }
  return true;
}

std::string to_utf8(const std::string& words) {
  std::string out;
  for (size_t at = 0; at < words.size();) {
    const auto c = letter_at(words, at);
    if (c.valid) {
      out.append(words, at, c.bytes);
    } else {
      const auto byte = static_cast<unsigned char>(words[at]);
      out += char(0xc0 | byte >> 6);
      out += char(0x80 | (byte & 0x3f));
    }
    at += c.valid ? c.bytes : 1;
  }
  return out;
}

Text one_line(const std::string& words) {
  auto line = clean(words);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

Text::Text(Style style, const Text& words) : words_(words.words_) {
  if (words_.empty()) return;
  marks_ = words.marks_;
  marks_.push_back({0, words_.size(), style});
}

Text& Text::operator+=(const Text& more) {
  for (const auto& m : more.marks_) marks_.push_back({m.from + words_.size(), m.to + words_.size(), m.style});
  words_ += more.words_;
  return *this;
}

std::string Text::coloured(size_t from, size_t to) const {
  std::string out;
  const Mark* on = nullptr;
  for (size_t at = from; at < to; ++at) {
    const auto covers = [at](const Mark& m) { return m.from <= at && at < m.to; };
    const auto found = std::find_if(marks_.begin(), marks_.end(), covers);
    const Mark* now = found == marks_.end() ? nullptr : &*found;
    if (now != on) {
      if (on) out += "\033[0m";
      if (now) out += code(now->style);
      on = now;
    }
    out += words_[at];
  }
  return on ? out + "\033[0m" : out;
}

std::vector<std::string> Text::lines(int width, bool color, int hang) const {
  std::vector<std::string> out;
  for (const auto& part : broken(words_, width, hang)) {
    const auto indent = std::string(size_t(part.indent), ' ');
    out.push_back(indent +
                  (color ? coloured(part.from, part.to) : words_.substr(part.from, part.to - part.from)));
  }
  return out;
}

}  // namespace eddy::command
