#include "core/sync/pairing.h"

#include <algorithm>

#include "core/sync/device_name.h"

namespace eddy::sync {
namespace pb = eddy::sync::v1;
namespace {

constexpr char kLetters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";  // none that look alike: no I, O, 0, 1
constexpr size_t kSecret = 10;                                   // bytes: 16 letters of 5 bits

[[noreturn]] void over(const char* why) { throw Failure{Reason::key_malformed, why}; }

std::string letters_of(const std::string& secret) {
  std::string out;
  for (int i = 0; i < 16; ++i) {
    int value = 0;
    for (int bit = i * 5; bit < i * 5 + 5; ++bit)
      value = value << 1 | ((uint8_t(secret[size_t(bit) / 8]) >> (7 - bit % 8)) & 1);
    if (i && i % 4 == 0) out += '-';
    out += kLetters[value];
  }
  return out;
}

// "" where the text is not 16 of the letters.
std::string secret_of(std::string_view letters) {
  std::string secret(kSecret, '\0');
  int bit = 0;
  for (const char c : letters) {
    if (c == '-' || c == ' ') continue;
    const char upper = c >= 'a' && c <= 'z' ? char(c - 32) : c;
    const auto* at = upper ? std::find(kLetters, kLetters + 32, upper) : kLetters + 32;
    if (at == kLetters + 32 || bit >= 80) return "";
    for (int i = 4; i >= 0; --i, ++bit)
      if ((at - kLetters) >> i & 1)
        secret[size_t(bit) / 8] = char(secret[size_t(bit) / 8] | 1 << (7 - bit % 8));
  }
  return bit == 80 ? secret : "";
}

Secret mail_key(const std::string& secret) { return Secret(digest("eddy/pairing-mail/v1", secret)); }

}  // namespace

Pairing::Pairing(bool trusted, std::string server, std::string secret, Random& random)
    : trusted_(trusted),
      server_(std::move(server)),
      secret_(std::move(secret)),
      random_(&random),
      mail_(mail_key(secret_)),
      agree_(Secret::make(random)),
      keys_(DeviceKeys::make(random)) {}

Pairing Pairing::show(const std::string& server, const pb::PairingOffer& what, Random& random) {
  std::string secret(kSecret, '\0');
  random.fill(secret.data(), secret.size());
  Pairing p(true, server, secret, random);
  auto offer = what;
  offer.set_agree_key(agree_public(p.agree_));
  p.offer_ = offer.SerializeAsString();
  return p;
}

Pairing Pairing::enter(std::string_view code, const std::string& name, bool work, Random& random) {
  // The server is the first word; the rest is letters.
  while (!code.empty() && code.front() == ' ') code.remove_prefix(1);
  const auto space = code.find(' ');
  const auto secret = space == std::string_view::npos ? "" : secret_of(code.substr(space));
  if (secret.empty() || code.substr(0, space).find(':') == std::string_view::npos)
    throw Failure{Reason::code_malformed, "server:port, then 16 letters"};
  Pairing p(false, std::string(code.substr(0, space)), secret, random);
  pb::PairingKeys keys;
  keys.set_agree_key(agree_public(p.agree_));
  keys.set_sign_key(sign_public(p.keys_.sign.bytes()));
  keys.set_box_key(box_public(p.keys_.box));
  keys.set_name(name);
  keys.set_work(work);
  std::string chance(32, '\0');
  random.fill(chance.data(), chance.size());
  keys.set_random(chance);
  p.newcomer_ = keys.SerializeAsString();
  return p;
}

pb::PairingOffer Pairing::offer() const {
  pb::PairingOffer out;
  out.ParseFromString(offer_);
  return out;
}

std::string Pairing::code() const { return server_ + " " + letters_of(secret_); }
std::string Pairing::mailbox() const { return digest("eddy/mailbox/v1", secret_, 16); }

std::string Pairing::close(uint32_t n, const std::string& letter) {
  return wrap(mail_, letter, "eddy/letter/v1/" + std::to_string(n), *random_);
}

std::string Pairing::open(uint32_t n, const std::string& sealed) const {
  std::string clear;
  if (!unwrap(mail_, sealed, "eddy/letter/v1/" + std::to_string(n), clear)) over("a letter was changed");
  return clear;
}

std::string Pairing::said() const {
  std::string out;
  for (const auto* part : {&secret_, &server_, &offer_, &newcomer_}) {
    put<uint32_t>(out, uint32_t(part->size()));
    out += *part;
  }
  return out;
}

std::string Pairing::digits() const {
  if (offer_.empty() || newcomer_.empty()) return "";
  const auto hash = digest("eddy/pairing-digits/v1", said());
  const auto number = std::to_string(Reader{hash}.get<uint64_t>() % 1'000'000);
  return std::string(6 - number.size(), '0') + number;
}

pb::Device Pairing::confirm(std::string_view typed, pb::Role role) {
  std::string only;
  for (const char c : typed)
    if (c != ' ') only += c;
  if (!trusted_ || over_ || letter_ != 4 || confirmed_)
    throw Failure{Reason::pairing_not_waiting, "not waiting for digits"};
  if (only.size() != 6 || sodium_memcmp(only.data(), digits().data(), 6) != 0) {
    over_ = true;  // one try: a second one would be a second guess
    throw Failure{Reason::wrong_digits, "not the ones the newcomer shows"};
  }
  confirmed_ = true;
  pb::Device d;
  d.set_sign_key(theirs_.sign_key());
  d.set_box_key(theirs_.box_key());
  d.set_id(std::string(view(wire::device_of(theirs_.sign_key()))));
  d.set_role(theirs_.work() ? pb::ROLE_WORK : role);
  return d;
}

void Pairing::finish(const pb::PairingDone& done) {
  const auto agreed = agree(agree_, theirs_.agree_key(), said(), false);
  done_letter_ = wrap(agreed, done.SerializeAsString(), "eddy/paired/v1", *random_);
}

std::optional<pb::MailRequest> Pairing::next() {
  if (over_ || sent_all_ || done_) return std::nullopt;
  pb::MailRequest q;
  q.set_mailbox(mailbox());
  q.set_n(letter_);
  const bool mine = trusted_ == (letter_ % 2 == 0);
  if (!mine) return q;
  if (letter_ == 4 && done_letter_.empty()) return std::nullopt;  // the person is asked
  // Sealed once: a repeat sends the same bytes.
  if (outgoing_.empty()) switch (letter_) {
      case 1: outgoing_ = close(1, digest("eddy/pairing-commit/v1", newcomer_)); break;
      case 2: outgoing_ = close(2, offer_); break;
      case 3: outgoing_ = close(3, newcomer_); break;
      default: outgoing_ = close(4, done_letter_);
    }
  q.set_body(outgoing_);
  return q;
}

void Pairing::answer(const pb::MailReply& reply) {
  const bool mine = trusted_ == (letter_ % 2 == 0);
  if (!reply.there()) return;
  try {
    if (!mine) {
      const auto letter = open(letter_, reply.body());
      if (letter_ == 1) {
        committed_ = letter;
      } else if (letter_ == 2) {
        pb::PairingOffer offer;
        if (!offer.ParseFromString(letter)) over("letter 2");
        offer_ = letter;
      } else if (letter_ == 3) {
        if (digest("eddy/pairing-commit/v1", letter) != committed_)
          over("letter 3 is not the one that was bound");
        if (!theirs_.ParseFromString(letter) || theirs_.sign_key().size() != kSignKeySize ||
            theirs_.box_key().size() != 32 || theirs_.random().size() != 32 ||
            !is_device_name(theirs_.name()))
          over("letter 3");
        newcomer_ = letter;
      } else {
        pb::PairingOffer offer;
        offer.ParseFromString(offer_);
        std::string clear;
        pb::PairingDone done;
        if (!unwrap(agree(agree_, offer.agree_key(), said(), true), letter, "eddy/paired/v1", clear) ||
            !done.ParseFromString(clear) || done.account() != offer.account() ||
            done.server_key() != offer.server_key())
          over("letter 4");
        done_ = std::move(done);
      }
    }
  } catch (...) {
    over_ = true;
    throw;
  }
  outgoing_.clear();
  if (letter_ == 4)
    sent_all_ = trusted_;
  else
    ++letter_;
}

}  // namespace eddy::sync
