// The board and its pictures.
#include "core/board/picture.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {
namespace rec = eddy::records;
using namespace std::string_literals;

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

TEST(Pictures, LoseWhereTheyWereTakenAndKeepTheirPixels) {
  const std::string secret = "GPS 48.1371 11.5754";
  const auto clean = without_metadata(jpeg(secret));
  ASSERT_NE(jpeg(secret).find(secret), std::string::npos);
  EXPECT_EQ(clean.bytes.find(secret), std::string::npos);
  EXPECT_NE(clean.bytes.find("scan\xff\0data\xff\xd0more"s), std::string::npos);
  EXPECT_EQ(clean.media_type, "image/jpeg");
  const auto chunk = [](const std::string& type, const std::string& body) {
    return std::string{char(body.size() >> 24), char(body.size() >> 16), char(body.size() >> 8),
                       char(body.size())} +
           type + body + "crc!";
  };
  const auto png = "\x89PNG\r\n\x1a\n"s + chunk("IHDR", std::string(13, 0)) + chunk("eXIf", secret) +
                   chunk("tEXt", secret) + chunk("IDAT", "pixels") + chunk("IEND", "") + secret;
  EXPECT_EQ(without_metadata(png).bytes.find(secret), std::string::npos);
  EXPECT_NE(without_metadata(png).bytes.find("pixels"), std::string::npos);
  for (size_t n = 3; n < jpeg(secret).size() - secret.size() - 1; n += 7)
    EXPECT_FAULT(without_metadata(jpeg(secret).substr(0, n)), invalid);
  EXPECT_FAULT(without_metadata("%PDF-1.4"), invalid);
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
