#include "core/api/router.h"

#include <stdexcept>

namespace eddy {
namespace {

const std::map<std::string, Needs>& needed() {
  static const struct {
    const char* method;
    int needs;
  } written[] = {
#include "eddy_needs.inc"
  };
  static const auto all = [] {
    std::map<std::string, Needs> out;
    for (const auto& one : written) out[one.method] = Needs(one.needs);
    return out;
  }();
  return all;
}

}  // namespace

void Router::add_route(const std::string& method, Answer answer) {
  const auto name = "eddy.api." + method;
  const auto needs = needed().find(name);
  if (needs == needed().end()) throw std::logic_error(name + " is in no proto");
  routes_[name] = {needs->second, std::move(answer)};
}

}  // namespace eddy
