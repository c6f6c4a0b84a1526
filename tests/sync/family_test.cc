// Lives beside somebody who has the work computer's keys. EDDY_MOVE=NAME: of their moves, only that one (family_moves.cc).
#include "tests/sync/family.h"

#include "tests/campaign.h"

namespace eddy::test {
namespace {

TEST(FamilyCampaign, WhateverAMemberDoesThePromiseHolds) {
  const auto part = from_environment("EDDY_PART", 0), parts = from_environment("EDDY_PARTS", 1);
  // A life of these costs as much as ten worlds: of all of them a tenth, but where all are asked for.
  const auto asked = uint64_t(rounds(20'000)),
             whole = asked < 20'000 ? std::max<uint64_t>(1, asked / 10) : asked;
  const auto* only = std::getenv("EDDY_MOVE");
  uint64_t lives = 0;
  int honest = 0, pushed = 0;
  for (uint64_t round = part; round < whole && !time_is_up(); round += parts, ++lives) {
    const auto seed = first_seed() + round;
    Family life(seed, only ? only : "");
    const auto broken = life.live();
    if (broken.empty() && !HasFailure()) {
      honest += life.honest, pushed += life.pushed;
      continue;
    }
    FAIL() << "seed " << seed << ": " << broken << "\n"
           << life.story() << "again: EDDY_FROM=" << seed << " EDDY_CAMPAIGN=20000";
  }
  std::printf("%lu lives: %d acts, %d records and lies brought in\n", lives, honest, pushed);
}

}  // namespace
}  // namespace eddy::test
