// Which pictures have to go to the box, come from it, or leave it: before anything is pushed that speaks of them, and after
// everything was taken. Lives for one round; what must last stands in the store (core/vault/schema.h, `picture`).
#pragma once
#include <optional>
#include <set>
#include <string>

#include "core/sync/ledger.h"
#include "core/vault/session.h"

namespace eddy::sync {

// A picture that was dropped into home with its record, and is not kept in this store. Inside a Write.
void note_dropped_picture(Vault& vault, int table, std::string_view body);

class Pictures {
 public:
  Pictures(Session& session, Ledger& ledger) : session_(session), ledger_(ledger) {}

  // After everything was taken: whether the box's list has to be looked at. `blobs`: what it gave with the last rows.
  std::optional<sync::v1::ListBlobsRequest> to_list(uint64_t blobs, bool asked_for);
  void listed(const sync::v1::ListBlobsReply& reply);
  std::optional<sync::v1::PutBlobRequest> to_put();
  std::optional<sync::v1::RemoveBlobRequest> to_remove();
  std::optional<sync::v1::GetBlobRequest> to_get();
  void put(const sync::v1::PutBlobReply& reply);
  void removed();
  // False where it is not the picture that its record tells of.
  bool got(const sync::v1::GetBlobReply& reply);
  // It was refused: this one is left for the next round.
  void refused();
  // Once all is taken: tells a work computer which of its pictures are open here; true where there is something to send.
  bool acknowledge();

 private:
  bool shown_elsewhere(const std::string& word);
  enum class Way { put, get, remove };
  struct One {
    Way way;
    std::string word;  // its id in hex
    uint32_t space = 0;
    int64_t rid = 0;
    std::string sealed, hash;
    uint64_t at = 0;
    bool asked = false;
  };
  int note();
  bool busy_otherwise(Way way) const { return now_ && now_->way != way; }
  bool mine(uint32_t space) const;
  std::string id() const;
  void mark(int there);
  void forget_parts();

  Session& session_;
  Ledger& ledger_;
  std::optional<One> now_;
  std::set<std::string> tried_;
  bool listed_ = false;
  uint64_t blobs_ = 0;
};

}  // namespace eddy::sync
