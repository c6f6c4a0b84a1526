#include "core/api/core.h"

#include <google/protobuf/stubs/logging.h>

#include <cmath>

#include "core/api/parts.h"

namespace eddy {

struct Core::Parts : eddy::Parts {};

Core::Core() : parts_(std::make_unique<Parts>()) {
  google::protobuf::SetLogHandler(nullptr);  // a library does not write on its host's terminal
  add_core(*parts_);
  add_journal(*parts_);
  add_player(*parts_);
  add_content(*parts_);
  add_days(*parts_);
  add_exchange(*parts_);
  add_sync(*parts_);
}
Core::~Core() = default;

std::string Core::call(std::string_view method, double now_ms, std::string_view request) {
  if (!std::isfinite(now_ms) || now_ms < double(kEarliest) || now_ms > double(kLatest))
    throw Failure{Fault::invalid, "now_ms", "not an instant in the years 2 to 9998"};
  if (request.size() > kLargestRequest) throw Failure{Fault::invalid, "request", "larger than 64 MiB"};
  const auto ms = int64_t(now_ms);
  return parts_->router.call(method, {ms, parts_->session.zone.at(ms)}, request);
}

uint32_t Core::revision() const { return parts_->session.revision(); }
std::vector<std::string> Core::methods() const { return parts_->router.methods(); }

}  // namespace eddy
