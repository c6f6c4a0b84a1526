// The next weeks as an iCalendar file (RFC 5545), for what rings when Eddy is closed.
#include <algorithm>

#include "core/reminders/reminders.h"

namespace eddy {
namespace {

constexpr int64_t kAhead = 28 * kDay;
constexpr size_t kFold = 73;  // octets of a line, its end not counted: at most 75

std::string stamp(int64_t ms) {
  const auto day = floor_div(ms, kDay);
  const auto d = to_date(day);
  const auto s = (ms - day * kDay) / 1000;
  char text[32];
  std::snprintf(text, sizeof text, "%04d%02d%02dT%02d%02d%02dZ", d.year, d.month, d.day, int(s / 3600),
                int(s / 60 % 60), int(s % 60));
  return text;
}

std::string escaped(std::string_view words) {
  std::string out;
  for (const char c : words) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (static_cast<unsigned char>(c) >= 0x20)
      out += c;
  }
  return out;
}

void line(std::string& out, std::string_view text) {
  while (text.size() > kFold) {
    auto cut = kFold;
    while (cut > 0 && (text[cut] & 0xc0) == 0x80) --cut;  // no letter is cut in two
    if (cut == 0) cut = kFold;
    out.append(text.substr(0, cut)).append("\r\n ");
    text.remove_prefix(cut);
  }
  out.append(text).append("\r\n");
}

}  // namespace

api::CalendarReply Reminders::calendar(Moment now, const api::CalendarRequest& request) {
  for (const auto* words : {&request.shift(), &request.wind_down()})
    if (words->size() > 200) throw too_long("shift", 200);
  api::CalendarReply reply;
  auto& out = *reply.mutable_ics();
  for (const char* l : {"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Eddy//EN", "CALSCALE:GREGORIAN"})
    line(out, l);
  const auto event = [&](const char* kind, const std::string& words, int64_t from, int64_t to,
                         const char* before) {
    if (words.empty()) return;
    reply.set_events(reply.events() + 1);
    line(out, "BEGIN:VEVENT");
    // The same event has the same name, so that another download does not double it.
    line(out, "UID:" + std::string(kind) + "-" + std::to_string(from / kMinute) + "@eddy.invalid");
    line(out, "DTSTAMP:" + stamp(now.ms));
    line(out, "DTSTART:" + stamp(from));
    line(out, "DTEND:" + stamp(to));
    line(out, "SUMMARY:" + escaped(words));
    line(out, "BEGIN:VALARM");
    line(out, "ACTION:DISPLAY");
    line(out, "DESCRIPTION:" + escaped(words));
    line(out, std::string("TRIGGER:") + before);
    line(out, "END:VALARM");
    line(out, "END:VEVENT");
  };
  int64_t free = now.ms;  // since when nothing is worked
  for (const auto& s : between(now.ms, now.ms + kAhead)) {
    if (s.end <= now.ms) continue;
    if (s.start > now.ms) {
      event("shift", request.shift(), s.start, s.end, "-PT1H");
      const auto rested = std::max(free, s.start - 2 * kDay);  // a plan looks a few days ahead
      const auto plan = plan_sleep({rested, session_.zone.at(rested)});
      if (int64_t(plan.next_shift_ms()) == s.start && plan.bed_ms() > plan.wind_down_ms() &&
          plan.bed_ms() < double(s.start))
        event("wind", request.wind_down(), int64_t(plan.wind_down_ms()), int64_t(plan.bed_ms()), "PT0M");
    }
    free = std::max(free, s.end + kMinute);
  }
  line(out, "END:VCALENDAR");
  return reply;
}

}  // namespace eddy
