// Whose key is it? Read from an account's lists of devices.
#pragma once
#include <optional>
#include <string>

#include "core/wire/roster.h"
#include "server/store.h"

namespace eddy::server {

// As a transaction has it. DAMAGED where it is none.
sync::v1::SignedRoster stored_roster(Transaction& t, uint32_t version);
// The signing key of a device (none: the account's own, which the words have) that the newest list has as a full one; "" where
// it does not.
std::string full_key_of(Transaction& t, const AccountRow& account, const std::optional<Id>& device);
// The same of any device that was ever in a list: a former one may still ask for the list that took it out. Looked for from the
// newest list backwards, as far as a stranger's question is worth: through 1 MiB of lists, some hundreds.
std::string member_key_of(Transaction& t, const AccountRow& account, const std::optional<Id>& device);

}  // namespace eddy::server
