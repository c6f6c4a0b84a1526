// 32 bytes as 24 English words (BIP-39). The words are the bytes themselves plus a checksum; nothing is
// stretched.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/crypto/keys.h"

namespace eddy {

std::vector<std::string> to_phrase(const Secret& root);
// Any spacing, line breaks and case. A word that is not in the list is named by its place in `subject` ("word
// 7"); a wrong checksum is subject "recovery_phrase". Both are INVALID.
Secret from_phrase(std::string_view text);

}  // namespace eddy
