// The board: what reassures, reminds or makes one laugh. Pictures are sealed files of their own, each with
// its own key kept in the record.
#pragma once
#include "core/journal/journal.h"
#include "eddy/api/board.pb.h"

namespace eddy {

class Board {
 public:
  Board(Session& session, Journal& journal) : session_(session), journal_(journal) {}
  // No record in it: nothing on the board fits.
  records::Entry show(Moment now, records::Need need, bool without_pictures);
  api::Kept add(Moment now, const api::BoardAddRequest& request);
  void hide_today(Moment now, const Address& of);
  std::string picture(const records::BoardItem& item);
  // Seals the clean bytes into a new file and describes it.
  records::Picture store(std::string_view picture);

 private:
  Session& session_;
  Journal& journal_;
};

}  // namespace eddy
