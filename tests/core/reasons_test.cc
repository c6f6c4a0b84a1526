// Every reason that the core can give is the one that shells are told, under the same name and number.
#include <map>
#include <regex>

#include "core/base/error.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {

// As `core/base/failure.h` writes them down, in the proto's letters.
std::map<std::string, int> written() {
  const auto text = read(source() + "/core/base/failure.h");
  const auto from = text.find("enum class Reason"), to = text.find("constexpr Fault fault_of");
  const auto body = text.substr(from, to - from);
  std::map<std::string, int> out;
  int number = 0;
  const std::regex line("\\n  (\\w+)(?: = (\\d+))?,");
  for (std::sregex_iterator m(body.begin(), body.end(), line), end; m != end; ++m) {
    number = (*m)[2].matched ? std::stoi((*m)[2]) : number + 1;
    auto name = (*m)[1].str();
    for (char& c : name) c = char(toupper(c));
    out[name] = number;
  }
  return out;
}

TEST(Reasons, AreTheSameInTheCoreAndForAShell) {
  std::map<std::string, int> told;
  for (int i = 1; i <= 9999; ++i)
    if (api::Error::Reason_IsValid(i)) told[api::Error::Reason_Name(api::Error::Reason(i))] = i;
  EXPECT_GT(told.size(), 100u);
  EXPECT_EQ(written(), told);
  for (const auto& [name, number] : told) EXPECT_TRUE(api::Error::Kind_IsValid(number / 100)) << name;
}

TEST(Reasons, ComeWithWhatTheirSentenceNeeds) {
  const auto range = error_of(out_of_range("mood", 1, 5));
  EXPECT_EQ(range.kind(), api::Error::INVALID);
  EXPECT_EQ(range.reason(), api::Error::OUT_OF_RANGE);
  EXPECT_EQ(range.field(), "mood");
  EXPECT_EQ(range.low(), 1);
  EXPECT_EQ(range.high(), 5);
  EXPECT_EQ(error_of(at_path(Reason::read_only, "/x/keys", "open")).path(), "/x/keys");
  const Folder folder;
  World w(folder / "diary");
  w.init(true);
  try {
    w.check_in(3, at(kNoon), "words");
    ADD_FAILURE() << "words were kept at work";
  } catch (const Failure& f) {
    EXPECT_EQ(error_of(f).reason(), api::Error::WORDS_OFF);
    EXPECT_EQ(error_of(f).kind(), api::Error::REFUSED);
  }
}

// A disk's own word for what it did not do.
TEST(Reasons, TellTheErrorsOfADiskApart) {
  for (const auto& [error, reason] : {std::pair{ENOSPC, Reason::disk_full},
                                      {EDQUOT, Reason::disk_full},
                                      {EROFS, Reason::read_only},
                                      {EACCES, Reason::no_permission},
                                      {EPERM, Reason::no_permission},
                                      {EMFILE, Reason::too_many_files},
                                      {ENFILE, Reason::too_many_files},
                                      {ENAMETOOLONG, Reason::path_too_long},
                                      {ENOLCK, Reason::no_locks},
                                      {ENOMEM, Reason::no_memory},
                                      {EIO, Reason::disk_error},
                                      {ESTALE, Reason::disk_error},
                                      {EISDIR, Reason::no_file},
                                      {ENXIO, Reason::no_file}})
    EXPECT_EQ(reason_of(error), reason) << error;
}

}  // namespace
}  // namespace eddy::test
