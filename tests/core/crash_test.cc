// What writes a diary anew, or for the first time: killed at every step, every call for a file failing in turn with each error a
// disk has, and twice at once. A step is a call of Eddy's own files or one of SQLite's. Afterwards the diary opens, and every
// entry of before is in it.
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <set>

#include "tests/campaign.h"
#include "tests/core/doing.h"
#include "tests/core/importing.h"

namespace eddy::test {
namespace {

// One disk for both doors, on which something happens at the n-th call.
struct Steps {
  int calls = 0, at = 0, error = 0;
  bool kills = false, lasting = false;
  bool fills = false;  // from the n-th on SQLite writes nothing more; what takes no room goes on
  // True where this call fails; a kill does not come back.
  bool strike(bool writes = false) {
    ++calls;
    if (fills) return at && calls >= at && writes ? (errno = ENOSPC, true) : false;
    if (!at || (lasting ? calls < at : calls != at)) return false;
    if (kills) _exit(9);
    errno = error;
    return true;
  }
} steps;

int open_file(const char* path, int flags, int mode) {
  return steps.strike() ? -1 : ::open(path, flags | O_CLOEXEC, mode);
}
ssize_t write_file(int f, const void* bytes, size_t n) {
  return steps.strike(true) ? -1 : ::write(f, bytes, n);
}
ssize_t write_at(int f, const void* bytes, size_t n, off_t at) {
  return steps.strike(true) ? -1 : ::pwrite(f, bytes, n, at);
}
int cut_file(int f, off_t size) { return steps.strike(true) ? -1 : ::ftruncate(f, size); }
int remove_file(const char* path) { return steps.strike() ? -1 : ::unlink(path); }

// SQLite's own way to have its calls to the system replaced.
struct Hooked {
  Hooked() {
    World();  // starts SQLite as Eddy does
    const auto set = [](const char* name, auto* call) {
      auto* vfs = sqlite3_vfs_find("unix");
      if (vfs->xGetSystemCall(vfs, name))
        vfs->xSetSystemCall(vfs, name, reinterpret_cast<sqlite3_syscall_ptr>(call));
    };
    set("open", open_file), set("write", write_file), set("pwrite", write_at), set("pwrite64", write_at);
    set("ftruncate", cut_file), set("unlink", remove_file);
    steps = {};
  }
  ~Hooked() {
    auto* vfs = sqlite3_vfs_find("unix");
    vfs->xSetSystemCall(vfs, nullptr, nullptr);  // all of them as they were
    steps = {};
  }
};

std::unique_ptr<Files> struck_files() {
  return std::make_unique<Doing>([](const std::string& path) {
    if (steps.strike()) throw at_path(reason_of(steps.error), path, "the disk of this test");
  });
}

struct Struck : Services {
  explicit Struck(const std::string& home) : Services{Session(struck_files())} {
    session.be_repeatable(uint64_t(getpid()));
    session.attach(home);
  }
};

struct Undertaking {
  const char* name;
  std::function<void(const std::string& home)> prepare;
  std::function<void(Services&)> run;
  bool makes_it;      // there is no diary before
  int entries;        // in it, before and after
  std::string key{};  // of one whose passphrase takes its time
  void open(Session& s) const { key.empty() ? s.unlock_passphrase(kPass) : s.unlock_key(key); }
};

std::string backup_of(const std::string& home) {
  World w(home);
  w.session.unlock_passphrase(kPass);
  std::string out;
  api::BackUpRequest q;
  for (;;) {
    const auto r = w.exchange.back_up(q);
    out += r.bytes();
    if (r.done()) return out;
    q.set_cursor(r.cursor());
  }
}

void with_entries(const std::string& home, bool work, int entries) {
  World w(home);
  w.session.be_repeatable(7);
  w.session.init(kPass, work, nullptr);
  for (int i = 0; i < entries; ++i) w.check_in(1 + i % 5, at(kNoon + i), work ? "" : "calm water");
  if (work) w.session.vault().set_local("clean", "1");
}

// As `made` makes it, once; a copy each time.
std::function<void(const std::string&)> copies_of(const std::string& made) {
  return [made](const std::string& home) {
    std::filesystem::copy(made, home, std::filesystem::copy_options::recursive);
  };
}

std::vector<Undertaking> undertakings(const Folder& folder) {
  with_entries(folder / "origin", false, 3);
  with_entries(folder / "work", true, 2);
  const auto backup = backup_of(folder / "origin");
  Session frozen;
  frozen.attach(source() + "/tests/frozen/format-2");
  const std::string key(frozen.prove_passphrase("frozen").bytes());
  return {
      {"init", [](const std::string&) {}, [](Services& s) { s.session.init(kPass, false, nullptr); }, true,
       0},
      {"restore", [](const std::string&) {},
       [backup](Services& s) {
         api::RestoreRequest q;
         q.set_passphrase(kPass);
         q.set_bytes(backup);
         q.set_last(true);
         s.exchange.restore(at(kNoon), q);
       },
       true, 3},
      {"renewal", copies_of(folder / "work"),
       [](Services& s) {
         s.session.unlock_passphrase(kPass);
         s.session.renew_if_due(kPass);
       },
       false, 2},
      {"enrolment", copies_of(folder / "origin"),
       [](Services& s) {
         s.session.unlock_passphrase(kPass);
         s.session.become_work();
       },
       false, 3},
      {"migration", copies_of(source() + "/tests/frozen/format-2"),
       [key](Services& s) { s.session.unlock_key(key); }, false, 9, key},
      {"passphrase", copies_of(folder / "origin"),
       [](Services& s) { s.session.change_passphrase(s.session.prove_passphrase(kPass), kPass); }, false, 3},
  };
}

// Whatever happened: what is there opens, whole; where nothing is there yet it can be made.
void expect_whole(const Undertaking& u, const std::string& home, const std::string& when) {
  steps = {};
  World w(home);
  try {
    if (u.makes_it && !w.session.exists()) {
      Struck again(home);
      u.run(again);
    }
    u.open(w.session);
    EXPECT_EQ(w.session.vault().db().integer("SELECT count(*) FROM check_in"), u.entries) << u.name << when;
    EXPECT_TRUE(w.session.vault().check().empty()) << u.name << when;
  } catch (const Failure& f) {
    ADD_FAILURE() << u.name << when << ": " << int(f.reason) << " " << f.detail << " " << f.path;
  }
}

int count_steps(const Undertaking& u, const std::string& home) {
  u.prepare(home);
  steps = {};
  {
    Struck s(home);
    u.run(s);
  }
  return steps.calls;
}

TEST(Crash, KilledAtEveryStepNothingIsLost) {
  const Folder folder;
  const auto all = undertakings(folder);
  const Hooked hooked;
  for (const auto& u : all) {
    const int most = count_steps(u, folder / (std::string(u.name) + "-counted"));
    EXPECT_GT(most, 3) << u.name;
    int killed = 0;
    for (int at = 1; at <= most; at += kFewer) {
      const auto home = folder / (u.name + std::to_string(at));
      u.prepare(home);
      const pid_t child = fork();
      if (child == 0) {
        steps = {};
        steps.at = at, steps.kills = true;
        try {
          Struck s(home);
          u.run(s);
        } catch (const Failure&) {
        }
        _exit(0);
      }
      int status = 0;
      waitpid(child, &status, 0);
      killed += WIFEXITED(status) && WEXITSTATUS(status) == 9;
      expect_whole(u, home, " killed at " + std::to_string(at));
      std::filesystem::remove_all(home);
    }
    EXPECT_GT(killed, most / kFewer * 3 / 4) << u.name << ": where it ends by itself nothing was tried";
  }
}

TEST(Crash, EveryCallFailsInTurnForEveryReasonADiskHas) {
  const Folder folder;
  const auto all = undertakings(folder);
  const Hooked hooked;
  std::set<Reason> said;
  for (const auto& u : all) {
    const int most = count_steps(u, folder / (std::string(u.name) + "-counted"));
    const std::vector<int> errors = {ESTALE, EIO, EACCES, EROFS, ENOLCK, EMFILE, ENOSPC};
    for (int at = 1; at <= most; at += kFewer)
      for (size_t i = 0; i < errors.size(); ++i) {
        // Each call with one of them, each of them at every seventh; all of all where there is time.
        if (!in_full() && most > 10 && i != size_t(at) % errors.size()) continue;
        const int error = errors[i];
        const auto home = folder / (u.name + std::to_string(at));
        u.prepare(home);
        const auto when = " failing at " + std::to_string(at) + " with " + std::to_string(error);
        steps = {};
        steps.at = at, steps.error = error, steps.lasting = at / kFewer % 2 == 0;
        try {
          Struck s(home);
          u.run(s);
        } catch (const Failure& f) {
          said.insert(f.reason);
          // (SQLite tries a file that it cannot open for writing once more, for reading; where the error was a single one, that
          // says another thing.)
          const bool again =
              (f.detail == "SQLite error 14" && !steps.lasting) ||
              f.detail == "its log could not be moved into it";  // met at a closing, which says nothing
          EXPECT_TRUE(f.reason == reason_of(error) || (f.reason == Reason::read_only && error == EACCES) ||
                      again)
              << u.name << when << ": " << int(f.reason) << " " << f.detail;
        }
        expect_whole(u, home, when);
        std::filesystem::remove_all(home);
      }
  }
  for (const auto reason : {Reason::disk_error, Reason::no_permission, Reason::read_only, Reason::no_locks,
                            Reason::too_many_files, Reason::disk_full})
    EXPECT_TRUE(said.count(reason)) << int(reason) << " was never said";
}

// A disk that fills up: what takes no room (a rename, a removal) still succeeds, and must not run ahead of what did not.
TEST(Crash, ADiskThatFillsUpAtAnyStepLosesNothing) {
  const Folder folder;
  const auto all = undertakings(folder);
  const Hooked hooked;
  int failed = 0;
  for (const auto& u : all) {
    const int most = count_steps(u, folder / (std::string(u.name) + "-counted"));
    for (int at = 1; at <= most; at += (in_full() ? 1 : 2) * kFewer) {
      const auto home = folder / (u.name + std::to_string(at));
      u.prepare(home);
      steps = {};
      steps.at = at, steps.fills = true;
      try {
        Struck s(home);
        u.run(s);
      } catch (const Failure&) {
        ++failed;
      }
      expect_whole(u, home, " on a disk full from " + std::to_string(at));
      std::filesystem::remove_all(home);
    }
  }
  EXPECT_GT(failed, 100 / kFewer);
}

// What a full disk has no room for is also the memory that programs share of a diary's log: it is read all the same, alone, and
// written again once there is room.
TEST(Crash, OnAFullDiskEverythingCanBeRead) {
  const Folder folder;
  const auto home = folder / "origin";
  with_entries(home, false, 3);
  const Hooked hooked;
  const auto check_in = [](Services& s) {
    records::Entry e;
    e.mutable_check_in()->set_mood(4);
    bool sealed = false;
    s.session.keep(at(kNoon), e, &sealed);
  };
  steps = {};
  steps.at = 1, steps.fills = true;
  {
    Struck s(home);
    s.session.unlock_passphrase(kPass);
    EXPECT_EQ(s.session.vault().db().integer("SELECT count(*) FROM check_in"), 3);
    EXPECT_FALSE(s.exchange.export_records({}).record().empty());
    api::BackUpRequest q;
    EXPECT_FALSE(s.exchange.back_up(q).bytes().empty());
    try {
      check_in(s);
      ADD_FAILURE() << "kept on a full disk";
    } catch (const Failure& f) {
      EXPECT_EQ(f.reason, Reason::disk_full) << f.detail;
    }
    steps = {};  // room
    check_in(s);
  }
  World again(home);
  again.session.unlock_passphrase(kPass);
  EXPECT_EQ(again.session.vault().db().integer("SELECT count(*) FROM check_in"), 4);
}

// Half an import is nothing that one could undo, or go on with.
TEST(Crash, OfAnImportOnADiskThatFillsUpNothingIsKept) {
  const Folder folder;
  const auto home = folder / "origin";
  with_entries(home, false, 3);
  std::string file = "full_date,date,weekday,time,mood,activities,note_title,note\n";
  for (int i = 0; i < 3000; ++i)
    file += "20" + std::to_string(10 + i / 360) + "-0" + std::to_string(1 + i / 40 % 9) + "-" +
            std::to_string(10 + i % 18) + ",x,Monday,0" + std::to_string(i % 10) +
            ":00,good,reading,,calm water " + std::to_string(i) + "\n";
  api::ImportRequest q;
  q.set_file(file);
  const Hooked hooked;
  int failed = 0;
  for (int at_call : {1, 5, 40, 200}) {
    Struck s(home);
    s.session.unlock_passphrase(kPass);
    steps = {};
    steps.at = at_call, steps.fills = true;
    try {
      import_daylio(s.session, at(kNoon), q);
    } catch (const Failure& f) {
      EXPECT_EQ(f.reason, Reason::disk_full) << f.detail;
      ++failed;
    }
    steps = {};
    EXPECT_EQ(s.session.vault().db().integer("SELECT count(*) FROM check_in"), 3);
    EXPECT_EQ(s.session.vault().db().integer("SELECT count(*) FROM imported"), 0);
  }
  EXPECT_EQ(failed, 4);
  Struck s(home);
  s.session.unlock_passphrase(kPass);
  EXPECT_EQ(import_daylio(s.session, at(kNoon), q).imported(), 3000);
}

// Two programs at the same thing, over and over: one does it, the other waits, refuses or finds it done, and nothing is lost.
TEST(Crash, TwiceAtOnceItIsDoneOnce) {
  const Folder folder;
  for (const auto& u : undertakings(folder)) {
    for (int round = 0; round < 12; round += kFewer) {
      const auto home = folder / (u.name + std::to_string(round));
      u.prepare(home);
      int go[2];
      ASSERT_EQ(pipe(go), 0);
      std::vector<pid_t> both;
      for (int i = 0; i < 2; ++i) {
        const auto child = fork();
        if (child == 0) {
          close(go[1]);
          char c;
          if (::read(go[0], &c, 1) != 0) _exit(1);  // until both are there
          try {
            Struck s(home);
            u.run(s);
            if (!u.makes_it && u.entries) {  // and goes on in it
              World w(home);
              u.open(w.session);
              w.check_in(3, at(kNoon + kDay + i));
            }
            _exit(0);
          } catch (const Failure& f) {
            _exit(f.fault == Fault::refused ? 2 : 3);
          }
        }
        both.push_back(child);
      }
      close(go[0]), close(go[1]);
      int done = 0;
      for (const auto child : both) {
        int status = 0;
        waitpid(child, &status, 0);
        done += status == 0;
        EXPECT_NE(WEXITSTATUS(status), 3) << u.name << " round " << round;
      }
      EXPECT_GE(done, 1) << u.name << " round " << round;
      auto grown = u;
      grown.entries += !u.makes_it && u.entries ? done : 0;
      expect_whole(grown, home, " twice at once, round " + std::to_string(round));
    }
  }
}

}  // namespace
}  // namespace eddy::test
