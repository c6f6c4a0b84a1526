// The books: rosters, chains and bundles in the encrypted store. What is sealed here is stored before it is sent; what is
// taken in is verified, applied and counted in one transaction with the cursor. Knows no conversation and no server.
#pragma once
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/sync/sealing.h"
#include "core/vault/admit.h"
#include "core/vault/vault.h"
#include "eddy/sync/v1/local.pb.h"
#include "eddy/sync/v1/relay.pb.h"

namespace eddy::sync {

enum class BundleState {
  applied = 0,
  to_send = 1,
  held = 2
};  // held: no key for it yet, a later version's, or damaged

struct ChainHead {
  uint32_t space = 0;
  Id device{};
  uint64_t chain = 0, seq = 0, top = 0;  // seq < top: something between was withheld
  std::string hash;
  bool ended = false;
};

// What a person should know, as a sentence or two. `device`: how they call the one it is about.
std::string notice_text(const sync::v1::Notice& notice, const std::string& device);

// The id of the record that a drop makes.
Id made_by(const sync::v1::Drop& drop);

// What one taking-in did.
struct Applied {
  int bundles = 0, records = 0;
  bool newer_roster = false;  // nothing was taken: fetch the rosters first
  // Somebody went on with this device's chain, and the bundle is in hand: a new one was begun.
  bool copied = false;
};

class Ledger {
 public:
  explicit Ledger(Vault& vault);

  bool has_account() const { return !local.account().empty(); }
  // save() keeps it; inside a Transaction where there is one. Without this device's seeds, which are in `keys`.
  sync::v1::Local local;
  void save();
  void notify(Moment now, sync::v1::Notice::Kind kind, const Id& device);

  bool has_token(Moment now) const {  // one that is still good
    return !local.token().empty() && double(now.ms) < local.token_until_ms();
  }
  Id me() const { return keys().id; }
  const DeviceKeys& keys() const { return *keys_; }
  const wire::Roster& roster() const { return *roster_; }  // the newest that verified
  const sync::v1::Device* myself() const { return wire::find_device(roster().list, me()); }  // null: revoked
  const SpaceKeys& space_keys() const { return space_keys_; }
  // From now on this store is this device of this account; everything it may publish waits to be sent. One transaction.
  // `follows`: accounts whose drops are opened there, too; what this device gave under one of them comes
  // along. `known`: how far what this device published before, in this account or the last of those, is known
  // to whoever paired it.
  void adopt(Moment now, const sync::v1::Local& fresh, const std::vector<sync::v1::SignedRoster>& rosters,
             const std::set<std::string>& follows = {}, const std::vector<sync::v1::Head>& known = {});
  // Verifies and keeps the next version; INVALID where it does not follow. Seals again what the new epochs ask for.
  void accept_roster(Moment now, const sync::v1::SignedRoster& next);
  // Whether it is another one of my newest version, which somebody who may has signed: a fork. INVALID where nobody has.
  bool contradicts(const sync::v1::SignedRoster& other);
  sync::v1::SignedRoster stored_roster(uint32_t version);

  // Seals what waits, up to about `bytes`; false where nothing waited, or a device is to be taken out first. Stored before
  // anybody can send it.
  bool seal(Moment now, size_t bytes);
  int waiting();  // local transactions and bundles that only this device has
  std::vector<std::string> to_send(size_t bytes, int most);
  // The server's answer to a bundle that was sent.
  void answered(Moment now, const wire::Bundle& bundle, sync::v1::Verdict verdict);
  // Whether the bundle a box has instead is another one, of the same hand, in that one's place or just before it.
  bool forks(const wire::Bundle& bundle, const std::string& instead);
  // This store goes on as a new incarnation: what was not confirmed is sealed again under it.
  void begin_chain(Moment now);
  // Somebody with this device's keys has gone on from where this store stands: it is a copy, and becomes its own.
  void copied(Moment now);
  // The box goes on from this bundle, which is another than the one in its place here (`forks`). What this device has from
  // there on goes out again under its own name, and the chain is counted as the box has it.
  void lost_branch(Moment now, const wire::Bundle& instead);
  bool stale();         // something waits that was sealed with a key that is not written with any more
  bool forked() const;  // two lists of devices: changes of it have stopped, exchanging goes on

  Applied apply(Moment now, const sync::v1::PullReply& reply);
  // What is held is tried once more: a later version may understand it, and what was damaged here may have been mended.
  int retry(Moment now);  // records applied
  // Whether the box, by its own list of chains, has something that this device should have and has not.
  bool lacks(const sync::v1::PullReply& reply);
  bool withheld();  // so, or something that others have seen and that is believed has not come
  // How far up to `seq` a chain is believed: a removed device's as far as the list says it was known.
  uint64_t believed(uint32_t space, const Id& device, uint64_t chain, uint64_t seq);
  std::vector<ChainHead> heads();
  // Of each device and space at most so many, those with the most bundles: a device may open as many as it likes.
  std::vector<ChainHead> longest(int of_each);
  std::optional<ChainHead> head(uint32_t space, const Id& device, uint64_t chain);
  // Stored bundles of a chain after `seq`, to give to a server that has lost them.
  std::vector<std::string> after(const ChainHead& of, uint64_t seq, size_t bytes, int most);
  // Accounts before this one whose drops are opened here, oldest first.
  std::vector<std::string> follows();
  // What this device has given to home, sealed as it is: all, or what the box has not confirmed.
  std::vector<std::string> given(bool all);
  // What a device that cannot read home puts there, under an id of its own; returns the id of the record that it makes.
  // Inside a Write.
  Id drop(const Id& id, int table, std::string_view body, bool trashed);
  // A receipt, by the id of a drop or of its picture: whoever gave it may let go of what was taken. Inside a transaction.
  void acknowledge(const std::string& given, bool taken);

 private:
  void load();
  bool takes_out();
  void bring_home_removed(Vault::Write& write);
  void keep_drop_keys(sync::v1::Local& next, const sync::v1::Device& me);
  std::vector<std::string> drops_along(const sync::v1::Local& next, const std::set<std::string>& follows);
  bool stored(const wire::Bundle& bundle, const std::string& hash, BundleState* state);
  void store(const wire::Bundle& bundle, const std::string& hash, std::string_view bytes, BundleState state);
  void advance(Moment now, const wire::Bundle& bundle, const std::string& hash);
  void heard(const Id& device, double at_ms);
  Author author(const wire::Bundle& bundle);
  void put_head(const ChainHead& head);
  void saw(Moment now, const sync::v1::Head& head, uint32_t space);
  enum class Trust { good, later, none };  // later: signed under a list of devices that is not here
  Trust trust(const wire::Bundle& bundle);
  void take(Moment now, Vault::Write& write, const std::string& bundle, Applied& out);
  BundleState apply_or_hold(Moment now, Vault::Write& write, const wire::Bundle& bundle, Applied& out);
  // Records applied; throws Failure where the bundle must be held.
  int apply_bundle(Moment now, Vault::Write& write, const wire::Bundle& bundle);
  struct Admitted : Stored {
    Author by = Author::own;  // whose it is: that of what is published again stays who it was
  };
  std::vector<Admitted> admitted(const wire::Bundle& bundle, sync::v1::Payload& payload,
                                 bool* left_out = nullptr);
  void apply_from_work(Vault::Write& write, const Stored& one, bool keeps_earlier);
  int64_t chains_of(uint32_t space, const Id& device);
  void note_clock(Moment now, const Id& device, const std::vector<Admitted>& all);
  std::vector<Id> records_in(const wire::Bundle& bundle);
  void drop_home(Vault::Write& write, const std::set<Id>& elsewhere);
  std::set<Id> known_elsewhere(const std::vector<sync::v1::Head>& known);
  void let_go(Moment now, Vault::Write& write, const sync::v1::Commit& commit, const Id& by);
  void note_clean();
  int apply_drop(Vault::Write& write, const wire::Bundle& bundle);
  int retry_held(Moment now, Vault::Write& write);
  // All of it, in the books and in memory, or nothing of it; throws what it threw.
  void whole(Vault::Write& write, const std::function<void()>& what);
  void vouch(Vault::Write& write, const wire::Roster& before);
  void publish_again(Vault::Write& write, const wire::Bundle& bundle);
  std::optional<sync::v1::Drop> open_drop(const wire::Bundle& bundle);
  // The record that a drop makes; none: not for this one to read.
  std::optional<Stored> dropped(const wire::Bundle& bundle);
  void refuse_drop(const wire::Bundle& bundle);
  void put_drop(std::string_view row);                  // into the outbox, sealed
  static std::string row_of(const wire::Bundle& drop);  // as it waits there
  std::string by_writers(const std::string& row, Devices& writers);
  void tell_chains(sync::v1::Payload& head, uint16_t space, const std::vector<ChainHead>& known);
  void seal_changes(uint16_t space, std::string_view payload);
  void seal_drop(std::string_view row);
  wire::Header next_header(uint16_t space, wire::Kind kind);
  void store_mine(const std::string& bundle);
  const wire::Roster* version(uint32_t v);

  Vault& vault_;
  std::optional<DeviceKeys> keys_;
  std::optional<wire::Roster> roster_;
  std::map<uint32_t, wire::Roster> older_;
  SpaceKeys space_keys_;
};

}  // namespace eddy::sync
