// The account and its rosters: who may read, with the keys sealed to them. Makes versions; core/wire judges them.
//   root (24 phrase)  -> account signing key = derive(root, "eddy/account-sign/v1"), recovery box = derive(root, "eddy/recovery-box/v1")
//   a space's key    -> of its bundles = derive(key, "eddy/bundle-key/v1"), of its drop box = derive(key, "eddy/drop-box/v1")
//   a grant          = box_seal(recipient, label || account || space || epoch || recipient || key): all five are compared
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/crypto/seal.h"
#include "core/wire/bundle.h"
#include "core/wire/roster.h"

namespace eddy::sync {

// The keys of one device: made when it founds an account or is paired, kept in its encrypted store.
struct DeviceKeys {
  DeviceKeys(Secret sign_seed, Secret box_seed)
      : sign(std::move(sign_seed)),
        box(std::move(box_seed)),
        id(wire::device_of(sign_public(sign.bytes()))) {}
  static DeviceKeys make(Random& random) { return {Secret::make(random), Secret::make(random)}; }
  Secret sign, box;
  Id id;
};

// One epoch's key of a space, and what follows from it.
struct SpaceKey {
  explicit SpaceKey(Secret key);
  Secret key, bundles, drops;
  Id id{};  // commits to the bundles' key; stands in every header
};
using Epoch = std::pair<uint32_t, uint32_t>;  // space, epoch
using SpaceKeys = std::map<Epoch, SpaceKey>;

// What names the key a drop is sealed to, in its header.
Id drop_key_id(std::string_view public_key);

struct Root {
  explicit Root(const Secret& phrase);
  Secret sign, box;
  std::string account_key() const { return sign_public(sign.bytes()); }
};

// Version 1: one full device, fresh keys for both spaces; signed by the root.
sync::v1::SignedRoster found_account(const Root& root, const DeviceKeys& first, std::string_view name,
                                     Random& random);
// Every space key that was granted to this device, or to the words. Grants that do not open are left out.
SpaceKeys open_grants(const sync::v1::Roster& roster, const DeviceKeys& device);
SpaceKeys open_grants(const sync::v1::Roster& roster, const Root& root);

// The next version, not yet signed: as `now`, one version on. Its signer and heads are the caller's to set.
sync::v1::Roster successor(const wire::Roster& now);
// Adds a device with every epoch's key of the spaces its role may use. INVALID where it is there already, or there are 16.
void add_device(sync::v1::Roster& roster, const sync::v1::Device& device, const SpaceKeys& keys);
// Takes a device out and gives the spaces it could read new keys; all the others get them. NOT_FOUND.
void remove_device(sync::v1::Roster& roster, const Id& device, Random& random);

// A name only full devices can read.
std::string seal_name(std::string_view name, const SpaceKeys& keys, uint32_t home_epoch, Random& random);
std::string open_name(std::string_view sealed,
                      const SpaceKeys& keys);  // "" where it cannot be read, or is none

}  // namespace eddy::sync
