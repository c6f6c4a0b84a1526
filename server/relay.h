// The box in the middle: checks signatures, orders bundles, keeps rosters. It cannot read anything, and links nothing
// that could. Pure over the store; knows no network.
#pragma once
#include <map>
#include <memory>
#include <mutex>

#include "core/wire/roster.h"
#include "eddy/sync/v1/relay.pb.h"
#include "server/store.h"

namespace eddy::server {

struct Limits {
  int bundles_per_push = 200;
  size_t request_bytes = 1 << 20;
  // Of an account: what its own devices bring. Its work computers together have a quarter as much beside that, and what one
  // brought is not counted any more once it is taken out: nobody fills up another's box.
  uint64_t account_bytes = 256ull << 20;
  uint64_t blob_bytes = 1ull << 30;  // the same, of pictures
  uint64_t chains = 10'000;          // of a device: a store that is set back every night begins one a day
  int rosters_per_reply = 64;
  uint64_t roster_bytes = 32ull << 20;  // of all lists of devices of an account, beside its entries
  // From one network (an IPv4 address, 64 bits of an IPv6 one): all questions; and of one account its pushes, parts of pictures
  // and lists of devices.
  int calls_per_minute = 6000;
  int pushes_per_minute = 60;
  int blobs_per_minute = 240;
  int rosters_per_minute = 20;
  int auths_per_minute = 30;  // of one device, once it has proved itself
  int closing_days = 7;       // between asking for an account's end and its end
  int mailboxes_per_day = 5, letters = 6;
  size_t letter_bytes = 4 << 10;
  int64_t mailbox_ms = 10 * 60'000;
};

// Newest rosters, as they were parsed: whoever pushes often is not asked for again each time. What the account's row says
// (its roster's hash) decides whether one is still the newest. Any number of threads.
class Rosters {
 public:
  std::shared_ptr<const wire::Roster> find(const Id& account);
  void remember(const Id& account, std::shared_ptr<const wire::Roster> roster);

 private:
  std::mutex mutex_;
  std::map<Id, std::shared_ptr<const wire::Roster>> kept_;
};

class Relay {
 public:
  Relay(Store& store, Limits limits) : store_(store), limits_(limits) {}

  // A random invite for one new account, to be handed to a person; only its hash is kept.
  std::string make_invite(const std::string& random_bytes);
  sync::v1::PutRosterReply put_roster(const sync::v1::PutRosterRequest& request);
  sync::v1::RosterReply rosters(const sync::v1::RosterRequest& request);
  // `device` is who asks, as its token says. Throws REFUSED for a device that is not in the newest roster.
  sync::v1::PushReply push(const sync::v1::PushRequest& request);
  sync::v1::PullReply pull(const Id& device, const sync::v1::PullRequest& request);
  // A full device opens one; whoever knows its number reads and writes letters, each once.
  sync::v1::MailboxReply open_mailbox(const Id& device, const sync::v1::OpenMailboxRequest& request,
                                      int64_t now_ms);
  sync::v1::MailReply mail(const sync::v1::MailRequest& request, int64_t now_ms);
  // REFUSED where the device may not, or another file has that id.
  sync::v1::PutBlobReply put_blob(const sync::v1::PutBlobRequest& request);
  sync::v1::GetBlobReply get_blob(const Id& device, const sync::v1::GetBlobRequest& request);
  sync::v1::ListBlobsReply list_blobs(const Id& device, const sync::v1::ListBlobsRequest& request);
  sync::v1::RemoveBlobReply remove_blob(const sync::v1::RemoveBlobRequest& request);
  // Whoever asks has proved that they may. Asked again, the day stays as it was.
  sync::v1::CloseReply close(const Id& account, bool cancel, int64_t now_ms);
  // Deletes the accounts whose day has come; how many.
  int sweep(int64_t now_ms);

 private:
  struct Before;
  Before before(const Id& id, const sync::v1::SignedRoster& given, uint32_t version);
  bool add_roster(const Id& id, const Before& before, const wire::Roster& next,
                  const sync::v1::PutRosterRequest& request);
  std::shared_ptr<const wire::Roster> newest(Transaction& t, const Id& id, const AccountRow& account);
  Store& store_;
  const Limits limits_;
  Rosters rosters_;
};

}  // namespace eddy::server
