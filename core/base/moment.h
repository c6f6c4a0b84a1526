// Instants and calendar days. No clock is read here: time is always an argument.
// Days are counted from 1970-01-01 and named in the proleptic Gregorian calendar.
#pragma once
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/failure.h"

namespace eddy {

constexpr int64_t kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour;

struct Moment {
  int64_t ms = 0;      // since 1970-01-01 UTC
  int offset_min = 0;  // local time minus UTC
  int64_t local_ms() const { return ms + offset_min * kMinute; }
};

// Offsets from UTC, as the shell tells them. The core carries no zone database.
struct Zone {
  int offset_min = 0;
  std::vector<std::pair<int64_t, int>> changes;  // from this instant on, in order
  int at(int64_t ms) const {
    int offset = offset_min;
    for (const auto& [from, to] : changes)
      if (ms >= from) offset = to;
    return offset;
  }
  // The instant at which a clock on the wall shows a local time: of an hour that comes twice the first one, of one that is left
  // out the instant of the change. Never goes back where local times go forward.
  int64_t to_utc(int64_t local_ms) const {
    int before = offset_min;
    for (const auto& [from, to] : changes) {
      const auto then = local_ms - before * kMinute;
      if (then < from) return then;
      if (local_ms - to * kMinute < from) return from;
      before = to;
    }
    return local_ms - before * kMinute;
  }
};

// Years 0002 to 9998, so that adding days and offsets stays within four digits.
constexpr int64_t kEarliest = -62'104'060'800'000, kLatest = 253'370'764'800'000;

inline Moment checked(Moment m, const char* field) {
  if (m.ms < kEarliest || m.ms > kLatest) throw malformed(field, "outside the years 2 to 9998");
  if (m.offset_min < -14 * 60 || m.offset_min > 14 * 60)
    throw malformed("offset_min", "more than 14 hours from UTC");
  return m;
}

constexpr int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

struct Date {
  int year, month, day;
};

inline Date to_date(int64_t day) {
  const std::chrono::year_month_day d{std::chrono::sys_days{std::chrono::days{day}}};
  return {int(d.year()), int(unsigned(d.month())), int(unsigned(d.day()))};
}

// False: there is no such date.
inline bool to_day(Date d, int64_t& day) {
  using namespace std::chrono;
  if (d.year < 2 || d.year > 9998) return false;
  const year_month_day ymd{year{d.year}, month{unsigned(d.month)}, std::chrono::day{unsigned(d.day)}};
  if (!ymd.ok()) return false;
  day = sys_days{ymd}.time_since_epoch().count();
  return true;
}

inline std::string iso_date(int64_t day) {
  const Date d = to_date(day);
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", d.year, d.month, d.day);
  return text;
}

// The day of "2026-03-02"; of anything else none.
inline std::optional<int64_t> day_named(std::string_view iso) {
  int64_t day = 0;
  Date d{0, 0, 0};
  const auto number = [&](size_t at, size_t digits, int& to) {
    const auto* from = iso.data() + at;
    return std::from_chars(from, from + digits, to).ptr == from + digits;
  };
  if (iso.size() != 10 || !number(0, 4, d.year) || !number(5, 2, d.month) || !number(8, 2, d.day)) return {};
  if (!to_day(d, day) || iso_date(day) != iso) return {};
  return day;
}

// 1 Monday .. 7 Sunday.
inline int weekday(int64_t day) { return int(((day + 3) % 7 + 7) % 7) + 1; }

}  // namespace eddy
