#include "apps/cli/times.h"

#include <cmath>
#include <cstdio>
#include <ctime>

namespace eddy::cli {
namespace {

constexpr double kDay = 86'400'000, kMinute = 60'000;
constexpr int kFarthest = 18 * 60;  // minutes from UTC: as far as any zone has been

struct Parts {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
};

double utc(const Parts& p) {
  tm t{};
  t.tm_year = p.year - 1900, t.tm_mon = p.month - 1, t.tm_mday = p.day;
  t.tm_hour = p.hour, t.tm_min = p.minute, t.tm_sec = p.second;
  return double(timegm(&t)) * 1000;
}

bool is_date(const Parts& p) {
  static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (p.year % 4 == 0 && p.year % 100 != 0) || p.year % 400 == 0;
  if (p.month < 1 || p.month > 12 || p.day < 1 || p.day > days[p.month - 1]) return false;
  return leap || p.month != 2 || p.day < 29;
}

bool is_time(const Parts& p) {
  return p.hour >= 0 && p.hour < 24 && p.minute >= 0 && p.minute < 60 && p.second >= 0 && p.second <= 60;
}

// Takes "T01:30", and ":05" where it is there, from the front of `rest`.
bool take_time(std::string& rest, Parts& p) {
  int used = 0;
  if ((rest[0] != 'T' && rest[0] != ' ') ||
      std::sscanf(rest.c_str() + 1, "%2d:%2d%n", &p.hour, &p.minute, &used) != 2)
    return false;
  rest = rest.substr(size_t(used) + 1);
  if (std::sscanf(rest.c_str(), ":%2d%n", &p.second, &used) == 1) rest = rest.substr(size_t(used));
  return true;
}

// "Z" or "+01:00", in minutes.
std::optional<int> offset_in(const std::string& text) {
  int h = 0, m = 0;
  if (text == "Z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') ||
      std::sscanf(text.c_str() + 1, "%2d:%2d", &h, &m) != 2 || h < 0 || m < 0 || m > 59 ||
      h * 60 + m > kFarthest)
    return std::nullopt;
  return (text[0] == '-' ? -1 : 1) * (h * 60 + m);
}

// "23:10", in ms since midnight.
std::optional<double> hour_of_day(const std::string& text) {
  Parts p;
  int used = 0;
  if (std::sscanf(text.c_str(), "%2d:%2d%n", &p.hour, &p.minute, &used) != 2 || size_t(used) != text.size())
    return std::nullopt;
  if (!is_time(p)) throw Usage("\"" + text + "\" is not a time");
  return (p.hour * 60 + p.minute) * kMinute;
}

double midnight_local(const Shell& shell, double ms) {
  return std::floor((ms + shell.offset_min(ms) * kMinute) / kDay) * kDay;
}

// When the wall last showed it, up to `until`.
double last_shown(const Shell& shell, double hour, double until) {
  const double day = midnight_local(shell, until), at = shell.instant_of(day + hour);
  return at > until ? shell.instant_of(day - kDay + hour) : at;
}

// A date, and perhaps a time of it and an offset.
std::optional<std::pair<double, int>> whole(const Shell& shell, const std::string& text) {
  Parts p;
  int used = 0;
  if (std::sscanf(text.c_str(), "%4d-%2d-%2d%n", &p.year, &p.month, &p.day, &used) != 3 || used < 8)
    return std::nullopt;
  if (!is_date(p)) throw Usage("\"" + text + "\" is not a date");
  auto rest = text.substr(size_t(used));
  if ((!rest.empty() && !take_time(rest, p)) || !is_time(p)) throw Usage("\"" + text + "\" is not a time");
  const double local = utc(p);
  if (const auto offset = offset_in(rest)) return std::pair(local - *offset * kMinute, *offset);
  if (!rest.empty()) throw Usage("\"" + text + "\" ends with something that is not an offset like +01:00");
  const double at = shell.instant_of(local);
  return std::pair(at, shell.offset_min(at));
}

}  // namespace

std::pair<double, int> parse_moment(const Shell& shell, const std::string& text) {
  const bool yesterday = text.rfind("yesterday ", 0) == 0;
  const auto rest = yesterday ? text.substr(10) : text;
  if (const auto at = whole(shell, rest)) return *at;
  if (const auto hour = hour_of_day(rest)) {
    const double now = shell.now_ms();
    const double at = yesterday ? shell.instant_of(midnight_local(shell, now) - kDay + *hour)
                                : last_shown(shell, *hour, now);
    return {at, shell.offset_min(at)};
  }
  throw Usage("\"" + text + "\" is not a time; try 23:10, yesterday 23:10 or 2026-03-29T01:30:00+01:00");
}

double parse_time(const Shell& shell, const std::string& text) { return parse_moment(shell, text).first; }

double parse_time_before(const Shell& shell, const std::string& text, double before_ms) {
  if (const auto hour = hour_of_day(text)) return last_shown(shell, *hour, before_ms - 1);
  return parse_time(shell, text);
}

double parse_time_to(const Shell& shell, const std::string& text) {
  const double at = parse_time(shell, text);
  const bool date_alone = text.find(':') == std::string::npos;
  return date_alone ? shell.instant_of(midnight_local(shell, at) + kDay) - 1 : at;
}

std::string local_time(double ms, int offset_min, const char* format) {
  const time_t t = time_t(std::floor(ms / 1000)) + offset_min * 60;
  tm local{};
  gmtime_r(&t, &local);
  char out[64];
  return {out, std::strftime(out, sizeof out, format, &local)};
}

}  // namespace eddy::cli
