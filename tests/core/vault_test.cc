// The store on a real disk: what opens it, what does not, and what nobody can read.
#include <sys/wait.h>
#include <unistd.h>

#include "core/crypto/recovery_phrase.h"
#include "core/vault/admit.h"
#include "tests/core/support.h"
#include "tests/memory.h"

namespace eddy::test {
namespace {

std::string make_store(const std::string& home, int entries = 3, const std::string& note = "") {
  World w(home);
  w.init();
  for (int i = 0; i < entries; ++i) w.check_in(3, at(kNoon + i * kMinute), note);
  return std::string(w.session.prove_passphrase("pass").bytes());
}

std::vector<std::string> everything_under(const std::string& folder) {
  std::vector<std::string> out;
  for (const auto& f : std::filesystem::recursive_directory_iterator(folder))
    if (f.is_regular_file()) out.push_back(f.path().string());
  return out;
}

TEST(Store, OpensWithItsPassphraseAndKeepsWhatWasGiven) {
  Folder home;
  make_store(home.path, 3, "long queue");
  World w(home.path);
  EXPECT_FAULT(w.session.vault(), locked);
  w.session.unlock_passphrase("pass");
  EXPECT_EQ(w.journal.search("queues", 0).size(), 3u) << "in any form English gives the word";
  EXPECT_TRUE(w.session.vault().check().empty());
}

TEST(Store, EveryFailureHasItsOwnKindAndTouchesNothing) {
  struct Case {
    const char* name;
    Fault expected;
    std::function<void(const std::string&)> harm;
    const char* passphrase = "pass";
  };
  const auto edit = [](const std::string& path, auto change) {
    auto bytes = read(path);
    change(bytes);
    write(path, bytes);
  };
  const std::vector<Case> cases = {
      {"wrong passphrase", Fault::wrong_key, [](auto&) {}, "not it"},
      {"no store", Fault::not_found,
       [](auto& h) {
         for (const auto& f : everything_under(h)) std::filesystem::remove(f);
       }},
      {"keys gone", Fault::damaged, [](auto& h) { std::filesystem::remove(h + "/keys"); }},
      {"diary gone", Fault::damaged, [](auto& h) { std::filesystem::remove(h + "/diary.db"); }},
      {"first page damaged", Fault::damaged,
       [&](auto& h) { edit(h + "/diary.db", [](auto& b) { b[100] = char(b[100] ^ 1); }); }},
      {"salt damaged", Fault::damaged,
       [&](auto& h) { edit(h + "/diary.db", [](auto& b) { b[3] = char(b[3] ^ 1); }); }},
      {"cut short", Fault::damaged,
       [&](auto& h) { edit(h + "/diary.db", [](auto& b) { b.resize(b.size() - 4096); }); }},
      {"cut to nothing", Fault::damaged, [&](auto& h) { edit(h + "/diary.db", [](auto& b) { b.clear(); }); }},
      {"cut inside a page", Fault::damaged,
       [&](auto& h) { edit(h + "/diary.db", [](auto& b) { b.resize(1000); }); }},
      {"a plain SQLite file", Fault::invalid,
       [](auto& h) {
         write(h + "/diary.db", std::string("SQLite format 3\0", 16) + std::string(8176, '\0'));
       }},
      {"another program's file", Fault::damaged,
       [](auto& h) { write(h + "/diary.db", std::string(20000, 'x')); }},
      {"both copies of the keys damaged", Fault::damaged,
       [&](auto& h) { edit(h + "/keys", [](auto& b) { b[30] ^= 1, b[b.size() - 40] ^= 1; }); }},
      {"keys of a newer Eddy", Fault::too_new,
       [&](auto& h) {
         edit(h + "/keys", [](auto& b) {
           auto half = b.substr(0, b.size() / 2 - 32);
           half[8] = 4;
           half += digest("eddy/keys-file/v1", half);
           b = half + half;
         });
       }},
      {"keys of another store", Fault::damaged,
       [&](auto& h) {
         Folder other;
         make_store(other.path);
         write(h + "/keys", read(other / "keys"));
       }},
  };
  Folder made;
  make_store(made.path);
  for (const auto& c : cases) {
    Folder home;
    std::filesystem::copy(made.path, home.path, std::filesystem::copy_options::recursive);
    c.harm(home.path);
    std::map<std::string, std::string> before;
    for (const auto& f : everything_under(home.path)) before[f] = read(f);
    World w(home.path);
    try {
      w.session.unlock_passphrase(c.passphrase);
      ADD_FAILURE() << c.name << " was not noticed";
    } catch (const Failure& f) {
      EXPECT_EQ(f.fault, c.expected) << c.name << ": " << int(f.reason) << ": " << f.detail;
    }
    for (const auto& [path, bytes] : before) EXPECT_EQ(read(path), bytes) << c.name << " changed " << path;
  }
}

TEST(Store, ADamagedLogIsLeftAsItIsWhereTheStoreDidNotOpen) {
  Folder home, copy;
  // Made in its place by hand, so that its log holds the tables, too; as it lies there when everything ends at once.
  const auto files = disk_files();
  const auto key = Secret::make(system_random());
  auto slots = Slots::make(key, false, system_random());
  slots.set_passphrase(key, "pass", system_random(), {1, 8192});
  slots.authenticate(key);
  slots.write(*files, home / "keys");
  Vault made(*files, system_random(), home.path, false, key, true);
  for (int i = 0; i < 5; ++i) {
    records::Entry e;
    e.mutable_check_in()->set_at_ms(double(kNoon + i));
    e.mutable_check_in()->set_note("only in the log");
    Vault::Write w(made, at(kNoon + i));
    (void)w.create(kCheckIn, 2, body_of(e), nullptr);
    w.commit();
  }
  std::filesystem::copy(home.path, copy.path, std::filesystem::copy_options::recursive);
  std::filesystem::remove(copy / "diary.db-shm");
  auto log = read(copy / "diary.db-wal");
  ASSERT_GT(log.size(), 50'000u);
  {
    Folder whole;  // undamaged, it opens
    std::filesystem::copy(copy.path, whole.path, std::filesystem::copy_options::recursive);
    World v(whole.path);
    v.session.unlock_passphrase("pass");
    EXPECT_EQ(v.journal.search("log", 0).size(), 5u);
  }
  for (size_t at = 2000; at < log.size(); at += 4096) log[at] = char(log[at] ^ 0x5a);
  write(copy / "diary.db-wal", log);
  const auto diary = read(copy / "diary.db");
  {
    World v(copy.path);
    EXPECT_FAULT(v.session.unlock_passphrase("pass"), damaged);
  }
  EXPECT_TRUE(read(copy / "diary.db-wal") == log);
  EXPECT_TRUE(read(copy / "diary.db") == diary);
}

TEST(Store, OfANewerFormatIsTooNew) {
  Folder home;
  make_store(home.path);
  {
    World w(home.path);
    w.session.unlock_passphrase("pass");
    w.session.vault().db().execute("PRAGMA user_version = 99");
  }
  World w(home.path);
  EXPECT_FAULT(w.session.unlock_passphrase("pass"), too_new);
}

// Tests of syncing take a cheaper passphrase (Session::be_repeatable); nobody else does.
TEST(Store, APassphraseCostsWhatItShould) {
  Folder home;
  make_store(home.path);
  World w(home.path);
  const auto costs = [&] {
    const auto cost = Slots::parse(read(home / "keys")).passphrase_cost();
    return std::make_pair(cost.passes, cost.memory >> 20);
  };
  EXPECT_EQ(costs(), std::make_pair(uint64_t(3), uint64_t(64)));
  w.session.change_passphrase(w.session.prove_passphrase("pass"), "another");
  EXPECT_EQ(costs(), std::make_pair(uint64_t(3), uint64_t(64)));
  EXPECT_EQ(w.session.prepare_renewal("another")->slots.passphrase_cost().memory, 64u << 20);
}

TEST(Store, OneDamagedCopyOfTheKeysIsEnough) {
  Folder home;
  make_store(home.path);
  for (const size_t at : {size_t(30), read(home / "keys").size() - 40}) {
    auto bytes = read(home / "keys");
    bytes[at] ^= 1;
    write(home / "keys", bytes);
    World w(home.path);
    w.session.unlock_passphrase("pass");
    EXPECT_FALSE(Slots::parse(read(home / "keys")).half_damaged()) << "and the other is mended";
  }
}

TEST(Store, PassphraseAndWordsOpenItAndCanBeChanged) {
  Folder home;
  std::string words;
  {
    World w(home.path);
    const auto root = Secret::make(system_random());
    w.session.init("first", false, &root);
    for (const auto& one : to_phrase(root)) words += one + "\n";
  }
  World w(home.path);
  w.session.change_passphrase(w.session.prove_phrase(words), "second");
  EXPECT_FAULT(w.session.unlock_passphrase("first"), wrong_key);
  w.session.unlock_passphrase("second");
  w.session.lock();
  EXPECT_FAULT(w.session.vault(), locked);
  w.session.unlock_phrase(words);
  EXPECT_FAULT(World(home.path).session.init("again", false, nullptr), refused);
  Folder work;
  World at_work(work.path);
  const auto root = Secret::make(system_random());
  EXPECT_FAULT(at_work.session.init("x", true, &root),
               refused);  // no recovery words on somebody else's computer
}

TEST(Store, ADevicesOwnKeyOpensItBesideThePassphraseAndCanBeForgotten) {
  Folder home;
  const std::string given(32, 'g'), other(32, 'o');
  {
    World w(home.path);
    w.session.init("first", false, nullptr);
    EXPECT_FAULT(w.session.set_device_key(w.session.prove_passphrase("first"), "short"), invalid);
    w.session.set_device_key(w.session.prove_passphrase("first"), given);
    w.session.change_passphrase(w.session.prove_passphrase("first"), "second");
  }
  World w(home.path);
  EXPECT_FAULT(w.session.unlock_device(other), wrong_key);
  EXPECT_FAULT(w.session.unlock_device("short"), invalid);
  w.session.unlock_device(given);
  w.session.lock();
  w.session.unlock_passphrase("second");
  w.session.forget_device_key(w.session.prove_passphrase("second"));
  w.session.lock();
  EXPECT_FAULT(w.session.unlock_device(given), not_found);
  w.session.unlock_passphrase("second");
}

TEST(Store, ATextHasTwoVersionsWhereTwoEditorsDidNotSeeEachOther) {
  World w;
  const auto id = w.check_in(3, at(kNoon), "first");
  const auto shown = w.session.vault().get(id);
  std::vector<uint64_t> seen;
  for (const auto& c : shown.cells) seen.push_back(c.stamp.id);
  for (const char* text : {"left", "right"}) {
    auto e = w.journal.get(id);
    e.mutable_check_in()->set_note(text);
    e.clear_versions();
    w.journal.keep(at(kNoon + 1000), e, false, &seen);
  }
  EXPECT_EQ(w.journal.get(id).versions_size(), 2);
  EXPECT_EQ(w.journal.search("left", 0).size(), 1u) << "both are found";
  EXPECT_EQ(w.journal.search("right", 0).size(), 1u);
  EXPECT_EQ(w.journal.search("first", 0).size(), 0u);
}

TEST(Store, ProjectionsRebuiltAreTheSame) {
  World w;
  SeededRandom random(5);
  for (int i = 0; i < 300; ++i) {
    const auto when = at(kNoon + int64_t(random.below(40 * 24 * 60)) * kMinute, 60);
    const auto id = w.check_in(int(random.below(5)) + 1, when, "word" + std::to_string(i));
    if (i % 5 == 0) w.hard_call(int(random.below(11)), records::CALL_ANGRY, when);
    if (i % 7 == 0) {
      records::Entry e;
      e.mutable_sleep()->set_at_ms(when.ms);
      e.mutable_sleep()->set_offset_min(60);
      e.mutable_sleep()->set_bed_ms(when.ms - int64_t(random.below(10) + 1) * kHour);
      w.journal.keep(when, e, false);
    }
    if (i % 11 == 0) {
      records::Entry e;
      e.mutable_shift()->set_at_ms(when.ms);
      e.mutable_shift()->set_end_ms(when.ms + int64_t(random.below(12) + 1) * kHour);
      w.journal.keep(when, e, false);
    }
    if (i % 9 == 0) w.journal.trash(when, id);
    if (i % 18 == 0) w.journal.restore(when, id);
    if (i % 27 == 0) w.journal.purge(when, id);
  }
  const auto dump = [&] {
    std::string out;
    for (const char* sql :
         {"SELECT group_concat(day || ',' || inside || ',' || metric || ',' || n || ',' || total, ' ') FROM "
          "(SELECT * FROM rollup WHERE n <> 0 OR total <> 0 ORDER BY day, inside, metric)",
          "SELECT group_concat(at || ',' || rid || ',' || kind || ',' || day || ',' || inside, ' ') FROM "
          "(SELECT * FROM event ORDER BY at, rid)",
          "SELECT group_concat(rid) FROM (SELECT rid FROM trash ORDER BY rid)"})
      out += w.session.vault().db().text(sql) + "\n";
    return out;
  };
  const auto kept = dump();
  w.session.vault().rebuild();
  EXPECT_EQ(dump(), kept) << "what each write kept up to date is what the records say";
  EXPECT_GT(kept.size(), 5000u);
}

TEST(Inbox, WhatIsGivenWhileLockedIsSealedAndJoinsAtUnlock) {
  Folder home;
  make_store(home.path, 1);
  {
    World w(home.path);
    w.hard_call(8, records::CALL_ANGRY, at(kNoon));
    w.check_in(2, at(kNoon), "canary-in-the-inbox");
    EXPECT_EQ(w.session.waiting(), 2);
  }
  EXPECT_EQ(read(home / "inbox").find("canary"), std::string::npos);
  World w(home.path);
  w.session.unlock_passphrase("pass");
  EXPECT_EQ(w.session.drain_inbox(), std::make_pair(2, 0));
  EXPECT_EQ(w.journal.search("canary-in-the-inbox", 0).size(), 1u);
  EXPECT_EQ(w.session.drain_inbox(), std::make_pair(0, 0)) << "once";
}

// A hard call is logged with one key and its kind with the next, both while locked: one record, not two.
TEST(Inbox, ASecondThoughtChangesTheFirst) {
  Folder home;
  make_store(home.path, 0);
  std::string id;
  const auto keep = [&](World& w, int kind, Moment when) {
    records::Entry e;
    e.set_id(id);
    e.mutable_hard_call()->set_at_ms(kNoon);
    e.mutable_hard_call()->set_offset_min(0);
    e.mutable_hard_call()->set_how_hard(8);
    if (kind) e.mutable_hard_call()->set_kind(records::CallKind(kind));
    return w.journal.keep(when, e, false, nullptr);
  };
  {
    World w(home.path);
    id = keep(w, 0, at(kNoon)).id();
    EXPECT_EQ(keep(w, records::CALL_SAD, at(kNoon + 2000)).id(), id);
  }
  const auto inbox = read(home / "inbox");
  World w(home.path);
  w.session.unlock_passphrase("pass");
  EXPECT_EQ(w.session.drain_inbox(), std::make_pair(2, 0));
  const auto calls = w.journal.latest(2, 10);
  ASSERT_EQ(calls.size(), 1u);
  EXPECT_EQ(calls[0].hard_call().kind(), records::CALL_SAD);
  EXPECT_EQ(calls[0].hard_call().how_hard(), 8);
  // The inbox could not be emptied and comes again, after a later edit: the edit stays.
  keep(w, records::CALL_ANGRY, at(kNoon + 5000));
  write(home / "inbox", inbox);
  w.session.drain_inbox();
  EXPECT_EQ(w.journal.latest(2, 10)[0].hard_call().kind(), records::CALL_ANGRY);
  // Open, a record that is not there is told at once.
  id = std::string(16, 'x');
  EXPECT_FAULT(keep(w, 0, at(kNoon)), not_found);
}

TEST(Inbox, DamageIsSetAsideAndTheRestJoins) {
  Folder home;
  make_store(home.path, 0);
  {
    World w(home.path);
    for (int i = 0; i < 3; ++i) w.check_in(i + 1, at(kNoon + i));
  }
  auto bytes = read(home / "inbox");
  bytes[bytes.size() / 2] ^= 1;    // in the second item
  bytes.resize(bytes.size() - 3);  // and the third was cut by a power failure
  write(home / "inbox", bytes);
  World w(home.path);
  w.session.unlock_passphrase("pass");
  EXPECT_EQ(w.session.drain_inbox(), std::make_pair(1, 2));
  EXPECT_GT(read(home / "inbox.damaged").size(), 100u);
}

// Whoever can write the folder can seal an item for it.
TEST(Inbox, TakesEntriesAndNothingElse) {
  Folder home;
  make_store(home.path, 0);
  {
    World w(home.path);
    bool sealed = false;
    records::Entry settings;
    settings.set_space(records::SPACE_HOME);
    settings.set_id(std::string(view(settings_id(records::SPACE_HOME))));
    settings.mutable_settings()->set_country("XX");
    w.session.keep(at(kNoon), settings, &sealed);
    EXPECT_TRUE(sealed);
    records::Entry nowhere;
    nowhere.set_space(records::Space(7));
    nowhere.mutable_note()->set_text("of no space");
    w.session.keep(at(kNoon), nowhere, &sealed);
    w.check_in(2, at(kNoon), "an entry");
  }
  World w(home.path);
  w.session.unlock_passphrase("pass");
  EXPECT_EQ(w.session.drain_inbox(), std::make_pair(1, 2));
  EXPECT_EQ(w.session.settings().country(), "");
  EXPECT_EQ(w.journal.search("an entry", 0).size(), 1u);
}

TEST(Store, TheRevealedKeyOpensItWithNothingOfOursAndNothingElseDoes) {
  Folder home;
  const auto key = make_store(home.path, 4);
  const auto open = [&](const std::string& k) {
    return output_of(program("eddy_foreign") + " " + (home / "diary.db") + " " + k);
  };
  EXPECT_EQ(open(hex(key)), "4 12\n");
  auto wrong = key;
  wrong[0] ^= 1;
  EXPECT_EQ(open(hex(wrong)), "");
}

TEST(Store, NoPlainTextAnywhereOnTheDisk) {
  Folder home, plain;
  const std::string canary = "canary-" + std::to_string(getpid()) + "-words-a-person-typed";
  const auto found = [&](const std::string& folder) {
    int n = 0;
    for (const auto& f : everything_under(folder)) n += read(f).find(canary) != std::string::npos;
    return n;
  };
  write(plain / "planted", "xx" + canary);
  ASSERT_EQ(found(plain.path), 1) << "the detector sees what is there";
  {
    World w(home.path);
    w.init();
    for (int i = 0; i < 50; ++i) w.check_in(3, at(kNoon + i * kMinute), canary);
    EXPECT_EQ(found(home.path), 0) << "while open, with its log";
    ASSERT_GT(std::filesystem::file_size(home / "diary.db-wal"), 1000u);
    api::BackUpRequest q;
    std::string backup;
    for (;;) {
      const auto reply = w.exchange.back_up(q);
      backup += reply.bytes();
      if (reply.done()) break;
      q.set_cursor(reply.cursor());
    }
    write(home / "backup", backup);
    World locked(home.path);
    locked.check_in(2, at(kNoon), canary);
  }
  EXPECT_EQ(found(home.path), 0);
  EXPECT_NE(read(home / "diary.db").substr(0, 15), "SQLite format 3");
}

TEST(Memory, HoldsNoWordAndNoKeyAfterLock) {
  // In a child, so that what other tests left in memory does not matter.
  const auto child = fork();
  if (child == 0) {
    Folder home;
    std::string inverted;  // of the canary
    for (const char c : std::string("the words that nobody may find")) inverted += char(~c);
    const auto canary = [&] {
      std::string s;
      for (const char c : inverted) s += char(~c);
      return s;
    };
    std::string inverted_key;
    World w(home.path);
    w.init();
    {
      const auto key = w.session.prove_passphrase("pass");
      for (const char c : key.bytes()) inverted_key += char(~c);
    }
    for (int i = 0; i < 20; ++i) {
      auto text = canary();
      w.check_in(3, at(kNoon + i), text);
      explicit_bzero(text.data(), text.size());
    }
    (void)w.journal.latest(kCheckIn, 20);
    (void)w.journal.search("nobody", 0);
    auto planted = canary();
    const int seen = found_in_memory(inverted);
    explicit_bzero(planted.data(), planted.size());
    w.session.lock();
    const int words = found_in_memory(inverted), keys = found_in_memory(inverted_key);
    fprintf(stderr, "found before lock %d, after lock: words %d, keys %d\n", seen, words, keys);
    _exit(seen >= 1 && words == 0 && keys == 0 ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(Store, AShortenedLogIsTold) {
  for (const int cut : {0, 1, 2}) {
    Folder home;
    make_store(home.path, 1);
    const auto child = fork();
    if (child == 0) {  // dies without closing, so that the log stays
      World w(home.path);
      w.session.unlock_passphrase("pass");
      for (int i = 0; i < 20; ++i) w.check_in(3, at(kNoon + kDay + i));
      _exit(0);
    }
    waitpid(child, nullptr, 0);
    const auto log = home / "diary.db-wal";
    const auto size = std::filesystem::file_size(log);
    ASSERT_GT(size, 40'000u);
    if (cut == 1) std::filesystem::resize_file(log, size / 2);
    if (cut == 2) std::filesystem::remove(log);
    World w(home.path);
    w.session.unlock_passphrase("pass");
    EXPECT_EQ(w.session.vault().shortened(), cut != 0) << cut;
    EXPECT_TRUE(w.session.vault().check().empty());
  }
}

TEST(Store, StoresOfEveryReleasedFormatOpen) {
  int opened = 0;
  for (const auto& f : std::filesystem::directory_iterator(source() + "/tests/frozen")) {
    if (!f.is_directory()) continue;
    Folder home;
    std::filesystem::copy(f.path(), home.path, std::filesystem::copy_options::recursive);
    World w(home.path);
    w.session.unlock_passphrase("frozen");
    EXPECT_EQ(w.journal.search("frozen", 0).size(), 1u) << f.path();
    EXPECT_GE(w.journal.list({}).size(), 5u) << f.path();
    EXPECT_TRUE(w.session.vault().check().empty());
    ++opened;
  }
  EXPECT_GE(opened, 1);
}

TEST(Store, NothingIsWrittenIntoAFileThatAnotherProgramHasReplaced) {
  Folder home;
  {
    World w(home.path);
    w.init(true);
    w.check_in(4, at(kNoon));
    w.session.vault().set_local("clean", "1");
  }
  World open(home.path);
  open.session.unlock_passphrase("pass");
  open.check_in(3, at(kNoon));
  {
    World other(home.path);
    other.session.unlock_passphrase("pass");
    other.session.renew_if_due("pass");
  }
  EXPECT_FAULT(open.check_in(2, at(kNoon)), refused);
  World again(home.path);
  again.session.unlock_passphrase("pass");
  EXPECT_EQ(again.journal.latest(kCheckIn, 5).size(), 2u);
}

TEST(Store, SeveralAtOnceUpgradeItOnce) {
  Folder home;
  std::filesystem::copy(source() + "/tests/frozen/format-2", home.path,
                        std::filesystem::copy_options::recursive);
  std::vector<pid_t> openers;
  for (int i = 0; i < 4; ++i) {
    const auto pid = fork();
    if (pid == 0) {
      World w(home.path);
      try {
        w.session.unlock_passphrase("frozen");
        _exit(w.journal.search("frozen", 0).size() == 1 ? 0 : 1);
      } catch (const Failure&) {
        _exit(2);
      }
    }
    openers.push_back(pid);
  }
  for (const auto pid : openers) {
    int status = 0;
    waitpid(pid, &status, 0);
    EXPECT_EQ(status, 0);
  }
  World w(home.path);
  w.session.unlock_passphrase("frozen");
  EXPECT_EQ(w.session.vault().db().integer("PRAGMA user_version"), 4);
  EXPECT_TRUE(w.session.vault().check().empty());
}

TEST(Store, ARecordIsItsSpaceItsKindAndItsId) {
  World w;
  auto& v = w.session.vault();
  const auto id = v.random().id(kNoon);
  records::Note at_work, at_home;
  at_work.set_text("of work");
  at_home.set_text("of home");
  records::BrightSpot spot;
  spot.set_what("of another kind");
  {
    Vault::Write write(v, at(kNoon));
    write.create(kNote, 1, at_work.SerializeAsString(), &id);
    EXPECT_EQ(v.get(id).space, 1) << "only one has it";
    write.create(kBrightSpot, 2, spot.SerializeAsString(), &id);
    write.create(kNote, 2, at_home.SerializeAsString(), &id);
    write.commit();
  }
  const auto text = [&](const Address& of) {
    const auto e = to_entry(v.get(of));
    return e.has_note() ? e.note().text() : e.bright_spot().what();
  };
  EXPECT_EQ(text({id, 1, kNote}), "of work");
  EXPECT_EQ(text({id, 2, kNote}), "of home");
  EXPECT_EQ(text({id, 2, kBrightSpot}), "of another kind");
  EXPECT_EQ(text({id, 1}), "of work");
  EXPECT_EQ(v.find({id, 0, kNote})->space, 2) << "the one of home first";
  EXPECT_FAULT(v.get(id), invalid);
  records::Entry edited;
  edited.set_id(std::string(view(id)));
  edited.mutable_note()->set_text("edited");
  EXPECT_FAULT(w.journal.keep(at(kNoon), edited, true), invalid);  // not guessed
  edited.set_space(records::SPACE_WORK);
  w.journal.keep(at(kNoon), edited, true);
  EXPECT_EQ(text({id, 1, kNote}), "edited");
  EXPECT_EQ(text({id, 2, kNote}), "of home");
  EXPECT_FALSE(v.find({id, 1, kBrightSpot}));
  w.journal.purge(at(kNoon), {id, 1, kNote});
  EXPECT_EQ(text({id, 2, kNote}), "of home");
  EXPECT_EQ(v.find({id, 0, kNote})->space, 2);
}

TEST(Store, IdsMadeToCollideDoNotAllGoTheSameWay) {
  World w;
  auto& v = w.session.vault();
  const int many = 3000;
  std::set<int64_t> steps;
  Vault::Write write(v, at(kNoon));
  int64_t first = 0;
  for (int i = 0; i < many; ++i) {
    Id id{};  // one second, one place and, as it once was, one step
    for (int b = 9; b < 12; ++b) id[size_t(b)] = uint8_t(i >> (8 * (b - 9)));
    write.create(kNote, 2, records::Note().SerializeAsString() + "\x22\x01x", &id);
    const auto rid = v.find({id, 2, kNote})->rid;
    if (i == 0) first = rid;
    steps.insert(rid - first);
  }
  // Were each a whole number of one step away, every one would have to go past all before it.
  for (int64_t step = 1; step < 3 * many; ++step) {
    const auto whole = std::count_if(steps.begin(), steps.end(),
                                     [&](int64_t s) { return s % step == 0 && s / step < many; });
    ASSERT_LT(whole, many / 2) << step;
  }
  write.commit();
}

// A work computer's file written anew under another key, cut short at every step: it opens, with everything in it.
TEST(Store, ARenewalCutShortIsForgottenOrEnded) {
  const auto copy = [](const std::string& from, const std::string& to) {
    std::filesystem::copy(
        from, to,
        std::filesystem::copy_options::overwrite_existing | std::filesystem::copy_options::recursive);
  };
  Folder home, before;
  {
    World w(home.path);
    w.init(true);
    w.check_in(4, at(kNoon));
    w.session.vault().set_local("clean", "1");
  }
  copy(home.path, before.path);
  std::string old_keys = read(before / "keys");
  {
    World w(before.path);
    w.session.unlock_passphrase("pass");
    w.session.renew_if_due("pass");
    EXPECT_EQ(w.journal.latest(kCheckIn, 10).size(), 1u);
  }
  const auto new_keys = read(before / "keys");
  EXPECT_NE(new_keys, old_keys);
  EXPECT_FALSE(std::filesystem::exists(before / "keys.next"));
  const auto opens = [](const std::string& folder) {
    World w(folder);
    w.session.unlock_passphrase("pass");
    EXPECT_EQ(w.journal.latest(kCheckIn, 10).size(), 1u);
    EXPECT_TRUE(w.session.vault().check().empty());
    EXPECT_FALSE(std::filesystem::exists(folder + "/keys.next"));
  };
  opens(before.path);
  // After the files were swapped, before the slots were: the new file, the old slots.
  write(before / "keys", old_keys);
  write(before / "keys.next", new_keys);
  opens(before.path);
  EXPECT_EQ(read(before / "keys"), new_keys);
  // Before the swap: both are there, whatever the new one holds.
  write(before / "keys.next", "torn");
  write(before / "diary.new.db", "torn");
  opens(before.path);
  EXPECT_FALSE(std::filesystem::exists(before / "diary.new.db"));
}

}  // namespace
}  // namespace eddy::test
