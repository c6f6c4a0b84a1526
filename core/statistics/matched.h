// What went with something that came and went: days with it against days without it, of the same side of the door and close by.
// It never says what brought it about.
//
// Days with it that lie together are one episode, and one value: its mean less that of the days without it that are matched to
// it. Each day without it belongs to the nearest episode within three weeks, of two as near to the earlier one: so none counts
// twice, and what drifts over the months is on both sides of a difference. Within an episode a day is held against days of its own
// kind alone: who never does it on a day off is not told how days off are.
#pragma once
#include <cstdint>
#include <vector>

#include "core/statistics/anytime.h"
#include "core/statistics/series.h"

namespace eddy::statistics {

constexpr int kMatchedDays = 21;

// In order of days, each at most once, all of one side and from the first day on that it was known.
struct Marked {
  int64_t day = 0;
  double value = 0;
  bool with = false;
  bool worked = false;  // held only against days alike in that
};
struct Episode {
  int64_t from = 0, to = 0;   // first and last day with it
  int with = 0, without = 0;  // days that count
  double difference = 0;
  double worth = 0;  // its variance is that of a day divided by this, where days are alike as is believed
};
// In order of time; without those that no day of their kind is matched to.
std::vector<Episode> episodes(const std::vector<Marked>& days, const Believed& believed);

struct Effect {
  Level
      level;  // of the difference; `days` are episodes, and as many days as are believed count as that many of them
  Course course;  // of those episodes that no later day can change any more
  int days = 0;   // with it, in these episodes
};
// `error`: of the course's own interval. `today`: the last day that something could have been kept on.
Effect effect(const std::vector<Marked>& days, int64_t today, const Believed& believed, double error,
              double cover = 0.9);

// How much of the error that all of them share is the j-th one's, from 1 in order of first use: however many there will ever be,
// it adds up to one.
inline double share_of(int j) { return 1.0 / (double(j) * (j + 1)); }

}  // namespace eddy::statistics
