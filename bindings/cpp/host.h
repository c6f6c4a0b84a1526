// This computer, as a shell finds it: the clock, the zone and where the diary lies. The core asks for none of it.
#pragma once
#include <functional>
#include <string>

#include "eddy/api/core.pb.h"

namespace eddy::client {

double now_ms();               // since 1970 UTC
int offset_min(double at_ms);  // local time minus UTC at that moment, in minutes
std::string default_home();    // $XDG_DATA_HOME/eddy, or ~/.local/share/eddy
// The widget's user-only socket, see door_say(): in the session's own folder, or where there is no session in /tmp. Empty where
// somebody else sits there.
std::string door_path();
// One widget a user, until this program ends; false where another holds it.
bool door_hold();
// The offset in force at `from_ms` and every change of it until 13 months after `today_ms`.
api::Zone zone(double from_ms, double today_ms, const std::function<int(double)>& offset = offset_min);
// Hands the running widget one line ("show reset", "state", "quit") and returns its answer; nothing where no
// widget is running.
std::string door_say(const std::string& line);

}  // namespace eddy::client
