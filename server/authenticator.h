// Who is asking? A device proves its key once and gets a token that reads its own account's ciphertext for 15 minutes.
// Tokens carry a MAC and are not stored, so that any number of servers on one store know each other's.
#pragma once
#include "core/base/random.h"
#include "server/relay.h"

namespace eddy::server {

class Authenticator {
 public:
  static constexpr int64_t kHelloMs = 5 * 60'000, kTokenMs = 15 * 60'000;
  // `seed`: the server's signing key, 32 bytes; the same for every instance.
  // `fingerprint`: of the certificate that devices should pin; empty where something else ends TLS in front of it.
  Authenticator(Store& store, std::string seed, Random& random, Limits limits, std::string fingerprint = "");

  const std::string& key() const { return key_; }
  sync::v1::HelloReply hello(int64_t now_ms);
  // That a device of any list, or the words, ask. REFUSED where anything does not fit: an old or used greeting, another
  // server's, a device that is not there.
  void prove(const sync::v1::AuthRequest& request, int64_t now_ms);
  // That a full device of the newest roster, or the words, ask for the account's end (or for its staying).
  void prove(const sync::v1::CloseRequest& request, int64_t now_ms);
  // For whoever has proved it.
  sync::v1::AuthReply token_for(const sync::v1::AuthRequest& request, int64_t now_ms) const;
  // The device a token was given to; all zero for the account's own key, which reads rosters only. REFUSED
  // for another account's, an expired or a made-up one.
  Id device_of(std::string_view token, std::string_view account, int64_t now_ms) const;

 private:
  // REFUSED unless `label` and the statement over this greeting were signed by the account's key, or by a device that
  // was in any version (members.h); by a full one of the newest where `newest_full`.
  void prove(const sync::v1::HelloReply& hello, const std::string& account, const std::string& device,
             std::string_view label, const std::string& signature, bool newest_full, int64_t now_ms);

  std::string mac(std::string_view body) const;

  Store& store_;
  const std::string seed_, key_, token_key_;
  Random& random_;
  const Limits limits_;
  const std::string fingerprint_;
};

}  // namespace eddy::server
