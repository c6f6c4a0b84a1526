#include "core/api/core.h"

#include <google/protobuf/stubs/logging.h>

#include <cmath>

#include "core/api/services.h"

namespace eddy {

struct Core::Services : eddy::Services {};

Core::Core() : services_(std::make_unique<Services>()) {
  google::protobuf::SetLogHandler(nullptr);  // a library does not write on its host's terminal
  add_core(*services_);
  add_journal(*services_);
  add_player(*services_);
  add_content(*services_);
  add_days(*services_);
  add_insights(*services_);
  add_exchange(*services_);
  add_sync(*services_);
}
Core::~Core() = default;

std::string Core::call(std::string_view method, double now_ms, std::string_view request) {
  if (!std::isfinite(now_ms) || now_ms < double(kEarliest) || now_ms > double(kLatest))
    throw malformed("now_ms", "not an instant in the years 2 to 9998");
  if (request.size() > kLargestRequest) throw Failure{Reason::bad_request, "larger than 64 MiB"};
  const auto ms = int64_t(now_ms);
  return services_->router.call(method, {ms, services_->session.zone.at(ms)}, request);
}

uint32_t Core::revision() const { return services_->session.revision(); }
std::vector<std::string> Core::methods() const { return services_->router.methods(); }

}  // namespace eddy
