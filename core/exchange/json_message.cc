#include "core/exchange/json_message.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "core/base/bytes.h"

namespace eddy {
namespace {

constexpr const char* kOtherType = "a value of it is of another type than Eddy writes";
constexpr const char* kTwice = "it says the same thing twice";

int base64_digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  return c == '/' || c == '_' ? 63 : -1;
}

std::optional<std::string> from_either_base64(std::string_view text) {
  std::string out;
  out.reserve(text.size() / 4 * 3 + 3);
  while (!text.empty() && text.back() == '=') text.remove_suffix(1);
  uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    const int digit = base64_digit(c);
    if (digit < 0) return std::nullopt;
    bits = bits << 6 | uint32_t(digit);
    held += 6;
    if (held >= 8) held -= 8, out += char(bits >> held);
  }
  return out;
}

bool fits_type(JsonType type, int64_t n) {
  switch (type) {
    case JsonType::int32:
    case JsonType::sint32:
    case JsonType::enumerated:
      return n >= std::numeric_limits<int32_t>::min() && n <= std::numeric_limits<int32_t>::max();
    case JsonType::int64: return true;
    case JsonType::uint64:
    case JsonType::fixed64: return n >= 0;
    default: return false;
  }
}

bool is_whole_number(JsonType type) { return fits_type(type, 0); }

template <class Number>
std::optional<Number> whole(std::string_view text) {
  Number n{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(n) : std::nullopt;
}

}  // namespace

bool JsonMessage::begin() {
  Frame next;
  if (open()) {
    const auto* f = ready();
    if (!f) return false;
    if (f->type != JsonType::message) return refuse(kOtherType), false;
    next.message = f->of;
  }
  frames_.push_back(std::move(next));
  return true;
}

bool JsonMessage::end() {
  auto frame = std::move(frames_.back());
  frames_.pop_back();
  if (frames_.empty()) return done_ = std::move(frame.bytes), true;
  put(*frames_.back().field, frame.bytes);
  return false;
}

std::string JsonMessage::take() {
  auto out = std::move(done_);
  *this = {};
  return out;
}

void JsonMessage::name(std::string_view name) {
  auto& frame = frames_.back();
  frame.field = json_field(frame.message, name);
  reply_ = !frame.field && frames_.size() == 1 && name == "record";
  if (!frame.field) {
    newer_ = true;
    return;
  }
  const auto bit = uint64_t(1) << (frame.field - json_fields(frame.message).data());
  if (frame.seen & bit) refuse(kTwice);
  frame.seen |= bit;
}

bool JsonMessage::begin_list() {
  auto& frame = frames_.back();
  if (!frame.field) return false;
  if (!frame.field->repeated || frame.list) return refuse(kOtherType), false;
  return frame.list = true;
}
void JsonMessage::end_list() { frames_.back().list = false; }

const JsonField* JsonMessage::ready() {
  const auto& frame = frames_.back();
  if (frame.field && frame.field->repeated != frame.list) return refuse(kOtherType), nullptr;
  return frame.field;
}

void JsonMessage::put(const JsonField& f, uint64_t value) {
  auto& out = frames_.back().bytes;
  const bool fixed = f.type == JsonType::fixed64;
  put_varint(out, uint64_t(f.number) << 3 | (fixed ? 1 : 0));
  if (fixed)
    eddy::put<uint64_t>(out, value);
  else
    put_varint(out, value);
}

void JsonMessage::put(const JsonField& f, std::string_view bytes) {
  auto& out = frames_.back().bytes;
  put_varint(out, uint64_t(f.number) << 3 | 2);
  put_varint(out, bytes.size());
  out += bytes;
}

void JsonMessage::text(std::string_view value) {
  const auto* f = ready();
  if (!f) return;
  if (f->type == JsonType::string) return put(*f, value);
  if (f->type == JsonType::bytes) {
    const auto bytes = from_either_base64(value);
    return bytes ? put(*f, *bytes) : refuse("it holds bytes that are no base64");
  }
  if (f->type == JsonType::enumerated) {
    const auto n = enum_number(f->of, value);
    if (!n) newer_ = true;
    return n ? number(int64_t(*n)) : void();
  }
  if (!is_whole_number(f->type)) return refuse(kOtherType);
  if (const auto n = whole<int64_t>(value)) return number(*n);
  if (const auto n = whole<uint64_t>(value)) return number(*n);
  refuse(kOtherType);
}

void JsonMessage::number(int64_t value) {
  const auto* f = ready();
  if (!f) return;
  if (!fits_type(f->type, value)) return refuse(kOtherType);
  const auto zigzag = uint64_t(value) << 1 ^ uint64_t(value >> 63);
  put(*f, f->type == JsonType::sint32 ? zigzag & 0xffffffff : uint64_t(value));
}

void JsonMessage::number(uint64_t value) {
  if (value <= uint64_t(std::numeric_limits<int64_t>::max())) return number(int64_t(value));
  const auto* f = ready();
  if (!f) return;
  if (f->type == JsonType::uint64 || f->type == JsonType::fixed64) return put(*f, value);
  refuse(kOtherType);
}

// 3.0 and 3e0 are 3.
void JsonMessage::number(double value) {
  constexpr double kExact = 9007199254740992;
  if (std::floor(value) == value && std::fabs(value) <= kExact) return number(int64_t(value));
  if (ready()) refuse(kOtherType);
}

void JsonMessage::truth(bool value) {
  const auto* f = ready();
  if (!f) return;
  if (f->type != JsonType::boolean) return refuse(kOtherType);
  put(*f, uint64_t(value));
}

void JsonMessage::nothing() {
  if (frames_.back().list) refuse(kOtherType);
}

}  // namespace eddy
