#include "apps/cli/entries.h"

#include "apps/cli/times.h"

namespace eddy::cli {

std::optional<double> given_time(const Shell& shell, const Options& o) {
  if (!o.has("at")) return std::nullopt;
  return parse_time(shell, o.text("at"));
}

void put_space(const Options& o, records::Entry* e) {
  if (o.has("space"))
    e->set_space(named<records::Space>(o, "space", "SPACE_", records::Space_Parse, "work, home"));
}

bool may_ask(const Shell& shell, const Options& o) { return o.bare() && shell.tty_in; }

bool may_write(Shell& shell) {
  const auto status = shell.attach_if_can();
  return status.allow_text() || !status.exists() || status.has_trouble();
}

std::optional<int> number_or_ask(Shell& shell, const Options& o, const char* name, const Text& question) {
  if (o.has(name)) return o.number(name);
  if (!may_ask(shell, o)) return std::nullopt;
  const auto option = std::string("--") + name;
  for (int i = 0; i < 3; ++i) {
    const auto a = shell.ask(question, option);
    if (a.empty()) return std::nullopt;
    if (a.find_first_not_of("0123456789") == std::string::npos && a.size() <= 4) return std::stoi(a);
    shell.tell("That needs a number, or nothing.");
  }
  throw Usage("That needs a number. Nothing was kept; " + option + " gives it without a question.");
}

void open_or_seal(Shell& shell, const Options& o) {
  if (!o.has("locked") || !shell.attach().exists()) shell.open();
}

std::string joined(const Options& o) {
  std::string out;
  for (const auto& w : o.rest) out += (out.empty() ? "" : " ") + w;
  return out;
}

std::string words_or_ask(Shell& shell, const Options& o, const char* question, const std::string& how) {
  if (o.has("text") && !o.rest.empty())
    throw Usage("the words are behind the verb or in --text, not in both");
  auto words = o.text("text", joined(o));
  if (words.empty() && shell.tty_in && !may_write(shell)) throw client::error(api::Error::WORDS_OFF);
  if (words.empty() && shell.tty_in) words = shell.ask(question, "--text");
  if (words.empty()) throw Usage("That needs a few words, which - asks for or takes from a pipe:  " + how);
  return words;
}

}  // namespace eddy::cli
