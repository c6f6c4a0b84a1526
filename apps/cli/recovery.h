// The 24 words that open a diary when the passphrase is lost.
#pragma once
#include "apps/cli/shell.h"

namespace eddy::cli {

// Shows them, and asks for three of them where somebody is there and --no-quiz was not said. What they open
// is made by then, whatever comes of it: false where the three were not answered, and then it has said so.
bool show_recovery_phrase(Shell& shell, const Options& o,
                          const google::protobuf::RepeatedPtrField<std::string>& words);
// The end of a verb that showed them: an exit code of its own where they were not answered.
void need_answered(bool answered);
// Enters the account that --server and --invite name (`method`: Sync/Join or Sync/StartAfresh), shows the
// words where it was founded just now, says `done`, and does a round of sync.
void enter_account(Shell& shell, const Options& o, const char* method, const Text& done);
// From --words-file, or asked for.
std::string recovery_words(Shell& shell, const Options& o);

}  // namespace eddy::cli
