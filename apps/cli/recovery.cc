#include "apps/cli/recovery.h"

#include <sodium.h>

#include <algorithm>
#include <random>

#include "apps/cli/files.h"
#include "apps/cli/round.h"
#include "apps/command/columns.h"

namespace eddy::cli {
namespace {

constexpr int kWords = 3, kMistakes = 5;

// Three words, and so many mistakes at most.
bool asked_for_three(Shell& shell, const google::protobuf::RepeatedPtrField<std::string>& words) {
  std::random_device random;
  int right = 0, wrong = 0;
  while (right < kWords && wrong < kMistakes) {
    const int n = int(random() % unsigned(words.size()));
    if (shell.ask("\nTo be sure: what is word " + std::to_string(n + 1) + "?", "--no-quiz") == words[n]) {
      ++right;
      continue;
    }
    ++wrong;
    shell.say("Not that one. Look at your paper.");
  }
  return right == kWords;
}

}  // namespace

bool show_recovery_phrase(Shell& shell, const Options& o,
                          const google::protobuf::RepeatedPtrField<std::string>& words) {
  shell.say(
      "\nThese 24 words open your diary if you forget the passphrase, and bring it back from your own server "
      "if every device is lost. Write them on paper, in this order.\nWhoever has them can read everything. "
      "Eddy will not show them again.\n");
  for (int i = 0; i < words.size(); i += 4) {
    std::string line = "  ";
    for (int j = i; j < std::min(i + 4, words.size()); ++j)
      line += (j < 9 ? " " : "") + std::to_string(j + 1) + " " + command::padded(words[j], 13);
    shell.copy(line);
  }
  if (!shell.tty_in || shell.json || o.has("no-quiz")) return true;
  try {
    if (!asked_for_three(shell, words)) {
      shell.tell("That was not it five times. The words above are right: compare your paper with them.");
      return false;
    }
  } catch (const Usage&) {
    shell.tell(
        "The input ended before the three words. The words above are right: compare your paper with them.");
    return false;
  }
  shell.say("Good. Keep the paper somewhere safe.");
  return true;
}

void need_answered(bool answered) {
  if (!answered)
    throw Ended(2,
                "Everything is made and kept; only your paper was not checked. `eddy key --words` gives you "
                "words to write down again, and --no-quiz asks for none of them.");
}

void enter_account(Shell& shell, const Options& o, const char* method, const Text& done) {
  api::JoinRequest q;
  q.set_server(o.text("server"));
  q.set_invite(o.text("invite"));
  q.set_name(o.text("name", host_name()));
  auto reply = shell.client.call<api::RecoveryPhraseReply>(method, q);
  shell.print(reply);  // shown once, also to whoever reads JSON
  const bool answered =
      !reply.recovery_phrase_size() || show_recovery_phrase(shell, o, reply.recovery_phrase());
  for (auto& w : *reply.mutable_recovery_phrase()) sodium_memzero(w.data(), w.size());
  shell.say(done);
  sync_once(shell);
  need_answered(answered);
}

std::string recovery_words(Shell& shell, const Options& o) {
  if (o.has("words-file")) return read_file(o.text("words-file"), 10'000);
  return shell.hidden("Your 24 words, in their order", "--words-file FILE");
}

}  // namespace eddy::cli
