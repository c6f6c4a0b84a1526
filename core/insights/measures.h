// The measures that are told as a level on both sides of the door, and what is believed of their days before they say so.
#pragma once
#include "core/statistics/anytime.h"
#include "core/statistics/series.h"
#include "core/vault/projections.h"
#include "eddy/api/insights.pb.h"

namespace eddy {

struct Measured {
  api::Measure measure = {};
  Metric metric = {};
  statistics::Believed believed;
  double low = 0, high = 0;  // of its scale: nothing beyond it is told
};
constexpr Measured kMoodLevel{api::MOOD, kMood, {0.9}, 1, 5};
constexpr Measured kTensionLevel{api::TENSION, kTension, {1.5}, 0, 10};
constexpr Measured kEnergyLevel{api::ENERGY, kEnergy, {0.9}, 1, 5};
constexpr Measured kSleepLevel{api::SLEEP, kSleepMin, {1.1}, 0, 24};  // hours

// The days from `from` until before `to`.
statistics::Series within(const statistics::Series& series, int64_t from, int64_t to);
void put(const statistics::Level& level, const Measured& of, api::Level* to);
// None where the test does not allow to name one at this error, or its interval has both ways in it.
api::Move move_of(const statistics::Course& course, double error);
void put(const statistics::Course& course, double error, api::Change* to);

}  // namespace eddy
