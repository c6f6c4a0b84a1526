// Which pictures have to go to the box, come from it, or leave it: before anything is pushed that speaks of them, and after
// everything was taken. Lives for one exchange; what must last stands in the store (core/vault/schema.h, `picture`).
#pragma once
#include <optional>
#include <set>
#include <string>

#include "core/sync/ledger.h"
#include "core/vault/session.h"

namespace eddy::sync {

// A picture that was dropped into home with its record, and is not kept in this store. Inside a Write.
void note_dropped_picture(Vault& vault, int table, std::string_view body);
// The box may have lost what it had: every picture is offered again.
void offer_pictures_again(Vault& vault);

class Pictures {
 public:
  Pictures(Session& session, Ledger& ledger) : session_(session), ledger_(ledger) {}

  std::optional<sync::v1::PutBlobRequest> to_put();
  std::optional<sync::v1::RemoveBlobRequest> to_remove();
  std::optional<sync::v1::GetBlobRequest> to_get();
  void put(const sync::v1::PutBlobReply& reply);
  void removed();
  // False where it is not the picture that its record tells of.
  bool got(const sync::v1::GetBlobReply& reply);
  // It was refused: this one is left for the next exchange. `there`: because another sealing of it is there already.
  void refused(bool there);

 private:
  struct One {
    std::string word;  // its id in hex
    uint32_t space = 0;
    int64_t rid = 0;
    std::string sealed, hash;
    uint64_t at = 0;
    bool asked = false;
  };
  bool mine(uint32_t space) const;
  std::string id() const;
  void mark(int there);
  void forget_parts();

  Session& session_;
  Ledger& ledger_;
  std::optional<One> now_;
  std::set<std::string> tried_;
};

}  // namespace eddy::sync
