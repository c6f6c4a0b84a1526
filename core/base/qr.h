// QR codes. For programs that link qrencode.
#pragma once
#include <qrencode.h>

#include <memory>
#include <string>
#include <vector>

namespace eddy {

// Rows of '#' and ' ', as many as each is long, with a quiet zone of two; none where the text is too long for one.
inline std::vector<std::string> qr_rows(const std::string& text) {
  const std::unique_ptr<QRcode, void (*)(QRcode*)> code(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_L), QRcode_free);
  if (!code) return {};
  const size_t quiet = 2, size = size_t(code->width), side = size + 2 * quiet;
  std::vector<std::string> rows(side, std::string(side, ' '));
  for (size_t y = 0; y < size; ++y)
    for (size_t x = 0; x < size; ++x)
      if (code->data[y * size + x] & 1) rows[y + quiet][x + quiet] = '#';
  return rows;
}

// For a terminal: two modules a character, dark on light. "" where the text is too long for one.
inline std::string qr_text(const std::string& text) {
  const auto rows = qr_rows(text);
  std::string out;
  for (size_t y = 0; y < rows.size(); y += 2) {
    out += "  ";
    for (size_t x = 0; x < rows.size(); ++x) {
      const bool above = rows[y][x] == ' ', below = y + 1 >= rows.size() || rows[y + 1][x] == ' ';
      out += above && below ? "\u2588" : above ? "\u2580" : below ? "\u2584" : " ";
    }
    out += '\n';
  }
  return out;
}

}  // namespace eddy
