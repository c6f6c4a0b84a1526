// Eddy's own export, read and written as JSON without descriptors: the same as Protocol Buffers' own mapping, in whatever
// way the file was saved again.
#include "core/exchange/json_rows.h"

#include "bindings/cpp/client.h"
#include "core/exchange/json_table.h"
#include "core/exchange/json_text.h"
#include "core/exchange/letters.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {
using namespace std::string_literals;

struct ReadJson {
  std::vector<JsonRow> rows, wrong;
  std::vector<api::Exported> good;
  explicit ReadJson(const std::string& file) {
    const auto text = read_letters(file).text;
    JsonRows reader(text);
    for (JsonRow row; reader.next(row);) {
      rows.push_back(row);
      if (row.wrong) {
        wrong.push_back(row);
        continue;
      }
      api::Exported e;
      EXPECT_TRUE(e.ParseFromString(row.exported));
      good.push_back(e);
    }
  }
};

api::Exported check_in(const std::string& note, int mood = 3) {
  api::Exported e;
  auto& c = *e.mutable_entry()->mutable_check_in();
  c.set_at_ms(kNoon);
  c.set_offset_min(-210);
  c.set_mood(mood);
  c.add_feelings("calm");
  c.add_feelings("worn out");
  c.set_note(note);
  c.set_outside(false);
  e.mutable_entry()->set_id(std::string(16, '\7'));
  e.mutable_entry()->set_space(records::SPACE_HOME);
  e.set_clocks("\xff\0\x10~"s);
  return e;
}

// Three entries, as somebody's formatter lays them out.
std::string pretty() {
  std::string out = "[\n";
  for (int i = 1; i <= 3; ++i)
    out += (i > 1 ? ",\n  " : "  ") + client::to_json(check_in("day " + std::to_string(i), i), true);
  return out + "\n]\n";
}

std::vector<std::string> notes_of(const ReadJson& r) {
  std::vector<std::string> out;
  for (const auto& e : r.good) out.push_back(e.entry().check_in().note());
  return out;
}
const std::vector<std::string> kThreeDays = {"day 1", "day 2", "day 3"};

TEST(JsonText, IsWhatProtocolBuffersWrite) {
  std::vector<api::Exported> all = {
      check_in("plain"), check_in("<b> \"quoted\" \\ \n\r\t\x01 \x7f größer 日本 🙂"), {}};
  all[2].mutable_entry()->mutable_shift_pattern()->add_slots()->set_weekday(7);
  all[2].mutable_entry()->mutable_shift_pattern()->add_slots()->set_start_min(540);
  all[2].mutable_entry()->mutable_shift_pattern()->set_at_ms(-5);
  for (const auto kind : {records::CALL_DEATH, records::CallKind(77)}) {
    auto& call = *all.emplace_back().mutable_entry()->mutable_hard_call();
    call.set_kind(kind);
    call.set_how_hard(0);
  }
  auto* version = all.emplace_back().mutable_entry()->add_versions();
  version->set_stamp(~uint64_t(0));
  all.back().set_picture("\1\2");
  for (const auto& e : all) EXPECT_EQ(json_text(kExportedMessage, e.SerializeAsString()), client::to_json(e));
}

TEST(JsonRows, ReadWhatProtocolBuffersWrite) {
  const auto e = check_in("<b> \"quoted\" \\ \n\r\t\x01 größer 日本 🙂");
  const ReadJson r("[" + client::to_json(e) + "]");
  ASSERT_EQ(r.good.size(), 1u);
  EXPECT_EQ(r.good[0].SerializeAsString(), e.SerializeAsString());
}

TEST(JsonRows, AreTheSameHoweverTheFileWasSaved) {
  const auto spaced = pretty();
  std::string crlf, wide, lines;
  for (const char c : spaced) crlf += c == '\n' ? "\r\n"s : std::string(1, c);
  for (const char c : spaced) wide += c, wide += '\0';
  for (int i = 1; i <= 3; ++i) lines += client::to_json(check_in("day " + std::to_string(i), i)) + "\n";
  std::string minified = "[";
  for (int i = 1; i <= 3; ++i)
    minified += (i > 1 ? "," : "") + client::to_json(check_in("day " + std::to_string(i), i));
  minified += "]";
  const std::string reply = "{\"progress\":1,\"record\":" + minified + ",\"next\":\"\",\"other\":[[{}]]}";
  for (const auto& file :
       {spaced, "\xef\xbb\xbf" + spaced, crlf, "\xff\xfe" + wide, lines, minified, reply}) {
    const ReadJson r(file);
    EXPECT_EQ(notes_of(r), kThreeDays) << file.substr(0, 80);
    EXPECT_TRUE(r.wrong.empty()) << r.wrong[0].wrong;
  }
  EXPECT_EQ(ReadJson(minified).rows[2].entry, 3) << "where lines tell little";
  EXPECT_EQ(ReadJson(lines).rows[2].line, 3);
}

TEST(JsonRows, TakeAValueInAnySpelling) {
  const ReadJson r(
      R"([{"entry":{"check_in":{"at_ms":1772452800000,"offsetMin":"-210","mood":3.0e0,"words":["ru\u0068ig"],
      "note":"a\/b \ud83d\ude42","outside":null},"id":"BwcHBwcHBwcHBwcHBwcHBw","space":2},"clocks":"_w8="}])");
  ASSERT_EQ(r.good.size(), 1u) << r.wrong[0].wrong;
  const auto& e = r.good[0];
  EXPECT_EQ(e.entry().check_in().at_ms(), kNoon);
  EXPECT_EQ(e.entry().check_in().offset_min(), -210);
  EXPECT_EQ(e.entry().check_in().mood(), 3);
  EXPECT_EQ(e.entry().check_in().feelings(0), "ruhig");
  EXPECT_EQ(e.entry().check_in().note(), "a/b 🙂");
  EXPECT_FALSE(e.entry().check_in().has_outside());
  EXPECT_EQ(e.entry().id(), std::string(16, '\7'));
  EXPECT_EQ(e.entry().space(), records::SPACE_HOME);
  EXPECT_EQ(e.clocks(), "\xff\x0f");
}

TEST(JsonRows, WhatANewerEddyWroteIsTold) {
  const ReadJson r(
      R"([{"entry":{"checkIn":{"mood":3,"weather":{"deep":[1,{"x":[]}]}},"space":"SPACE_SHARED"}},
      {"entry":{"checkIn":{"mood":4}}}])");
  ASSERT_EQ(r.good.size(), 2u);
  EXPECT_TRUE(r.rows[0].newer);
  EXPECT_EQ(r.good[0].entry().check_in().mood(), 3) << "and the rest is read";
  EXPECT_EQ(r.good[0].entry().space(), records::SPACE_UNSPECIFIED);
  EXPECT_FALSE(r.rows[1].newer);
}

TEST(JsonRows, WhatIsNoEntryIsToldAndTheRestIsRead) {
  const std::pair<const char*, const char*> wrong[] = {
      {"{\"entry\":{\"checkIn\":{\"mood\":3,\"mood\":4}}}", "twice"},
      {"{\"entry\":{\"checkIn\":{\"mood\":\"three\"}}}", "another type"},
      {"{\"entry\":{\"checkIn\":{\"mood\":3.5}}}", "another type"},
      {"{\"entry\":{\"checkIn\":{\"mood\":99999999999}}}", "another type"},
      {"{\"entry\":{\"checkIn\":{\"note\":7}}}", "another type"},
      {"{\"entry\":{\"checkIn\":{\"words\":\"calm\"}}}", "another type"},
      {"{\"entry\":{\"checkIn\":{\"mood\":[3]}}}", "another type"},
      {"{\"entry\":{\"checkIn\":[]}}", "another type"},
      {"{\"entry\":{\"id\":\"?\"}}", "base64"},
      {"7", "not one of Eddy's entries"},
      {"[]", "not one of Eddy's entries"},
      {"null", "not one of Eddy's entries"},
  };
  const auto good = client::to_json(check_in("day 1"));
  for (const auto& [one, why] : wrong) {
    const ReadJson r("[" + good + ",\n" + one + ",\n" + good + "]");
    EXPECT_EQ(r.good.size(), 2u) << one;
    ASSERT_EQ(r.wrong.size(), 1u) << one;
    EXPECT_EQ(r.wrong[0].line, 2) << one;
    EXPECT_NE(std::string(r.wrong[0].wrong).find(why), std::string::npos) << one << ": " << r.wrong[0].wrong;
  }
}

TEST(JsonRows, WhatIsBrokenCostsTheEntryItIsIn) {
  const auto one = client::to_json(check_in("day 1")), two = client::to_json(check_in("day 2"));
  const auto torn = one.substr(0, one.size() - 9);
  for (const auto& file :
       {"[\n" + torn + "\n" + two + "\n]\n", "[\n" + torn + ",\n" + two + ",\n" + two + "\n]\n",
        torn + "\n" + two + "\n", "[\n" + one.substr(0, one.find("day")) + "\n" + two + "\n]"}) {
    const ReadJson r(file);
    ASSERT_FALSE(r.good.empty()) << file;
    EXPECT_EQ(r.good[0].entry().check_in().note(), "day 2") << file;
    EXPECT_EQ(r.wrong.size(), 1u) << file;
  }
  const ReadJson cut("[\n" + one + ",\n" + two.substr(0, 40));
  EXPECT_EQ(cut.good.size(), 1u);
  ASSERT_EQ(cut.wrong.size(), 1u);
  EXPECT_EQ(cut.wrong[0].line, 3);
  EXPECT_NE(std::string(cut.wrong[0].wrong).find("ends in the middle"), std::string::npos);
}

TEST(JsonRows, NestedTenThousandDeepIsAClearError) {
  for (const std::string open : {"[", "{\"entry\":", "{\"a\":["}) {
    std::string deep = "[\n";
    for (int i = 0; i < 10'000; ++i) deep += open;
    const ReadJson r(deep + "\n" + client::to_json(check_in("day 1")) + "\n");
    ASSERT_FALSE(r.wrong.empty());
    EXPECT_NE(std::string(r.wrong.back().wrong).find("nested deeper"), std::string::npos) << open;
    ASSERT_EQ(r.good.size(), 1u) << "and what stands on a line of its own is read";
  }
}

// A reader that began anew from every line would need a minute.
TEST(JsonRows, AFileOfNothingButBeginningsIsReadOnce) {
  std::string lines;
  for (int i = 0; i < 200'000; ++i) lines += "{\"entry\":\n";
  const ReadJson r(lines);
  EXPECT_TRUE(r.good.empty());
  EXPECT_GT(r.wrong.size(), 1000u);
  EXPECT_EQ(ReadJson("").rows.size(), 0u);
  EXPECT_EQ(ReadJson("[\n]\n").rows.size(), 0u);
  EXPECT_EQ(ReadJson("{}").wrong.size(), 0u) << "an entry that says nothing";
}

}  // namespace
}  // namespace eddy::test
