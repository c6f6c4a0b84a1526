#include "core/insights/learned.h"

#include <algorithm>

#include "core/base/moment.h"
#include "core/base/wait.h"

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

Rated rated(Session& session, int64_t today) {
  Rated out;
  auto s = session.vault().db().prepare(
      "SELECT word, b, c, day FROM event WHERE kind = 4 AND b IS NOT NULL AND day <= ? ORDER BY at, word, b, "
      "c, rid");
  s.bind(today);
  while (s.step()) {
    const std::string practice(s.blob(0));
    if (practice == kWait) continue;
    statistics::Rating r;
    r.practice = out.place_of(practice);
    r.start = double(s.integer(1));
    if (!s.is_null(2)) r.fell = r.start - double(s.integer(2));
    r.week = s.integer(3) - (weekday(s.integer(3)) - 1);
    out.ratings.push_back(r);
  }
  return out;
}

}  // namespace eddy
