// A keys file from before a change, put back: it is authentic, and the diary knows a newer one.
#include "core/api/core.h"
#include "core/base/error.h"
#include "eddy/api/core.pb.h"
#include "tests/core/doing.h"

namespace eddy::test {
namespace {

constexpr char kNew[] = "another calm river";

class OlderKeys : public testing::Test {
 public:
  Folder folder;
  std::string home = folder / "d", file = home + "/keys", before;
  void SetUp() override {
    Maker m(home, 0, {});
    m.session.init(kPass, false, nullptr);
    before = read(file);
  }
  void change(const std::function<void(Session&)>& what, bool open) {
    Maker m(home, 0, {}, 2);
    if (open) m.session.unlock_passphrase(kPass);
    what(m.session);
  }
  static void to_new(Session& s) { s.change_passphrase(s.prove_passphrase(kPass), kNew); }
  // The reason of the refusal; none where it opened.
  int reason(const std::function<void(Session&)>& what) {
    Maker m(home, 0, {}, 3);
    try {
      what(m.session);
      return 0;
    } catch (const Failure& f) {
      EXPECT_FALSE(m.session.open());
      return int(f.reason);
    }
  }
  int with(const char* passphrase) {
    return reason([&](Session& s) { s.unlock_passphrase(passphrase); });
  }
};

TEST_F(OlderKeys, DoNotOpenWithThePassphraseThatWasChanged) {
  for (const bool open : {true, false}) {
    change(to_new, open);
    const auto newest = read(file);
    ASSERT_EQ(with(kNew), 0);
    write(file, before);
    EXPECT_EQ(with(kPass), int(Reason::keys_older)) << "changed while it was " << (open ? "open" : "locked");
    EXPECT_EQ(read(file), newest) << "the newest is at its place";
    EXPECT_EQ(with(kPass), int(Reason::wrong_passphrase));
    EXPECT_EQ(with(kNew), 0) << "and nothing is lost";
    change([](Session& s) { s.change_passphrase(s.prove_passphrase(kNew), kPass); }, false);
    before = read(file);
  }
}

TEST_F(OlderKeys, GiveNobodyTheKeyAndNobodyAnotherPassphrase) {
  change(to_new, true);
  for (const auto& ask : {std::function<void(Session&)>([](Session& s) { (void)s.prove_passphrase(kPass); }),
                          std::function<void(Session&)>([](Session& s) { to_new(s); })}) {
    write(file, before);
    EXPECT_EQ(reason(ask), int(Reason::keys_older));
    EXPECT_EQ(with(kPass), int(Reason::wrong_passphrase));
  }
  EXPECT_EQ(with(kNew), 0);
}

TEST_F(OlderKeys, ThatTheSamePassphraseOpensAreToldAndPutRight) {
  const std::string device(32, 'k');
  change([&](Session& s) { s.set_device_key(s.prove_passphrase(kPass), device); }, true);
  const auto with_device = read(file);
  change([](Session& s) { s.forget_device_key(s.prove_passphrase(kPass)); }, true);
  const auto newest = read(file);
  write(file, with_device);
  {
    Maker m(home, 0, {}, 4);
    m.session.unlock_passphrase(kPass);
    EXPECT_TRUE(m.session.keys_were_older());
    EXPECT_FALSE(m.session.slots().has_device());
  }
  EXPECT_EQ(read(file), newest);
  {
    Maker m(home, 0, {}, 5);
    m.session.unlock_passphrase(kPass);
    EXPECT_FALSE(m.session.keys_were_older()) << "told once";
  }
  write(file, with_device);
  EXPECT_EQ(reason([&](Session& s) { s.unlock_device(device); }), int(Reason::keys_older));
  EXPECT_EQ(reason([&](Session& s) { s.unlock_device(device); }), int(Reason::no_such_key));
}

// Eddy was ended between the file and the store: the store is one change behind, and opens, and then knows.
TEST_F(OlderKeys, AreNotThoseThatTheStoreHasNotHeardOfYet) {
  const auto store = read(home + "/diary.db");
  change(to_new, false);
  const auto newest = read(file);
  write(home + "/diary.db", store);
  std::filesystem::remove(home + "/diary.db-wal");
  std::filesystem::remove(home + "/diary.db-mark");
  EXPECT_EQ(with(kPass), int(Reason::wrong_passphrase));
  EXPECT_EQ(with(kNew), 0);
  EXPECT_EQ(read(file), newest);
  write(file, before);
  EXPECT_EQ(with(kPass), int(Reason::keys_older)) << "the store has caught up";
}

TEST_F(OlderKeys, OfAFolderThatComesBackWholeOpenIt) {
  std::filesystem::copy(home, folder / "copy", std::filesystem::copy_options::recursive);
  change(to_new, true);
  home = folder / "copy";
  EXPECT_EQ(with(kPass), 0);
}

// Where they cannot be put right the diary opens, and it is told.
TEST_F(OlderKeys, OnADiskThatTakesNothingAreTold) {
  change(to_new, true);
  write(file, before);
  Maker m(home, 0, {}, 6);
  m.doing->fail_replacing();
  m.session.unlock_passphrase(kPass);
  EXPECT_TRUE(m.session.keys_were_older());
  EXPECT_EQ(read(file), before);
}

// A file of somebody's making, with the mac that does not fit, in which the old passphrase opens the diary.
TEST_F(OlderKeys, ThatWereMadeUpAreReplacedByTheNewest) {
  change(to_new, true);
  const auto newest = read(file);
  auto made_up = before.substr(0, before.size() / 2);
  auto message = made_up.substr(16, made_up.size() - 16 - 32);
  message[message.size() - 33] = 1;  // as if it had been changed often
  made_up.replace(16, message.size(), message);
  made_up.resize(made_up.size() - 32);
  made_up += digest("eddy/keys-file/v1", made_up);
  write(file, made_up + made_up);
  EXPECT_EQ(with(kPass), int(Reason::keys_older));
  EXPECT_EQ(read(file), newest);
  EXPECT_EQ(with(kNew), 0);
}

}  // namespace
}  // namespace eddy::test
