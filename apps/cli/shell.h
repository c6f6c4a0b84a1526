// What every verb works with: options, the client, the terminal, and plain words for errors.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bindings/cpp/client.h"
#include "eddy/api/core.pb.h"
#include "eddy/api/journal.pb.h"
#include "eddy/records/entry.pb.h"

namespace eddy::cli {

// A mistake in how the command was typed: exit code 2.
struct Usage : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// --name value, --name=value, --flag, and what is left. `flags` take no value; any other name that is not in
// `known` is a mistake.
class Options {
 public:
  Options(const std::vector<std::string>& words, const std::vector<std::string>& known,
          const std::vector<std::string>& flags);
  bool has(const std::string& name) const { return named_.count(name) != 0; }
  std::string text(const std::string& name, const std::string& usual = "") const;
  std::vector<std::string> all(const std::string& name) const;
  // Whole numbers only; `Usage` where it is not one.
  std::optional<int> number(const std::string& name) const;
  std::vector<std::string> rest;

 private:
  std::multimap<std::string, std::string> named_;
};

struct Shell {
  std::string home;
  bool json = false, color = false, tty_in = false, tty_out = false;
  std::optional<std::string> passphrase_file;
  std::optional<std::pair<double, int>> now;  // ms UTC and offset, where it was given
  client::Client client{[this] { return now_ms(); }};

  double now_ms() const;
  int offset_min(double ms) const;
  void set_zone(int years_back);
  api::Status attach();
  // Unlocks; asks for the passphrase where nobody gave it, and hands it on to `typed` where something needs it once more.
  void open(std::string* typed = nullptr);
  void need_empty();  // REFUSED where there is a diary already
  bool try_open();    // false where it would have to ask and nobody is there
  std::string passphrase(const char* prompt, bool again = false);
  std::string ask(const std::string& question, const std::string& usual = "");
  // Asks until the answer is one of two.
  std::string choose(const std::string& question, const char* one, const char* other,
                     const std::string& usual = "");
  bool yes(const std::string& question);
  bool has_passphrase() { return given_passphrase().has_value(); }
  void say(const std::string& words) const;                  // nothing under --json
  void print(const google::protobuf::Message& reply) const;  // under --json only
  // Keeps a record; asks whether to keep it anyway where it seems to hold other people's data.
  api::Kept keep(const records::Entry& entry, bool anyway);
  void after_keeping(const api::Kept& kept, const std::string& what);
  std::string bold(const std::string& s) const { return color ? "\033[1m" + s + "\033[0m" : s; }
  std::string dim(const std::string& s) const { return color ? "\033[2m" + s + "\033[0m" : s; }
  std::string calm(const std::string& s) const { return color ? "\033[36m" + s + "\033[0m" : s; }

 private:
  std::optional<std::string> given_passphrase();
};

// "23:10", "yesterday 23:10", "2026-03-29 01:30", "2026-03-29T01:30:00+01:00" as ms UTC. Without a date: the
// last such time before now.
double parse_time(const Shell& shell, const std::string& text);
std::string local_time(const Shell& shell, double ms, int offset_min, const char* format);
// A bar on stderr while long work goes on; nothing where stderr is no terminal.
class Progress {
 public:
  Progress(const Shell& shell, std::string what);
  ~Progress();
  void at(double part);

 private:
  std::string what_;
  bool shown_;
  int last_ = -1;
};

std::string describe(const Shell& shell, const records::Entry& entry);
std::string hex_of(const std::string& bytes);
std::string id_from(const std::string& hex);
std::string read_file(const std::string& path);
int columns();
// Columns a text takes: characters, without the escape sequences that colour it. Good enough for what Eddy says.
int width_of(const std::string& text);
// Broken at spaces; later lines keep the first one's indent.
std::vector<std::string> wrapped(const std::string& text, int width);

// What to say, and the exit code, for an error from the core.
int tell(const Shell& shell, const api::Error& error);

struct Verb {
  const char* name;
  const char* summary;
  const char* help;  // usage and examples
  int (*run)(Shell&, const std::vector<std::string>&);
};
const std::vector<Verb>& verbs();

}  // namespace eddy::cli
