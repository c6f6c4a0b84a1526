// Plays a practice in the terminal: a disc that grows and shrinks with the breath, the words under it, and
// keys. Plain lines where the output is no terminal, or one that cannot draw. Leaves the terminal as it was,
// whatever ends it.
#pragma once
#include "apps/cli/shell.h"
#include "eddy/api/player.pb.h"

namespace eddy::cli {
struct Play {
  bool fast = false;   // without waiting
  bool still = false;  // reduced motion: words and a still disc
  bool rate = false;   // ask before and after
  std::optional<int> before, after;
};
// Returns the last state and scene, when it ended one way or another.
api::PlayerReply play(Shell& shell, api::PlayerReply begun, const Play& how);
}  // namespace eddy::cli
