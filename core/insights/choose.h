// Which practice to play where a person lets Eddy choose: each as often as it may well be the best by what is known of it
// (Thompson 1933), so that what is known little is tried and what is known to be good is played. Who may be chosen is decided
// before: only from these.
#pragma once
#include "core/base/random.h"
#include "core/insights/learned.h"
#include "eddy/api/player.pb.h"

namespace eddy {

class Chooser {
 public:
  // `fitting`: at least one practice. What chances there are is worked out here; drawing costs a few microseconds.
  Chooser(Rated rated, const std::vector<std::string>& fitting);
  struct Choice {
    std::string practice;
    api::Why why = {};
  };
  Choice draw(Random& random) const;

 private:
  Rated rated_;
  std::vector<int> fitting_;
  statistics::Pooled pooled_;
  std::vector<statistics::Relief> known_;
};

}  // namespace eddy
