// A failure as shells get it.
#pragma once
#include "core/base/failure.h"
#include "eddy/api/error.pb.h"

namespace eddy {

inline api::Error error_of(const Failure& f) {
  api::Error e;
  e.set_kind(api::Error::Kind(int(f.fault)));
  e.set_reason(api::Error::Reason(int(f.reason)));
  e.set_detail(f.detail);
  e.set_field(f.field);
  e.set_low(f.low);
  e.set_high(f.high);
  e.set_path(f.path);
  e.set_wait_ms(f.wait_ms);
  e.set_opt_out(f.opt_out);
  for (const int found : f.found) e.add_found(api::Error::Found(found));
  return e;
}

}  // namespace eddy
