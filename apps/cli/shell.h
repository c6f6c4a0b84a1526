// What every verb works with: the diary's folder, the client, and the person in front of it. Everything that is shown goes
// through here as a Text, which holds no escape sequence but Eddy's own; every question says which option
// answers it, so that nothing is ever asked where nobody can answer.
#pragma once
#include <optional>
#include <string>
#include <utility>

#include "apps/command/parse.h"
#include "apps/command/text.h"
#include "bindings/cpp/client.h"
#include "eddy/api/core.pb.h"
#include "eddy/api/journal.pb.h"
#include "eddy/records/entry.pb.h"

namespace eddy::cli {
using command::bold;
using command::calm;
using command::dim;
using command::one_line;
using command::Options;
using command::Text;
using command::Usage;

// How a verb says that it did not do what it was asked to: an exit code and a sentence, never one without the other. A verb
// that returns has done it.
struct Ended : std::runtime_error {
  Ended(int exit_code, const std::string& sentence) : std::runtime_error(sentence), code(exit_code) {}
  int code;
};

struct Shell {
  std::string home;
  bool json = false, color = false, tty_in = false, tty_out = false;
  bool dumb = false;  // a terminal without cursor movement: plain lines
  std::optional<std::string> passphrase_file;
  std::optional<std::pair<double, int>> now;  // ms UTC and offset, where it was given
  client::Client client{[this] { return now_ms(); }};

  double now_ms() const;
  int offset_min(double ms) const;
  double instant_of(double local_ms) const;                // at which a clock on the wall shows it
  std::string local(double ms, const char* format) const;  // in this zone, as strftime() has it

  // The diary (shell.cc).
  void set_zone(int years_back);
  api::Status attach();
  api::Status
  attach_if_can();  // for what needs no diary: what is wrong with its place is said, and it goes on
  // Unlocks; asks for the passphrase where nobody gave it, and hands it on to `typed` where something needs it once more.
  void open(std::string* typed = nullptr);
  void need_empty();  // REFUSED where there is a diary already
  // False where it would have to ask and nobody is there, or where it does not open; that is said, and what needs no diary
  // goes on.
  bool try_open();
  // Keeps a record; asks whether to keep it anyway where it seems to hold other people's data.
  api::Kept keep(const records::Entry& entry, bool anyway);
  void after_keeping(const api::Kept& kept, const Text& what) const;
  void say_care(api::Care care) const;

  // Questions (ask.cc). `answer` is the option that answers it, as in "--mood". Usage where there is no terminal, and where
  // the input ends; nobody is asked more than three times (but for the 24 words).
  std::string ask(const Text& question, const std::string& answer, const std::string& usual = "");
  std::string choose(const Text& question, const char* one, const char* other, const std::string& answer,
                     const std::string& usual = "");
  bool yes(const Text& question, const std::string& answer);
  // Goes on where --yes was given or the person says so. `why` is a sentence for whoever has no terminal.
  void confirm(const Options& o, const Text& question, const std::string& why);
  // The same refusal, before there is anything to ask about.
  void must_answer(const Options& o, const std::string& why) const;
  // Typed without being shown. `answer`: the option that gives it where nobody can be asked.
  std::string hidden(const char* prompt, const std::string& answer);
  // A person's own words where "-" stood for them: a line at a terminal, else all that is piped in.
  std::string words(const std::string& what);
  std::string passphrase(const char* prompt);      // of the diary: a file's, the environment's, or typed
  std::string new_passphrase(const char* prompt);  // the same for a new one, which is typed twice
  std::string typed_twice(const char* prompt, const std::string& answer);
  bool has_passphrase() { return given_passphrase().has_value(); }

  // What is shown (say.cc).
  bool draws() const { return tty_out && !dumb; }
  int columns() const;
  void say(const Text& words) const;   // a line, or more, on stdout; nothing under --json
  void copy(const Text& words) const;  // the same, never broken: what a person copies
  void tell(const Text& words) const;  // on stderr, under --json as well
  void print(const google::protobuf::Message& reply) const;  // under --json only
  void put(const std::string& file) const;                   // for a program: JSON, a script, a page
  bool written() const;                                      // all of it arrived where stdout goes

 private:
  std::optional<std::string> given_passphrase();
  void prompt(const Text& words) const;
  std::optional<std::string> secret(const char* prompt);
  bool can_be_set(const std::string& passphrase);
  bool piped_ = false;  // what was piped in has been read
};

// A bar on stderr while long work goes on; nothing where stderr is no terminal that could draw one.
class Progress {
 public:
  Progress(const Shell& shell, std::string what);
  ~Progress();
  void at(double part);                // 0 to 1
  void say(const std::string& words);  // where nobody knows how much there is

 private:
  std::string what_;
  int columns_;
  bool shown_, drew_ = false;
  int last_ = -1;
};

// What was typed in other letters is read as what it mostly is: nothing of it is lost for that.
constexpr const char* kMended =
    "Some letters of that were not UTF-8; they were read as ISO 8859-1. Look at what was kept.";
// Says an error from the core; its exit code.
int tell(const Shell& shell, const api::Error& error);
// An entry in a line, and its words under it (describe.cc).
Text describe(const records::Entry& entry);

}  // namespace eddy::cli
