// Questions. Each has an option that answers it, and says so where nobody can be asked or the input ends.
#include <signal.h>
#include <sodium.h>
#include <termios.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <iostream>
#include <utility>

#include "apps/cli/errors.h"
#include "apps/cli/files.h"
#include "apps/cli/shell.h"

namespace eddy::cli {
namespace {

constexpr int kTries = 3;
constexpr const char* kPassphrase = "--passphrase-file FILE or EDDY_PASSPHRASE";

// No echo while a secret is typed; as it was before, whatever ends it.
class Quiet {
 public:
  Quiet() {
    tcgetattr(STDIN_FILENO, &before);
    auto quiet = before;
    quiet.c_lflag &= ~tcflag_t(ECHO);
    for (size_t i = 0; i < 3; ++i) old_[i] = signal(signals[i], restore);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
  }
  ~Quiet() {
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    for (size_t i = 0; i < 3; ++i) signal(signals[i], old_[i]);
  }
  Quiet(const Quiet&) = delete;

 private:
  static void restore(int by) {
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    signal(by, SIG_DFL);
    raise(by);
  }
  static constexpr int signals[] = {SIGINT, SIGTERM, SIGHUP};
  static inline termios before{};
  sighandler_t old_[3]{};
};

[[noreturn]] void input_ended(const std::string& what, const std::string& answer) {
  throw Usage("The input ended before " + what + ". Nothing was kept or changed. " + answer +
              " answers without a question.");
}

// A secret is taken as it is, or not at all.
std::string secret_in_utf8(std::string typed) {
  if (!command::is_utf8(typed))
    throw Usage("The passphrase holds bytes that are not UTF-8. Nothing was kept or changed.");
  return typed;
}

std::string utf8(const Shell& shell, std::string typed) {
  if (command::is_utf8(typed)) return typed;
  shell.tell(kMended);
  return command::to_utf8(typed);
}

}  // namespace

std::string Shell::ask(const Text& question, const std::string& answer, const std::string& usual) {
  const auto what = "\"" + question.words().substr(0, question.words().find('\n')) + "\"";
  if (!tty_in) throw Usage(what + " cannot be asked without a terminal; say " + answer + ".");
  prompt(question + (usual.empty() ? " " : " [" + usual + "] "));
  std::string typed;
  if (!std::getline(std::cin, typed)) {
    tell("");
    input_ended("an answer to " + what, answer);
  }
  return typed.empty() ? usual : utf8(*this, typed);
}

std::string Shell::choose(const Text& question, const char* one, const char* other, const std::string& answer,
                          const std::string& usual) {
  for (int i = 0; i < kTries; ++i) {
    const auto typed = ask(question + " (" + one + "/" + other + ")", answer, usual);
    if (typed == one || typed == other) return typed;
  }
  throw Usage(std::string("It is ") + one + " or " + other + ". Nothing was kept or changed. " + answer +
              " answers without a question.");
}

bool Shell::yes(const Text& question, const std::string& answer) {
  const auto a = ask(question + " (y/n)", answer);
  return a == "y" || a == "Y" || a == "yes" || a == "Yes";
}

void Shell::must_answer(const Options& o, const std::string& why) const {
  if (!o.has("yes") && !tty_in) throw Usage(why + " Without a terminal, say --yes. Nothing was changed.");
}

void Shell::confirm(const Options& o, const Text& question, const std::string& why) {
  if (o.has("yes")) return;
  must_answer(o, why);
  if (!yes(question, "--yes")) throw Ended(1, "Nothing was changed.");
}

std::optional<std::string> Shell::given_passphrase() {
  if (passphrase_file) return secret_in(*passphrase_file);
  // Taken once and wiped from the environment, which other programs of this user could read.
  static const std::optional<std::string> from_environment = []() -> std::optional<std::string> {
    char* value = std::getenv("EDDY_PASSPHRASE");
    if (!value) return std::nullopt;
    std::string copy = value;
    sodium_memzero(value, std::strlen(value));
    unsetenv("EDDY_PASSPHRASE");
    return copy;
  }();
  return from_environment;
}

std::optional<std::string> Shell::secret(const char* question) {
  const Quiet quiet;
  prompt(std::string(question) + ": ");
  std::string typed;
  const bool given = bool(std::getline(std::cin, typed));
  tell("");
  return given ? std::optional(typed) : std::nullopt;
}

std::string Shell::hidden(const char* question, const std::string& answer) {
  if (!tty_in)
    throw Usage(std::string(question) + ": they cannot be asked for without a terminal; say " + answer + ".");
  if (const auto typed = secret(question)) return utf8(*this, *typed);
  input_ended("an answer", answer);
}

std::string Shell::words(const std::string& what) {
  std::string typed;
  if (tty_in) {
    prompt("Your words for " + what + ": ");
    if (!std::getline(std::cin, typed)) input_ended("the words", what + " WORDS");
  } else {
    if (std::exchange(piped_, true))
      throw Usage("What is piped in is the words of one only; " + what +
                  " cannot have them, too. Nothing was kept.");
    typed.assign(std::istreambuf_iterator<char>(std::cin), {});
    while (!typed.empty() && typed.back() == '\n') typed.pop_back();
  }
  return utf8(*this, typed);
}

std::string Shell::passphrase(const char* question) {
  if (const auto given = given_passphrase()) return secret_in_utf8(*given);
  if (!tty_in) throw client::error(api::Error::DIARY_LOCKED);
  if (const auto typed = secret(question)) return secret_in_utf8(*typed);
  input_ended("the passphrase", kPassphrase);
}

std::string Shell::new_passphrase(const char* question) {
  if (const auto given = given_passphrase()) return secret_in_utf8(*given);
  if (!tty_in) throw client::error(api::Error::NEW_PASSPHRASE_NEEDED);
  return typed_twice(question, kPassphrase);
}

// Said before it is typed a second time.
bool Shell::can_be_set(const std::string& passphrase) {
  if (passphrase.empty()) {
    tell("An empty passphrase protects nothing. Try again.");
    return false;
  }
  api::PassphraseRequest q;
  q.set_passphrase(passphrase);
  try {
    client.call<api::Nothing>("Core/CheckPassphrase", q);
  } catch (const client::Error& e) {
    tell(words_for(e.error, home) + " Try again.");
    return false;
  }
  return true;
}

std::string Shell::typed_twice(const char* question, const std::string& answer) {
  if (!tty_in) throw Usage("A new passphrase cannot be asked for without a terminal; say " + answer + ".");
  for (int i = 0; i < kTries; ++i) {
    const auto first = secret(question);
    if (!first) input_ended("the new passphrase", answer);
    if (!can_be_set(secret_in_utf8(*first))) continue;
    const auto second = secret("Once more");
    if (!second) input_ended("the new passphrase", answer);
    if (*first == *second) return *first;
    tell("The two are not the same. Try again.");
  }
  throw Usage("No passphrase was typed the same way twice. Nothing was kept or changed. " + answer +
              " gives it without a question.");
}

}  // namespace eddy::cli
