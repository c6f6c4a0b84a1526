// A thousand lives (tests/sync/README.md), a twentieth of twenty thousand; EDDY_CAMPAIGN and EDDY_FROM as everywhere.
#include "tests/sync/world.h"

#include "tests/campaign.h"

namespace eddy::test {
namespace {

TEST(WorldCampaign, WhateverHappensNothingConfirmedIsLost) {
  // EDDY_PART of EDDY_PARTS: one seed of so many, for as many cores.
  const auto part = from_environment("EDDY_PART", 0), parts = from_environment("EDDY_PARTS", 1);
  const auto whole = uint64_t(rounds(20'000));
  World::Count sum;
  uint64_t lives = 0;
  for (uint64_t round = part; round < whole && !time_is_up(); round += parts, ++lives) {
    const auto seed = first_seed() + round;
    World w(seed);
    const auto broken = w.run();
    if (!broken.empty()) {
      if (from_environment("EDDY_STORY", 0)) std::fputs(w.story().c_str(), stderr);
      FAIL() << broken << "\nagain, with its story: EDDY_FROM=" << seed
             << " EDDY_CAMPAIGN=20000 EDDY_STORY=1";
    }
    sum.edits += w.count.edits, sum.rounds += w.count.rounds, sum.lost_calls += w.count.lost_calls;
    sum.crashes += w.count.crashes, sum.clones += w.count.clones, sum.restores += w.count.restores;
    sum.server_restores += w.count.server_restores, sum.pairings += w.count.pairings,
        sum.revokes += w.count.revokes;
    sum.drops += w.count.drops, sum.pictures += w.count.pictures, sum.afresh += w.count.afresh,
        sum.purges += w.count.purges, sum.removals += w.count.removals, sum.repeats += w.count.repeats,
        sum.unknown += w.count.unknown;
  }
  std::printf(
      "%lu lives: %d edits, %d rounds, %d calls lost, %d repeated, %d crashes, %d clones, %d old disks, "
      "%d old "
      "boxes, %d pairings, %d revoked, %d drops, %d purges, %d removed at work, %d newer fields, %d "
      "pictures, %d afresh\n",
      lives, sum.edits, sum.rounds, sum.lost_calls, sum.repeats, sum.crashes, sum.clones, sum.restores,
      sum.server_restores, sum.pairings, sum.revokes, sum.drops, sum.purges, sum.removals, sum.unknown,
      sum.pictures, sum.afresh);
}

}  // namespace
}  // namespace eddy::test
