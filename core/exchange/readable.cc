#include "core/exchange/readable.h"

#include <algorithm>

#include "core/base/date_words.h"
#include "core/exchange/json_table.h"
#include "core/vault/entries.h"

namespace eddy {
namespace {

bool ends_in(std::string_view name, std::string_view end) {
  return name.size() > end.size() && name.substr(name.size() - end.size()) == end;
}

std::string spaced(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string readable_name(const JsonField& f) {
  std::string name = f.other;
  for (const std::string_view unit : {"_ms", "_s"})
    if (ends_in(name, unit))
      name = name.substr(0, name.size() - unit.size()) + (unit == "_s" ? "_seconds" : "");
  if (name == "start_min") return "start";
  if (ends_in(name, "_min")) name = name.substr(0, name.size() - 4) + "_minutes";
  return spaced(name);
}

// CALL_ASKED_FOR_HELP is "asked for help".
std::string enum_words(int of, int number) {
  const char* name = enum_name(of, number);
  if (!name) return std::to_string(number);
  std::string words = name;
  words = spaced(words.substr(words.find('_') + 1));
  for (auto& c : words)
    if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
  return words;
}

std::string two(int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }
std::string clock(int64_t local_ms) {
  const auto minutes = floor_div(local_ms, kMinute) - floor_div(local_ms, kDay) * (kDay / kMinute);
  return two(minutes / 60) + ':' + two(minutes % 60);
}
std::string offset_words(int minutes) {
  const int all = minutes < 0 ? -minutes : minutes;
  return (minutes < 0 ? "-" : "+") + two(all / 60) + ':' + two(all % 60);
}

bool is_shown(const JsonField& f) {
  return f.number > 2 && f.type != JsonType::bytes && f.type != JsonType::other;
}

// One field's value on the wire.
struct WireValue {
  uint64_t number = 0;
  std::string_view bytes;
};
WireValue take_value(Reader& r, uint64_t tag) {
  WireValue v;
  switch (tag & 7) {
    case 0: v.number = r.varint(); break;
    case 1: v.number = r.get<uint64_t>(); break;
    case 2: v.bytes = r.take(r.varint()); break;
    case 5: r.take(4); break;
    default: Reader::torn();
  }
  return v;
}

std::string words_of_value(const JsonField& f, const WireValue& v, int offset_min);

// A message within: its values side by side, each with its name; of a picture what kind it is.
std::string words_within(int message, std::string_view wire) {
  const auto* kind = json_field(message, "mediaType");
  std::string out;
  for (Reader r{wire}; !r.in.empty();) {
    const auto tag = r.varint();
    const auto v = take_value(r, tag);
    const auto* f = json_field(message, tag >> 3);
    if (!f || f->type == JsonType::bytes || f->type == JsonType::other || (kind && f != kind)) continue;
    if (kind) return std::string(v.bytes);
    out += (out.empty() ? "" : ", ") + readable_name(*f) + ' ' + words_of_value(*f, v, 0);
  }
  return out;
}

std::string number_words(std::string_view name, int32_t number) {
  if (ends_in(name, "_day")) return iso_date(number);
  if (name == "weekday" && number >= 1 && number <= 7) return weekday_name(number);
  if (name == "start_min") return clock(number * kMinute);
  return std::to_string(number);
}

std::string words_of_value(const JsonField& f, const WireValue& v, int offset_min) {
  const auto number = int64_t(v.number);
  switch (f.type) {
    case JsonType::int32: return number_words(f.other, int32_t(number));
    case JsonType::int64: {
      if (!ends_in(f.other, "_ms")) return std::to_string(number);
      const auto local = std::clamp(number, kEarliest, kLatest) + offset_min * kMinute;
      return iso_date(floor_div(local, kDay)) + ' ' + clock(local);
    }
    case JsonType::boolean: return number ? "yes" : "no";
    case JsonType::string: return std::string(v.bytes);
    case JsonType::enumerated: return enum_words(f.of, int(number));
    case JsonType::message: return words_within(f.of, v.bytes);
    default: return std::to_string(number);
  }
}

int message_of(int table) {
  const auto* entry = json_field(kExportedMessage, "entry");
  const auto* f = entry ? json_field(entry->of, uint64_t(table)) : nullptr;
  return f && f->type == JsonType::message ? f->of : -1;
}

}  // namespace

std::string kind_name(int table) {
  const auto* entry = json_field(kExportedMessage, "entry");
  const auto* f = entry ? json_field(entry->of, uint64_t(table)) : nullptr;
  if (!f || f->type != JsonType::message) return "";
  std::string name = f->other;
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

std::vector<std::string> readable_names(int table) {
  std::vector<std::string> out;
  for (const auto& f : json_fields(message_of(table)))
    if (is_shown(f)) out.push_back(readable_name(f));
  if (table == kCheckIn) out.push_back("factors");
  return out;
}

Readable readable(const Stored& stored, FactorNames& names) {
  Readable out;
  auto entry = to_entry(stored);
  names.tell(entry);
  const auto body = body_of(entry);
  const int message = message_of(stored.table);
  int offset = 0;
  if (const auto event = to_event(stored.table, body)) {
    const auto local = event->at.local_ms();
    offset = event->at.offset_min;
    out.date = iso_date(floor_div(local, kDay));
    out.time = clock(local);
    out.offset = offset_words(offset);
  }
  for (const auto& f : json_fields(message))
    if (is_shown(f)) out.fields.push_back({readable_name(f), "", f.type == JsonType::string});
  for (Reader r{body}; !r.in.empty();) {
    const auto tag = r.varint();
    const auto v = take_value(r, tag);
    const auto* f = json_field(message, tag >> 3);
    if (!f || !is_shown(*f)) continue;
    const auto name = readable_name(*f);
    auto& to =
        *std::find_if(out.fields.begin(), out.fields.end(), [&](const auto& o) { return o.name == name; });
    const auto words = words_of_value(*f, v, offset);
    to.value = f->repeated && !to.value.empty() ? to.value + " | " + words : words;
  }
  if (stored.table != kCheckIn) return out;
  auto& factors = out.fields.emplace_back(ReadableField{"factors", "", true}).value;
  for (const auto& name : entry.factor_name()) factors += (factors.empty() ? "" : " | ") + name;
  return out;
}

}  // namespace eddy
