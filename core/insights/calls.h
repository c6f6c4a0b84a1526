// Kinds of hard calls that are told apart from the others.
#pragma once
#include <cstdint>

#include "eddy/records/journal.pb.h"

namespace eddy {

// Abuse, threats and what is sexual: counted, and never compared with anything. It was wrong, and nobody earned it.
constexpr bool is_wrong(int64_t kind) {
  return kind == records::CALL_ABUSIVE || kind == records::CALL_TARGETED_ABUSE ||
         kind == records::CALL_SEXUAL_ABUSE || kind == records::CALL_THREAT;
}

}  // namespace eddy
