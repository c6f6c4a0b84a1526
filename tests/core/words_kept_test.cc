// The index of words in its file: made anew where its rule is an earlier one, and clean of what was removed.
#include "core/base/terms.h"
#include "tests/core/pages.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {

// As they were before: by FTS5's own rule, with nothing that says so.
void make_as_before(Vault& v, const Id& id, const std::string& note) {
  const auto rid = v.get(id).rid;
  v.db().execute("DROP TABLE words");
  v.db().execute(
      "CREATE VIRTUAL TABLE words USING fts5(text, content='', contentless_delete=1, tokenize=\"porter "
      "unicode61 "
      "remove_diacritics 2\")");
  v.db().prepare("INSERT INTO words(rowid, text) VALUES(?, ?)").bind(rid).text(note).run();
  v.db().execute("DELETE FROM local WHERE name = 'words_rule'");
}

struct Before {
  Folder home;
  Id id{};
  static constexpr const char* kNote = "Straße, 東京に行く, परिवार, queues";
  Before() {
    World w(home.path);
    w.init();
    id = w.check_in(3, at(kNoon), kNote);
    const auto purged = w.check_in(3, at(kNoon), "straightaway");
    w.journal.purge(at(kNoon), purged);
    w.journal.trash(at(kNoon), w.check_in(3, at(kNoon), "queues in the trash"));
    make_as_before(w.session.vault(), id, kNote);
    EXPECT_EQ(w.session.vault().db().integer("SELECT count(*) FROM words WHERE words MATCH '\"東京\"'"), 0)
        << "which the rule of before does not find";
    EXPECT_EQ(w.session.vault().db().integer("SELECT count(*) FROM words WHERE words MATCH '\"पर\"'"), 1)
        << "and this it should not";
  }
  static void expect_today(World& w) {
    for (const char* found : {"strasse", "東京", "परिवार", "queue"})
      EXPECT_EQ(w.journal.search(found, 0).size(), 1u) << found;
    for (const char* not_found : {"पर", "straightaway", "京東"})
      EXPECT_EQ(w.journal.search(not_found, 0).size(), 0u) << not_found;
  }
};

TEST(Words, OfAStoreFromBeforeAreFoundByTodaysRuleOnceItIsOpened) {
  Before before;
  {
    World w(before.home.path);
    w.session.unlock_passphrase("pass");
    Before::expect_today(w);
    EXPECT_EQ(w.session.vault().local("words_rule"), rule_of_terms());
    EXPECT_TRUE(w.session.vault().check().empty());
    w.session.vault().db().execute("INSERT INTO words(rowid, text) VALUES(1, 'planted')");
  }
  World again(before.home.path);
  again.session.unlock_passphrase("pass");
  EXPECT_EQ(again.journal.search("queue", 0).size(), 1u);
  EXPECT_EQ(again.session.vault().db().integer("SELECT count(*) FROM words WHERE words MATCH 'planted'"), 1)
      << "once: the second opening finds it as the first has left it";
}

TEST(Words, OfEveryReleasedFormatAreFoundByTodaysRule) {
  for (const auto* name : {"format-1", "format-2", "format-3"}) {
    Folder home;
    std::filesystem::copy(source() + "/tests/frozen/" + name, home.path,
                          std::filesystem::copy_options::recursive);
    World w(home.path);
    w.session.unlock_passphrase("frozen");
    EXPECT_EQ(w.session.vault().local("words_rule"), rule_of_terms()) << name;
    for (const char* query : {"FRÖZEN", "ｆｒｏｚｅｎ", "fro\u00adzen"})
      EXPECT_EQ(w.journal.search(query, 0).size(), 1u) << name;
  }
}

TEST(Words, OfADiaryThatCanOnlyBeReadAreFoundByTodaysRuleAndNothingIsWritten) {
  struct ReadOnly : Files {
    std::unique_ptr<Files> disk = disk_files();
    std::optional<std::string> read(const std::string& p, size_t limit) override {
      return disk->read(p, limit);
    }
    bool exists(const std::string& p) override { return disk->exists(p); }
    bool can_write(const std::string&) override { return false; }
    int64_t size(const std::string& p) override { return disk->size(p); }
    void make_folder(const std::string&) override { refuse(); }
    void replace(const std::string&, std::string_view) override { refuse(); }
    void append(const std::string&, std::string_view) override { refuse(); }
    void poke(const std::string&, std::string_view) override { refuse(); }
    void drain(const std::string&, const std::function<void(std::string_view)>&) override { refuse(); }
    void remove(const std::string&) override { refuse(); }
    void rename(const std::string&, const std::string&) override { refuse(); }
    static void refuse() { throw Failure{Reason::read_only, "a disk that can only be read"}; }
  } files;
  Before before;
  std::string key;
  {
    World w(before.home.path);
    key = w.session.prove_passphrase("pass").bytes();
  }
  const auto file = before.home / "diary.db";
  const auto bytes = read(file);
  {
    SeededRandom random(1);
    Vault v(files, random, before.home.path, false, Secret(key), false);
    ASSERT_TRUE(v.read_only());
    v.know_words();
    EXPECT_EQ(v.db().integer("SELECT count(*) FROM words WHERE words MATCH '\"東 京\"'"), 1);
    EXPECT_EQ(v.db().integer("SELECT count(*) FROM words WHERE words MATCH '\"पर\"'"), 0);
  }
  EXPECT_TRUE(read(file) == bytes);
}

// All of the index as it lies in the file, of which FTS5 leaves out how a term begins where the one before begins so.
std::string bytes_of_index(Vault& v) {
  std::string out;
  auto s = v.db().prepare("SELECT block FROM words_data");
  while (s.step()) out += s.blob(0);
  return out;
}

TEST(Words, OfWhatIsPurgedAreNotInTheFileInAnyForm) {
  const std::vector<std::string> canaries = {"straßenzebra", "परिवारकनारी", "مُحَكَّمَدٌ", "鱗", "カ", "한", "😴"};
  Folder home;
  const auto seen_in = [&](const std::string& index, const std::string& pages, const std::string& canary) {
    const auto term = terms_in(canary)[0];
    const auto is_long = [](const std::string& text) {
      return text.size() > 8;
    };  // what is short is there by chance
    return (index.find(term.alone ? term.text : term.text.substr(2)) != index.npos) +
           2 * (is_long(canary) && pages.find(canary) != pages.npos) +
           4 * (is_long(term.text) && pages.find(term.text.substr(2)) != pages.npos);
  };
  const auto pages = [&] {
    Services s;
    s.session.attach(home.path);
    return clear_pages(home / "diary.db", s.session.prove_passphrase("pass").bytes());
  };
  std::vector<Id> ids;
  std::string index;
  {
    World w(home.path);
    w.init();
    for (int i = 0; i < 30; ++i) w.check_in(3, at(kNoon + i), "something else " + std::to_string(i));
    for (const auto& c : canaries) ids.push_back(w.check_in(3, at(kNoon), c));
    index = bytes_of_index(w.session.vault());
  }
  const auto all = pages();
  for (const auto& c : canaries)
    EXPECT_EQ(seen_in(index, all, c) & 1, 1) << "the look at it sees what is there: " << c;
  EXPECT_EQ(seen_in(index, all, canaries[0]), 7);
  {
    World w(home.path);
    w.session.unlock_passphrase("pass");
    for (const auto& id : ids) w.journal.purge(at(kNoon), id);
    EXPECT_EQ(w.journal.search("something", 0).size(), 30u);
    index = bytes_of_index(w.session.vault());
  }
  const auto left = pages();
  for (const auto& c : canaries) EXPECT_EQ(seen_in(index, left, c), 0) << c;
}

}  // namespace
}  // namespace eddy::test
