#include "core/exchange/json_table.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace eddy {
namespace {

constexpr std::pair<std::string_view, JsonType> kTypes[] = {
    {"int32", JsonType::int32},     {"int64", JsonType::int64},     {"uint64", JsonType::uint64},
    {"sint32", JsonType::sint32},   {"fixed64", JsonType::fixed64}, {"bool", JsonType::boolean},
    {"string", JsonType::string},   {"bytes", JsonType::bytes},     {"enum", JsonType::enumerated},
    {"message", JsonType::message},
};
constexpr JsonType type_of(std::string_view word) {
  for (const auto& [name, type] : kTypes)
    if (name == word) return type;
  return JsonType::other;
}

struct Value {
  int of, number;
  const char* name;
};

#define FIELD(message, number, name, other, type, repeated, text, of) \
  JsonField{(message), (number), (name), (other), type_of(#type), (repeated) != 0, (text) != 0, (of)},
#define VALUE(of, number, name)
constexpr JsonField kFields[] = {
#include "eddy_json.inc"
};
#undef FIELD
#undef VALUE
#define FIELD(message, number, name, other, type, repeated, text, of)
#define VALUE(of, number, name) Value{(of), (number), (name)},
constexpr Value kValues[] = {
#include "eddy_json.inc"
};
#undef FIELD
#undef VALUE

}  // namespace

std::span<const JsonField> json_fields(int message) {
  const auto of = [=](const JsonField& f) { return f.message == message; };
  const auto from = std::find_if(std::begin(kFields), std::end(kFields), of);
  return {from, size_t(std::find_if_not(from, std::end(kFields), of) - from)};
}

const JsonField* json_field(int message, std::string_view name) {
  for (const auto& f : json_fields(message))
    if (name == f.name || name == f.other) return &f;
  return nullptr;
}

const JsonField* json_field(int message, uint64_t number) {
  for (const auto& f : json_fields(message))
    if (number == uint64_t(f.number)) return &f;
  return nullptr;
}

std::optional<int> enum_number(int of, std::string_view name) {
  for (const auto& v : kValues)
    if (v.of == of && name == v.name) return v.number;
  return std::nullopt;
}

const char* enum_name(int of, int number) {
  for (const auto& v : kValues)
    if (v.of == of && v.number == number) return v.name;
  return nullptr;
}

}  // namespace eddy
