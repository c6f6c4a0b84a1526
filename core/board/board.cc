#include "core/board/board.h"

#include "core/board/picture.h"
#include "core/vault/pictures.h"

namespace eddy {
namespace rec = eddy::records;

rec::Entry Board::show(Moment now, rec::Need need, bool without_pictures) {
  auto& v = session_.vault();
  const auto settings = session_.settings();
  for (const auto& out : settings.opt_outs()) without_pictures = without_pictures || out == "NO_PICTURES";
  const int today = v.projections().day_of(now);
  std::vector<int64_t> fitting;
  auto s = v.db().prepare(
      "SELECT rid FROM event WHERE kind = 9 AND kind NOT IN (1, 2, 4) AND (? = 0 OR a = ?) AND (c IS NULL OR "
      "c <> ?) AND (? = 0 OR d = 0)");
  s.bind(int(need)).bind(int(need)).bind(today).bind(int(without_pictures));
  while (s.step()) fitting.push_back(s.integer(0));
  if (fitting.empty()) return {};
  return shown(v, v.at(fitting[session_.random().below(fitting.size())]));
}

rec::Picture Board::store(std::string_view bytes) {
  const auto clean = without_metadata(bytes);
  auto p = save_picture(session_, clean.bytes);
  p.set_media_type(clean.media_type);
  return p;
}

api::Kept Board::add(Moment now, const api::BoardAddRequest& request) {
  session_.vault();  // a picture is sealed with a key that only the open store can keep
  rec::Entry entry;
  *entry.mutable_board_item() = request.item();
  entry.set_space(request.space());
  if (!request.picture().empty()) {
    // Checked before the file is written, with a stand-in, so that a refusal leaves nothing behind.
    auto trial = entry;
    trial.mutable_board_item()->mutable_picture()->set_length(1);
    validate(trial, now, session_.zone);
    *entry.mutable_board_item()->mutable_picture() = store(request.picture());
  }
  return journal_.keep(now, std::move(entry), request.anyway());
}

void Board::hide_today(Moment now, const Address& of) {
  auto entry = journal_.get({of.id, of.space, kBoardItem});
  entry.mutable_board_item()->set_hidden_day(session_.vault().projections().day_of(now));
  Vault::Write w(session_.vault(), now);
  w.change({of.id, entry.space(), kBoardItem}, body_of(entry), nullptr);
  w.commit();
}

std::string Board::picture(const rec::BoardItem& item) {
  if (!item.has_picture()) throw Failure{Reason::no_record, "this item has none"};
  return open_picture(session_, item.picture());
}

}  // namespace eddy
