#include "core/crypto/recovery_phrase.h"

#include <algorithm>
#include <iterator>

namespace eddy {
namespace {
// Of one width: no table of pointers.
constexpr char kWordList[][9] = {
#include "bip39_english.inc"
};
static_assert(std::size(kWordList) == 2048);

uint8_t checksum(const Secret& root) {
  uint8_t hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, root.data(), Secret::kSize);
  return hash[0];
}
}  // namespace

std::vector<std::string> to_phrase(const Secret& root) {
  std::vector<std::string> out;
  unsigned bits = 0, count = 0;
  for (size_t i = 0; i <= Secret::kSize; ++i) {
    bits = (bits << 8) | (i < Secret::kSize ? root.data()[i] : checksum(root));
    for (count += 8; count >= 11; count -= 11) out.push_back(kWordList[(bits >> (count - 11)) & 2047]);
  }
  sodium_memzero(&bits, sizeof bits);
  return out;
}

Secret from_phrase(std::string_view text) {
  Secret root;
  unsigned bits = 0, count = 0, words = 0;
  size_t filled = 0;
  uint8_t sum = 0;
  std::string word;
  const auto finish = [&] {
    if (word.empty()) return;
    ++words;
    const auto found = std::lower_bound(std::begin(kWordList), std::end(kWordList), word,
                                        [](const char* a, const std::string& b) { return a < b; });
    if (found == std::end(kWordList) || *found != word)
      throw out_of_range("recovery_phrase", words, words, Reason::phrase_word_unknown);
    if (words > 24) return;
    bits = (bits << 11) | unsigned(found - std::begin(kWordList));
    for (count += 11; count >= 8; count -= 8) {
      const auto byte = uint8_t(bits >> (count - 8));
      (filled < Secret::kSize ? root.data()[filled] : sum) = byte;
      ++filled;
    }
    word.clear();
  };
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z')
      word += char(c - 'A' + 'a');
    else if (c >= 'a' && c <= 'z')
      word += c;
    else
      finish();
  }
  finish();
  if (words != 24) throw out_of_range("recovery_phrase", 24, words, Reason::phrase_incomplete);
  if (sum != checksum(root))
    throw Failure{Reason::phrase_unconfirmed, "the last word does not confirm the others"};
  return root;
}

}  // namespace eddy
