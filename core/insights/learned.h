// What was rated, as a person's practices have it: a reader, and what both "what helps" and choosing learn from.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/statistics/pooled.h"
#include "core/vault/session.h"

namespace eddy {

// A practice that was done, or a wait.
struct Done {
  int64_t rid = 0, at = 0, day = 0;
  std::string practice;
  std::optional<double> before, after;  // tension
};
// By time, until the end of the person's day `today`: read once for everything that is learned of them.
std::vector<Done> practices_done(Session& session, int64_t today);

struct Rated {
  std::vector<std::string> practices;  // as they were first rated; then those that were asked for besides
  std::vector<int> families;  // of each practice, by number; those whose ids begin alike ("breathe.")
  std::vector<statistics::Rating> ratings;  // by time, of whole and unfinished weeks; waits are none
  static std::string family(const std::string& practice);
  int place_of(const std::string& practice);  // adds one that is not there
};
Rated rated(const std::vector<Done>& done);

}  // namespace eddy
