#include "server/authenticator.h"

#include <sodium.h>

#include <cmath>

#include "core/wire/hello.h"
#include "server/members.h"

namespace eddy::server {
namespace pb = eddy::sync::v1;
namespace {

constexpr std::string_view kToken = "eddy/token/v1";
constexpr size_t kTokenBody = 16 + 16 + 8;

[[noreturn]] void refuse(const char* subject, const char* why, Reason reason = Reason::not_allowed) {
  throw Failure{reason, std::string(subject) + ": " + why};
}

}  // namespace

Authenticator::Authenticator(Store& store, std::string seed, Random& random, Limits limits,
                             std::string fingerprint)
    : store_(store),
      seed_(std::move(seed)),
      key_(sign_public(seed_)),
      token_key_(digest("eddy/token-key/v1", seed_)),
      random_(random),
      limits_(limits),
      fingerprint_(std::move(fingerprint)) {}

pb::HelloReply Authenticator::hello(int64_t now_ms) {
  pb::Greeting g;
  g.set_server_key(key_);
  g.set_now_ms(double(now_ms));
  std::string nonce(32, '\0');
  random_.fill(nonce.data(), nonce.size());
  g.set_nonce(std::move(nonce));
  g.set_push_bundles(uint32_t(limits_.bundles_per_push));
  g.set_request_bytes(uint32_t(limits_.request_bytes));
  g.set_fingerprint(fingerprint_);
  pb::HelloReply out;
  out.set_greeting(g.SerializeAsString());
  out.set_signature(sign(seed_, wire::kHelloLabel, out.greeting()));
  return out;
}

void Authenticator::prove(const pb::HelloReply& hello, const std::string& account, const std::string& device,
                          std::string_view label, const std::string& signature, bool newest_full,
                          int64_t now_ms) {
  pb::Greeting g;
  if (!verify(key_, wire::kHelloLabel, hello.greeting(), hello.signature()) ||
      !g.ParseFromString(hello.greeting()))
    refuse("hello", "not this server's");
  const double age = double(now_ms) - g.now_ms();
  if (!(age >= -1000 && age <= double(kHelloMs))) refuse("hello", "too old");
  const auto id = device.empty() ? std::nullopt : std::optional(to_id(device, "device"));
  std::string key;
  store_.read(to_id(account, "account"), [&](Transaction& t) {
    const auto row = t.account();
    key = row ? newest_full ? full_key_of(t, *row, id) : member_key_of(t, *row, id) : "";
  });
  if (key.empty() || !verify(key, label, wire::auth_statement(hello.greeting(), account, device), signature))
    refuse("auth", "no such device, or its signature does not fit", Reason::not_a_device);
  if (!store_.once(digest("eddy/nonce/v1", g.nonce()), now_ms, int64_t(g.now_ms()) + kHelloMs))
    refuse("hello", "used");
}

void Authenticator::prove(const pb::AuthRequest& q, int64_t now_ms) {
  prove(q.hello(), q.account(), q.device(), wire::kAuthLabel, q.signature(), false, now_ms);
}

void Authenticator::prove(const pb::CloseRequest& q, int64_t now_ms) {
  prove(q.hello(), q.account(), q.device(), q.cancel() ? wire::kCancelClosingLabel : wire::kCloseLabel,
        q.signature(), true, now_ms);
}

pb::AuthReply Authenticator::token_for(const pb::AuthRequest& q, int64_t now_ms) const {
  pb::AuthReply out;
  std::string body = q.account() + std::string(view(q.device().empty() ? Id{} : to_id(q.device(), "device")));
  put<int64_t>(body, now_ms + kTokenMs);
  out.set_token(body + mac(body));
  out.set_until_ms(double(now_ms + kTokenMs));
  return out;
}

// By this server alone, and any that shares its key: nobody else has to check it, so no signature is needed.
std::string Authenticator::mac(std::string_view body) const {
  return digest(kToken, token_key_ + std::string(body));
}

Id Authenticator::device_of(std::string_view token, std::string_view account, int64_t now_ms) const {
  if (token.size() != kTokenBody + kHashSize) refuse("token", "not one");
  const auto body = token.substr(0, kTokenBody);
  if (sodium_memcmp(mac(body).data(), token.data() + kTokenBody, kHashSize) != 0)
    refuse("token", "not this server's");
  Reader r{body};
  if (r.take(16) != account) refuse("token", "another account's");
  const auto device = to_id(r.take(16), "device");
  if (r.get<int64_t>() < now_ms) refuse("token", "expired");
  return device;
}

}  // namespace eddy::server
