#include "core/insights/helps.h"

#include <algorithm>

#include "core/insights/learned.h"
#include "core/insights/wait.h"
#include "core/statistics/adjusted.h"
#include "core/statistics/shares.h"

namespace eddy {
namespace {

constexpr double kErrorOfPractices = statistics::kPractices / 2;  // of them all together; waiting has as much
constexpr int kFewestRated = 5;

// Each has its share, those that were rated first the largest: a new one takes nothing from the others.
double error_of(int place) { return kErrorOfPractices / ((place + 1) * (place + 2)); }

statistics::Unanswered unanswered(const std::vector<statistics::Relief>& all, int practice) {
  statistics::Relief others;
  for (int p = 0; p < int(all.size()); ++p)
    if (p != practice) others.rated += all[size_t(p)].rated, others.unanswered += all[size_t(p)].unanswered;
  return {all[size_t(practice)].unanswered_share(), others.unanswered_share()};
}

void fill(const statistics::Named& named, api::Change* to) {
  to->set_move(named.way > 0 ? api::ROSE : api::FELL);
  to->set_by(named.by), to->set_low(named.low), to->set_high(named.high);
}

void fill(const statistics::Relief& relief, api::HelpsReply::Row* to) {
  to->set_rated(relief.rated), to->set_unanswered(relief.unanswered);
  to->set_relief(relief.mean);
  to->set_low(std::max(-10.0, relief.low)), to->set_high(std::min(10.0, relief.high));
  to->set_too_early(relief.rated < kFewestRated);
}

}  // namespace

api::HelpsReply helps(Session& session, Moment now) {
  const int64_t today = session.vault().projections().day_of(now);
  const auto done = practices_done(session, today);
  auto known = rated(done);
  const auto all = statistics::Pooled(known.families, known.ratings).all();
  const auto unfinished = std::find_if(known.ratings.begin(), known.ratings.end(),
                                       [&](const auto& r) { return r.week + 7 > today; });
  known.ratings.erase(unfinished, known.ratings.end());
  api::HelpsReply reply;
  for (int p = 0; p < int(all.size()); ++p) {
    const auto& relief = all[size_t(p)];
    if (relief.rated == 0) continue;
    auto* row = reply.add_row();
    row->set_practice(known.practices[size_t(p)]);
    fill(relief, row);
    const auto named =
        statistics::named(weeks_against_others(known.ratings, p), unanswered(all, p), error_of(p));
    if (named.way != 0) fill(named, row->mutable_versus());
  }
  if (const auto waited = waiting(session, now, done); waited.came() != api::CAME_UNSPECIFIED) {
    *reply.mutable_waiting() = waited;
    reply.set_fair(waited.came() != api::GOING_ON);
  }
  return reply;
}

}  // namespace eddy
