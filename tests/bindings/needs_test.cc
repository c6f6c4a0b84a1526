// What a call needs is what its proto says, for every call there is: without a diary, locked, open.
#include "bindings/cpp/client.h"
#include "eddy/api/core.pb.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {

using E = api::Error;

struct Calls {
  explicit Calls(const std::string& home) {
    api::AttachRequest q;
    q.set_home(home);
    client.call<api::Status>("Core/Attach", q);
  }
  bool open() { return client.call<api::Status>("Core/GetStatus", api::Nothing()).open(); }
  // Of an empty request; none where it was answered.
  E::Reason refusal(const std::string& method) {
    try {
      (void)client.raw(method, "");
      return E::REASON_UNSPECIFIED;
    } catch (const client::Error& e) {
      return e.error.reason();
    }
  }
  client::Client client{[] { return double(kNoon); }};
};

TEST(Needs, AreHeldOfEveryCall) {
  Folder folder;
  Calls calls(folder / "diary");
  int nothing = 0, locked = 0, open = 0, again = 0;
  for (const auto& method : client::methods()) {
    const auto needs = client::needs(method);
    ASSERT_NE(needs.of, api::NEEDS_UNSPECIFIED) << method;
    const auto said = calls.refusal(method);
    EXPECT_EQ(said == E::NO_DIARY, needs.of != api::NOTHING) << method << ": " << E::Reason_Name(said);
    EXPECT_NE(said, E::DIARY_LOCKED) << method;
    ++(needs.of == api::NOTHING ? nothing : needs.of == api::DIARY ? locked : open);
    again += needs.passphrase_again;
  }
  EXPECT_GT(nothing, 15);
  EXPECT_GT(locked, 8);
  EXPECT_GT(open, 30);
  EXPECT_GT(again, 5);

  api::InitRequest init;
  init.set_passphrase("four words put together");
  calls.client.call<api::InitReply>("Core/Init", init);
  calls.client.call<api::Status>("Core/Lock", api::Nothing());
  for (const auto& method : client::methods()) {
    const auto said = calls.refusal(method);
    EXPECT_EQ(said == E::DIARY_LOCKED, client::needs(method).of == api::OPEN_DIARY)
        << method << ": " << E::Reason_Name(said);
    EXPECT_NE(said, E::NO_DIARY) << method;
    ASSERT_FALSE(calls.open()) << method << " opened it";
  }

  api::UnlockRequest unlock;
  unlock.set_passphrase(init.passphrase());
  for (const auto& method : client::methods()) {
    if (!calls.open()) calls.client.call<api::UnlockReply>("Core/Unlock", unlock);
    const auto said = calls.refusal(method);
    EXPECT_NE(said, E::DIARY_LOCKED) << method;
    EXPECT_NE(said, E::NO_DIARY) << method;
    // Without the passphrase nothing is done that asks for it.
    if (client::needs(method).passphrase_again)
      EXPECT_NE(said, E::REASON_UNSPECIFIED) << method << " was done without the passphrase";
  }
}

}  // namespace
}  // namespace eddy::test
