// `eddy`, the terminal shell. Everything it knows it asks the core. Whatever does not end well says a
// sentence: a verb that returns is done, and everything else is thrown.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "apps/cli/files.h"
#include "apps/cli/verbs/all.h"
#include "apps/command/help.h"
#include "bindings/cpp/host.h"
#include "eddy/api/content.pb.h"

namespace eddy::cli {
namespace {

void look_around(Shell& shell) {
  const auto is = [](const char* name, const char* value) {
    const char* given = std::getenv(name);
    return given && (value ? std::string(given) == value : *given != 0);
  };
  shell.home = client::default_home();
  // Whom nobody could see asking is not asked.
  shell.tty_in = isatty(STDIN_FILENO) && (isatty(STDERR_FILENO) || isatty(STDOUT_FILENO));
  shell.tty_out = isatty(STDOUT_FILENO);
  shell.dumb = is("TERM", "dumb") || !is("TERM", nullptr);
  shell.color = shell.draws() && !is("NO_COLOR", nullptr);
}

void add_packs(Shell& shell) {
  std::error_code none;
  for (const auto& f : std::filesystem::directory_iterator(shell.home + "/packs", none)) {
    if (f.path().extension() != ".eddypack") continue;
    try {
      api::AddPackRequest q;
      q.set_pack(read_file(f.path().string()));
      shell.client.call<api::Nothing>("Content/AddPack", q);
    } catch (const client::Error& e) {
      shell.tell("eddy: left out the pack " + f.path().filename().string() + ": " + e.error.detail());
    }
  }
}

// Alone in a terminal: what a person comes here for.
void welcome(Shell& shell) {
  shell.json = false;
  shell.say(command::help(program()));
  if (!shell.tty_in || !shell.tty_out || shell.attach().exists()) return;
  if (!shell.yes("\nThere is no diary yet. Make one now?", "`eddy init`"))
    return shell.say("Nothing was made. `eddy init` makes one whenever you like.");
  verbs::init.run(shell, command::parse(program(), {"init"}).options);
}

void run(Shell& shell, const std::vector<std::string>& words) {
  auto typed = command::parse(program(), words);
  if (typed.version) return shell.put(std::string("eddy ") + eddy_version());
  take_everywhere(shell, typed.options);
  if (!typed.verb && !typed.help) return welcome(shell);
  if (typed.help) {
    shell.json = false;
    return shell.say(typed.verb ? command::help(program(), *typed.verb) : command::help(program()));
  }
  if (typed.options.mended()) shell.tell(kMended);
  typed.options.ask_for_words(*typed.verb, [&](const std::string& what) { return shell.words(what); });
  add_packs(shell);
  for (const auto* v : all_verbs())
    if (&v->about == typed.verb) return v->run(shell, typed.options);
}

int ended(const Shell& shell, int code, const std::string& sentence) {
  shell.tell("eddy: " + sentence);
  return code;
}

int done(const Shell& shell) {
  if (shell.written()) return 0;
  return ended(shell, 10 + int(api::Error::FULL),
               "Not all of the output could be written where it was to go. What was kept is kept.");
}

}  // namespace
}  // namespace eddy::cli

int main(int argc, char** argv) {
  using namespace eddy::cli;
  eddy::client::harden_process();
  Shell shell;
  look_around(shell);
  try {
    run(shell, {argv + 1, argv + argc});
    return done(shell);
  } catch (const eddy::client::Error& e) {
    return tell(shell, e.error);
  } catch (const Usage& e) {
    return ended(shell, 2, e.what());
  } catch (const Ended& e) {
    return ended(shell, e.code, e.what());
  } catch (const std::exception& e) {
    return ended(
        shell, 20,
        std::string("something is wrong inside Eddy (") + e.what() + "). What was kept before is safe.");
  }
}
