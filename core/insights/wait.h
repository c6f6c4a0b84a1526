// Whether resets help, against just waiting: of occasions that may be either, chance makes a third a wait. Asked for, and never
// where a reset is needed most; it ends by itself.
#pragma once
#include <optional>

#include "core/base/random.h"
#include "core/insights/learned.h"
#include "core/vault/session.h"
#include "eddy/api/insights.pb.h"
#include "eddy/records/journal.pb.h"

namespace eddy {

constexpr int kMostWaits = 40, kMostTense = 6;

// What is known when a reset is asked for.
struct Occasion {
  std::optional<int> tension;  // given before anything was drawn
  bool on_call = false;
  bool after_grave_call = false;  // within 72 hours
  bool heavy_time = false;        // at the floor, or words of danger within 72 hours
  bool after_worse = false;       // within 72 hours something made it worse; or waiting once did
  bool waited_just_now = false;   // it is the same occasion still
};
// Whether chance may decide, once the tension is given.
bool may_draw(const Occasion& occasion);
// ARM_WAIT or ARM_DRAWN; ARM_UNSPECIFIED: not by chance.
records::Arm draw_arm(const Occasion& occasion, Random& random);

// From the records: waits, and the resets that were drawn in the same time. CAME_UNSPECIFIED: there was none.
api::Waiting waiting(Session& session, Moment now, const std::vector<Done>& done);
inline bool ended(const api::Waiting& waiting) { return waiting.came() > api::GOING_ON; }
// `after_worse` and `waited_just_now` of an occasion, from the records.
void look_back(Session& session, Moment now, Occasion& occasion);

}  // namespace eddy
