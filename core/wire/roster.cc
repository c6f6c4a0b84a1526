#include "core/wire/roster.h"

#include <set>

#include "core/wire/bundle.h"

namespace eddy::wire {
namespace pb = eddy::sync::v1;
namespace {

constexpr std::string_view kLabel = "eddy/roster/v1";

[[noreturn]] void refuse(const char* why) { throw Failure{Reason::list_malformed, why}; }

pb::Roster parse(const pb::SignedRoster& given) {
  pb::Roster list;
  if (given.roster().size() > (256 << 10) || !list.ParseFromString(given.roster())) refuse("not one");
  return list;
}

// What must hold of every version by itself, whoever signed it.
void check(const pb::Roster& r) {
  if (r.account_key().size() != kSignKeySize || r.recovery_key().size() != 32)
    refuse("a key has another size");
  if (r.account() != view(account_of(r.account_key()))) refuse("the account's id does not fit its key");
  if (r.device_size() > kMostDevices) refuse("more than 16 devices");
  std::set<std::string> ids;
  for (const auto& d : r.device()) {
    if (d.sign_key().size() != kSignKeySize || d.box_key().size() != 32)
      refuse("a device's key has another size");
    if (d.id() != view(device_of(d.sign_key()))) refuse("a device's id does not fit its key");
    if (d.role() != pb::ROLE_FULL && d.role() != pb::ROLE_WORK) refuse("a device has no role");
    if (!ids.insert(d.id()).second) refuse("a device is there twice");
  }
  std::set<uint32_t> spaces;
  for (const auto& s : r.space()) {
    if (s.space() != kWork && s.space() != kHome) refuse("an unknown space");
    if (!spaces.insert(s.space()).second) refuse("a space is there twice");
    if (s.epoch() < 1 || s.min_write_epoch() > s.epoch() || s.drop_key().size() != 32)
      refuse("a space's epoch or key");
    bool recovery = false;
    for (const auto& g : s.grant()) {
      recovery = recovery || (g.recipient().empty() && g.epoch() == s.epoch());
      if (g.recipient().empty()) continue;
      if (g.recipient().size() != 16) refuse("a grant's recipient");
      const auto* d = find_device(r, to_id(g.recipient(), "recipient"));
      // Never home for a work computer, whoever signs.
      if (d && !may_use(d->role(), s.space())) refuse("grants a space to a role that may not have it");
    }
    if (!recovery) refuse("a live epoch without a grant to the recovery key");
  }
  if (spaces.size() != 2) refuse("a space is missing");
}

}  // namespace

Id account_of(std::string_view key) { return id_of_key("eddy/account/v1", key); }
Id device_of(std::string_view key) { return id_of_key("eddy/device/v1", key); }

bool may_use(pb::Role role, uint32_t space) {
  return role == pb::ROLE_FULL || (role == pb::ROLE_WORK && space == kWork);
}

const pb::Device* find_device(const pb::Roster& list, const Id& device) {
  for (const auto& d : list.device())
    if (d.id() == view(device)) return &d;
  return nullptr;
}

const pb::Space* find_space(const pb::Roster& list, uint32_t space) {
  for (const auto& s : list.space())
    if (s.space() == space) return &s;
  return nullptr;
}

uint64_t floor_of(const pb::Roster& list, uint32_t space, std::string_view device, uint64_t chain) {
  for (const auto& f : list.heads_floor())
    if (f.space() == space && f.device() == device && f.chain() == chain) return f.seq();
  return 0;
}

Roster stored_roster(std::string_view bytes) {
  pb::SignedRoster given;
  Roster out;
  if (!given.ParseFromArray(bytes.data(), int(bytes.size())) || !out.list.ParseFromString(given.roster()))
    throw Failure{Reason::books_damaged, "roster: stored one"};
  out.hash = digest(kLabel, given.roster());
  return out;
}

pb::SignedRoster sign_roster(const pb::Roster& list, std::string_view seed) {
  pb::SignedRoster out;
  out.set_roster(list.SerializeAsString());
  out.set_signature(sign(seed, kLabel, out.roster()));
  return out;
}

bool roster_signed_by(const pb::SignedRoster& given,
                      const std::function<std::string(const std::optional<Id>&)>& key_of) {
  const auto list = parse(given);
  if (!list.signer().empty() && list.signer().size() != 16) return false;
  const auto key =
      key_of(list.signer().empty() ? std::nullopt : std::optional(to_id(list.signer(), "signer")));
  return key.size() == kSignKeySize && verify(key, kLabel, given.roster(), given.signature());
}

Roster first_roster(const pb::SignedRoster& given, const Id& account) {
  auto list = parse(given);
  check(list);
  if (list.account() != view(account)) refuse("another account's");
  if (list.version() != 1 || list.prev_hash() != std::string(kHashSize, '\0'))
    refuse("not the first version");
  if (!list.signer().empty() || !verify(list.account_key(), kLabel, given.roster(), given.signature()))
    refuse("the first version is signed by the account's key");
  return {std::move(list), digest(kLabel, given.roster())};
}

Roster next_roster(const Roster& mine, const pb::SignedRoster& given) {
  auto list = parse(given);
  check(list);
  const auto& was = mine.list;
  if (list.account() != was.account() || list.account_key() != was.account_key() ||
      list.recovery_key() != was.recovery_key())
    refuse("the account's keys never change");
  if (list.version() != was.version() + 1) refuse("not the next version");
  std::string key = was.account_key();
  if (!list.signer().empty()) {
    if (list.signer().size() != 16) refuse("signer");
    const auto* signer = find_device(was, to_id(list.signer(), "signer"));
    if (!signer || signer->role() != pb::ROLE_FULL)
      refuse("its signer was no full device of the version before");
    key = signer->sign_key();
  }
  if (!verify(key, kLabel, given.roster(), given.signature())) refuse("the signature does not fit");
  if (list.prev_hash() != mine.hash) throw Failure{Reason::list_of_other_history, "follows another history"};
  for (const auto& d : list.device()) {
    const auto* before = find_device(was, to_id(d.id(), "device"));
    if (before && before->role() == pb::ROLE_WORK && d.role() != pb::ROLE_WORK)
      refuse("a work computer never becomes another device");
    if (before && before->box_key() != d.box_key()) refuse("a device's keys never change");
  }
  for (const auto& s : list.space()) {
    const auto* before = find_space(was, s.space());
    if (before && s.epoch() < before->epoch()) refuse("an epoch never goes back");
    if (before && s.min_write_epoch() < before->min_write_epoch()) refuse("an epoch never goes back");
  }
  return {std::move(list), digest(kLabel, given.roster())};
}

}  // namespace eddy::wire
