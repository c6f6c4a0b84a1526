#include "core/journal/safety.h"

#include <algorithm>
#include <cctype>
#include <string>

namespace eddy {
namespace rec = eddy::records;

bool is_grave(rec::CallKind kind) {
  return kind == rec::CALL_THREAT || kind == rec::CALL_TARGETED_ABUSE || kind == rec::CALL_SEXUAL_ABUSE ||
         kind == rec::CALL_CALLER_IN_DANGER || kind == rec::CALL_DEATH;
}

bool sounds_heavy(std::string_view text) {
  std::string plain = " ";  // small letters, one space between words, apostrophes dropped
  for (const char c : text) {
    if (std::isalpha(static_cast<unsigned char>(c)) || (c & 0x80))
      plain += char(std::tolower(static_cast<unsigned char>(c)));
    else if (c != '\'' && plain.back() != ' ')
      plain += ' ';
  }
  plain += ' ';
  for (const char* phrase : {" suicid",
                             " kill myself ",
                             " killing myself ",
                             " end my life ",
                             " ending my life ",
                             " end it all ",
                             " take my life ",
                             " want to die ",
                             " wanted to die ",
                             " wish i was dead ",
                             " wish i were dead ",
                             " better off dead ",
                             " better off without me ",
                             " dont want to live ",
                             " do not want to live ",
                             " dont want to be here any",
                             " no reason to live ",
                             " nothing to live for ",
                             " cant go on ",
                             " cannot go on ",
                             " hurt myself ",
                             " hurting myself ",
                             " harm myself ",
                             " self harm",
                             " cut myself ",
                             " cutting myself ",
                             " overdose",
                             " not wake up ",
                             " never wake up ",
                             " disappear for ever ",
                             " disappear forever "})
    if (plain.find(phrase) != std::string::npos) return true;
  return false;
}

bool at_the_floor(Session& session, Moment now) {
  auto& v = session.vault();
  const int today = v.projections().day_of(now);
  auto s = v.db().prepare(
      "SELECT day, max(a) FROM event WHERE kind = 1 AND at BETWEEN ? AND ? AND a IS NOT NULL GROUP BY day");
  s.bind(now.ms - 5 * kDay).bind(now.ms);
  int days = 0;
  bool floor = true;
  while (s.step()) {
    if (s.integer(0) <= today - 3) continue;
    ++days;
    floor = floor && s.integer(1) == 1;
  }
  return days >= 3 && floor;
}

}  // namespace eddy
