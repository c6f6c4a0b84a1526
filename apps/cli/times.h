// Times as a person writes them.
#pragma once
#include <string>

#include "apps/cli/shell.h"

namespace eddy::cli {

// "23:10", "yesterday 23:10", "2026-03-29 01:30", "2026-03-29T01:30:00+01:00" as ms UTC. Without a date: the last such time
// before now. Usage where it is none of them.
double parse_time(const Shell& shell, const std::string& text);
// The same; without a date the last such time before that instant.
double parse_time_before(const Shell& shell, const std::string& text, double before_ms);
// The same, as the end of a stretch: a date alone is all of that day.
double parse_time_to(const Shell& shell, const std::string& text);
// The same, with the offset that it names, or else the one in force then: what --now takes.
std::pair<double, int> parse_moment(const Shell& shell, const std::string& text);
std::string local_time(double ms, int offset_min, const char* format);

}  // namespace eddy::cli
