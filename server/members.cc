#include "server/members.h"

namespace eddy::server {
namespace pb = eddy::sync::v1;
namespace {

constexpr size_t kLookedThrough = 1 << 20;  // bytes of lists

pb::Roster parsed(const pb::SignedRoster& given) {
  pb::Roster list;
  if (!list.ParseFromString(given.roster())) throw Failure{Reason::books_damaged, "roster: stored one"};
  return list;
}

}  // namespace

pb::SignedRoster stored_roster(Transaction& t, uint32_t version) {
  pb::SignedRoster out;
  if (!out.ParseFromString(t.roster(version).value_or("")))
    throw Failure{Reason::books_damaged, "roster: stored one"};
  return out;
}

std::string full_key_of(Transaction& t, const AccountRow& account, const std::optional<Id>& device) {
  const auto newest = parsed(stored_roster(t, account.roster_version));
  if (!device) return newest.account_key();
  const auto* d = wire::find_device(newest, *device);
  return d && d->role() == pb::ROLE_FULL ? d->sign_key() : "";
}

std::string member_key_of(Transaction& t, const AccountRow& account, const std::optional<Id>& device) {
  size_t looked_through = 0;
  for (uint32_t v = account.roster_version; v >= 1 && looked_through < kLookedThrough; --v) {
    const auto given = stored_roster(t, v);
    looked_through += given.roster().size();
    const auto list = parsed(given);
    if (!device) return list.account_key();
    if (const auto* d = wire::find_device(list, *device)) return d->sign_key();
  }
  return "";
}

}  // namespace eddy::server
