#include "apps/command/completion.h"

#include <algorithm>

namespace eddy::command {
namespace {

std::string shell_quoted(const std::string& words) {
  std::string out = "'";
  for (const char c : words) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string joined(const std::vector<std::string>& all) {
  std::string out;
  for (const auto& x : all) out += (out.empty() ? "" : " ") + x;
  return out;
}

// What may stand behind a verb, without its options: those under it, and arguments that are a list of names.
std::vector<std::string> typed_text(const Program& program, const About& verb) {
  std::vector<std::string> out;
  for (const auto* v : under(program, verb))
    out.push_back(std::string(v->name).substr(std::string(verb.name).size() + 1));
  const std::string arguments = verb.arguments;
  const auto from = arguments.find_first_not_of('['),
             to = arguments.find_first_of("] ", from == arguments.npos ? 0 : from);
  if (from != arguments.npos)
    for (const auto& c : choices(arguments.substr(from, to - from)))
      if (c.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == c.npos) out.push_back(c);
  if (std::string(verb.name) == "help")
    for (const auto* v : program.verbs)
      if (is_root(*v)) out.push_back(v->name);
  return out;
}

std::string options_in(const std::vector<Described>& all) {
  std::vector<std::string> out;
  for (const auto& o : all) out.push_back("--" + o.name);
  return joined(out);
}

// A `case` with one line for each verb or option that has something to offer.
struct Cases {
  std::string lines;
  void add(const std::string& name, const char* variable, const std::string& value) {
    if (!value.empty())
      lines += "    " + shell_quoted(name) + ") " + variable + "=" + shell_quoted(value) + " ;;\n";
  }
};

std::string roots(const Program& program) {
  std::vector<std::string> out;
  for (const auto* v : program.verbs)
    if (is_root(*v)) out.push_back(v->name);
  return joined(out);
}

// Every option that takes a value, as a pattern.
std::string taking(const Program& program) {
  std::vector<std::string> known;
  const auto add = [&](const std::vector<Described>& all) {
    for (const auto& o : all)
      if (!o.value.empty() && std::find(known.begin(), known.end(), "--" + o.name) == known.end())
        known.push_back("--" + o.name);
  };
  add(described(program.everywhere()));
  for (const auto* v : program.verbs) add(options_of(*v));
  std::string out;
  for (const auto& k : known) out += (out.empty() ? "" : "|") + k;
  return out;
}

// For bash and zsh alike. `head` sets line, count, base (what the shell counts from) and current; `tail` offers.
std::string posix(const Program& program, const std::string& head, const std::string& tail) {
  const std::string name = program.name, takes = taking(program);
  Cases behind, options, values;
  for (const auto* v : program.verbs) {
    const auto all = options_of(*v);
    behind.add(v->name, "behind", joined(typed_text(program, *v)));
    options.add(v->name, "options", options_in(all));
    for (const auto& o : all)
      values.add(std::string(v->name) + " --" + o.name, "values", joined(choices(o.value)));
  }
  return "_" + name + "_behind() {\n  local behind=''\n  case $1 in\n" + behind.lines +
         "  esac\n  printf '%s' \"$behind\"\n}\n_" + name + "() {\n" + head +
         "  local everywhere=" + shell_quoted(options_in(described(program.everywhere()))) +
         "\n  local verb='' behind='' options='' values='' before='' takes='' i w\n"
         "  # The verb, and the one under it; what an option takes is neither.\n"
         "  for ((i = 1; i < count; i++)); do\n"
         "    w=${line[i+base]}\n"
         "    case $before in " +
         takes +
         ") before=''; continue ;; esac\n"
         "    before=$w\n"
         "    case $w in -*) continue ;; esac\n"
         "    if [ -z \"$verb\" ]; then\n"
         "      verb=$w\n"
         "    else\n"
         "      case \" $(_" +
         name +
         "_behind \"$verb\") \" in *\" $w \"*) verb=\"$verb $w\" ;; esac\n"
         "    fi\n"
         "  done\n"
         "  behind=$(_" +
         name +
         "_behind \"$verb\")\n"
         "  case $verb in\n" +
         options.lines +
         "  esac\n"
         "  case \"$verb $before\" in\n" +
         values.lines +
         "  esac\n"
         "  [ -n \"$verb\" ] || behind=" +
         shell_quoted(roots(program)) +
         "\n"
         "  case $before in " +
         takes + ") takes=yes ;; esac\n" + tail + "}\n";
}

std::string bash(const Program& program) {
  return "# " + std::string(program.name) + ", completed by bash:  source <(" + program.name +
         " completion bash)\n" +
         posix(program,
               "  local -a line=(\"${COMP_WORDS[@]}\")\n  local count=$COMP_CWORD base=0 "
               "current=${COMP_WORDS[COMP_CWORD]}\n",
               "  local IFS=$' \\t\\n' offer=''\n"
               "  if [ -n \"$takes\" ]; then offer=$values; elif [ \"${current:0:1}\" = - ]; then "
               "offer=\"$options $everywhere\"; else offer=$behind; fi\n"
               "  COMPREPLY=($(compgen -W \"$offer\" -- \"$current\"))\n"
               "  [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- \"$current\"))\n") +
         "complete -F _" + program.name + " " + program.name + "\n";
}

std::string zsh(const Program& program) {
  std::string described;
  for (const auto* v : program.verbs)
    if (is_root(*v)) described += "      " + shell_quoted(std::string(v->name) + ":" + v->summary) + "\n";
  return "#compdef " + std::string(program.name) + "\n# " + program.name + ", completed by zsh\n" +
         posix(program,
               "  local -a line=(\"${words[@]}\")\n  local count=$((CURRENT - 1)) base=1 "
               "current=${line[CURRENT]}\n",
               "  if [ -n \"$takes\" ]; then\n    if [ -n \"$values\" ]; then compadd -- ${=values}; else "
               "_files; fi\n"
               "  elif [ \"${current[1]}\" = - ]; then\n    compadd -- ${=options} ${=everywhere}\n"
               "  elif [ -z \"$verb\" ]; then\n    local -a described\n    described=(\n" +
                   described +
                   "    )\n    _describe verb described\n"
                   "  elif [ -n \"$behind\" ]; then\n    compadd -- ${=behind}; _files\n  else\n    _files\n "
                   " fi\n") +
         "if [ \"${funcstack[1]}\" = _" + program.name + " ]; then _" + program.name +
         " \"$@\"; else compdef _" + program.name + " " + program.name + "; fi\n";
}

std::string fish_option(const std::string& head, const Described& o) {
  const auto listed = joined(choices(o.value));
  return head + " -l " + o.name +
         (o.value.empty()  ? ""
          : listed.empty() ? " -r"
                           : " -x -a " + shell_quoted(listed)) +
         " -d " + shell_quoted(o.summary) + "\n";
}

std::string fish_verb(const Program& program, const About& v) {
  const std::string start = std::string("complete -c ") + program.name + " -n ", full = v.name;
  const auto space = full.find(' ');
  const auto root = "__fish_seen_subcommand_from " + full.substr(0, space);
  const auto own = space == full.npos ? full : full.substr(space + 1);
  const auto here =
      shell_quoted(space == full.npos ? root : root + "; and __fish_seen_subcommand_from " + own);
  auto out = start + (space == full.npos ? "__fish_use_subcommand" : shell_quoted(root)) + " -a " + own +
             " -d " + shell_quoted(v.summary) + "\n";
  for (const auto& o : options_of(v)) out += fish_option(start + here, o);
  for (const auto& w : typed_text(program, v)) {
    const auto below = full + " " + w;
    if (std::none_of(program.verbs.begin(), program.verbs.end(),
                     [&](const About* x) { return x->name == below; }))
      out += start + here + " -a " + w + "\n";
  }
  return out;
}

std::string fish(const Program& program) {
  const std::string name = program.name;
  std::string out = "# " + name + ", completed by fish\n";
  for (const auto& o : described(program.everywhere())) out += fish_option("complete -c " + name, o);
  for (const auto* v : program.verbs) out += fish_verb(program, *v);
  return out;
}

}  // namespace

About completion_verb(const char* example) {
  return {.name = "completion",
          .group = "Around it",
          .summary = "for your shell",
          .arguments = "[bash|zsh|fish]",
          .most = 1,
          .examples = {example}};
}

std::string completion(const Program& program, const std::vector<std::string>& words) {
  const std::string shell = words.empty() ? "bash" : words[0];
  if (shell == "bash") return bash(program);
  if (shell == "zsh") return zsh(program);
  if (shell == "fish") return fish(program);
  throw Usage("\"" + shell + "\" is not a shell that Eddy completes for:  " + program.name +
              " completion bash|zsh|fish");
}

}  // namespace eddy::command
