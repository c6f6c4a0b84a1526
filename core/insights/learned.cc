#include "core/insights/learned.h"

#include <algorithm>
#include <tuple>

#include "core/base/wait.h"
#include "core/statistics/weeks.h"

namespace eddy {

std::string Rated::family(const std::string& practice) { return practice.substr(0, practice.find('.')); }

int Rated::place_of(const std::string& practice) {
  const auto at = std::find(practices.begin(), practices.end(), practice);
  if (at != practices.end()) return int(at - practices.begin());
  const auto kin = std::find_if(practices.begin(), practices.end(),
                                [&](const auto& p) { return family(p) == family(practice); });
  families.push_back(kin != practices.end()
                         ? families[size_t(kin - practices.begin())]
                         : (families.empty() ? 0 : *std::max_element(families.begin(), families.end()) + 1));
  practices.push_back(practice);
  return int(practices.size()) - 1;
}

std::vector<Done> practices_done(Session& session, int64_t today) {
  std::vector<Done> out;
  auto s = session.vault().db().prepare(
      "SELECT rid, at, day, word, b, c FROM event WHERE kind = 4 AND day <= ? ORDER BY at, rid");
  s.bind(today);
  const auto tension = [&](int column) {
    return s.is_null(column) ? std::nullopt : std::optional(double(s.integer(column)));
  };
  while (s.step())
    out.push_back({s.integer(0), s.integer(1), s.integer(2), std::string(s.blob(3)), tension(4), tension(5)});
  // What was done in one moment is in the same order on every device: rowids differ. (The table has an order by time.)
  const auto what = [](const Done& d) { return std::tie(d.practice, d.before, d.after); };
  for (auto from = out.begin(); from != out.end();) {
    const auto to = std::find_if(from, out.end(), [&](const Done& d) { return d.at != from->at; });
    std::stable_sort(from, to, [&](const Done& a, const Done& b) { return what(a) < what(b); });
    from = to;
  }
  return out;
}

Rated rated(const std::vector<Done>& done) {
  Rated out;
  for (const auto& d : done) {
    if (!d.before || d.practice == kWait) continue;
    statistics::Rating r;
    r.practice = out.place_of(d.practice);
    r.start = *d.before;
    if (d.after) r.fell = r.start - *d.after;
    r.week = statistics::monday_of(d.day);
    out.ratings.push_back(r);
  }
  return out;
}

}  // namespace eddy
