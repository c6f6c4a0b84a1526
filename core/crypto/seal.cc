#include "core/crypto/seal.h"

#include <algorithm>

namespace eddy {

constexpr size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;

std::string wrap(const Secret& with, std::string_view clear, std::string_view label, Random& random) {
  std::string out(kNonce + clear.size() + kTag, '\0');
  random.fill(out.data(), kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(raw(out) + kNonce, nullptr, raw(clear), clear.size(), raw(label),
                                             label.size(), nullptr, raw(out), with.data());
  return out;
}

bool unwrap(const Secret& with, std::string_view wrapped, std::string_view label, std::string& clear) {
  if (wrapped.size() < kNonce + kTag) return false;
  clear.resize(wrapped.size() - kNonce - kTag);
  return crypto_aead_xchacha20poly1305_ietf_decrypt(raw(clear), nullptr, nullptr, raw(wrapped) + kNonce,
                                                    wrapped.size() - kNonce, raw(label), label.size(),
                                                    raw(wrapped), with.data()) == 0;
}

std::string close_with(const Secret& key, std::string_view nonce, std::string_view belongs,
                       std::string_view clear) {
  if (nonce.size() != kNonce) throw Failure{Reason::bug_inside, "nonce: 24 bytes"};
  std::string out(clear.size() + kTag, '\0');
  crypto_aead_xchacha20poly1305_ietf_encrypt(raw(out), nullptr, raw(clear), clear.size(), raw(belongs),
                                             belongs.size(), nullptr, raw(nonce), key.data());
  return out;
}

bool open_with(const Secret& key, std::string_view nonce, std::string_view belongs, std::string_view closed,
               std::string& clear) {
  if (nonce.size() != kNonce || closed.size() < kTag) return false;
  clear.resize(closed.size() - kTag);
  return crypto_aead_xchacha20poly1305_ietf_decrypt(raw(clear), nullptr, nullptr, raw(closed), closed.size(),
                                                    raw(belongs), belongs.size(), raw(nonce),
                                                    key.data()) == 0;
}

namespace {
std::string kx_pair(const Secret& seed, Secret& secret) {
  std::string pub(crypto_kx_PUBLICKEYBYTES, '\0');
  crypto_kx_seed_keypair(raw(pub), secret.data(), seed.data());
  return pub;
}
}  // namespace

std::string agree_public(const Secret& seed) {
  Secret secret;
  return kx_pair(seed, secret);
}

Secret agree(const Secret& seed, std::string_view theirs, std::string_view said, bool first) {
  if (theirs.size() != crypto_kx_PUBLICKEYBYTES)
    throw Failure{Reason::key_malformed, "pairing: a key has 32 bytes"};
  Secret secret, receive, send;
  const auto pub = kx_pair(seed, secret);
  const auto made =
      first
          ? crypto_kx_client_session_keys(receive.data(), send.data(), raw(pub), secret.data(), raw(theirs))
          : crypto_kx_server_session_keys(receive.data(), send.data(), raw(pub), secret.data(), raw(theirs));
  if (made != 0) throw Failure{Reason::key_malformed, "pairing: not a key"};
  return derive(first ? receive : send, std::string("eddy/agreed/v1").append(said));
}

namespace {
std::string box_pair(const Secret& seed, Secret& secret) {
  std::string pub(crypto_box_PUBLICKEYBYTES, '\0');
  crypto_box_seed_keypair(raw(pub), secret.data(), seed.data());
  return pub;
}
}  // namespace

std::string box_public(const Secret& seed) {
  Secret secret;
  return box_pair(seed, secret);
}

std::string box_seal(std::string_view public_key, std::string_view clear) {
  if (public_key.size() != crypto_box_PUBLICKEYBYTES) throw Failure{Reason::keys_damaged, "inbox key: torn"};
  std::string out(clear.size() + crypto_box_SEALBYTES, '\0');
  if (crypto_box_seal(raw(out), raw(clear), clear.size(), raw(public_key)) != 0)
    throw Failure{Reason::keys_damaged, "inbox key: not a key"};
  return out;
}

bool box_open(const Secret& seed, std::string_view sealed, std::string& clear) {
  if (sealed.size() < crypto_box_SEALBYTES) return false;
  Secret secret;
  const auto pub = box_pair(seed, secret);
  clear.resize(sealed.size() - crypto_box_SEALBYTES);
  return crypto_box_seal_open(raw(clear), raw(sealed), sealed.size(), raw(pub), secret.data()) == 0;
}

constexpr size_t kStreamHeader = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr size_t kStreamExtra = crypto_secretstream_xchacha20poly1305_ABYTES;

size_t padded(size_t size) {
  constexpr size_t kStep = 1 << 10, kSteps = 16 << 10;
  if (size <= kSteps) return std::max(kStep, (size + kStep - 1) / kStep * kStep);
  size_t bits = 0;  // floor(log2 size)
  while (size >> (bits + 1)) ++bits;
  size_t kept = 0;  // bits of that number itself
  while (bits >> kept) ++kept;
  const size_t mask = (size_t(1) << (bits - kept)) - 1;
  return (size + mask) & ~mask;
}

StreamWriter::StreamWriter(const Secret& key, std::string& out) {
  const auto at = out.size();
  out.resize(at + kStreamHeader);
  crypto_secretstream_xchacha20poly1305_init_push(&state_, raw(out) + at, key.data());
}

void StreamWriter::write(std::string_view clear, bool last, std::string& out) {
  held_ += clear;
  size_t from = 0;
  while (held_.size() - from > kPiece || last) {
    const size_t n = std::min(kPiece, held_.size() - from);
    const bool end = last && from + n == held_.size();
    const auto at = out.size();
    out.resize(at + n + kStreamExtra);
    crypto_secretstream_xchacha20poly1305_push(&state_, raw(out) + at, nullptr, raw(held_) + from, n, nullptr,
                                               0, end ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
    from += n;
    if (end) break;
  }
  held_.erase(0, from);
}

void StreamReader::read(std::string_view sealed, std::string& clear) {
  const auto damaged = [] { return Failure{Reason::record_damaged, "stream: was changed, cut or joined"}; };
  held_ += sealed;
  size_t from = 0;
  if (!begun_) {
    if (held_.size() < kStreamHeader) return;
    if (crypto_secretstream_xchacha20poly1305_init_pull(&state_, raw(held_), key_.data()) != 0)
      throw damaged();
    from = kStreamHeader;
    begun_ = true;
  }
  // Only the last piece is shorter; `finish` is asking with nothing more to come.
  while (from < held_.size()) {
    const size_t whole = StreamWriter::kPiece + kStreamExtra;
    const size_t n = std::min(whole, held_.size() - from);
    if (n < whole && !sealed.empty()) break;
    if (done_ || n < kStreamExtra) throw damaged();
    const auto at = clear.size();
    clear.resize(at + n - kStreamExtra);
    uint8_t tag = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(&state_, raw(clear) + at, nullptr, &tag, raw(held_) + from,
                                                   n, nullptr, 0) != 0)
      throw damaged();
    done_ = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    from += n;
  }
  held_.erase(0, from);
}

}  // namespace eddy
