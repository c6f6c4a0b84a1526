// What the core's values are called in the terminal. A switch names every one of them: which is forgotten the
// compiler says, and nobody whose diary holds it has to find out.
#pragma once
#include <cmath>
#include <cstdio>
#include <string>

#include "eddy/api/days.pb.h"
#include "eddy/api/insights.pb.h"
#include "eddy/api/player.pb.h"

namespace eddy::cli {

inline constexpr const char* kBoardNeeds = "reassure|remind|laugh";

// With one decimal: means, and what lies around them.
inline std::string one_decimal(double v) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", std::round(v * 10) / 10);  // 3.25 is 3.3, as in the core's words
  return text;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wswitch"

inline const char* name_of(api::NextReply::What what) {
  switch (what) {
    case api::NextReply::OPEN_SHIFT: return "the shift begins";
    case api::NextReply::CLOSE_SHIFT: return "the shift ends: eddy close-shift";
    case api::NextReply::WIND_DOWN: return "time to wind down: eddy reset sleep.windown";
    case api::NextReply::LOG_SLEEP: return "last night is not noted: eddy sleep";
    case api::NextReply::QUIET_ENDS: return "your quiet time ends";
    case api::NextReply::DEBRIEF_LEAVES: return "a debrief leaves the list";
    case api::NextReply::PAUSE: return "a short pause, if there is room for one: eddy reset";
    // None of these is ever given; proto3 keeps the last two for numbers that it does not know.
    case api::NextReply::WHAT_UNSPECIFIED:
    case api::NextReply_What_NextReply_What_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::NextReply_What_NextReply_What_INT_MAX_SENTINEL_DO_NOT_USE_: break;
  }
  return "something is due";
}

// Why Eddy chose what plays; empty where it did not.
inline std::string chosen_because(api::Why why) {
  switch (why) {
    case api::MOST_RELIEF: return "Chosen for you: the most relief for you so far.";
    case api::LITTLE_KNOWN: return "Chosen for you: little is known of it yet.";
    case api::ABOUT_AS_GOOD: return "Chosen for you: by what is known it may well be the best.";
    case api::WHY_UNSPECIFIED:
    case api::Why_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::Why_INT_MAX_SENTINEL_DO_NOT_USE_: break;
  }
  return "";
}

#pragma GCC diagnostic pop

}  // namespace eddy::cli
