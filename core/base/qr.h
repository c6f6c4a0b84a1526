// A QR code for a terminal: two modules a character, dark on light, with its quiet zone. For programs that link qrencode.
#pragma once
#include <qrencode.h>

#include <memory>
#include <string>

namespace eddy {

// "" where the text is too long for one.
inline std::string qr_text(const std::string& text) {
  const std::unique_ptr<QRcode, void (*)(QRcode*)> code(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_L), QRcode_free);
  if (!code) return "";
  const int quiet = 2, size = code->width;
  const auto light = [&](int x, int y) {
    return x < 0 || y < 0 || x >= size || y >= size || !(code->data[y * size + x] & 1);
  };
  std::string out;
  for (int y = -quiet; y < size + quiet; y += 2) {
    out += "  ";
    for (int x = -quiet; x < size + quiet; ++x) {
      const bool above = light(x, y), below = y + 1 >= size + quiet || light(x, y + 1);
      out += above && below ? "\u2588" : above ? "\u2580" : below ? "\u2584" : " ";
    }
    out += '\n';
  }
  return out;
}

}  // namespace eddy
