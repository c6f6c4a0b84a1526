// Carries what Sync/Step asks for to the server it names, and the answer back. The network is another process, eddy-carry:
// it sees ciphertext and never a key, and the memory that gRPC takes is given back when it ends.
#pragma once
#include <atomic>
#include <functional>
#include <string>

#include "bindings/cpp/client.h"
#include "eddy/api/sync.pb.h"

namespace eddy::client {

class Carrier {
 public:
  Carrier() = default;
  ~Carrier();
  Carrier(const Carrier&) = delete;
  // Blocks; a minute at most. Status 14 (gRPC's UNAVAILABLE) where nobody answers.
  api::StepRequest::Response carry(const api::StepReply::Call& call);
  // Ends the process that carries until it is needed again. Not while one carries.
  void rest() { end(); }
  // From any thread, for good: what is being carried ends with status 14 at once.
  void stop();

 private:
  bool start();
  void end();
  std::atomic<int> pid_ = -1;
  std::atomic<bool> stopped_ = false;
  int in_ = -1, out_ = -1;
};

// One round to its end, or until a pairing waits for somebody: then `again_ms` says when to come again.
// `on_state` hears the state after every step; false from it stops.
api::StepReply sync_round(Client& client, Carrier& carrier, bool now,
                          const std::function<bool(const api::SyncState&)>& on_state = nullptr);

}  // namespace eddy::client
