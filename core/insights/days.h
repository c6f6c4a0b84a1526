// What was kept, as one value a day, inside and outside work hours: what every insight begins with.
#pragma once
#include <array>
#include <map>

#include "core/statistics/series.h"
#include "core/vault/session.h"
#include "eddy/api/insights.pb.h"

namespace eddy {

using Sides = std::array<statistics::Series, 2>;  // outside work hours, inside

// By Metric, of the person's own days up to `today`, that day included; none where nothing was kept. Ratings are means of a day's, on
// their scales; sleep is in hours a night and always outside, since nobody sleeps in work hours; of check-ins and hard calls it is
// how many, and of practice the minutes of the day.
std::map<int, Sides> read_days(Session& session, int64_t today);
std::map<int, Sides> read_days(Session& session, int64_t from,
                               int64_t to);  // of these days alone, both included

// On which a day's own day, week (a Monday) or month begins.
int64_t start_of(int64_t day, api::Step step);

}  // namespace eddy
