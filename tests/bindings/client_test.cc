// Every method has a route and every route a method; the vectors play; JSON goes both ways.
#include "bindings/cpp/client.h"

#include <algorithm>

#include "core/api/core.h"
#include "eddy/api/core.pb.h"
#include "eddy/api/insights.pb.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {

TEST(Router, EveryMethodHasARouteAndEveryRouteAMethod) {
  std::vector<std::string> declared, routed;
  for (const auto& m : client::methods()) declared.push_back("eddy.api." + m);
  for (const auto& m : Core().methods()) routed.push_back(m);
  std::sort(declared.begin(), declared.end());
  EXPECT_EQ(declared, routed);
  EXPECT_GT(declared.size(), 40u);
}

TEST(Client, JsonThatIsNotTheRequestIsInvalidAndIsNotRepeated) {
  client::Client c([] { return double(kNoon); });
  for (const char* json : {"{\"mood\":\"secret words\"}", "{", "[]", "{\"nope\":1}"}) {
    try {
      c.json("Journal/CheckIn", json);
      ADD_FAILURE() << json;
    } catch (const client::Error& e) {
      EXPECT_EQ(e.error.kind(), api::Error::INVALID);
      EXPECT_EQ(e.error.ShortDebugString().find("secret"), std::string::npos);
    }
  }
}

// tests/vectors: what another language must get from the same calls. A file is lines of
//   now_ms TAB method TAB request JSON TAB reply JSON (or error JSON after a !)
TEST(Vectors, GiveTheExpectedReplies) {
  int lines = 0;
  for (const auto& f : std::filesystem::directory_iterator(source() + "/tests/vectors")) {
    if (f.path().extension() != ".tsv") continue;
    double now = 0;
    client::Client c([&] { return now; });
    std::istringstream in(read(f.path().string()));
    std::string out;
    for (std::string line; std::getline(in, line); ++lines) {
      std::istringstream columns(line);
      std::string when, method, request, expected;
      std::getline(columns, when, '\t'), std::getline(columns, method, '\t'),
          std::getline(columns, request, '\t'), std::getline(columns, expected, '\t');
      now = std::stod(when);
      std::string reply;
      try {
        reply = c.json(method, request);
      } catch (const client::Error& e) {
        reply = "!" + client::to_json(e.error);
      }
      EXPECT_EQ(reply, expected) << f.path().filename() << ": " << method << " " << request;
      out += when + "\t" + method + "\t" + request + "\t" + reply + "\n";
    }
    if (std::getenv("EDDY_WRITE_VECTORS")) write(f.path().string(), out);
  }
  EXPECT_GT(lines, 20);
}

// In a list of ratings what is known stands before what is not, by title, never by id.
TEST(Client, WhatHelpedIsListedByTitleAndTheKnownFirst) {
  client::Client c([] { return double(kNoon); });
  c.json("Core/OpenInMemory", R"({"seed":"3"})");
  c.json("Core/Init", R"({"passphrase":"four words put together"})");
  const auto rate = [&](const std::string& practice, int times, int fell) {
    for (int i = 0; i < times; ++i)
      c.json("Journal/Keep", R"({"entry":{"practiceDone":{"practice":")" + practice +
                                 R"(","playedS":60,"before":8,"after":)" + std::to_string(8 - fell) + "}}}");
  };
  rate("a.pack-that-went", 1, 8);
  rate("breathe.sigh", 6, 1);
  rate("breathe.box", 6, 4);
  rate("body.pmr", 1, 7);
  const auto reply = c.call<api::HelpsReply>("Insights/Helps", api::HelpsRequest());
  std::vector<std::string> titles;
  for (const auto& row : reply.row()) titles.push_back(row.title());
  ASSERT_EQ(titles.size(), 4u);
  EXPECT_EQ(reply.row(0).practice(), "breathe.box");
  EXPECT_EQ(reply.row(1).practice(), "breathe.sigh");
  EXPECT_EQ(reply.row(2).practice(), "body.pmr") << "a high rating, once, says little";
  EXPECT_EQ(titles[3], "") << "no id is shown for a title";
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(titles[size_t(i)].empty());
}

}  // namespace
}  // namespace eddy::test
