#include "core/insights/trends.h"

#include <algorithm>
#include <array>

#include "core/insights/days.h"

namespace eddy {
namespace {

struct Sum {
  int64_t n = 0, total = 0;
};
using Sums = std::array<Sum, kRelief + 1>;

void fill(const Sums& s, api::TrendsReply::Part* p) {
  const auto mean = [&](int m, auto set, double scale = 1) {
    if (s[size_t(m)].n > 0) set(double(s[size_t(m)].total) / double(s[size_t(m)].n) / scale);
  };
  mean(kMood, [&](double v) { p->set_mood(v); });
  mean(kEnergy, [&](double v) { p->set_energy(v); });
  mean(kTension, [&](double v) { p->set_tension(v); });
  mean(kHowHard, [&](double v) { p->set_how_hard(v); });
  mean(kSleepMin, [&](double v) { p->set_sleep_h(v); }, 60);
  mean(kSleepQuality, [&](double v) { p->set_sleep_quality(v); });
  p->set_check_ins(int(s[kCheckIns].n));
  p->set_hard_calls(int(s[kHardCalls].n));
  p->set_practice_min(double(s[kPracticeS].total) / 60);
}

}  // namespace

api::TrendsReply trends(Session& session, Moment now, const api::TrendsRequest& request) {
  auto& v = session.vault();
  const auto step = request.step() == api::STEP_UNSPECIFIED ? api::DAY : request.step();
  if (step < api::DAY || step > api::MONTH) throw malformed("step", "day, week or month");
  const int64_t today = v.projections().day_of(now);
  const int days = request.days() == 0 ? 30 : request.days();
  if (days < 1 || days > 40'000) throw out_of_range("days", 1, 40000);
  const int64_t to = today, from = std::max(to - days + 1, floor_div(kEarliest, kDay));
  api::TrendsReply reply;
  reply.set_step(step);
  Sums inside{}, outside{};
  const auto put = [&](int64_t start) {
    auto* b = reply.add_bucket();
    b->set_from(iso_date(start));
    fill(inside, b->mutable_inside());
    fill(outside, b->mutable_outside());
    Sums all = inside;
    for (size_t i = 0; i < all.size(); ++i) all[i].n += outside[i].n, all[i].total += outside[i].total;
    fill(all, b->mutable_all());
    inside = outside = {};
  };
  auto s = v.db().prepare(
      "SELECT day, inside, metric, n, total FROM rollup WHERE day BETWEEN ? AND ? ORDER BY day");
  s.bind(from).bind(to);
  bool more = s.step();
  for (int64_t day = from; day <= to; ++day) {
    if (day > from && start_of(day, step) == day) put(std::max(from, start_of(day - 1, step)));
    for (; more && s.integer(0) == day; more = s.step()) {
      const auto metric = size_t(s.integer(2));
      if (metric >= inside.size()) continue;
      auto& sum = (s.integer(1) ? inside : outside)[metric];
      sum.n += s.integer(3);
      sum.total += s.integer(4);
    }
  }
  put(std::max(from, start_of(to, step)));
  return reply;
}

}  // namespace eddy
