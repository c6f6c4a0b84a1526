// What an export is made of: the fields of its messages, by name and by number, and the names of enums' values. Written from
// the descriptors when Eddy is built (eddy_describe json), since the core itself has none.
#pragma once
#include <optional>
#include <span>
#include <string_view>

namespace eddy {

enum class JsonType {
  int32,
  int64,
  uint64,
  sint32,
  fixed64,
  boolean,
  string,
  bytes,
  enumerated,
  message,
  other
};

struct JsonField {
  int message;  // 0: api.Exported
  int number;
  const char *name, *other;  // as exports name it; as the .proto does
  JsonType type;
  bool repeated, text;  // text: a person typed it
  int of;               // the message or the enum of its value
};
constexpr int kExportedMessage = 0;

std::span<const JsonField> json_fields(int message);
const JsonField* json_field(int message, std::string_view name);  // null: there is none
const JsonField* json_field(int message, uint64_t number);
std::optional<int> enum_number(int of, std::string_view name);
const char* enum_name(int of, int number);  // null: there is none

}  // namespace eddy
