// This computer, as a shell finds it: the clock, the zone and where the diary lies. The core asks for none of it.
#pragma once
#include <functional>
#include <string>

#include "eddy/api/core.pb.h"

namespace eddy::client {

double now_ms();               // since 1970 UTC
int offset_min(double at_ms);  // local time minus UTC at that moment, in minutes
std::string default_home();    // $XDG_DATA_HOME/eddy, or ~/.local/share/eddy
std::string
door_path();  // the widget's user-only socket, see door_say(); empty where there is no place for one
// The offset in force at `from_ms` and every change of it until 13 months after `today_ms`.
api::Zone zone(double from_ms, double today_ms, const std::function<int(double)>& offset = offset_min);
// Hands the running widget one line ("show reset", "state", "quit") and returns its answer; nothing where no
// widget is running.
std::string door_say(const std::string& line);

}  // namespace eddy::client
