#include <algorithm>
#include <cmath>

#include "core/insights/trends.h"

namespace eddy {

api::HelpsReply helps(Session& session) {
  struct One {
    std::string practice;
    double n, mean, square;
  };
  std::vector<One> all;
  auto s = session.vault().db().prepare(
      "SELECT word, count(*), sum(b - c), sum((b - c) * (b - c)) FROM event WHERE kind = 4 AND b IS NOT NULL "
      "AND c IS NOT NULL GROUP BY word");
  double n = 0, sum = 0, within = 0;
  while (s.step()) {
    One o{std::string(s.blob(0)), double(s.integer(1)), 0, double(s.integer(3))};
    o.mean = double(s.integer(2)) / o.n;
    n += o.n;
    sum += o.n * o.mean;
    within += o.square - o.n * o.mean * o.mean;
    all.push_back(std::move(o));
  }
  api::HelpsReply reply;
  if (all.empty()) return reply;
  const double mean = sum / n;
  // A drop of tension on an 11-step scale varies by about 2 from time to time; used until there is enough to
  // say better.
  const double variance =
      n - double(all.size()) >= 10 ? std::max(0.25, within / (n - double(all.size()))) : 4.0;
  double between = 0;
  for (const auto& o : all) between += (o.mean - mean) * (o.mean - mean) - variance / o.n;
  between = std::max(0.1, between / double(all.size()));
  for (const auto& o : all) {
    const double trust = between / (between + variance / o.n);
    const double spread = 1.645 * std::sqrt(trust * variance / o.n);
    auto* row = reply.add_row();
    row->set_practice(o.practice);
    row->set_rated(int(o.n));
    row->set_relief(mean + trust * (o.mean - mean));
    row->set_low(row->relief() - spread);
    row->set_high(row->relief() + spread);
    row->set_too_early(o.n < 5);
  }
  return reply;
}

}  // namespace eddy
