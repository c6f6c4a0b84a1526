// Lossless export and import of everything kept, and the backup file made of it.
//
//   clocks = varint stamps, each: u64 hlc | 16 device | u64 id; then every cell:
//            varint field | varint stamp | u8 mark | u64 sub where tagged | varint covers, u64 each
//   extra  = cells that the readable entry cannot hold: varint index | varint size | bytes
//   backup = "EDDYBACK" | u32 version | u32 size | the keys file | secretstream of: u32 size | Exported message
#pragma once
#include <memory>

#include "core/board/board.h"
#include "core/crypto/seal.h"
#include "eddy/api/exchange.pb.h"

namespace eddy {

class Exchange {
 public:
  Exchange(Session& session, Board& board);
  ~Exchange();
  api::ExportReply export_records(const api::ExportRequest& request);
  api::ImportReply import_records(Moment now, const api::ImportRecordsRequest& request);
  api::BackUpReply back_up(const api::BackUpRequest& request);
  api::RestoreReply restore(Moment now, const api::RestoreRequest& request);

  void lock();  // the diary was locked: what was under way has ended

 private:
  struct BackingUp;
  struct Restoring;
  api::Exported exported(const Stored& stored, FactorNames& names);
  bool given_home(const records::Entry& entry, int space, const std::string& body, api::ImportReply* count);
  void import_one(Vault& vault, Vault::Write& write, const api::Exported& e, api::ImportReply* count);
  Session& session_;
  Board& board_;
  std::unique_ptr<BackingUp> backing_up_;
  api::RestoreReply restore(Moment now, const api::RestoreRequest& request, Restoring& r);
  std::unique_ptr<Restoring> restoring_;
};

}  // namespace eddy
