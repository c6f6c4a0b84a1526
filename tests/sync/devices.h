// Devices of one person, each a whole core in memory, and a box: the real relay and authenticator over a store, without a
// network between them. Every call can be lost, repeated or changed on its way.
#pragma once
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "core/api/services.h"
#include "server/service.h"

namespace eddy::test {

// Answers as the doors do, with gRPC's status codes.
struct Box {
  explicit Box(std::unique_ptr<server::Store> s, uint64_t seed = 1, const server::Limits& l = generous());
  std::unique_ptr<server::Store> store;
  SeededRandom random;
  const server::Limits limits;
  server::Relay relay;
  server::Authenticator authenticator;
  server::Service service;
  std::string invite();               // as `eddyd invite` prints it
  static server::Limits generous() {  // where time stands still, a minute's worth is soon used up
    server::Limits l;
    l.pushes_per_minute = l.auths_per_minute = l.rosters_per_minute = l.calls_per_minute = 1'000'000;
    return l;
  }
  api::StepRequest::Response answer(const api::StepReply::Call& call, int64_t now_ms);
};

struct Device : Services {
  explicit Device(uint64_t seed, bool words = true);
  Device(Device& other, uint64_t seed);  // its disk, copied
  // Made on the real disk; opened as it lies there. With a seed it is repeatable, and its passphrase costs nothing.
  Device(const std::string& home, const std::string& passphrase, bool words, uint64_t seed = 0);
  Device(const std::string& home, const std::string& passphrase);
  std::string passphrase = "pass";
  std::string words;
  int calls = 0;
  size_t bytes = 0;
  std::vector<std::string> asked;  // methods of the last round
  using Server = std::function<api::StepRequest::Response(const api::StepReply::Call&)>;
  api::SyncState sync_round(const Server& server, Moment now);
  using Between =
      std::function<bool(const api::StepReply::Call&, api::StepRequest::Response&)>;  // false: lost
  // One round to its end. Returns the last state.
  api::SyncState sync_round(Box& box, Moment now, const Between& between = nullptr);
  void join(Box& box, Moment now, const std::string& name);
  Id note(Moment when, const std::string& text, records::Space space = records::SPACE_WORK);
  bool has(const std::string& text) { return !journal.search(text, 10).empty(); }
  std::string everything();  // every record with its clocks, of the given spaces: equal where the state is
  std::string everything(int space, bool as_work = false);  // `as_work`: as far as a work computer keeps it

 private:
  void found(bool with_words);
};

// `newcomer` becomes a device of the account; the person types the digits right.
void pair(Box& box, Device& trusted, Device& newcomer, Moment now, bool work,
          const std::string& name = "work", bool instead = false);

// The header of a first bundle, in a chain of its own.
wire::Header first_of_a_chain(const eddy::sync::Ledger& author, uint64_t chain = 99,
                              uint16_t space = wire::kWork, wire::Kind kind = wire::Kind::changes);

// Whether the person is told of it, by the name of its Notice.Kind.
bool told(const api::SyncState& state, const std::string& what);

// In a moment at UTC.
constexpr int64_t kNoon = 1'772'452'800'000;
inline Moment at(int64_t ms) { return {ms, 0}; }

// A phone and a work computer that keeps words, in step over a box.
struct Person {
  Box box;
  Device phone{1}, work{2};
  explicit Person(const server::Limits& limits = Box::generous());
};

}  // namespace eddy::test

#define EXPECT_FAULT_IS(statement, kind)                                  \
  try {                                                                   \
    statement;                                                            \
    ADD_FAILURE() << "no failure";                                        \
  } catch (const Failure& f) {                                            \
    EXPECT_EQ(f.fault, Fault::kind) << int(f.reason) << ": " << f.detail; \
  }
