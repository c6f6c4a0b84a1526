// How a newcomer becomes one of a person's devices: letters through a mailbox that cannot read them.
//   code     server, and 16 letters (80 bits) that the trusted device shows and the newcomer types or scans
//   1 newcomer  hash of letter 3, whole: it is bound before it has seen anything
//   2 trusted   its agreement key, the server's key, the account
//   3 newcomer  all its public keys, its name, 32 random bytes
//   digits   six, from the secret, the server and letters 2 and 3: the newcomer shows them, the person types them into the
//            trusted device. Whoever knows the code and sits in the middle has one guess in a million.
//   4 trusted   sealed with the agreed key: account, server, and the hash of the roster that names the newcomer
#pragma once
#include <optional>
#include <string>

#include "core/sync/account.h"
#include "eddy/sync/v1/pairing.pb.h"
#include "eddy/sync/v1/relay.pb.h"

namespace eddy::sync {

class Pairing {
 public:
  // The trusted side; `code()` is what to show. Of the offer, all but its key.
  static Pairing show(const std::string& server, const sync::v1::PairingOffer& offer, Random& random);
  // The newcomer. INVALID ("code") where it is not one: server, then 16 letters, spaced and cased as they come.
  static Pairing enter(std::string_view code, const std::string& name, bool work, Random& random);

  const std::string& server() const { return server_; }
  std::string code() const;
  std::string mailbox() const;
  bool trusted_side() const { return trusted_; }
  std::string digits() const;  // "" until letter 3 is there
  // Trusted side: the newcomer's keys once the digits are right; a work computer stays one, whatever `role`.
  // WRONG_KEY, and the pairing is over, where they are not.
  sync::v1::Device confirm(std::string_view typed, sync::v1::Role role);
  bool newcomer_is_work() const { return theirs_.work(); }
  std::string newcomer_name() const { return theirs_.name(); }
  void finish(const sync::v1::PairingDone& done);   // trusted side: letter 4 can go
  const DeviceKeys& keys() const { return keys_; }  // of the newcomer
  const std::optional<sync::v1::PairingDone>& done() const { return done_; }
  sync::v1::PairingOffer offer() const;  // empty until letter 2 is there
  bool sent_all() const { return sent_all_; }

  // The next question to the mailbox; none while the person is asked, or when it is over. A fetch that finds nothing is
  // asked again later.
  std::optional<sync::v1::MailRequest> next();
  // The answer to it; INVALID where a letter is not what it must be: the pairing is over.
  void answer(const sync::v1::MailReply& reply);

 private:
  Pairing(bool trusted, std::string server, std::string secret, Random& random);
  std::string close(uint32_t n, const std::string& letter);
  std::string open(uint32_t n, const std::string& sealed) const;
  std::string said() const;

  bool trusted_, confirmed_ = false, over_ = false, sent_all_ = false;
  std::string server_, secret_;
  Random* random_;
  Secret mail_, agree_;
  DeviceKeys keys_;
  uint32_t letter_ = 1;           // the one that is sent or waited for now
  std::string offer_, newcomer_;  // letters 2 and 3 as they were written
  std::string committed_, outgoing_;
  sync::v1::PairingKeys theirs_;
  std::string done_letter_;
  std::optional<sync::v1::PairingDone> done_;
};

}  // namespace eddy::sync
