// The fingerprint of a TLS certificate: what an invite carries and a device pins.
#pragma once
#include <string>

namespace eddy::wire {

// SHA-256 of the first certificate in a PEM text, 32 bytes; INVALID where there is none.
std::string fingerprint(const std::string& pem);

}  // namespace eddy::wire
