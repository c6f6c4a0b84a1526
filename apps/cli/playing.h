// A practice as it goes on: its state, its own clock, and what is answered. Shown by guide.cc.
#pragma once
#include "apps/cli/guide.h"

namespace eddy::cli {

class Playing {
 public:
  Playing(Shell& shell, api::PlayerReply begun, bool fast);
  // Playing has its own time, so that a whole practice can be played in no time.
  double now() const;
  void skip_to_next();  // where it is fast

  void answer(content::Act act, int value = 0);
  void look();
  const content::Scene& scene() const { return reply_.scene(); }
  const api::PlayerReply& reply() const { return reply_; }
  double played_ms() const { return now() - reply_.state().began_ms(); }
  bool waits() const { return !scene().ended() && scene().next_change_ms() <= 0; }  // for an answer

 private:
  api::PlayerReply ask(const char* method, const google::protobuf::MessageLite& q);
  Shell& shell_;
  api::PlayerReply reply_;
  bool fast_;
  double offset_, fast_now_;
};

}  // namespace eddy::cli
