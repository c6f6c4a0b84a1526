#include "core/api/router.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace eddy {
namespace {

struct Needed {
  std::string_view method;
  int needs;
};
constexpr Needed kNeeded[] = {
#include "eddy_needs.inc"
};

}  // namespace

void Router::add_route(const std::string& method, Answer answer) {
  const auto name = "eddy.api." + method;
  const auto found = std::find_if(std::begin(kNeeded), std::end(kNeeded),
                                  [&](const Needed& one) { return one.method == name; });
  if (found == std::end(kNeeded)) throw std::logic_error(name + " is in no proto");
  routes_[name] = {Needs(found->needs), std::move(answer)};
}

}  // namespace eddy
