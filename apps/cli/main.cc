// `eddy`, the terminal shell. One small function a verb; everything it knows it asks the core.
#include <unistd.h>

#include <clocale>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "apps/cli/verbs.h"
#include "bindings/cpp/host.h"
#include "eddy/api/content.pb.h"

namespace eddy::cli {

const std::vector<Verb>& verbs() {
  static const std::vector<Verb> all = {
      {"reset", "back to calm after a call",
       "eddy reset [PRACTICE] [--seconds N] [--before 0-10] [--after 0-10] [--rate] [--fast] [--still] "
       "[--wait-for-me]\n  Plays your usual practice, also while the diary is locked. Esc leaves, n is the "
       "next call, w says it makes it worse.\n  eddy reset --seconds 30\n  eddy reset body.stand --opt-out "
       "CANNOT_STAND",
       reset},
      {"cards", "the right sentence during a call",
       "eddy cards [WORDS...|ID|people] [--all] [--limit N]      eddy cards add [--for ID] --text WORDS\n  "
       "eddy cards 'he is swearing at me'\n  eddy cards card.danger",
       cards},
      {"check-in", "mood, energy, tension, a word",
       "eddy check-in [--mood 1-5] [--energy 1-5] [--tension 0-10] [--word WORD]... [--note TEXT] "
       "[--outside] [--at TIME] [--space work|home]\n  Asks where nothing is given.\n  eddy check-in --mood "
       "3 --energy 2 --tension 4 --word drained",
       check_in},
      {"hard-call", "note a hard call",
       "eddy hard-call [--how-hard 0-10] [--kind "
       "angry|abusive|targeted-abuse|sexual-abuse|sad|complex|threat|caller-in-danger|death|other]\n         "
       "      [--handled alone|asked-for-help|escalated|ended] [--note TEXT] [--at TIME]\n  eddy hard-call "
       "--how-hard 8 --kind angry --note 'refund refused twice, shouting'",
       hard_call},
      {"debrief", "learn from a call, kindly",
       "eddy debrief [--last|--id ID|--list] [--practice debrief.three|debrief.detail] [--answer "
       "QUESTION=TEXT]...\n  eddy debrief --last\n  eddy debrief --last --answer control='my voice' --answer "
       "if_then='If they shout, then I breathe out first.'",
       debrief},
      {"bright-spot", "keep what went right", "eddy bright-spot 'she thanked me at the end'", bright_spot},
      {"note", "keep what you wrote down during a call", "eddy note [--for card.vent|card.cpr] TEXT", note},
      {"sleep", "note the night, or plan it",
       "eddy sleep --bed 23:10 --up 06:40 [--quality 1-5] [--device-free MIN] [--nap]      eddy sleep plan",
       sleep_log},
      {"board", "what reassures, reminds or makes you laugh",
       "eddy board [show] [--need reassure|remind|laugh]      eddy board add --need NEED [--text TEXT] "
       "[--from WHO] [--picture FILE] [--bright-spot ID]\neddy board list | hide ID | picture ID --out "
       "FILE\n  eddy board add "
       "--need laugh --text 'this is fine'",
       board},
      {"people", "your people",
       "eddy people      eddy people add --name NAME [--role "
       "friend|colleague|mentor|lead|hr|employee-assistance|specialist] [--reach NUMBER]",
       person},
      {"shift", "your shifts",
       "eddy shift [show]      eddy shift open [--intention TEXT]      eddy shift week mon 08:00-16:30 tue "
       "22:00-06:00 ...\neddy shift add|off --start TIME --end TIME",
       shift},
      {"close-shift", "three lines, and the door shuts",
       "eddy close-shift [--heavy TEXT] [--good TEXT] [--leave TEXT]", close_shift},
      {"trends", "how it has been",
       "eddy trends [--days N] [--step day|week|month] [--part all|work|outside]\n  eddy trends --days 365 "
       "--step week",
       trends},
      {"helps", "what seems to help you", "eddy helps", helps},
      {"next", "what is due next", "eddy next", next},
      {"search", "find your own words", "eddy search WORDS... [--limit N]\n  eddy search refund", search},
      {"list", "the newest entries",
       "eddy list [check-in|hard-call|sleep|...]... [--limit N] [--from TIME] [--to TIME] [--trash]", list},
      {"entry", "one entry: show, trash, restore, purge, move",
       "eddy entry show|trash|restore|purge ID      eddy entry move ID --to home", entry},
      {"practices", "everything Eddy can play, and what is known about it", "eddy practices [ID]", practices},
      {"settings", "look and change",
       "eddy settings [NAME=VALUE]...\n  eddy settings pinned=breathe.slow reset-seconds=45\n  eddy settings "
       "opt-outs=no-holds,cannot-stand      (no-holds no-breath-focus cannot-stand no-tensing eyes-open "
       "no-water no-pictures no-voice unseen)\n  eddy settings words=on country=DE quiet=90m",
       settings},
      {"init", "make an encrypted diary", "eddy init [--work|--own] [--words|--no-words]", init},
      {"backup", "an encrypted copy", "eddy backup FILE", backup},
      {"restore", "from a backup or by your 24 words, into an empty folder",
       "eddy --home NEW restore FILE [--words-file FILE]\neddy --home NEW restore --words --server HOST:PORT "
       "[--words-file FILE] [--name NAME]\n  The second brings everything back from your server.",
       restore},
      {"pair", "join your devices, through a box of your own",
       "eddy pair --server HOST:PORT --invite INVITE [--name NAME]     once, on a device of your own\neddy "
       "pair --show      "
       "                                         then here ...\neddy pair --code CODE [--name NAME] "
       "[--instead]"
       "         ... and on the other\n  --instead leaves the account that a diary has been in.\n  `eddyd "
       "invite` prints the invite. Whatever leaves a device is sealed; "
       "the box cannot read it.",
       pair},
      {"sync", "exchange with your other devices",
       "eddy sync      always possible; nothing goes by itself in your work hours", sync},
      {"devices", "which they are, and when they were last heard from", "eddy devices", devices},
      {"revoke", "take a device out", "eddy revoke NAME      the others get new keys", revoke},
      {"afresh", "a new account with new words, here or on another server",
       "eddy afresh --server HOST:PORT --invite INVITE [--name NAME]\neddy afresh --keep     the account "
       "stays, though its "
       "end was asked for\n  For lost words, another server, or two lists of devices. Everything here goes "
       "along; the other "
       "devices are paired again, with --instead.",
       afresh},
      {"import", "from Daylio, or Eddy's own export",
       "eddy import FILE [--mood LABEL=1-5]...      eddy import --undo ID", import},
      {"export", "everything, readable, not encrypted", "eddy export FILE.json", export_all},
      {"check", "is the store sound?", "eddy check [--rebuild]", check},
      {"status", "is there a diary, and where?", "eddy status", status},
      {"passphrase", "change it", "eddy passphrase [--words-file FILE] [--new-passphrase-file FILE]",
       passphrase},
      {"key", "the raw key, or recovery words", "eddy key --reveal      eddy key --words", key},
      {"show", "the widget: reset, cards, abuse, danger, note, log, breath, beside, hide",
       "eddy show reset      for a window manager's own key; `eddy show` alone opens the window", show},
      {"content", "check and build your own practices",
       "eddy content check FILE...      eddy content build FILE... --out PACK", content},
      {"api", "any method of the core, in JSON",
       "eddy api      eddy api METHOD [JSON]\n  eddy api Journal/CheckIn "
       "'{\"mood\":4,\"energy\":3,\"tension\":2}'",
       api_call},
      {"completion", "for your shell", "eddy completion bash|zsh|fish\n  source <(eddy completion bash)",
       completion},
  };
  return all;
}

int completion(Shell&, const Words& words) {
  const auto shell = words.empty() ? "bash" : words[0];
  std::string names;
  for (const auto& v : verbs()) names += std::string(names.empty() ? "" : " ") + v.name;
  if (shell == "bash")
    std::cout << "_eddy() { [ \"$COMP_CWORD\" -eq 1 ] && COMPREPLY=($(compgen -W \"" << names
              << " help\" -- \"${COMP_WORDS[COMP_CWORD]}\")) || COMPREPLY=($(compgen -f -- "
                 "\"${COMP_WORDS[COMP_CWORD]}\")); }\ncomplete -F _eddy eddy\n";
  else if (shell == "zsh") {
    std::cout << "#compdef eddy\n_eddy() {\n  local -a verbs\n  verbs=(\n";
    for (const auto& v : verbs()) std::cout << "    '" << v.name << ":" << v.summary << "'\n";
    std::cout << "  )\n  (( CURRENT == 2 )) && _describe verb verbs || _files\n}\ncompdef _eddy eddy\n";
  } else if (shell == "fish")
    for (const auto& v : verbs())
      std::cout << "complete -c eddy -n __fish_use_subcommand -a " << v.name << " -d '" << v.summary << "'\n";
  else
    throw Usage("eddy completion bash|zsh|fish");
  return 0;
}

namespace {

void help(const Shell& shell) {
  std::cout << shell.bold("eddy") << "  the calm water behind the rock\n\n";
  for (const auto& v : verbs())
    std::cout << "  " << shell.calm(v.name) << std::string(14 - std::string(v.name).size(), ' ') << v.summary
              << '\n';
  std::cout << "\n  eddy help VERB        how to use it, with examples\n"
               "  --home DIR            where the diary is (default $XDG_DATA_HOME/eddy)\n"
               "  --passphrase-file F   or EDDY_PASSPHRASE; else Eddy asks\n"
               "  --json                replies as JSON\n"
               "  --now TIME            as if it were 2026-03-29T01:30:00+01:00\n";
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
      std::cerr << "eddy: left out the pack " << f.path().filename().string() << ": " << e.error.detail()
                << '\n';
    }
  }
}

int run(Shell& shell, std::vector<std::string> words) {
  // Options of every verb may stand anywhere before it, and --json anywhere.
  std::string verb, now;
  Words rest;
  for (size_t i = 0; i < words.size(); ++i) {
    const auto& w = words[i];
    const auto value = [&](const std::string& name) -> std::optional<std::string> {
      if (w.rfind(name + "=", 0) == 0) return w.substr(name.size() + 1);
      if (w != name) return std::nullopt;
      if (i + 1 >= words.size()) throw Usage(name + " needs a value");
      return words[++i];
    };
    if (w == "--json")
      shell.json = true;
    else if (w == "--help" || w == "-h")
      rest.insert(rest.begin(), verb), verb = "help";
    else if (w == "--version") {
      std::cout << "eddy " << eddy_version() << '\n';
      return 0;
    } else if (const auto h = value("--home"))
      shell.home = *h;
    else if (const auto p = value("--passphrase-file"))
      shell.passphrase_file = *p;
    else if (const auto n = value("--now"))
      now = *n;
    else if (verb.empty() && w.rfind("--", 0) == 0)
      throw Usage(w + " is not an option; see eddy --help");
    else if (verb.empty())
      verb = w;
    else
      rest.push_back(w);
  }
  if (!now.empty()) {
    const double ms = parse_time(shell, now);
    int offset = shell.offset_min(ms);
    int h = 0, m = 0;
    if (now.back() == 'Z')
      offset = 0;
    else if (now.size() > 6 && std::sscanf(now.c_str() + now.size() - 5, "%2d:%2d", &h, &m) == 2 &&
             (now[now.size() - 6] == '+' || now[now.size() - 6] == '-') && now.find('T') != std::string::npos)
      offset = (now[now.size() - 6] == '-' ? -1 : 1) * (h * 60 + m);
    shell.now = {ms, offset};
  }
  if (verb.empty()) {
    if (!shell.tty_in || !shell.tty_out) return help(shell), 0;
    // Alone in a terminal: what a person comes here for.
    const auto status = shell.attach();
    if (!status.exists()) {
      help(shell);
      std::cout << '\n';
      return shell.yes("There is no diary yet. Make one now?") ? init(shell, {}) : 0;
    }
    help(shell);
    return 0;
  }
  if (verb == "help") {
    for (const auto& v : verbs())
      if (!rest.empty() && rest[0] == v.name) {
        std::cout << shell.bold(v.name) << "  " << v.summary << "\n\n" << v.help << '\n';
        return 0;
      }
    return help(shell), 0;
  }
  for (const auto& v : verbs())
    if (verb == v.name) {
      add_packs(shell);
      return v.run(shell, rest);
    }
  throw Usage("\"" + verb + "\" is not a verb; eddy --help lists them");
}

}  // namespace
}  // namespace eddy::cli

int main(int argc, char** argv) {
  using namespace eddy::cli;
  eddy::client::harden_process();
  std::setlocale(LC_CTYPE, "");
  Shell shell;
  shell.home = eddy::client::default_home();
  shell.tty_in = isatty(STDIN_FILENO);
  shell.tty_out = isatty(STDOUT_FILENO);
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  shell.color = shell.tty_out && !(no_color && *no_color) && !(term && std::string(term) == "dumb");
  try {
    return run(shell, {argv + 1, argv + argc});
  } catch (const eddy::client::Error& e) {
    return tell(shell, e.error);
  } catch (const Usage& e) {
    std::cerr << "eddy: " << e.what() << '\n';
    return 2;
  } catch (const std::exception& e) {
    std::cerr << "eddy: something is wrong inside Eddy (" << e.what() << "). What was kept before is safe.\n";
    return 20;
  }
}
