// Finds other people's data in a note before it is kept: card, phone and account numbers, e-mail addresses.
// Says which kinds, never the text. May be wrong both ways; the person decides.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace eddy {
// Of "card number", "account number", "phone number", "e-mail address"; each at most once.
std::vector<std::string> other_peoples_data(std::string_view text);
}  // namespace eddy
