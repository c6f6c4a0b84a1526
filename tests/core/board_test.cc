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
  // Small pictures of it in the JFIF head, and whatever stands in a marker that nobody has given a meaning.
  const auto segment = [](unsigned char marker, const std::string& body) {
    return "\xff"s + char(marker) + char((body.size() + 2) >> 8) + char((body.size() + 2) & 255) + body;
  };
  const auto small = "\xff\xd8"s + segment(0xe0, "JFIF\0\1\1\0\0\1\0\1\4\2"s + secret + "12345") +
                     segment(0xf5, secret) + segment(0xe2, "MPF\0"s + secret) +
                     segment(0xee, "Adobe" + secret) + segment(0xee, "Adobe\0d\0\0\0\0\1"s.substr(0, 12)) +
                     segment(0xc0, "frame") + segment(0xda, "\1\1\0\0\x3f\0"s) + "scan\xff\xd9"s + secret;
  const auto shown = without_metadata(small).bytes;
  EXPECT_EQ(shown.find(secret), std::string::npos);
  EXPECT_EQ(shown.find("12345"), std::string::npos);
  EXPECT_NE(shown.find("JFIF\0\1\1\0\0\1\0\1\0\0"s),
            std::string::npos);  // its density stays, its thumbnail is 0 by 0
  EXPECT_NE(shown.find("frame"), std::string::npos);
  EXPECT_NE(shown.find("Adobe"), std::string::npos);
  const auto part = [](const std::string& type, const std::string& body) {
    std::string out = type;
    put<uint32_t>(out, uint32_t(body.size()));
    return out + body + (body.size() % 2 ? "\0"s : "");
  };
  const auto riff = [&](const std::string& body) { return part("RIFF", "WEBP" + body) + secret; };
  const auto moving =
      riff(part("VP8X", "\x0e" + std::string(9, 0)) + part("ANIM", "colour") + part("note", secret) +
           part("ANMF", std::string(16, 'f') + part("VP8 ", "first") + part("seen", secret)) +
           part("EXIF", secret) + part("XMP ", secret));
  const auto still = without_metadata(moving).bytes;
  EXPECT_EQ(still.find(secret), std::string::npos);
  for (const char* kept : {"colour", "first", "ANMF"}) EXPECT_NE(still.find(kept), std::string::npos) << kept;
  EXPECT_EQ(still[20], '\x02');  // it moves; of the rest it says nothing
  EXPECT_EQ(without_metadata(still).bytes, still);
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
