// What a picture loses before it is kept: where, when and with what it was taken, and whatever hides behind its end.
#include "core/board/picture.h"

#include "tests/core/support.h"

namespace eddy::test {
namespace {
using namespace std::string_literals;

const std::string kSecret = "GPS 48.1371 11.5754";

bool holds(const std::string& bytes, const std::string& part) {
  return bytes.find(part) != std::string::npos;
}

void put_big(std::string& out, uint32_t v) {
  for (int shift = 24; shift >= 0; shift -= 8) out += char(v >> shift);
}

std::string png_chunk(const std::string& type, const std::string& body) {
  uint32_t sum = ~0u;
  for (const char c : type + body) {
    sum ^= uint8_t(c);
    for (int bit = 0; bit < 8; ++bit) sum = sum >> 1 ^ (sum & 1 ? 0xedb88320u : 0);
  }
  std::string out;
  put_big(out, uint32_t(body.size()));
  out += type + body;
  put_big(out, ~sum);
  return out;
}

// 16 by 16, grey, eight bits each.
std::string png_head(char colour = 0) {
  std::string body;
  put_big(body, 16), put_big(body, 16);
  return "\x89PNG\r\n\x1a\n" + png_chunk("IHDR", body + "\x08"s + colour + "\0\0\0"s);
}
const std::string kEnd = png_chunk("IEND", "");

// Rows of those 16, as zlib packs them: codes of its own, the usual codes, and none.
const std::string kRows = *unhex(
    "78da1d8f010a03300803855163a275ffffedd29582524d2e0da00fcf684a2c81d1e2aa5474512fa316ecadd3"
    "45499cb8627b7348917915d5d26cdf457572263ab75b095cdbb80b7cbc617f3f697b14561ea37b2edf65a499"
    "d4d9b765bb0c8cb280e1ab5b88313b05d4307107b174b06b015ef2aa808f93b5517f97704ebd91f6891dec25"
    "2e93550d7a10df2a73a749a4bfd13f164d097c");
const std::string kUsual = *unhex("780163484c4a8623069c1c000cda0dc9");  // of 39 bytes
std::string unpacked(const std::string& rows) {
  std::string out = "\x78\x01\x01"s;
  put<uint16_t>(out, uint16_t(rows.size()));
  put<uint16_t>(out, uint16_t(~rows.size()));
  return out + rows + "sum!";
}

TEST(Pictures, OfAPngEndWithTheirLastRow) {
  const auto picture = [](const std::string& data) { return png_head() + png_chunk("IDAT", data) + kEnd; };
  for (const auto& rows : {kRows, kUsual, unpacked(std::string(272, 'p'))}) {
    const auto whole = picture(rows);
    EXPECT_EQ(without_metadata(whole).bytes, whole);
    EXPECT_EQ(without_metadata(whole + kSecret).bytes, whole);
    EXPECT_EQ(without_metadata(picture(rows + kSecret)).bytes, whole);
    // In several chunks, the last of which nobody needs.
    const auto parts = [&](const std::string& more) {
      return png_head() + png_chunk("IDAT", rows.substr(0, 9)) + png_chunk("IDAT", rows.substr(9) + more) +
             png_chunk("IDAT", more) + kEnd;
    };
    EXPECT_EQ(without_metadata(parts(kSecret)).bytes, parts(""));
    EXPECT_FALSE(holds(without_metadata(whole.substr(0, whole.size() - kEnd.size()) +
                                        png_chunk("tIME", kSecret) + png_chunk("IDAT", kSecret) + kEnd)
                           .bytes,
                       kSecret));
    for (size_t n = 1; n < rows.size(); n += 5)
      EXPECT_FAULT(without_metadata(picture(rows.substr(0, n))), invalid);
  }
  // Rows below the picture.
  EXPECT_FAULT(without_metadata(picture(unpacked(std::string(272, 'p') + kSecret))), invalid);
}

TEST(Pictures, OfAPngThatMovesEndWithEachFrame) {
  std::string small;  // 4 by 4
  put_big(small, 4), put_big(small, 4);
  const auto frame = [&](char n, const std::string& data) {
    return png_chunk("fcTL", "\0\0\0"s + n + small + std::string(14, 0)) +
           png_chunk("fdAT", "\0\0\0"s + char(n + 1) + data);
  };
  const auto moving = [&](const std::string& more) {
    return png_head() + png_chunk("acTL", "\0\0\0\2\0\0\0\0"s) + png_chunk("IDAT", kRows + more) +
           frame(0, unpacked(std::string(20, 'a')) + more) + frame(2, unpacked(std::string(20, 'b')) + more) +
           kEnd;
  };
  EXPECT_EQ(without_metadata(moving("")).bytes, moving(""));
  EXPECT_EQ(without_metadata(moving(kSecret)).bytes, moving(""));
  EXPECT_FAULT(without_metadata(png_head() + frame(0, unpacked(std::string(21, 'a'))) + kEnd), invalid);
}

TEST(Pictures, OfAPngHoldNothingBesideTheirPixels) {
  const auto with = [](const std::string& chunks) {
    return png_head(0) + chunks + png_chunk("IDAT", kRows) + kEnd;
  };
  EXPECT_EQ(without_metadata(with(png_chunk("eXIf", kSecret) + png_chunk("tEXt", kSecret) +
                                  png_chunk("iCCP", kSecret) + png_chunk("prVt", kSecret)))
                .bytes,
            with(""));
  const auto gamma = png_chunk("gAMA", "1234");
  EXPECT_EQ(without_metadata(with(gamma)).bytes, with(gamma));
  EXPECT_EQ(without_metadata(with(gamma + png_chunk("gAMA", "more"))).bytes, with(gamma));
  EXPECT_EQ(without_metadata(with(png_chunk("gAMA", kSecret))).bytes, with(""));
}

std::string segment(unsigned char marker, const std::string& body) {
  return "\xff"s + char(marker) + char((body.size() + 2) >> 8) + char((body.size() + 2) & 255) + body;
}

TEST(Pictures, OfAJpegHoldWhatShowsThemAlone) {
  const auto clean = without_metadata(jpeg(kSecret));
  ASSERT_TRUE(holds(jpeg(kSecret), kSecret));
  EXPECT_FALSE(holds(clean.bytes, kSecret));
  EXPECT_TRUE(holds(clean.bytes, "scan\xff\0data\xff\xd0more"s));
  EXPECT_EQ(clean.media_type, "image/jpeg");
  for (size_t n = 3; n < jpeg(kSecret).size() - kSecret.size() - 1; n += 7)
    EXPECT_FAULT(without_metadata(jpeg(kSecret).substr(0, n)), invalid);
  const auto frame = "\x08\0\4\0\4\1\1\x11\0"s, tables = "\0"s + std::string(64, 'q'),
             codes = "\x10\1"s + std::string(15, 0) + "c", scan = "\1\1\0\0\x3f\0"s, every = "\0\4"s;
  const auto picture = [&](const std::string& more, const std::string& around) {
    return "\xff\xd8"s + segment(0xe0, "JFIF\0\1\1\0\0\1\0\1"s + "\0\0"s + more) + around +
           segment(0xee, "Adobe\0d\0\0\0\0\1"s.substr(0, 12) + more) + segment(0xdb, tables + more) +
           segment(0xc0, frame + more) + segment(0xc4, codes + more) + segment(0xdd, every + more) +
           segment(0xda, scan + more) + "scan" + around + "\xff\xd9"s + more;
  };
  EXPECT_EQ(without_metadata(picture("", "")).bytes, picture("", ""));
  EXPECT_EQ(without_metadata(picture(kSecret, "")).bytes, picture("", ""));
  // A profile of its colours, small pictures of it, and whatever stands in a marker that nobody has given a meaning.
  for (const auto& aside : {segment(0xe2, "ICC_PROFILE\0\1\1"s + kSecret), segment(0xe2, "MPF\0"s + kSecret),
                            segment(0xf5, kSecret), segment(0xee, "Adobe" + kSecret.substr(0, 3)),
                            segment(0xed, kSecret), segment(0xde, kSecret), segment(0xfe, kSecret)})
    EXPECT_EQ(without_metadata(picture("", aside)).bytes, picture("", "")) << hex(aside.substr(0, 2));
  const auto thumbnail = "\xff\xd8"s + segment(0xe0, "JFIF\0\1\1\0\0\1\0\1\4\2"s + "12345678") + "\xff\xd9"s;
  EXPECT_EQ(without_metadata(thumbnail).bytes,
            "\xff\xd8"s + segment(0xe0, "JFIF\0\1\1\0\0\1\0\1\0\0"s) + "\xff\xd9"s);
}

std::string riff_part(const std::string& type, const std::string& body) {
  std::string out = type;
  put<uint32_t>(out, uint32_t(body.size()));
  return out + body + (body.size() % 2 ? "\0"s : "");
}

TEST(Pictures, OfAWebpHoldOnePictureOrItsFrames) {
  const auto riff = [](const std::string& body) { return riff_part("RIFF", "WEBP" + body); };
  const auto moving = [&](const std::string& more, const std::string& aside) {
    return riff(riff_part("VP8X", (aside.empty() ? "\x02"s : "\x2e"s) + std::string(9, 0) + more) + aside +
                riff_part("ANIM", "colour" + more) +
                riff_part("ANMF", std::string(16, 'f') + riff_part("ALPH", "a") + riff_part("VP8 ", "first") +
                                      aside) +
                aside) +
           more;
  };
  EXPECT_EQ(without_metadata(moving("", "")).bytes, moving("", ""));
  EXPECT_EQ(without_metadata(moving(kSecret, "")).bytes, moving("", ""));
  for (const char* type : {"EXIF", "XMP ", "ICCP", "note", "VP8 ", "VP8L"})
    EXPECT_EQ(without_metadata(moving("", riff_part(type, kSecret))).bytes, moving("", "")) << type;
  // Of one that stands still no second picture, and no frames.
  const auto still = riff(riff_part("VP8L", "pixels"));
  EXPECT_EQ(without_metadata(still).bytes, still);
  EXPECT_EQ(without_metadata(riff(riff_part("VP8L", "pixels") + riff_part("VP8L", kSecret) +
                                  riff_part("ANMF", std::string(16, 'f') + riff_part("VP8 ", kSecret))))
                .bytes,
            still);
  EXPECT_FAULT(without_metadata(riff(riff_part("EXIF", kSecret))), invalid);
}

// 24 by 24, four colours.
const std::string kCodes = *unhex(
    "dc22320ab931003802c0292ecc2eda946099c40493812251b53cd0e321521319b3a906fa6149ab6f5a194288"
    "620591511d4c95d901d58c404c931da7835c582e37dd89d55248bd621927d8089d980a2f4eb461e9bcda1aaf"
    "21b9484fa4617eca94d7d362c0c4a34293545525f711c530725767a6a3a036f3a13575b5d5b063e3f0a26163"
    "b1575a667415e4f292b7a254ea8a2766b3e13863e9899b1123b6a65231827454b52a9acbdbc36b06e4591843"
    "c58111b895304a1a395000");

std::string in_blocks(std::string data, size_t size) {
  std::string out;
  for (; !data.empty(); data.erase(0, std::min(size, data.size())))
    out += char(std::min(size, data.size())) + data.substr(0, size);
  return out + "\0"s;
}

TEST(Pictures, OfAGifEndWithTheirLastPixel) {
  const auto picture = [](const std::string& codes, const std::string& aside, size_t block = 255) {
    return "GIF89a\x18\0\x18\0\x91\0\0"s + std::string(12, 'c') + aside + "\x21\xf9\4\0\1\0\0\0"s +
           "\x2c\0\0\0\0\x18\0\x18\0\0\2"s + in_blocks(codes, block) + "\x3b";
  };
  const auto whole = picture(kCodes, "");
  EXPECT_EQ(without_metadata(whole).bytes, whole);
  EXPECT_EQ(without_metadata(whole).media_type, "image/gif");
  EXPECT_EQ(without_metadata(whole + kSecret).bytes, whole);
  EXPECT_EQ(without_metadata(picture(kCodes + kSecret, "")).bytes, whole);
  EXPECT_EQ(without_metadata(picture(kCodes + kSecret, "", 7)).bytes, whole);
  // Without the code that ends them: what the picture has no room for goes, and the code is put there.
  auto open = kCodes;
  open.resize(open.size() - 2);
  const auto closed = without_metadata(picture(open + kSecret, "")).bytes;
  EXPECT_FALSE(holds(closed, kSecret.substr(2)));
  EXPECT_EQ(closed.size(), whole.size());
  // What is said beside it: comments, applications' data, text; of the number of loops only the number.
  for (const auto& aside : {"\x21\xfe"s + in_blocks(kSecret, 255),
                            "\x21\xff"s + in_blocks("XMP DataXMP", 255), "\x21\1"s + in_blocks(kSecret, 255)})
    EXPECT_EQ(without_metadata(picture(kCodes, aside)).bytes, whole);
  const auto loops = [](const std::string& more) {
    return "\x21\xff\x0bNETSCAPE2.0"s + in_blocks("\1\0\0"s + more, 255);
  };
  EXPECT_EQ(without_metadata(picture(kCodes, loops(kSecret))).bytes, picture(kCodes, loops("")));
  EXPECT_FAULT(without_metadata(picture("\xff\xff\xff", "")), invalid);
}

TEST(Pictures, OfAnotherFormatAreNotKept) {
  for (const char* bytes : {"%PDF-1.4", "", "<svg/>"}) EXPECT_FAULT(without_metadata(bytes), invalid);
}

}  // namespace
}  // namespace eddy::test
