#include <algorithm>

#include "core/crypto/recovery_phrase.h"
#include "core/crypto/seal.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {

struct Crypto : testing::Test {
  Crypto() { start_crypto(); }
  SeededRandom random{1};
};

TEST_F(Crypto, Argon2idGivesItsKnownAnswer) {
  // libsodium's interface; RFC 9106's own vector needs inputs (secret, associated data) that it does not
  // take. The same figures come from the reference program: printf eddy | argon2 <sixteen 07> -id -t 1 -m 13
  // -p 1 -l 32 -r
  EXPECT_EQ(hex(from_passphrase("eddy", std::string(16, '\x07'), {1, 8 << 20}).bytes()),
            "ce4eb177a9308fc673219437b300ff5d707291be8bfab11c141d807a77594469");
}

TEST_F(Crypto, WordsAreTheBytes) {
  // BIP-39's own test vectors for 256 bits.
  std::string zero(32, '\0'), ones(32, '\xff');
  auto words = to_phrase(Secret(zero));
  EXPECT_EQ(words.front(), "abandon");
  EXPECT_EQ(words.back(), "art");
  words = to_phrase(Secret(ones));
  EXPECT_EQ(words.front(), "zoo");
  EXPECT_EQ(words.back(), "vote");
  for (int i = 0; i < 200; ++i) {
    const Secret root = Secret::make(random);
    std::string text;
    for (const auto& w : to_phrase(root)) text += (random.below(2) ? "  \n" : " ") + w;
    std::transform(text.begin(), text.end(), text.begin(),
                   [&](char c) { return random.below(3) ? c : char(toupper(c)); });
    ASSERT_EQ(from_phrase(text).bytes(), root.bytes());
  }
}

TEST_F(Crypto, AWrongWordIsNamed) {
  std::string text;
  for (int i = 0; i < 24; ++i) text += i == 6 ? " abandonn" : " abandon";
  try {
    from_phrase(text);
    FAIL();
  } catch (const Failure& f) {
    EXPECT_EQ(f.reason, Reason::phrase_word_unknown);
    EXPECT_EQ(f.low, 7);
  }
  EXPECT_FAULT(from_phrase("abandon abandon"), invalid);
  std::string all;
  for (int i = 0; i < 24; ++i) all += " abandon";
  EXPECT_FAULT(from_phrase(all), invalid);  // its checksum is not right
  EXPECT_FAULT(from_phrase(all + all), invalid);
}

TEST_F(Crypto, AStreamCutOrChangedSaysSo) {
  const Secret key = Secret::make(random);
  for (const size_t size : {size_t(0), size_t(1), StreamWriter::kPiece, StreamWriter::kPiece * 2 + 5}) {
    const std::string clear(size, 'x');
    std::string sealed, back;
    StreamWriter w(key, sealed);
    w.write(clear, true, sealed);
    StreamReader r(key);
    for (size_t i = 0; i < sealed.size(); i += 1000) r.read(std::string_view(sealed).substr(i, 1000), back);
    r.read({}, back);
    EXPECT_TRUE(r.done());
    EXPECT_EQ(back, clear);
    StreamReader cut(key);
    std::string some;
    try {
      cut.read(std::string_view(sealed).substr(0, sealed.size() - 1), some);
      cut.read({}, some);
      EXPECT_FALSE(cut.done());
    } catch (const Failure& f) {
      EXPECT_EQ(f.fault, Fault::damaged);
    }
  }
}

TEST_F(Crypto, SecretsShareLockedPagesAndLeaveNothingThere) {
  const uint8_t* place = nullptr;
  {
    const Secret one = Secret::make(random);
    place = one.data();
    EXPECT_NE(one.bytes(), std::string(Secret::kSize, '\0'));
  }
  const Secret next;  // in the place that has just come free
  ASSERT_EQ(next.data(), place);
  EXPECT_EQ(next.bytes(), std::string(Secret::kSize, '\0'));
  std::vector<Secret> many;
  std::set<std::string> all;
  for (int i = 0; i < 1000; ++i) all.insert(std::string(many.emplace_back(Secret::make(random)).bytes()));
  EXPECT_EQ(all.size(), 1000u);
  for (const auto& s : many) EXPECT_EQ(all.count(std::string(s.bytes())), 1u);
}

TEST_F(Crypto, WrappedAndSealedThingsOpenOnlyWithTheirKey) {
  const Secret key = Secret::make(random), other = Secret::make(random);
  std::string clear;
  const auto wrapped = wrap(key, "words", "label", random);
  EXPECT_TRUE(unwrap(key, wrapped, "label", clear));
  EXPECT_EQ(clear, "words");
  EXPECT_FALSE(unwrap(other, wrapped, "label", clear));
  EXPECT_FALSE(unwrap(key, wrapped, "another label", clear));
  const auto sealed = box_seal(box_public(key), "given while locked");
  EXPECT_TRUE(box_open(key, sealed, clear));
  EXPECT_EQ(clear, "given while locked");
  EXPECT_FALSE(box_open(other, sealed, clear));
}

}  // namespace
}  // namespace eddy::test
