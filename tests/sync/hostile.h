// A member that is somebody else's program: a work computer with all its own keys, that publishes whatever it likes, well
// signed and well sealed, past every rule of keeping.
#pragma once
#include <vector>

#include "tests/sync/devices.h"

namespace eddy::test {

// What it publishes: cells as they are, of any record, whatever they say.
struct Forged {
  Id id{};
  int table = 0;
  Cells cells;
  // A record that `message` is the whole of, as if it had been written at `ms` under some name.
  static Forged of(const Id& id, int table, const google::protobuf::MessageLite& message, int64_t ms);
  static Forged purge(const Id& id, int table, int64_t ms);
};

class Hostile {
 public:
  Hostile(Device& device, Box& box) : device_(device), box_(box) {}
  // As changes of the work space, each in a chain of its own.
  // `with`: what else the payload says.
  void publish(int64_t ms, const std::vector<Forged>& records, const sync::v1::Payload& with = {});
  // The same; false where the box has no room for it.
  bool offer(int64_t ms, const std::vector<Forged>& records);
  void publish_bytes(int64_t ms, std::string_view payload);  // as they are
  void drop(int64_t ms, const Forged& record, int invented_writers = 0);

 private:
  void give(int64_t ms, const std::string& bundle);
  sync::v1::Verdict push(int64_t ms, const std::string& bundle);
  std::string sealed(const std::vector<Forged>& records, const sync::v1::Payload& with);
  std::string sealed(std::string_view payload);
  Device& device_;
  Box& box_;
  uint64_t chain_ = 1'000'000;
};

// Heads that nobody has: of that device's own chain, and of none.
sync::v1::Payload invented_heads(const eddy::sync::Ledger& of);
// A device's chains that end, though nobody saw them begin.
sync::v1::Payload ended_chains(int n);
// A box that answers every question about lists of devices with one that nobody signed. To be used between the two.
bool forge_lists(const api::StepReply::Call& call, api::StepRequest::Response& answer);
// A box that gives who comes by the words no list after `upto`, and believes them all they say; what it has,
// `as` would get.
bool give_old_lists(Box& box, Device& as, uint32_t upto, int64_t ms, const api::StepReply::Call& call,
                    api::StepRequest::Response& answer);

// Ids that anybody can compute.
Id settings_id_of(records::Space space);
Id lesson_id_of(const Id& debrief);

}  // namespace eddy::test
