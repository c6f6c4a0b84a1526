#include "core/exchange/json_text.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/exchange/json_table.h"

namespace eddy {
namespace {

void put_quoted(std::string& out, std::string_view text) {
  static const char digits[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = uint8_t(c);
    if (c == '"' || c == '\\')
      out += '\\', out += c;
    else if (c == '\n')
      out += "\\n";
    else if (c == '\r')
      out += "\\r";
    else if (c == '\t')
      out += "\\t";
    else if (byte < ' ' || byte == 0x7f || c == '<' || c == '>')  // these could end a script that holds it
      out += "\\u00", out += digits[byte >> 4], out += digits[byte & 15];
    else
      out += c;
  }
  out += '"';
}

void put_value(std::string& out, const JsonField& f, uint64_t number, std::string_view bytes) {
  switch (f.type) {
    case JsonType::int32: out += std::to_string(int32_t(number)); break;
    case JsonType::sint32:
      out += std::to_string(int32_t(uint32_t(number >> 1) ^ (0 - uint32_t(number & 1))));
      break;
    case JsonType::int64: out += '"' + std::to_string(int64_t(number)) + '"'; break;
    case JsonType::uint64:
    case JsonType::fixed64: out += '"' + std::to_string(number) + '"'; break;
    case JsonType::boolean: out += number ? "true" : "false"; break;
    case JsonType::string: put_quoted(out, bytes); break;
    case JsonType::bytes: out += '"' + to_base64(bytes) + '"'; break;
    case JsonType::message: out += json_text(f.of, bytes); break;
    case JsonType::enumerated:
      if (const auto* name = enum_name(f.of, int(number)))
        out += '"' + std::string(name) + '"';
      else
        out += std::to_string(int32_t(number));
      break;
    case JsonType::other: out += "null"; break;
  }
}

}  // namespace

std::string to_base64(std::string_view bytes) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t here = std::min<size_t>(3, bytes.size() - i);
    uint32_t bits = 0;
    for (size_t j = 0; j < 3; ++j) bits = bits << 8 | (j < here ? uint8_t(bytes[i + j]) : 0);
    for (size_t j = 0; j < 4; ++j) out += j <= here ? digits[bits >> (18 - 6 * j) & 63] : '=';
  }
  return out;
}

std::string json_text(int message, std::string_view wire) {
  std::string out = "{";
  int open = 0;  // the list that is being written
  for (Reader r{wire}; !r.in.empty();) {
    const auto tag = r.varint();
    uint64_t number = 0;
    std::string_view bytes;
    switch (tag & 7) {
      case 0: number = r.varint(); break;
      case 1: number = r.get<uint64_t>(); break;
      case 2: bytes = r.take(r.varint()); break;
      case 5: r.take(4); break;
      default: Reader::torn();
    }
    const auto* f = json_field(message, tag >> 3);
    if (!f) continue;
    if (open && open != f->number) out += ']', open = 0;
    if (out.size() > 1) out += ',';
    if (!open) out += '"' + std::string(f->name) + "\":";
    if (f->repeated && !open) out += '[', open = f->number;
    put_value(out, *f, number, bytes);
  }
  if (open) out += ']';
  return out + '}';
}

}  // namespace eddy
