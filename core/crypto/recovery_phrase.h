// 32 bytes as 24 English words (BIP-39). The words are the bytes themselves plus a checksum; nothing is
// stretched.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/crypto/keys.h"

namespace eddy {

std::vector<std::string> to_phrase(const Secret& root);
// Any spacing, line breaks and case. A word that is not in the list is PHRASE_WORD_UNKNOWN, with its place;
// a wrong checksum PHRASE_UNCONFIRMED.
Secret from_phrase(std::string_view text);

}  // namespace eddy
