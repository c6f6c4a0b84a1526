// The board and its pictures.
#include "core/board/picture.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {
namespace rec = eddy::records;

TEST(Board, ShowsWhatIsNeededAndNotWhatIsHiddenToday) {
  World w;
  const auto add = [&](rec::Need need, const char* text) {
    api::BoardAddRequest q;
    q.mutable_item()->set_need(need);
    q.mutable_item()->set_text(text);
    return to_id(w.board.add(at(kNoon), q).id(), "id");
  };
  const auto laugh = add(rec::NEED_LAUGH, "this is fine");
  add(rec::NEED_REMIND, "the woman who sent a card");
  for (int i = 0; i < 10; ++i)
    EXPECT_EQ(w.board.show(at(kNoon), rec::NEED_LAUGH, false).board_item().text(), "this is fine");
  w.board.hide_today(at(kNoon), laugh);
  EXPECT_FALSE(w.board.show(at(kNoon + kHour), rec::NEED_LAUGH, false).has_board_item());
  EXPECT_TRUE(w.board.show(at(kNoon + kDay), rec::NEED_LAUGH, false).has_board_item());
}

TEST(Pictures, AreSealedOnTheDiskAndComeBackWhole) {
  Folder home;
  World w(home.path);
  w.init();
  api::BoardAddRequest q;
  q.mutable_item()->set_need(rec::NEED_REASSURE);
  q.set_picture(jpeg("x"));
  const auto id = to_id(w.board.add(at(kNoon), q).id(), "id");
  EXPECT_EQ(w.board.picture(w.journal.get(id).board_item()), without_metadata(jpeg("x")).bytes);
  for (const auto& f : std::filesystem::directory_iterator(home / "pictures")) {
    EXPECT_EQ(read(f.path().string()).find("scan"), std::string::npos);
    auto bytes = read(f.path().string());
    bytes[bytes.size() / 2] ^= 1;
    write(f.path().string(), bytes);
  }
  EXPECT_FAULT(w.board.picture(w.journal.get(id).board_item()), damaged);
}

}  // namespace
}  // namespace eddy::test
