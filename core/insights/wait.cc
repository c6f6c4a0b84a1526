#include "core/insights/wait.h"

#include <algorithm>

#include "core/base/wait.h"
#include "core/statistics/adjusted.h"
#include "core/statistics/shares.h"

namespace eddy {
namespace {
namespace rec = eddy::records;
using statistics::Rating;

// At any time before the end, and at the end.
constexpr double kErrorMeanwhile = 0.2 * statistics::kPractices,
                 kErrorAtTheEnd = 0.3 * statistics::kPractices;
constexpr int64_t kSameOccasion = 10 * kMinute, kAfterWorse = 72 * kHour;
constexpr int kDrawn = 0, kWaited = 1;

rec::PracticeDone practice_at(Session& session, int64_t rid) {
  rec::PracticeDone m;
  if (!m.ParseFromString(join(session.vault().at(rid).cells))) m.Clear();
  return m;
}

// By time, from the first wait on: what was drawn before it has nothing to be held against. Of each row its occasion, where
// chance decided: only a record's body says whether it did.
struct Tried {
  std::vector<Rating> occasions;  // `practice` is kDrawn or kWaited
  int waits = 0;
};

Tried tried(Session& session, Moment now, const std::vector<Done>& done) {
  Tried out;
  for (const auto& d : done) {
    if (out.waits == kMostWaits || d.at > now.ms) break;
    const bool waited = d.practice == kWait;
    out.waits += waited;
    if (out.waits == 0 || !d.before || *d.before > kMostTense) continue;
    if (!waited && practice_at(session, d.rid).arm() != rec::ARM_DRAWN) continue;
    Rating r;
    r.practice = waited ? kWaited : kDrawn;
    r.start = *d.before;
    if (d.after) r.fell = r.start - *d.after;
    out.occasions.push_back(r);
  }
  return out;
}

void put(const statistics::Relief& relief, api::Waiting::Arm* to) {
  to->set_rated(relief.rated), to->set_unanswered(relief.unanswered);
  to->set_relief(relief.mean);
  to->set_low(std::max(-10.0, relief.low)), to->set_high(std::min(10.0, relief.high));
}

// Chance decided each by itself: single occasions can be compared, however alike neighbours are.
statistics::Named named_of(const Tried& tried, const statistics::Unanswered& unanswered) {
  std::vector<statistics::Observed> observed;
  for (const auto& r : tried.occasions)
    if (r.fell) observed.push_back({double(r.practice == kDrawn), {1, r.start}, *r.fell, 1});
  const auto meanwhile = named(observed, unanswered, kErrorMeanwhile);
  if (meanwhile.way != 0 || tried.waits < kMostWaits) return meanwhile;
  return named(std::move(observed), unanswered, kErrorAtTheEnd, statistics::Looks::one);
}

}  // namespace

bool may_draw(const Occasion& o) {
  return !o.on_call && !o.after_grave_call && !o.heavy_time && !o.after_worse && !o.waited_just_now &&
         (!o.tension || *o.tension <= kMostTense);
}

rec::Arm draw_arm(const Occasion& occasion, Random& random) {
  if (!occasion.tension || !may_draw(occasion)) return rec::ARM_UNSPECIFIED;
  return random.below(3) == 0 ? rec::ARM_WAIT : rec::ARM_DRAWN;
}

api::Waiting waiting(Session& session, Moment now, const std::vector<Done>& done) {
  api::Waiting out;
  const auto found = tried(session, now, done);
  if (found.waits == 0) return out;
  const auto arms = statistics::Pooled({0, 1}, found.occasions).all();  // neither is drawn towards the other
  put(arms[kDrawn], out.mutable_drawn());
  put(arms[kWaited], out.mutable_waited());
  const auto named = named_of(found, {arms[kDrawn].unanswered_share(), arms[kWaited].unanswered_share()});
  out.set_came(named.way > 0               ? api::RESETS_HELP
               : named.way < 0             ? api::WAITING_DID_MORE
               : found.waits >= kMostWaits ? api::NOTHING_CAME_OUT
                                           : api::GOING_ON);
  if (named.way == 0) return out;
  auto* more = out.mutable_more();
  more->set_move(named.way > 0 ? api::ROSE : api::FELL);
  more->set_by(named.by), more->set_low(named.low), more->set_high(named.high);
  return out;
}

void look_back(Session& session, Moment now, Occasion& occasion) {
  auto& db = session.vault().db();
  auto waits = db.prepare("SELECT count(*) FROM worse WHERE practice = ?");
  occasion.after_worse = waits.text(kWait).only() > 0;
  auto s = db.prepare("SELECT rid, at, word FROM event WHERE kind = 4 AND at BETWEEN ? AND ?");
  s.bind(now.ms - kAfterWorse).bind(now.ms);
  while (s.step()) {
    if (s.blob(2) == kWait && now.ms - s.integer(1) < kSameOccasion) occasion.waited_just_now = true;
    if (practice_at(session, s.integer(0)).worse()) occasion.after_worse = true;
  }
}

}  // namespace eddy
