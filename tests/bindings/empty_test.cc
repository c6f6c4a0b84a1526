// A call with nothing in it does something that makes sense, or says what is missing: for every call there is. Which of them
// change something is written down here.
#include <set>

#include "bindings/cpp/client.h"
#include "eddy/api/core.pb.h"
#include "eddy/api/journal.pb.h"
#include "eddy/api/sync.pb.h"
#include "eddy/records/own.pb.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {

using E = api::Error;

// Each has a meaning of its own where nothing is said with it.
const std::set<std::string> kChanges = {"Shifts/Open", "Journal/EmptyTrash"};

// A diary in memory with one entry, and another one in its trash.
struct Fresh {
  Fresh() {
    api::OpenInMemoryRequest seed;
    seed.set_seed(7);
    client.call<api::Nothing>("Core/OpenInMemory", seed);
    api::InitRequest init;
    init.set_passphrase("four words put together");
    client.call<api::InitReply>("Core/Init", init);
    client.json("Journal/CheckIn", R"({"mood":4})");
    records::CheckIn gone;
    gone.set_mood(2);
    api::IdRequest trash;
    trash.set_id(client.call<api::Kept>("Journal/CheckIn", gone).id());
    client.call<api::Nothing>("Journal/Trash", trash);
  }
  std::string everything() {
    return client.json("Exchange/Export", "{}") + client.json("Settings/Get", "{}") +
           client.json("Sync/GetState", "{}") + client.json("Core/GetStatus", "{}");
  }
  // Nothing where it was answered.
  E refusal(const std::string& method) {
    try {
      (void)client.raw(method, "");
    } catch (const client::Error& e) {
      return e.error;
    }
    return {};
  }
  client::Client client{[] { return double(kNoon); }};
};

// What one who gave nothing can do about it stands in the reason alone.
bool says_what_to_do(const E& e) {
  switch (e.reason()) {
    case E::MISSING: return !e.field().empty();
    case E::PASSPHRASE_TOO_SHORT:
    case E::ADDRESS_MALFORMED:
    case E::FILE_EMPTY:
    case E::DIARY_THERE:
    case E::IN_MEMORY:
    case E::NO_SERVER:
    case E::NOTHING_GIVEN:
    case E::NO_SHIFT_OPEN:
    case E::PAIRING_NOT_WAITING: return true;
    default: return false;
  }
}

TEST(Empty, RequestsMakeSenseOrSayWhatIsMissing) {
  std::set<std::string> changed;
  int answered = 0, refused = 0;
  for (const auto& method : client::methods()) {
    Fresh diary;
    const auto before = diary.everything();
    const auto said = diary.refusal(method);
    ++(said.reason() ? refused : answered);
    if (said.reason() != E::REASON_UNSPECIFIED)
      EXPECT_TRUE(says_what_to_do(said))
          << method << ": " << E::Reason_Name(said.reason()) << " " << said.field();
    if (diary.everything() == before) continue;
    changed.insert(method);
    EXPECT_FALSE(said.reason()) << method << " changed something and said no";
  }
  EXPECT_EQ(changed, kChanges);
  EXPECT_GT(answered, 20);
  EXPECT_GT(refused, 30);
}

// Where there is no diary yet, none comes of nothing.
TEST(Empty, RequestsWithoutADiaryMakeNone) {
  const Folder folder;
  client::Client client{[] { return double(kNoon); }};
  client.json("Core/Attach", R"({"home":")" + (folder / "diary") + "\"}");
  for (const auto& [method, field] : {std::pair{"Exchange/Restore", "bytes"}, {"Content/AddPack", "pack"}})
    try {
      (void)client.raw(method, "");
      ADD_FAILURE() << method << " was done";
    } catch (const client::Error& e) {
      EXPECT_EQ(e.error.reason(), E::MISSING) << method;
      EXPECT_EQ(e.error.field(), field);
    }
  EXPECT_FALSE(std::filesystem::exists(folder / "diary"));
}

}  // namespace
}  // namespace eddy::test
