// The include table of the house: who may know whom. A room not named here fails.
#include <map>
#include <regex>
#include <set>

#include "tests/core/support.h"

namespace eddy::test {
namespace {

const std::map<std::string, std::set<std::string>>& allowed() {
  static const std::map<std::string, std::set<std::string>> table = {
      {"core/base", {}},
      {"core/crypto", {"core/base"}},
      {"core/wire", {"core/base", "core/crypto/sign.h"}},
      {"core/vault", {"core/base", "core/crypto"}},
      {"core/sync", {"core/base", "core/crypto", "core/vault", "core/wire"}},
      {"core/content", {"core/base"}},
      {"core/content/author", {"core/base"}},
      {"core/journal/learn", {"core/content/author", "core/journal"}},
      {"core/player", {"core/base", "core/content"}},
      {"core/journal", {"core/base", "core/vault", "core/content", "core/player"}},
      {"core/board", {"core/base", "core/crypto", "core/vault", "core/journal"}},
      {"core/cards", {"core/base", "core/content"}},
      {"core/statistics", {}},
      {"core/insights", {"core/base", "core/vault", "core/statistics"}},
      {"core/reminders", {"core/base", "core/vault", "core/journal"}},
      {"core/exchange", {"core/base", "core/crypto", "core/vault", "core/journal", "core/board"}},
      {"core/api",
       {"core/base", "core/crypto", "core/vault", "core/content", "core/player", "core/journal", "core/board",
        "core/cards", "core/insights", "core/reminders", "core/exchange", "core/sync"}},
      {"bindings/c", {"core/api", "core/base"}},
      {"bindings/cpp", {"bindings/c", "core/wire/certificate.h"}},
      {"bindings/web", {"core/base"}},
      {"apps/command", {}},
      {"apps/cli", {"bindings/cpp", "core/base/qr.h", "apps/command", "apps/cli/verbs/all.h"}},
      {"apps/cli/verbs",
       {"bindings/cpp", "core/content/author", "core/base/qr.h", "apps/command", "apps/cli"}},
      {"apps/desktop", {"bindings/cpp", "core/base/qr.h"}},
      {"server", {"core/base", "core/crypto/sign.h", "core/wire", "apps/command", "server/verbs/all.h"}},
      {"server/verbs", {"core/base", "core/crypto/sign.h", "core/wire", "apps/command", "server"}},
      {"proto/tools", {}},
  };
  return table;
}

// What runs when Eddy is built, and is no part of it.
bool is_of_the_build(const std::string& room) {
  return room == "core/content/author" || room == "core/journal/learn";
}

// "a.cc includes b": the violations in one file's text.
std::vector<std::string> violations(const std::string& file, const std::string& text) {
  std::vector<std::string> out;
  const auto room = std::filesystem::path(file).parent_path().string();
  static const std::regex include("#include \"([^\"]+)\"");
  for (std::sregex_iterator i(text.begin(), text.end(), include), end; i != end; ++i) {
    const auto target = std::filesystem::path((*i)[1].str()).parent_path().string();
    if (target.empty() || target == room || target.rfind("eddy/", 0) == 0) continue;  // generated
    const auto rule = allowed().find(room);
    if (rule == allowed().end())
      out.push_back(room + " is not in the table");
    else if (!rule->second.count(target) && !rule->second.count((*i)[1].str()))  // a room, or one file of it
      out.push_back(file + " includes " + (*i)[1].str());
  }
  static const std::regex foreign("#include <(Q[A-Z]|grpc|jni|emscripten|boost/beast|boost/asio)");
  if (room.rfind("core", 0) == 0 && std::regex_search(text, foreign))
    out.push_back(file + " includes a shell's header");
  static const std::regex streams("#include <(sstream|iostream|iomanip|fstream|regex|locale)>");
  if (room.rfind("core", 0) == 0 && !is_of_the_build(room) && std::regex_search(text, streams))
    out.push_back(file + " brings streams and locales along, which the page would have to fetch");
  // Only say.cc and the guide write to the terminal, where what somebody else wrote cannot be an order.
  static const std::regex writes("#include <(iostream|cstdio|stdio.h)>");
  if (room == "apps/cli/verbs" && std::regex_search(text, writes))
    out.push_back(file + " writes past Shell::say");
  static const std::regex reflection("google/protobuf/(message[.]h|descriptor|util|text_format)");
  if (room.rfind("core", 0) == 0 && !is_of_the_build(room) && std::regex_search(text, reflection))
    out.push_back(file + " uses reflection");
  return out;
}

TEST(Layers, EveryIncludeIsInTheTable) {
  int files = 0;
  for (const char* top : {"core", "bindings", "apps", "proto", "server"})
    for (std::filesystem::recursive_directory_iterator f(source() + "/" + top), end; f != end; ++f) {
      if (f->path().filename() == "node_modules") {  // fetched, not ours
        f.disable_recursion_pending();
        continue;
      }
      const auto ending = f->path().extension();
      if (ending != ".cc" && ending != ".h") continue;
      ++files;
      const auto relative = std::filesystem::relative(f->path(), source()).string();
      for (const auto& v : violations(relative, read(f->path().string()))) ADD_FAILURE() << v;
    }
  EXPECT_GT(files, 60);
}

TEST(Layers, AWrongIncludeIsSeen) {
  EXPECT_EQ(violations("core/base/x.cc", "#include \"core/vault/vault.h\"\n").size(), 1u);
  EXPECT_EQ(violations("core/player/x.cc", "#include \"core/vault/vault.h\"\n").size(), 1u);
  EXPECT_EQ(violations("core/wire/x.cc", "#include \"core/crypto/seal.h\"\n").size(), 1u);
  EXPECT_EQ(violations("core/vault/x.cc", "#include <google/protobuf/descriptor.h>\n").size(), 1u);
  EXPECT_EQ(violations("core/vault/x.cc", "#include <google/protobuf/message.h>\n").size(), 1u);
  EXPECT_EQ(violations("core/vault/x.cc", "#include <google/protobuf/message_lite.h>\n").size(), 0u);
  EXPECT_EQ(violations("apps/cli/verbs/x.cc", "#include <iostream>\n").size(), 1u);
  EXPECT_EQ(violations("core/cards/x.cc", "#include <sstream>\n").size(), 1u);
  EXPECT_EQ(violations("core/new/x.cc", "#include \"core/base/id.h\"\n").size(), 1u);
}

TEST(Promises, FieldNumbersOfKeptRecordsKeepTheirMeaning) {
  std::set<std::string> now;
  std::istringstream lines(output_of(program("eddy_describe") + " promises"));
  for (std::string line; std::getline(lines, line);) now.insert(line);
  std::istringstream kept(read(source() + "/tests/core/promises.txt"));
  int promises = 0;
  for (std::string line; std::getline(kept, line); ++promises)
    EXPECT_TRUE(now.count(line)) << "broken promise: " << line
                                 << "\nA number once used never changes; give the new meaning a new number.";
  EXPECT_GT(promises, 100);
  EXPECT_EQ(int(now.size()), promises)
      << "new fields: add them with  eddy_describe promises > tests/core/promises.txt";
}

}  // namespace
}  // namespace eddy::test
