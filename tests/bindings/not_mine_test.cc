// A diary on a disk that can only be read, or with a file of somebody else's in it: what can be done is done, what cannot says
// why, and what needs no diary knows nothing of it.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>

#include "bindings/cpp/client.h"
#include "eddy/api/core.pb.h"
#include "eddy/api/journal.pb.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {
namespace fs = std::filesystem;

constexpr uid_t kSomebody = 65534;
constexpr const char* kPassphrase = "four words put together";

// What `asked` says as a user to whom the permissions of files apply, in a process of its own.
std::string as_somebody(const std::function<std::string()>& asked) {
  int ends[2];
  if (pipe(ends) != 0) return "no pipe";
  const auto child = fork();
  if (child == 0) {
    std::string said = "cannot become somebody";
    if (geteuid() != 0 || (setresgid(kSomebody, kSomebody, kSomebody) == 0 &&
                           setresuid(kSomebody, kSomebody, kSomebody) == 0)) {
      try {
        said = asked();
      } catch (const std::exception& e) {
        said = std::string("thrown: ") + e.what();
      }
    }
    (void)!::write(ends[1], said.data(), said.size());
    _exit(0);
  }
  close(ends[1]);
  std::string out;
  char part[4096];
  for (ssize_t n; (n = ::read(ends[0], part, sizeof part)) > 0;) out.append(part, size_t(n));
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? out : out + " (it died)";
}

struct Teller {
  explicit Teller(const std::string& home) : home(home) {}
  // The reply in JSON, or the reason it was refused for.
  std::string ask(const std::string& method, const std::string& request = "{}") {
    try {
      return client.json(method, request);
    } catch (const client::Error& e) {
      return api::Error::Reason_Name(e.error.reason()) +
             (e.error.path().empty()
                  ? ""
                  : " " + e.error.path().substr(std::min(home.size(), e.error.path().size())));
    }
  }
  std::string attach() { return ask("Core/Attach", R"({"home":")" + home + "\"}"); }
  std::string unlock() { return ask("Core/Unlock", R"({"passphrase":")" + std::string(kPassphrase) + "\"}"); }
  // What needs no diary.
  std::string first_aid() {
    std::string out;
    for (const auto& [method, request] : {std::pair{"Content/Get", R"({"id":"card.danger"})"},
                                          {"Content/Lines", R"({"country":"DE"})"},
                                          {"Cards/Search", R"({"query":"he swears at me"})"},
                                          {"Player/Begin", R"({"practice":"breathe.sigh"})"},
                                          {"Settings/Get", "{}"}})
      if (const auto said = ask(method, request); said[0] != '{') out += method + (" " + said) + "\n";
    return out;
  }
  const std::string home;
  client::Client client{[] { return double(kNoon); }};
};

struct Diary {
  Diary() {
    fs::permissions(folder.path, fs::perms(0755));
    Teller calls(home);
    calls.attach();
    calls.ask("Core/Init", R"({"passphrase":")" + std::string(kPassphrase) + "\"}");
    calls.ask("Settings/Set", R"({"settings":{"country":"DE"}})");
    calls.ask("Journal/CheckIn", R"({"mood":4,"note":"the river is calm"})");
  }
  void allow(const std::string& what, unsigned folders, unsigned files) const {
    for (const auto& f : fs::recursive_directory_iterator(what))
      fs::permissions(f, fs::perms(f.is_directory() ? folders : files));
    fs::permissions(what, fs::perms(folders));
  }
  std::map<std::string, std::string> bytes() const {
    std::map<std::string, std::string> out;
    for (const auto& f : fs::recursive_directory_iterator(home))
      if (f.is_regular_file()) out[f.path()] = read(f.path());
    return out;
  }
  Folder folder;
  std::string home = folder / "diary";
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// All that can be done with a diary that is only read.
std::string reading(Teller& c) {
  std::string out = c.first_aid();
  const auto attached = c.attach();
  if (has(attached, "trouble")) out += attached + "\n";
  const auto unlocked = c.unlock();
  if (!has(unlocked, "can be read here, but not written")) out += "not told: " + unlocked + "\n";
  if (!has(c.ask("Core/GetStatus"), "\"readOnly\":true")) out += "not known to be read only\n";
  if (!has(c.ask("Journal/Search", R"({"query":"river"})"), "the river is calm")) out += "not found\n";
  for (const auto& [method, request] : {std::pair{"Journal/List", R"({"limit":10})"},
                                        {"Exchange/Export", "{}"},
                                        {"Exchange/BackUp", "{}"},
                                        {"Insights/Trends", R"({"step":"DAY","days":7})"},
                                        {"Settings/Get", "{}"},
                                        {"Core/Check", "{}"},
                                        {"Reminders/Next", "{}"},
                                        {"Sync/GetState", "{}"},
                                        {"Board/Show", "{}"}})
    if (const auto said = c.ask(method, request); said[0] != '{') out += method + (" " + said) + "\n";
  out += c.first_aid();
  for (const auto& [method, request] : {std::pair{"Journal/CheckIn", R"({"mood":2})"},
                                        {"Settings/Set", R"({"settings":{"resetSeconds":45}})"}})
    if (const auto said = c.ask(method, request); !has(said, "READ_ONLY"))
      out += method + (" " + said) + "\n";
  c.ask("Core/Lock");
  return out;
}

TEST(NotMine, WhatCanOnlyBeReadIsReadAndNothingOfItChanges) {
  const Diary d;
  d.allow(d.home, 0555, 0444);
  const auto before = d.bytes();
  EXPECT_EQ(as_somebody([&] {
              Teller c(d.home);
              return reading(c);
            }),
            "");
  EXPECT_EQ(d.bytes(), before);
  d.allow(d.home, 0755, 0644);
}

// As after a power cut: the log still holds the newest entry.
TEST(NotMine, ALogThatWasNeverMovedIsReadToo) {
  Diary d;
  Teller open(d.home);
  open.attach();
  open.unlock();
  open.ask("Journal/CheckIn", R"({"mood":1,"note":"the newest of all"})");
  const auto copy = d.folder / "copy";
  fs::copy(d.home, copy, fs::copy_options::recursive);
  EXPECT_GT(fs::file_size(copy + "/diary.db-wal"), 0u);
  d.allow(copy, 0555, 0444);
  EXPECT_EQ(as_somebody([&] {
              Teller c(copy);
              auto out = reading(c);
              c.unlock();
              if (!has(c.ask("Journal/Search", R"({"query":"newest"})"), "the newest of all"))
                out += "not the newest";
              return out;
            }),
            "");
  d.allow(copy, 0755, 0644);
}

TEST(NotMine, OneFileOfSomebodyElsesStopsNoBreath) {
  for (const char* file : {"keys", "diary.db", "hints", "inbox", ""}) {
    const Diary d;
    write(d.home + "/inbox", "");
    d.allow(d.home, 0777, 0666);
    const auto path = std::string(d.home) + (*file ? "/" : "") + file;
    fs::permissions(path, fs::perms(0));
    const auto said = as_somebody([&] {
      Teller c(d.home);
      auto out = c.first_aid();
      const auto attached = c.attach();
      out += c.first_aid();
      const auto unlocked = c.unlock();
      out += c.first_aid();
      const std::string name = file;
      if ((name == "keys" || name.empty()) && !has(attached, "NO_PERMISSION"))
        out += "attach: " + attached + "\n";
      if (!has(attached, "\"exists\":true")) out += "as if there were none: " + attached + "\n";
      const bool opens = name == "hints" || name == "inbox";
      if (opens ? unlocked[0] != '{' : !has(unlocked, "NO_PERMISSION")) out += "unlock: " + unlocked + "\n";
      if (name == "inbox" && !has(unlocked, "could not join your diary yet"))
        out += "not told: " + unlocked + "\n";
      if (opens && c.ask("Journal/CheckIn", R"({"mood":2})")[0] != '{') out += "not kept\n";
      return out;
    });
    EXPECT_EQ(said, "") << "of another: " << (*file ? file : "the folder");
    fs::permissions(path, fs::perms(0777));
    d.allow(d.home, 0755, 0644);
  }
}

// In a folder like /tmp anybody may put a link where a folder of mine is to be.
TEST(NotMine, ALinkOfAnothersOnTheWayIsNotFollowed) {
  if (geteuid() != 0) GTEST_SKIP() << "a link of another's can be made by root alone";
  constexpr uid_t kAnother = 12'345;
  const Diary d;
  d.allow(d.home, 0777, 0666);
  const auto shared = d.folder / "shared", link = shared + "/way";
  fs::create_directory(shared);
  fs::create_directory_symlink(d.folder.path, link);
  const auto tried = [&](uid_t owner, unsigned mode, const std::string& by = "") {
    fs::permissions(shared, fs::perms(mode));
    EXPECT_EQ(lchown(link.c_str(), owner, owner), 0);
    return as_somebody([&] {
      Teller c((by.empty() ? link : by) + "/diary");
      const auto attached = c.attach();
      const auto first_aid = c.first_aid();
      if (!first_aid.empty()) return first_aid;
      return attached[0] == '{' ? c.unlock().substr(0, 1) : attached;
    });
  };
  EXPECT_EQ(tried(kAnother, 01777), "LINK_OF_ANOTHER ");
  EXPECT_EQ(tried(kAnother, 0777), "LINK_OF_ANOTHER ");
  const auto mine = d.folder / "mine";  // a link of one's own that leads over it
  fs::create_directory_symlink(link, mine);
  EXPECT_EQ(lchown(mine.c_str(), kSomebody, kSomebody), 0);
  EXPECT_EQ(tried(kAnother, 01777, mine), "LINK_OF_ANOTHER ");
  const auto made = as_somebody([&] {
    try {
      disk_files()->make_folder(link + "/new");
      return std::string("made");
    } catch (const Failure& f) {
      return f.path;
    }
  });
  EXPECT_EQ(made, link) << "nor is a folder made behind it";
  EXPECT_FALSE(fs::exists(d.folder / "new"));
  // One's own, root's, and one where nobody else may write.
  EXPECT_EQ(tried(kSomebody, 01777), "{");
  EXPECT_EQ(tried(0, 01777), "{");
  EXPECT_EQ(tried(kAnother, 0755), "{");
  d.allow(d.home, 0755, 0644);
}

}  // namespace
}  // namespace eddy::test
