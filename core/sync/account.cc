#include "core/sync/account.h"

#include <algorithm>

#include "core/sync/device_name.h"

namespace eddy::sync {
namespace pb = eddy::sync::v1;
namespace {

constexpr std::string_view kGrant = "eddy/grant/v1", kName = "eddy/device-name/v1";
constexpr uint32_t kSpaces[] = {wire::kWork, wire::kHome};

// `recipient`: a device's id; empty for the words.
std::string grant_text(const std::string& account, uint32_t space, uint32_t epoch,
                       const std::string& recipient, std::string_view key) {
  std::string out(kGrant);
  out += account;
  put<uint32_t>(out, space);
  put<uint32_t>(out, epoch);
  put_varint(out, recipient.size());
  return out.append(recipient).append(key);
}

void add_grant(pb::Space& space, const std::string& account, uint32_t epoch, const std::string& recipient,
               const std::string& box_key, const SpaceKey& key) {
  auto* g = space.add_grant();
  g->set_recipient(recipient);
  g->set_epoch(epoch);
  g->set_sealed(box_seal(box_key, grant_text(account, space.space(), epoch, recipient, key.key.bytes())));
}

SpaceKeys open_for(const pb::Roster& roster, const std::string& recipient, const Secret& box) {
  SpaceKeys out;
  for (const auto& space : roster.space())
    for (const auto& g : space.grant()) {
      std::string clear;
      if (g.recipient() != recipient || !box_open(box, g.sealed(), clear) || clear.size() < Secret::kSize)
        continue;
      const auto key = std::string_view(clear).substr(clear.size() - Secret::kSize);
      if (clear != grant_text(roster.account(), space.space(), g.epoch(), recipient, key)) continue;
      out.emplace(Epoch{space.space(), g.epoch()}, SpaceKey(Secret(key)));
    }
  return out;
}

// A new epoch's key for everybody in the list who may use the space.
void new_epoch(pb::Roster& roster, pb::Space& space, uint32_t epoch, Random& random) {
  const SpaceKey key(Secret::make(random));
  space.set_epoch(epoch);
  space.set_min_write_epoch(epoch);
  space.set_drop_key(box_public(key.drops));
  add_grant(space, roster.account(), epoch, "", roster.recovery_key(), key);
  for (const auto& d : roster.device())
    if (wire::may_use(d.role(), space.space()))
      add_grant(space, roster.account(), epoch, d.id(), d.box_key(), key);
}

}  // namespace

SpaceKey::SpaceKey(Secret k)
    : key(std::move(k)), bundles(derive(key, "eddy/bundle-key/v1")), drops(derive(key, "eddy/drop-box/v1")) {
  id = to_id(derive(bundles, "eddy/key-id/v1").bytes().substr(0, 16), "key");
}

Id drop_key_id(std::string_view public_key) {
  return to_id(digest("eddy/drop-key-id/v1", public_key, 16), "key");
}

Root::Root(const Secret& phrase)
    : sign(derive(phrase, "eddy/account-sign/v1")), box(derive(phrase, "eddy/recovery-box/v1")) {}

pb::SignedRoster found_account(const Root& root, const DeviceKeys& first, std::string_view name,
                               Random& random) {
  pb::Roster r;
  r.set_account_key(root.account_key());
  r.set_account(std::string(view(wire::account_of(r.account_key()))));
  r.set_version(1);
  r.set_prev_hash(std::string(kHashSize, '\0'));
  r.set_recovery_key(box_public(root.box));
  auto* d = r.add_device();
  d->set_sign_key(sign_public(first.sign.bytes()));
  d->set_id(std::string(view(first.id)));
  d->set_box_key(box_public(first.box));
  d->set_role(pb::ROLE_FULL);
  for (const auto space : kSpaces) {
    auto* s = r.add_space();
    s->set_space(space);
    new_epoch(r, *s, 1, random);
  }
  d->set_name(seal_name(name, open_grants(r, first), 1, random));
  return wire::sign_roster(r, root.sign.bytes());
}

SpaceKeys open_grants(const pb::Roster& roster, const DeviceKeys& device) {
  return open_for(roster, std::string(view(device.id)), device.box);
}

SpaceKeys open_grants(const pb::Roster& roster, const Root& root) { return open_for(roster, "", root.box); }

pb::Roster successor(const wire::Roster& now) {
  auto next = now.list;
  next.set_version(now.list.version() + 1);
  next.set_prev_hash(now.hash);
  return next;
}

void add_device(pb::Roster& roster, const pb::Device& device, const SpaceKeys& keys) {
  if (wire::find_device(roster, to_id(device.id(), "device")))
    throw Failure{Reason::device_there, "is in the list already"};
  if (roster.device_size() >= wire::kMostDevices)
    throw Failure{Reason::too_many_devices, "there are 16 already"};
  *roster.add_device() = device;
  for (auto& space : *roster.mutable_space()) {
    if (!wire::may_use(device.role(), space.space())) continue;
    for (const auto& [epoch, key] : keys)
      if (epoch.first == space.space())
        add_grant(space, roster.account(), epoch.second, device.id(), device.box_key(), key);
  }
}

void remove_device(pb::Roster& roster, const Id& device, Random& random) {
  const auto* found = wire::find_device(roster, device);
  if (!found) throw Failure{Reason::no_device, "not in the list"};
  const auto role = found->role();
  auto& list = *roster.mutable_device();
  list.erase(
      std::remove_if(list.begin(), list.end(), [&](const pb::Device& d) { return d.id() == view(device); }),
      list.end());
  for (auto& space : *roster.mutable_space()) {
    if (!wire::may_use(role, space.space())) continue;
    auto& grants = *space.mutable_grant();
    const auto theirs = [&](const pb::Grant& g) { return g.recipient() == view(device); };
    grants.erase(std::remove_if(grants.begin(), grants.end(), theirs), grants.end());
    new_epoch(roster, space, space.epoch() + 1, random);
  }
}

std::string seal_name(std::string_view name, const SpaceKeys& keys, uint32_t home_epoch, Random& random) {
  const auto key = keys.find({wire::kHome, home_epoch});
  if (key == keys.end()) return "";
  return wrap(derive(key->second.key, kName), name, kName, random);
}

std::string open_name(std::string_view sealed, const SpaceKeys& keys) {
  std::string out;
  for (const auto& [epoch, key] : keys)
    if (epoch.first == wire::kHome && unwrap(derive(key.key, kName), sealed, kName, out))
      return is_device_name(out) ? out : "";
  return "";
}

}  // namespace eddy::sync
