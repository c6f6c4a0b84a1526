// A diary is made beside its place and moved there whole: killed at any step, twice at once, and where every call for a file
// fails in turn, each byte that was there before is there still.
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>

#include "core/api/core.h"
#include "core/crypto/seal.h"
#include "eddy/api/core.pb.h"
#include "tests/campaign.h"
#include "tests/core/doing.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {

int steps_of_init(const std::string& home) {
  Maker m(home, 0, {});
  m.session.init(kPass, false, nullptr);
  return m.doing->calls();
}

// In a process of its own, which ends at once at its `at`-th step. True where it came to its end.
bool init_killed_at(const std::string& home, int at, uint64_t seed) {
  const pid_t child = fork();
  if (child == 0) {
    try {
      Maker m(home, at, [](const std::string&) { _exit(9); }, seed);
      m.session.init(kPass, false, nullptr);
      _exit(0);
    } catch (const Failure& f) {
      _exit(10 + int(f.fault));
    }
  }
  int status = 0;
  waitpid(child, &status, 0);
  return status == 0;
}

TEST(Beginning, KilledAtEveryStepItIsMadeOrCanBeMade) {
  Folder folder;
  const int steps = steps_of_init(folder / "counted");
  ASSERT_GT(steps, 10);
  int made = 0, not_made = 0;
  for (int at = 1; at <= steps; at += kFewer) {
    const auto home = folder / std::to_string(at);
    EXPECT_FALSE(init_killed_at(home, at, uint64_t(at)));
    Session s;
    s.attach(home);
    bool there = s.exists();
    if (there) try {
        there = opens(home);
      } catch (const Failure& f) {
        ADD_FAILURE() << "killed at " << at << ": " << int(f.reason) << ": " << f.detail;
      }
    ++(there ? made : not_made);
    if (!there) {
      World again(home);
      again.init();
      EXPECT_TRUE(again.session.open()) << at;
    }
    EXPECT_FALSE(std::filesystem::exists(home + "/begun/diary.db")) << at;
  }
  EXPECT_GT(made, 0) << "none was killed after it was in place";
  EXPECT_GT(not_made, 0) << "none was killed before";
}

TEST(Beginning, TwoAtOnceMakeOne) {
  Folder folder;
  int lost = 0;
  for (int round = 0; round < 20; ++round) {
    const auto home = folder / std::to_string(round);
    int go[2];
    ASSERT_EQ(pipe(go), 0);
    pid_t both[2];
    for (auto& one : both) {
      one = fork();
      if (one) continue;
      close(go[1]);
      char c;
      if (::read(go[0], &c, 1) != 0) _exit(1);  // until both are there
      try {
        Maker m(home, 0, {}, uint64_t(getpid()));
        m.session.init(kPass, false, nullptr);
        _exit(0);
      } catch (const Failure& f) {
        _exit(10 + int(f.fault));
      }
    }
    close(go[0]), close(go[1]);
    int won = 0;
    for (const auto one : both) {
      int status = 0;
      waitpid(one, &status, 0);
      won += status == 0;
      if (status != 0) {
        ++lost;
        EXPECT_EQ(WEXITSTATUS(status), 10 + int(Fault::refused));
      }
    }
    EXPECT_EQ(won, 1);
    EXPECT_TRUE(opens(home));
  }
  EXPECT_EQ(lost, 20);
}

// Another program (one that keeps folders in step, say) delivers a file while a diary is made.
TEST(Beginning, WhatIsDeliveredMeanwhileIsNeverTouched) {
  Folder folder;
  const int steps = steps_of_init(folder / "counted");
  int refused = 0;
  for (const std::string file : {"diary.db", "keys", "diary.db-wal"})
    for (int at = 1; at <= steps; ++at) {
      const auto home = folder / (file + std::to_string(at));
      std::filesystem::create_directories(home);
      bool delivered = false;
      Maker m(home, at, [&](const std::string&) {
        if (std::filesystem::exists(home + "/" + file)) return;
        write(home + "/" + file, "somebody's years");
        delivered = true;
      });
      try {
        m.session.init(kPass, false, nullptr);
      } catch (const Failure&) {
        ++refused;
      }
      if (!delivered) continue;
      EXPECT_EQ(read(home + "/" + file), "somebody's years") << file << " at " << at;
    }
  EXPECT_GT(refused, steps / 2);
}

// What is said of each is the disk's own word; here only that nothing is lost by it, whatever it is.
TEST(Beginning, EveryCallThatFailsInTurnLeavesEverythingThatWasThere) {
  Folder folder;
  const auto home = folder / "there";
  {
    Maker m(home, 0, {});
    m.session.init(kPass, false, nullptr);
  }
  const auto before = everything_in(home);
  const auto fail = [](const std::string&) { throw Failure{Reason::disk_full, "stale"}; };
  for (int at = 1; at <= 40; ++at) {
    Maker again(home, at, fail, 2);
    EXPECT_THROW(again.session.init("another passphrase", false, nullptr), Failure) << at;
    EXPECT_EQ(everything_in(home), before) << at;
  }
  EXPECT_TRUE(opens(home));
  const int steps = steps_of_init(folder / "counted");
  for (int at = 1; at <= steps; ++at) {
    const auto fresh = folder / ("fresh" + std::to_string(at));
    std::filesystem::create_directories(fresh);
    write(fresh + "/letter", "of somebody else");
    bool made = true;
    try {
      Maker m(fresh, at, fail);
      m.session.init(kPass, false, nullptr);
    } catch (const Failure&) {
      made = false;
    }
    EXPECT_EQ(read(fresh + "/letter"), "of somebody else");
    if (made) continue;  // a failure in tidying up does not unmake it
    Maker m(fresh, 0, {});
    if (!m.session.exists()) m.session.init(kPass, false, nullptr);
    EXPECT_TRUE(opens(fresh)) << at;
  }
}

// Where nobody can tell whether it is there, it is not called missing.
TEST(Files, AnErrorIsNotAnAbsence) {
  Folder folder;
  const auto files = disk_files();
  EXPECT_FALSE(files->exists(folder / "nothing"));
  EXPECT_EQ(files->size(folder / "nothing"), 0);
  EXPECT_FALSE(files->read(folder / "nothing").has_value());
  EXPECT_NO_THROW(files->drain(folder / "nothing", [](std::string_view) {}));
  const auto loop = folder / "loop";  // a name that leads to itself: neither there nor absent
  std::filesystem::create_symlink(loop, loop);
  EXPECT_FAULT(files->exists(loop), damaged);
  EXPECT_FAULT(files->size(loop), damaged);
  EXPECT_FAULT(files->read(loop), damaged);
  EXPECT_FAULT(files->drain(loop, [](std::string_view) {}), damaged);
  // Nobody waits for the other end of a pipe.
  ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
  EXPECT_FAULT(files->append(folder / "pipe", "given"), damaged);
  EXPECT_FAULT(files->read(folder / "pipe"), damaged);
  EXPECT_FAULT(files->append(folder.path, "given"), damaged);
}

TEST(Files, ARenameThatMayNotReplaceDoesNot) {
  Folder folder;
  const auto files = disk_files();
  write(folder / "one", "1"), write(folder / "two", "2");
  EXPECT_FALSE(files->rename_new(folder / "one", folder / "two"));
  EXPECT_EQ(read(folder / "two"), "2");
  EXPECT_EQ(read(folder / "one"), "1");
  EXPECT_TRUE(files->rename_new(folder / "one", folder / "three"));
  EXPECT_EQ(read(folder / "three"), "1");
}

TEST(Beginning, ADiaryWithoutItsKeysIsSaidToBeThat) {
  Folder folder;
  const auto home = folder / "d";
  {
    Maker m(home, 0, {});
    m.session.init(kPass, false, nullptr);
  }
  std::filesystem::rename(home + "/keys", home + "/away");
  Session s;
  s.attach(home);
  EXPECT_TRUE(s.exists());
  EXPECT_FAULT(s.unlock_passphrase(kPass), damaged);
  EXPECT_FAULT(s.init(kPass, false, nullptr), damaged);
  std::filesystem::rename(home + "/away", home + "/keys");
  EXPECT_TRUE(opens(home));
}

// What somebody who can write in the folder can do to the keys file: its message, with the checksums that fit.
std::string with_message(const std::string& file, const std::function<void(std::string&)>& change) {
  const auto one = file.substr(0, file.size() / 2);
  auto message = one.substr(16, one.size() - 16 - 32);
  change(message);
  auto copy = one.substr(0, 12);
  put<uint32_t>(copy, uint32_t(message.size()));
  copy += message;
  copy += digest("eddy/keys-file/v1", copy);
  return copy + copy;
}
constexpr size_t kInboxAt = 32, kWorkAt = 64;  // in the message

struct Opened {
  std::vector<std::string> told;
  bool work;
};
Opened opened(const std::string& home, const char* passphrase = kPass) {
  Core core;
  api::AttachRequest a;
  a.set_home(home);
  (void)core.call("eddy.api.Core/Attach", double(kNoon), a.SerializeAsString());
  api::UnlockRequest q;
  q.set_passphrase(passphrase);
  api::UnlockReply r;
  EXPECT_TRUE(r.ParseFromString(core.call("eddy.api.Core/Unlock", double(kNoon), q.SerializeAsString())));
  api::Status s;
  EXPECT_TRUE(s.ParseFromString(core.call("eddy.api.Core/GetStatus", double(kNoon), "")));
  return {{r.told().begin(), r.told().end()}, s.work()};
}

class KeysFile : public testing::Test {
 public:
  Folder folder;
  std::string home = folder / "d", file = home + "/keys";
  void SetUp() override {
    Maker m(home, 0, {});
    m.session.init(kPass, false, nullptr);
    m.session.lock();
  }
  void change(const std::function<void(std::string&)>& what) { write(file, with_message(read(file), what)); }
};

TEST_F(KeysFile, ASwappedInboxKeyIsToldAndTakenBack) {
  const auto before = read(file);
  const auto theirs = Secret::make(system_random());
  change([&](std::string& m) { m.replace(kInboxAt, 32, box_public(theirs)); });
  {
    World locked(home);
    locked.check_in(2, at(kNoon), "for their eyes");
  }
  const auto first = opened(home);
  ASSERT_GE(first.told.size(), 1u);
  EXPECT_NE(first.told[0].find("a key of their own"), std::string::npos) << first.told[0];
  EXPECT_NE(first.told[0].find(": 1 of it"), std::string::npos) << first.told[0];
  EXPECT_EQ(read(file), before) << "it is this diary's own again";
  EXPECT_TRUE(opened(home).told.empty()) << "told once";
  EXPECT_GT(read(home + "/inbox.damaged").size(), 50u) << "what could not be read is set aside";
}

TEST_F(KeysFile, WhoseComputerItIsTheStoreKnows) {
  change([](std::string& m) { m[kWorkAt] = 1; });
  auto o = opened(home);
  EXPECT_FALSE(o.work);
  ASSERT_EQ(o.told.size(), 1u);
  EXPECT_NE(o.told[0].find("has changed the file"), std::string::npos) << o.told[0];
  EXPECT_TRUE(opened(home).told.empty());
}

TEST_F(KeysFile, AWayInThatWasTakenAwayIsTold) {
  {
    Session s;
    s.attach(home);
    s.unlock_passphrase(kPass);
    s.set_device_key(s.prove_passphrase(kPass), std::string(32, 'k'));
  }
  change([](std::string& m) {  // the second slot, and what its removal would have to hide
    const auto slot = [&](size_t at) {
      return 1 + 16 + 8 + 8 + 2 + size_t(uint8_t(m[at + 33])) + 256 * size_t(uint8_t(m[at + 34]));
    };
    const size_t first = kWorkAt + 2, second = first + slot(first);
    m.erase(second, slot(second));
    m[kWorkAt + 1] = 1;
  });
  const auto o = opened(home);
  ASSERT_EQ(o.told.size(), 1u);
  EXPECT_NE(o.told[0].find("ways into this diary"), std::string::npos) << o.told[0];
}

// What takes the mac away, too, only says that an earlier version wrote it; a store that has been opened since knows better.
TEST_F(KeysFile, AMacThatWasCutOffIsTold) {
  change([](std::string& m) { m.resize(m.size() - 32); });
  const auto o = opened(home);
  ASSERT_EQ(o.told.size(), 1u);
  EXPECT_NE(o.told[0].find("ways into this diary"), std::string::npos) << o.told[0];
  EXPECT_TRUE(opened(home).told.empty());
}

// A store that was opened by no version since: nobody is alarmed, and its keys file can be trusted from then on.
TEST(KeysFileBefore, OfAnEarlierVersionIsBroughtUpToDate) {
  for (const std::string format : {"format-1", "format-2", "format-3"}) {
    Folder folder;
    const auto home = folder / format;
    std::filesystem::copy(source() + "/tests/frozen/" + format, home,
                          std::filesystem::copy_options::recursive);
    EXPECT_TRUE(Slots::parse(read(home + "/keys")).sealed_by_version_1());
    EXPECT_TRUE(opened(home, "frozen").told.empty()) << format;
    EXPECT_FALSE(Slots::parse(read(home + "/keys")).sealed_by_version_1());
    EXPECT_TRUE(opened(home, "frozen").told.empty()) << format;
  }
}

// Where the file cannot be put right, what the store says still holds.
TEST_F(KeysFile, WhatIsTrueHoldsWhereItCannotBeWritten) {
  change([](std::string& m) { m[kWorkAt] = 1; });
  const auto changed = read(file);
  Maker m(home, 0, {});
  m.doing->fail_replacing();
  m.session.unlock_passphrase(kPass);
  EXPECT_FALSE(m.session.work());
  EXPECT_TRUE(m.session.keys_were_changed());
  EXPECT_EQ(read(file), changed);
}

// Nobody is alarmed by a passphrase that was changed.
TEST_F(KeysFile, WhatEddyItselfWroteIsBelieved) {
  {
    Session s;
    s.attach(home);
    s.unlock_passphrase(kPass);
    s.change_passphrase(s.prove_passphrase(kPass), "another calm river");
    s.change_passphrase(s.prove_passphrase("another calm river"), kPass);
  }
  EXPECT_TRUE(opened(home).told.empty());
}

TEST(Passphrase, IsLongEnoughWhereOneIsSet) {
  for (const std::string_view good : {"a river!", "ärgernis", "яяяяяяяя", "12345678"})
    EXPECT_NO_THROW(Session::check_new_passphrase(good)) << good;
  for (const std::string_view bad :
       {"", "short", "1234567", "яяяяяяя", "        ", " 1234567 ", "\t\n      \r"})
    EXPECT_FAULT(Session::check_new_passphrase(bad), invalid);
}

}  // namespace
}  // namespace eddy::test
