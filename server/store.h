// What the relay needs of a database, in the relay's own words. One conformance suite runs over every store.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/bytes.h"

namespace eddy::server {

struct AccountRow {
  uint64_t head = 0;    // the number of the newest row: the only cursor there is
  std::string history;  // of everything up to it, see BundleRow
  uint64_t used = 0;    // bytes of bundles
  uint64_t quota = 0;   // bytes
  uint32_t roster_version = 0;
  std::string roster_hash;     // of that version; empty where an earlier format wrote it
  uint64_t blobs = 0;          // bytes of blobs, also of those that are not here whole
  uint64_t blob_sums[2] = {};  // of work and home: each whole blob's number, all of them xor
  uint64_t closes_ms = 0;      // when all of it is deleted; 0: it stays
};
// What one device has brought.
struct UseRow {
  Id device{};
  bool work = false;    // a work computer, when it last brought something
  uint64_t bytes = 0;   // of bundles
  uint64_t blobs = 0;   // bytes of blobs
  uint64_t chains = 0;  // how many
};
struct BlobRow {
  Id id{};
  uint32_t space = 0;
  uint64_t size = 0;
  std::string hash;
  uint64_t have = 0;  // bytes from its beginning
  bool gone = false;  // removed; its id is not used again
  Id device{};        // who brought it; all zero where an earlier format wrote it
};
struct ChainKey {
  uint16_t space = 0;
  Id device{};
  uint64_t chain = 0;
};
struct ChainRow {
  ChainKey key;
  uint64_t seq = 0;
  std::string hash;
};
struct BundleRow {
  uint64_t number = 0;
  ChainKey key;
  uint64_t seq = 0;
  std::string hash;
  std::string
      history;  // 32 bytes: of this hash after the row before's. Two rows of one number and history had the same before.
  std::string body;
};

// One transaction on one account. Writers of an account wait for each other; a reader sees one moment.
class Transaction {
 public:
  virtual ~Transaction() = default;
  virtual std::optional<AccountRow> account() = 0;
  virtual void add_account(const AccountRow& row) = 0;
  virtual void put_account(const AccountRow& row) = 0;  // of one that is there
  virtual std::optional<ChainRow> chain(const ChainKey& key) = 0;
  virtual std::vector<UseRow> uses() = 0;
  virtual void put_use(const UseRow& row) = 0;
  virtual void put_chain(const ChainRow& row) = 0;            // its first where seq is 1, else its next
  virtual std::vector<ChainRow> chains(uint32_t spaces) = 0;  // bit 0: space 1, bit 1: space 2
  virtual std::optional<std::string> bundle_hash(const ChainKey& key, uint64_t seq) = 0;
  virtual std::optional<std::string> bundle(const ChainKey& key, uint64_t seq) = 0;
  virtual std::optional<std::string> history_at(uint64_t number) = 0;
  virtual void add_bundle(const BundleRow& row) = 0;
  // In the order of their numbers, until `bytes` are reached; always at least one where there is one.
  virtual std::vector<BundleRow> bundles(uint64_t after, uint32_t spaces, size_t bytes) = 0;
  virtual bool any_after(uint64_t number, uint32_t spaces) = 0;
  virtual std::optional<std::string> roster(uint32_t version) = 0;
  virtual uint64_t roster_bytes() = 0;  // of all of them
  virtual void put_roster(uint32_t version, std::string_view body) = 0;
  // True once for every invite that was made.
  virtual bool use_invite(std::string_view invite_hash) = 0;
  virtual std::optional<BlobRow> blob(const Id& id) = 0;
  virtual std::vector<BlobRow> blobs() = 0;
  virtual void put_blob(const BlobRow& row) = 0;
  virtual void add_part(const Id& blob, uint64_t at, std::string_view bytes) = 0;
  virtual std::string part(const Id& blob,
                           uint64_t at) = 0;  // from there to the end of the part that was put; "" at the end
  virtual void remove_parts(const Id& blob) = 0;
  virtual void remove_account() = 0;  // and everything of it
};

// Threads: any number may call at the same time.
class Store {
 public:
  using Work = std::function<void(Transaction&)>;
  virtual ~Store() = default;
  // Commits when `work` returns, and then it is durable; rolls back when it throws. Where the database asks for it,
  // `work` runs again from the beginning.
  virtual void write(const Id& account, const Work& work) = 0;
  virtual void read(const Id& account, const Work& work) = 0;
  virtual void each_account(const std::function<void(const Id&, const AccountRow&)>& see) = 0;
  virtual void add_invite(std::string_view invite_hash) = 0;
  // True the first time it is asked of `hash`; forgets it some time after `until_ms`.
  virtual bool once(std::string_view hash, int64_t now_ms, int64_t until_ms) = 0;
  // False where the account has opened `most` since `since_ms` already, or the box exists.
  virtual bool open_mailbox(const Id& box, const Id& account, int64_t now_ms, int64_t until_ms,
                            int64_t since_ms, int most) = 0;
  // The letter's body after this: `body` where it was empty, what was there already otherwise. Nothing where there is no
  // such box any more, or no letter and `body` is empty.
  virtual std::optional<std::string> mail(const Id& box, uint32_t n, std::string_view body,
                                          int64_t now_ms) = 0;
};

}  // namespace eddy::server
