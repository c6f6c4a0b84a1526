// Never lose a word: killed at random moments, power cut, disk errors, a full disk, flipped bits.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>

#include "tests/campaign.h"
#include "tests/core/disk.h"
#include "tests/core/doing.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {

std::string note_for(int n) { return "entry number " + std::to_string(n) + " with a few words in it"; }

std::string check_in(int n) {
  records::CheckIn c;
  c.set_at_ms(kNoon + n * kMinute);
  c.set_offset_min(0);
  c.set_mood(n % 5 + 1);
  c.set_note(note_for(n));
  return c.SerializeAsString();
}

Id keep(Vault& v, int n) {
  Vault::Write w(v, at(kNoon + n * kMinute));
  const auto id = w.create(kCheckIn, 2, check_in(n));
  w.commit();
  return id;
}

std::string note_of(Vault& v, const Id& id) {
  records::CheckIn c;
  const auto s = v.find(id);
  if (!s) return "missing";
  EXPECT_TRUE(c.ParseFromString(join(s->cells)));
  return c.note();
}

struct Loss : testing::Test {
  const bool started = (start_crypto(), true);
  SeededRandom random{first_seed()};
  const Secret key{std::string(32, 'k')};
  std::unique_ptr<Vault> open(Disk& d, bool create = false) {
    return std::make_unique<Vault>(d.door(), random, "/d", false, key, create);
  }
};

TEST_F(Loss, CampaignKilledAtRandomMoments) {
  Folder home;
  auto files = disk_files();
  {
    Vault v(*files, random, home.path, false, key, true);
  }
  std::vector<std::pair<Id, int>> acknowledged;
  const int whole = rounds(1000);
  int n = 0, round = 0;
  for (; round < whole && !time_is_up(); ++round) {
    int pipe_ends[2];
    ASSERT_EQ(pipe(pipe_ends), 0);
    const auto child = fork();
    if (child == 0) {
      Vault v(*files, system_random(), home.path, false, key, false);
      for (int i = n;; ++i) {
        const auto id = keep(v, i);
        if (::write(pipe_ends[1], id.data(), 16) != 16) _exit(1);
      }
    }
    close(pipe_ends[1]);
    // Die after some acknowledgements, or in the middle of the next entry.
    const int least = int(random.below(25));
    Id id;
    int got = 0;
    while (got < least && ::read(pipe_ends[0], id.data(), 16) == 16) acknowledged.push_back({id, n + got++});
    usleep(useconds_t(random.below(1500)));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    while (::read(pipe_ends[0], id.data(), 16) == 16) acknowledged.push_back({id, n + got++});
    close(pipe_ends[0]);
    n += got + 1;
    Vault v(*files, random, home.path, false, key, false);
    ASSERT_FALSE(v.shortened()) << "round " << round;
    const auto from = acknowledged.size() > 40 ? acknowledged.size() - 40 : 0;
    for (auto i = from; i < acknowledged.size(); ++i)
      ASSERT_EQ(note_of(v, acknowledged[i].first), note_for(acknowledged[i].second)) << "round " << round;
    if (round % 50 == 0 || round + 1 == whole) {
      ASSERT_TRUE(v.check().empty());
      for (const auto& [a, b] : acknowledged) ASSERT_EQ(note_of(v, a), note_for(b));
    }
  }
  printf("killed %d times, %zu entries acknowledged, all there\n", round, acknowledged.size());
  EXPECT_GT(acknowledged.size(), size_t(round));
}

TEST_F(Loss, CampaignPowerCutsLoseNothingAcknowledged) {
  const int whole = rounds(1000);
  int lost = 0, round = 0;
  for (; round < whole && !time_is_up(); ++round) {
    SeededRandom chance(first_seed() + uint64_t(round));
    Disk d;
    std::vector<std::pair<Id, int>> acknowledged;
    open(d, true);
    for (int life = 0, n = 0; life < 3; ++life) {
      d.trouble_after(Disk::Trouble::power, int(chance.below(120)) + 1);
      try {
        auto v = open(d);
        for (int i = 0; i < 40; ++i, ++n) acknowledged.push_back({keep(*v, n), n});
      } catch (const Failure& f) {
        ASSERT_TRUE(f.fault == Fault::full || f.fault == Fault::damaged || f.fault == Fault::refused)
            << f.detail;
      }
      ++n;
      lost += d.cut_power(chance);
      auto v = open(d);
      ASSERT_FALSE(v->shortened()) << "seed " << first_seed() + uint64_t(round);
      for (const auto& [id, i] : acknowledged)
        ASSERT_EQ(note_of(*v, id), note_for(i)) << "seed " << first_seed() + uint64_t(round);
      ASSERT_TRUE(v->check().empty()) << "seed " << first_seed() + uint64_t(round);
    }
  }
  printf("power cut %d times, %d unsynced writes lost or torn, nothing acknowledged among them\n", round * 3,
         lost);
  EXPECT_GT(lost, round) << "the disk of this test does lose what was not synced";
}

TEST(Disk, LosesWhatWasNotSynced) {
  Disk d;
  SeededRandom random(1);
  int gone = 0;
  for (int i = 0; i < 100; ++i) {
    auto& f = d.files["/x" + std::to_string(i)];
    d.write(f, 0, "unsynced");
    d.cut_power(random);
    gone += f.now != "unsynced";
  }
  EXPECT_GT(gone, 10);
  EXPECT_LT(gone, 90);
}

TEST_F(Loss, ErrorsAndFullDisksAtEveryCallChangeNothing) {
  for (const auto kind : {Disk::Trouble::error, Disk::Trouble::full}) {
    int failed = 0;
    for (int call = 1; call < 60; ++call) {
      Disk d;
      auto v = open(d, true);
      const auto id = keep(*v, 1);
      d.trouble_after(kind, call);
      std::optional<Id> second;
      try {
        second = keep(*v, 2);
      } catch (const Failure& f) {
        ++failed;
        EXPECT_EQ(f.fault, Fault::full) << int(f.reason) << f.detail;
      }
      d.mend();
      EXPECT_EQ(note_of(*v, id), note_for(1));
      if (second) {
        EXPECT_EQ(note_of(*v, *second), note_for(2));
      }
      const auto third = keep(*v, 3);
      v.reset();
      v = open(d);
      EXPECT_EQ(note_of(*v, id), note_for(1));
      EXPECT_EQ(note_of(*v, third), note_for(3));
      EXPECT_EQ(v->db().integer("SELECT count(*) FROM record"), second ? 3 : 2)
          << "what was refused left nothing";
      EXPECT_TRUE(v->check().empty());
    }
    EXPECT_GT(failed, 5);
  }
}

// Records whose numbers stepped on, as format 2 stepped: by two bytes of the id.
std::vector<Id> make_format_2(Vault& v, int records) {
  std::vector<Id> ids;
  int64_t rid = 0;
  {
    Vault::Write w(v, at(kNoon));
    for (int n = 0; n < records; ++n) {
      auto id = v.random().id(kNoon);
      id[6] = 7, id[7] = uint8_t(n % 3), id[8] = 0;
      ids.push_back(w.create(kCheckIn, 2, check_in(n), &id));
      rid = v.find(id)->rid;
    }
    w.commit();
  }
  Transaction t(v.db());
  v.db().execute("UPDATE record SET rid = -rid");
  for (size_t n = 0; n < ids.size(); ++n) {
    const auto& id = ids[n];
    int64_t ms = 0;
    for (int i = 0; i < 6; ++i) ms = ms << 8 | id[size_t(i)];
    const auto taken = [&] {
      auto s = v.db().prepare("SELECT 1 FROM record WHERE rid = ?");
      return s.bind(rid).step();
    };
    for (rid = ms / 1000 << 8 | id[6]; taken();) rid += 1 + (id[7] | id[8] << 8);
    v.db().prepare("UPDATE record SET rid = ? WHERE id = ?").bind(rid).bind(view(id)).run();
    v.db().prepare("INSERT INTO imported(import, rid) VALUES(?, ?)").bind(view(id)).bind(rid).run();
    const auto word = hex(view(id));
    auto s = v.db().prepare("INSERT INTO picture(word, space, rid, there) VALUES(?, 2, ?, 0)");
    s.text(word).bind(rid).run();
  }
  v.db().execute("DELETE FROM local WHERE name = 'row_key'");
  v.db().execute("DROP TABLE earlier; DROP TABLE turned; DROP TABLE carries; DROP TABLE names");
  v.db().execute("PRAGMA user_version = 2");
  t.commit();
  return ids;
}

void expect_upgraded(Vault& v, const std::vector<Id>& ids) {
  EXPECT_EQ(v.db().integer("PRAGMA user_version"), 4);
  for (size_t n = 0; n < ids.size(); ++n) {
    EXPECT_EQ(note_of(v, ids[n]), note_for(int(n)));
    const auto rid = v.find(ids[n])->rid;
    auto import = v.db().prepare("SELECT rid FROM imported WHERE import = ?");
    EXPECT_EQ(import.bind(view(ids[n])).only(), rid);
    const auto word = hex(view(ids[n]));
    auto picture = v.db().prepare("SELECT rid FROM picture WHERE word = ?");
    EXPECT_EQ(picture.text(word).only(), rid);
  }
  EXPECT_EQ(v.db().integer("SELECT count(*) FROM record"), int64_t(ids.size()));
  EXPECT_EQ(v.db().integer("SELECT count(*) FROM event e JOIN record r ON r.rid = e.rid"),
            int64_t(ids.size()));
  EXPECT_TRUE(v.check().empty());
}

TEST_F(Loss, AnUpgradeCutShortAtEveryCallIsDoneTheNextTime) {
  for (const auto kind : {Disk::Trouble::power, Disk::Trouble::error, Disk::Trouble::full}) {
    int failed = 0;
    for (int call = 1; call < 80; ++call) {
      Disk d;
      std::vector<Id> ids;
      {
        auto v = open(d, true);
        ids = make_format_2(*v, 9);
      }
      d.trouble_after(kind, call);
      try {
        (void)open(d);
      } catch (const Failure& f) {
        ++failed;
        EXPECT_EQ(f.fault, Fault::full) << int(f.reason) << f.detail;
      }
      if (kind == Disk::Trouble::power) d.cut_power(random);
      d.mend();
      auto v = open(d);
      expect_upgraded(*v, ids);
    }
    EXPECT_GT(failed, 5);
  }
}

TEST_F(Loss, CampaignFlippedBitsAreNoticedOrChangeNothing) {
  Disk d;
  std::vector<Id> ids;
  std::string answers;
  const auto ask = [&](Vault& v) {
    std::string out = v.db().text("SELECT group_concat(day || metric || n || total) FROM rollup") +
                      v.db().text("SELECT group_concat(at || rid || a) FROM event") +
                      v.db().text("SELECT group_concat(rowid) FROM words WHERE words MATCH 'words'") +
                      v.db().text("SELECT group_concat(hex(body)||hex(clocks)) FROM record");
    for (const auto& id : ids) out += note_of(v, id);
    return out;
  };
  {
    auto v = open(d, true);
    for (int i = 0; i < 60; ++i) ids.push_back(keep(*v, i));
    answers = ask(*v);
  }
  auto with_log = d.files;  // the same, killed with its log still there
  {
    auto v = open(d);
    for (int i = 60; i < 80; ++i) ids.push_back(keep(*v, i));
    with_log = d.files;
  }
  const auto closed = d.files;
  {
    auto v = open(d);
    answers = ask(*v);
  }
  int reported = 0, harmless = 0;
  const int whole = rounds(100'000);
  int i = 0;
  for (; i < whole && !time_is_up(); ++i) {
    d.files = i % 3 == 0 ? with_log : closed;
    auto& f = d.files[i % 3 == 0 && i % 2 ? "/d/diary.db-wal" : "/d/diary.db"];
    ASSERT_FALSE(f.now.empty());
    const auto byte = random.below(f.now.size());
    f.now[byte] = char(f.now[byte] ^ (1 << random.below(8)));
    f.durable = f.now;
    try {
      auto v = open(d);
      if (v->shortened() || !v->check().empty()) {
        ++reported;
        continue;
      }
      ASSERT_EQ(ask(*v), answers) << "flip at " << byte << ", seed " << first_seed() << ", round " << i;
      ++harmless;
    } catch (const Failure& failure) {
      ASSERT_TRUE(failure.fault == Fault::damaged || failure.fault == Fault::too_new ||
                  failure.fault == Fault::full || failure.fault == Fault::invalid)
          << failure.detail;
      ++reported;
    }
  }
  printf("%d flips: %d reported, %d changed no answer\n", i, reported, harmless);
  EXPECT_GT(reported, i / 2);
}

// Another program writes the diary for longer than anybody waits: what is given is sealed, and joins with the next entry.
TEST(Busy, WhatIsGivenMeanwhileIsSealedAndJoins) {
  const Folder folder;
  World w(folder / "diary");
  w.init();
  w.session.vault().db().execute("PRAGMA busy_timeout = 20");
  const auto give = [&](int mood, int64_t after) {
    records::Entry e;
    e.mutable_check_in()->set_mood(mood);
    return w.journal.keep(at(kNoon + after), e, false);
  };
  EXPECT_FALSE(give(1, 1).sealed());
  const auto key = w.session.prove_passphrase("pass");
  std::string second;
  {
    Database other(folder / "diary/diary.db", key, Database::Opening::write);
    const Transaction held(other);
    second = give(2, 2).id();
    EXPECT_EQ(w.session.waiting(), 1);
    EXPECT_TRUE(give(3, 3).sealed());
    EXPECT_EQ(w.session.waiting(), 2);
    EXPECT_TRUE(give(4, 4).sealed());
  }
  EXPECT_FALSE(give(5, 5).sealed());
  EXPECT_EQ(w.session.waiting(), 0);
  EXPECT_EQ(w.session.vault().db().integer("SELECT count(*) FROM check_in"), 5);
  EXPECT_EQ(w.journal.get({to_id(second, "id"), 0, kCheckIn}).check_in().mood(), 2);
}

// A folder that moves away under an open diary: nothing goes where nobody looks for it.
TEST(Moved, AHomeThatIsNotThereAnyMoreIsNotWrittenOn) {
  const Folder folder;
  World w(folder / "diary");
  w.init();
  w.check_in(3, at(kNoon));
  std::filesystem::rename(folder / "diary", folder / "away");
  const auto before = read(folder / "away/diary.db-wal");
  try {
    w.check_in(4, at(kNoon + 1));
    ADD_FAILURE() << "it was written";
  } catch (const Failure& f) {
    EXPECT_EQ(f.reason, Reason::diary_moved);
    EXPECT_NE(f.path.find("diary.db"), std::string::npos);
  }
  EXPECT_EQ(read(folder / "away/diary.db-wal"), before);
  EXPECT_FALSE(std::filesystem::exists(folder / "diary"));
  std::filesystem::rename(folder / "away", folder / "diary");
  w.check_in(4, at(kNoon + 2));  // back again: as if nothing had been
  EXPECT_EQ(w.session.vault().db().integer("SELECT count(*) FROM check_in"), 2);
}

// Where a page of the diary is damaged, what was given while locked is not: it stays sealed, and joins the diary once that is whole.
TEST(Damage, OfTheDiaryIsNotThatOfWhatWasGiven) {
  const Folder folder;
  const auto home = folder / "diary";
  {
    World w(home);
    w.init();
    for (int i = 0; i < 40; ++i) w.check_in(3, at(kNoon + i), "calm water " + std::to_string(i));
  }
  const auto whole = read(home + "/diary.db");
  int damaged = 0;
  for (size_t page = 1; page * 4096 < whole.size(); ++page) {
    write(home + "/diary.db", whole);
    World w(home);
    records::Entry e;
    e.mutable_check_in()->set_mood(5);
    EXPECT_TRUE(w.journal.keep(at(kNoon + kHour + int64_t(page)), e, false).sealed());
    auto bytes = whole;
    for (size_t i = 0; i < 64; ++i) bytes[page * 4096 + 100 + i] = char(~bytes[page * 4096 + 100 + i]);
    write(home + "/diary.db", bytes);
    try {
      w.session.unlock_passphrase("pass");
      (void)w.session.drain_inbox();
    } catch (const Failure& f) {
      EXPECT_EQ(f.fault, Fault::damaged) << page << ": " << int(f.reason);
      ++damaged;
    }
    EXPECT_FALSE(std::filesystem::exists(home + "/inbox.damaged")) << page;
    write(home + "/inbox", "");
  }
  EXPECT_GT(damaged, 3);
}

// On a full disk the mark cannot say "closed": then the log stays, and nobody is told that something is missing.
TEST(Damage, AClosingThatCannotBeMarkedIsNoLoss) {
  const Folder folder;
  const auto home = folder / "diary";
  {
    World w(home);
    w.init();
  }
  {
    Maker m(home, 0, {});
    m.session.unlock_passphrase("pass");
    m.doing->fail_replacing();
    records::Entry e;
    e.mutable_check_in()->set_mood(4);
    bool sealed = false;
    m.session.keep(at(kNoon), e, &sealed);
    EXPECT_FALSE(sealed);
  }
  World again(home);
  again.session.unlock_passphrase("pass");
  EXPECT_FALSE(again.session.vault().shortened());
  EXPECT_EQ(again.session.vault().db().integer("SELECT count(*) FROM record"), 1);
}

}  // namespace
}  // namespace eddy::test
