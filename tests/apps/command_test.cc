// Columns, line breaks and clean words; what was typed held against a table.
#include <gtest/gtest.h>

#include "apps/command/columns.h"
#include "apps/command/completion.h"
#include "apps/command/help.h"
#include "apps/command/manual.h"
#include "apps/command/parse.h"
#include "apps/command/text.h"

namespace eddy::command {
namespace {

std::vector<std::string> lines(const std::string& words, int width) {
  return Text(words).lines(width, false);
}

TEST(Columns, AreCountedAsATerminalShowsThem) {
  EXPECT_EQ(columns_of("abc"), 3);
  EXPECT_EQ(columns_of("é"), 1);
  EXPECT_EQ(columns_of("e\u0301"), 1);  // a letter and its accent
  EXPECT_EQ(columns_of("漢字"), 4);
  EXPECT_EQ(columns_of("😀"), 2);
  EXPECT_EQ(columns_of("a\u200db"), 2);            // a joiner takes none
  EXPECT_EQ(columns_of("\u0915\u094d\u0937"), 2);  // क्ष
  EXPECT_EQ(columns_of("\xff\xfe"), 2);            // bytes that are not UTF-8
  EXPECT_EQ(padded("漢字", 6) + "|", "漢字  |");
  EXPECT_EQ(clipped("漢字", 3), "漢");
}

TEST(Lines, AreNeverWiderThanTheTerminalAndLoseNothing) {
  const std::string texts[] = {
      "three short words and then some more of them",
      std::string(300, 'x'),
      "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字",
      "नमस्ते क्षत्रिय विज्ञान नमस्ते क्षत्रिय विज्ञान नमस्ते",
      "👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻",
      "   indented, and then a word: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"};
  for (const auto& text : texts)
    for (const int width : {4, 7, 10, 20, 80}) {
      std::string kept, wanted = clean(text);
      for (const auto& line : lines(text, width)) {
        EXPECT_LE(columns_of(line), width) << text;
        kept += line;
      }
      std::erase(kept, ' '), std::erase(wanted, ' ');
      EXPECT_EQ(kept, wanted);
    }
}

TEST(Lines, KeepALetterAndWhatBelongsToIt) {
  EXPECT_EQ(lines("e\u0301e\u0301e\u0301e\u0301", 2),
            (std::vector<std::string>{"e\u0301e\u0301", "e\u0301e\u0301"}));
  for (const auto& line : lines("क्षक्षक्षक्षक्ष", 4)) EXPECT_EQ(line.size() % 9, 0u) << line;
  for (const auto& line : lines("👩‍💻👩‍💻👩‍💻", 5))
    EXPECT_EQ(line.size() % 11, 0u) << line;
}

TEST(Lines, KeepTheirIndentAndBreakAtSpaces) {
  EXPECT_EQ(lines("  one two three", 9), (std::vector<std::string>{"  one two", "  three"}));
  EXPECT_EQ(lines("one\n\ntwo", 9), (std::vector<std::string>{"one", "", "two"}));
  EXPECT_EQ(lines("one  two", 0), (std::vector<std::string>{"one  two"}));
}

TEST(Words, AreCleanWhateverTheyAreMadeFrom) {
  EXPECT_EQ(Text("a\033[31mb\a\b\rc\x7f").words(), "a[31mbc");
  EXPECT_EQ(Text("a\u009b31mb").words(), "a31mb");  // the one-letter form of the same
  EXPECT_EQ(Text("a\x9b"
                 "b")
                .words(),
            "a\uFFFDb");                              // and its byte
  EXPECT_EQ(Text("a\u202eb\u2066c").words(), "abc");  // what turns the direction
  EXPECT_EQ(Text("a\tb\nc").words(), "a b\nc");
  EXPECT_EQ(one_line("a\nb").words(), "a b");
  EXPECT_EQ(bold(Text("\033[31mx")).lines(0, true)[0], "\033[1m[31mx\033[0m");
  EXPECT_EQ((Text("a ") + dim("b") + " c").lines(0, true)[0], "a \033[2mb\033[0m c");
  EXPECT_EQ((Text("a ") + dim("b") + " c").lines(0, false)[0], "a b c");
}

po::options_description everywhere() {
  return options({{"home", "DIR", "where"}, {"help,h", "", "how"}, {"version", "", "which"}});
}
po::options_description some() {
  return options({{"note", "TEXT", "words"},
                  {"word", "WORD", "one", true},
                  {"mood", "1-5", "how"},
                  {"space", "work|home", "whose"}});
}
po::options_description few() { return options({{"yes", "", "surely"}}); }

const About kAdd{
    .name = "add", .group = "All", .summary = "adds", .arguments = "[WORDS...]", .most = -1, .options = some};
const About kEntry{.name = "entry", .group = "All", .summary = "one", .only_under = true};
const About kPurge{.name = "entry purge",
                   .group = "All",
                   .summary = "away",
                   .arguments = "ID",
                   .least = 1,
                   .most = 1,
                   .options = few};
const Program kProgram{
    "prog", "1", "2026-01-01", "1", "a program", "It does.", everywhere, {&kAdd, &kEntry, &kPurge}, {}};

std::string mistake(const std::vector<std::string>& words) {
  try {
    parse(kProgram, words);
    return "";
  } catch (const Usage& e) {
    return e.what();
  }
}
bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(Parsing, TakesOptionsAnywhere) {
  const auto p =
      parse(kProgram, {"--home", "a", "add", "--note=-5", "--home", "b", "--word", "x", "--word=y", "z"});
  EXPECT_EQ(p.verb, &kAdd);
  EXPECT_EQ(p.options.text("home"), "b");
  EXPECT_EQ(p.options.text("note"), "-5");
  EXPECT_EQ(p.options.all("word"), (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(p.options.rest, std::vector<std::string>{"z"});
  EXPECT_EQ(parse(kProgram, {"add", "--note", "-5"}).options.text("note"), "-5");
  EXPECT_TRUE(parse(kProgram, {"add", "--note="}).options.has("note"));
  EXPECT_EQ(parse(kProgram, {"add", "--", "--home", "-x"}).options.rest,
            (std::vector<std::string>{"--home", "-x"}));
  EXPECT_EQ(parse(kProgram, {"entry", "--yes", "purge", "x"}).verb, &kPurge);
  EXPECT_TRUE(parse(kProgram, {"add", "--bogus", "--help"}).help);
  EXPECT_TRUE(parse(kProgram, {"add"}).options.bare());
  EXPECT_THROW((void)parse(kProgram, {"add"}).options.has("nothing"), std::logic_error);
}

TEST(Parsing, MendsLettersOfAnotherSetAndSaysSo) {
  const auto mended = parse(kProgram, {"add", "--note", "k\xfchl"}).options;
  EXPECT_TRUE(mended.mended());
  EXPECT_EQ(mended.text("note"), "kühl");
  EXPECT_FALSE(parse(kProgram, {"add", "--note", "kühl"}).options.mended());
}

TEST(Parsing, SaysWhatWasMeant) {
  EXPECT_TRUE(says(mistake({"add", "--nota", "x"}), "did you mean --note?"));
  EXPECT_TRUE(says(mistake({"add", "--no", "x"}), "not an option"));  // not guessed
  EXPECT_TRUE(says(mistake({"--hom", "x", "add"}), "did you mean --home?"));
  EXPECT_TRUE(says(mistake({"ad"}), "did you mean \"add\"?"));
  EXPECT_TRUE(says(mistake({"add", "-5 steps"}), "two dashes"));
  EXPECT_TRUE(says(mistake({"add", "--so what"}), "two dashes"));
  EXPECT_TRUE(says(mistake({"add", "--note", "--mood", "3"}), "--note needs a value"));
  EXPECT_TRUE(says(mistake({"add", "--note"}), "--note needs a value"));
  EXPECT_TRUE(says(mistake({"entry", "purge", "x", "--yes=1"}), "takes no value"));
  EXPECT_TRUE(says(mistake({"add", "--note", "a", "--note", "b"}), "twice"));
  EXPECT_TRUE(says(mistake({"entry"}), "entry purge"));
  EXPECT_TRUE(says(mistake({"entry", "purge"}), "ID"));
  EXPECT_TRUE(says(mistake({"entry", "purge", "a", "b"}), "\"b\""));
  EXPECT_TRUE(says(mistake({"entry", "purge", "a", "--note", "b"}), "not an option"));  // another verb's
}

TEST(Tables, AreToldInFull) {
  for (const auto& text : {help(kProgram, kAdd).words(), manual(kProgram), completion(kProgram, {"bash"}),
                           completion(kProgram, {"zsh"}), completion(kProgram, {"fish"}), listed(kProgram)})
    EXPECT_TRUE(says(text, "space")) << text;
  EXPECT_THROW(completion(kProgram, {"tcsh"}), Usage);
}

TEST(Letters, OfAnotherSetAreReadAndNotLost) {
  EXPECT_EQ(to_utf8("ruhig und k\xfchl, \xe9t\xe9"), "ruhig und kühl, été");
  EXPECT_EQ(to_utf8("schon gut: ü 漢字 😀"), "schon gut: ü 漢字 😀");
  EXPECT_EQ(to_utf8("cut \xe6\xbc"), "cut \u00e6\u00bc");
  EXPECT_EQ(to_utf8("\xc0\xaf\xed\xa0\x80"), "\u00c0\u00af\u00ed\u00a0\u0080");
  for (int a = 0; a < 256; ++a)
    for (int b = 0; b < 256; ++b) EXPECT_TRUE(is_utf8(to_utf8({char(a), char(b), 'x'}))) << a << " " << b;
}

}  // namespace
}  // namespace eddy::command
