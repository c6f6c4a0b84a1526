// The roster as both ends accept it: version by version, each signed by somebody whom the one before allows to.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/crypto/sign.h"
#include "eddy/sync/v1/roster.pb.h"

namespace eddy::wire {

constexpr int kMostDevices = 16;

struct Roster {
  sync::v1::Roster list;
  std::string hash;  // of its signed bytes: what the next version names
};

Id account_of(std::string_view account_key);
Id device_of(std::string_view sign_key);

// Version 1: signed by the account's own key, which its id commits to. Throws INVALID with what is wrong, TOO_NEW never.
Roster first_roster(const sync::v1::SignedRoster& given, const Id& account);
// The next version after `mine`: linked by hash, signed by a full device of `mine` or by the account's key.
Roster next_roster(const Roster& mine, const sync::v1::SignedRoster& given);
// Whether the one who signs it as it says did. `key_of`: that device's key, of none the account's own; "" where it is not known.
bool roster_signed_by(const sync::v1::SignedRoster& given,
                      const std::function<std::string(const std::optional<Id>&)>& key_of);
sync::v1::SignedRoster sign_roster(const sync::v1::Roster& list, std::string_view seed);

// Null where the device is not in the list.
const sync::v1::Device* find_device(const sync::v1::Roster& list, const Id& device);
const sync::v1::Space* find_space(const sync::v1::Roster& list, uint32_t space);
// How far a chain was verified by whoever signed this list: below it, bundles of a removed device are good. 0: not at all.
uint64_t floor_of(const sync::v1::Roster& list, uint32_t space, std::string_view device, uint64_t chain);
// A roster that was verified when it was stored. DAMAGED where it is none any more.
Roster stored_roster(std::string_view signed_roster);
// Whether a device of that role may read, and write changes to, a space. Drops into home are for everyone.
bool may_use(sync::v1::Role role, uint32_t space);

}  // namespace eddy::wire
