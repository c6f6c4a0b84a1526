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
  std::string why;  // a sentence beside it; empty: none
};
// How tense, asked before anything plays.
struct Tense {
  std::optional<int> tension;  // 0 to 10
  bool left = false;           // the next call, or Ctrl-C: nothing is to begin
};
// One key, or nothing: whoever does not answer within 15 seconds goes on without, unless they are to be waited for.
Tense ask_tension(const Shell& shell, bool wait_for_me);
// Returns the last state and scene, when it ended one way or another.
api::PlayerReply play(Shell& shell, api::PlayerReply begun, const Play& how);
}  // namespace eddy::cli
