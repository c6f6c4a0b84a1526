// This computer, as a shell finds it: the clock, the zone and where the diary lies. The core asks for none of it.
#pragma once
#include <functional>
#include <string>

#include "eddy/api/core.pb.h"

namespace eddy::client {

double now_ms();     // since 1970 UTC
double steady_ms();  // since some moment; nobody sets it, and it stands still while the computer sleeps
int offset_min(
    double at_ms);  // local time minus UTC at that moment, in minutes; follows a zone that changes meanwhile
// The instant at which a clock on the wall shows a local time (ms, as if it were UTC): of an hour that comes twice the first one,
// of one that is left out the instant of the change.
double instant_of(double local_ms, const std::function<int(double)>& offset = offset_min);
std::string default_home();  // $XDG_DATA_HOME/eddy, or ~/.local/share/eddy
// The widget's user-only socket, see door_say(): in the session's own folder, or where there is no session in /tmp. Empty where
// somebody else sits there.
std::string door_path();
// One widget a user, until this program ends; false where another holds it.
bool door_hold();
// The offset in force at `from_ms` and every change of it until 13 months after `today_ms`.
api::Zone zone(double from_ms, double today_ms, const std::function<int(double)>& offset = offset_min);
// Whether that is not this computer's zone any more: after a journey, or with rules that have changed.
bool is_stale(const api::Zone& told, double now_ms);
// Hands the running widget one line ("show reset", "state", "quit") and returns its answer; nothing where no
// widget is running.
std::string door_say(const std::string& line);

}  // namespace eddy::client
