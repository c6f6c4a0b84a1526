// Every reason an error can have, in the terminal's words.
#include "apps/cli/errors.h"

#include <gtest/gtest.h>

#include <regex>

namespace eddy::cli {
namespace {

TEST(Errors, SayWhatHappenedAndWhatBecameOfTheWords) {
  api::Error e;
  e.set_field("how_hard");
  e.set_low(3);
  e.set_high(5000);
  e.set_path("/home/x/{field}");
  e.set_opt_out("NO_HOLDS");
  e.add_found(api::Error::PHONE_NUMBER);
  e.add_found(api::Error::EMAIL_ADDRESS);
  e.set_detail("a detail {home}");
  const auto unknown = words_for(e, "HOME");
  const std::regex sentence("[A-Z\"][^]*\\.");
  const std::regex fate(
      "nothing|Nothing|is safe|untouched|not touched|not touched it|left as they are|kept as it "
      "came|stays|is "
      "whole|comes with");
  for (int i = 1; i <= 9999; ++i) {
    if (!api::Error::Reason_IsValid(i) || i % 100 > 80) continue;  // those are eddyd's own
    e.set_reason(api::Error::Reason(i));
    const auto name = api::Error::Reason_Name(e.reason());
    auto said = words_for(e, "HOME");
    EXPECT_TRUE(std::regex_match(said, sentence)) << name << ": " << said;
    EXPECT_TRUE(std::regex_search(said, fate)) << name << ": " << said;
    if (e.reason() != api::Error::BUG_INSIDE) EXPECT_NE(said, unknown) << name << " has no words of its own";
    // What is filled in is filled in once, and is not looked at again.
    for (const char* value : {"/home/x/{field}", "a detail {home}"})
      if (const auto at = said.find(value); at != std::string::npos)
        said.erase(at, std::string(value).size());
    EXPECT_EQ(said.find_first_of("{}"), std::string::npos) << name << ": " << said;
  }
  e.set_reason(api::Error::OUT_OF_RANGE);
  EXPECT_EQ(words_for(e, ""), "\"how hard\" goes from 3 to 5000. Nothing was kept or changed.");
  e.set_reason(api::Error::OTHERS_DATA);
  EXPECT_NE(words_for(e, "").find("a phone number, an e-mail address"), std::string::npos);
  e.set_reason(api::Error::ASKED_TOO_OFTEN);
  e.set_wait_ms(61'000);
  EXPECT_NE(words_for(e, "").find("in 2 minutes"), std::string::npos);
}

}  // namespace
}  // namespace eddy::cli
