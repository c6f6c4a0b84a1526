// Everything kept, on its way out and in as messages, and the backup file made of them (backup.cc).
//
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
  api::ExportReply export_all(Moment now, const api::ExportRequest& request);  // in any format
  api::ImportReply import_records(Moment now, const api::ImportRecordsRequest& request);
  api::BackUpReply back_up(const api::BackUpRequest& request);
  api::RestoreReply restore(Moment now, const api::RestoreRequest& request);

  void lock();  // the diary was locked: what was under way has ended

 private:
  struct BackingUp;
  struct Restoring;
  Session& session_;
  Board& board_;
  std::unique_ptr<BackingUp> backing_up_;
  api::RestoreReply restore(Moment now, const api::RestoreRequest& request, Restoring& r);
  std::unique_ptr<Restoring> restoring_;
};

}  // namespace eddy
