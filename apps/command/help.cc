#include "apps/command/help.h"

#include <algorithm>

#include "apps/command/columns.h"

namespace eddy::command {
namespace {

constexpr int kNames = 26;  // columns for an option and its value

std::string shown(const Described& o) { return "--" + o.name + (o.value.empty() ? "" : " " + o.value); }

Text lines_of(const std::vector<Described>& all) {
  Text out;
  for (const auto& o : all) {
    const auto name = shown(o);
    out += Text("\n  ") + calm(name);
    out += columns_of(name) < kNames ? std::string(size_t(kNames - columns_of(name)), ' ')
                                     : "\n" + std::string(kNames + 2, ' ');
    out += o.summary + (o.many ? "; may be given more than once" : "") +
           (o.usual.empty() ? "" : " (" + o.usual + ")");
  }
  return out;
}

Text verb_line(const About& verb, int columns) {
  return Text("\n  ") + calm(verb.name) +
         std::string(size_t(std::max(1, columns - columns_of(verb.name))), ' ') + verb.summary;
}

std::string json_quoted(const std::string& s) {
  static const char digits[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : s) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20)
      out += std::string("\\u00") + digits[(c >> 4) & 15] + digits[c & 15];
    else
      out += c;
  }
  return out + "\"";
}

template <class All, class One>
std::string array(const All& all, const One& one) {
  std::string out = "[";
  for (const auto& x : all) out += (out.size() > 1 ? "," : "") + one(x);
  return out + "]";
}

std::string json(const Described& o) {
  return "{\"name\":" + json_quoted(o.name) + ",\"value\":" + json_quoted(o.value) +
         ",\"usual\":" + json_quoted(o.usual) + ",\"many\":" + (o.many ? "true" : "false") +
         ",\"summary\":" + json_quoted(o.summary) + "}";
}

}  // namespace

Text help(const Program& program) {
  Text out = bold(program.name) + "  " + program.summary + "\n";
  std::vector<std::string> groups;
  for (const auto* v : program.verbs)
    if (std::find(groups.begin(), groups.end(), v->group) == groups.end()) groups.push_back(v->group);
  for (const auto& group : groups) {
    out += "\n" + bold(group);
    for (const auto* v : program.verbs)
      if (v->group == group && is_root(*v)) out += verb_line(*v, 14);
    out += "\n";
  }
  out += "\n" + bold("With every verb");
  out += lines_of(described(program.everywhere()));
  return out + "\n\n  " + program.name + " help VERB        how to use it, with examples";
}

Text help(const Program& program, const About& verb) {
  Text out = bold(verb.name) + "  " + verb.summary + "\n\n  " + usage(program, verb);
  const auto all = options_of(verb);
  if (*verb.more) out += std::string("\n\n") + verb.more;
  if (!all.empty()) out += "\n\n" + bold("Options") + lines_of(all);
  if (const auto more = under(program, verb); !more.empty()) {
    out += "\n\n" + bold("Under it");
    for (const auto* v : more) out += verb_line(*v, 18);
  }
  if (!verb.examples.empty()) out += "\n\n" + bold("Examples");
  for (const auto* e : verb.examples) out += std::string("\n  ") + e;
  return out + "\n\n" + dim(std::string("`") + program.name + " --help` tells what every verb takes.");
}

Text help(const Program& program, const std::vector<std::string>& words) {
  if (words.empty()) return help(program);
  if (const auto* verb = find(program, words)) return help(program, *verb);
  no_verb(program, words[0]);
}

About help_verb(const std::vector<const char*>& examples) {
  return {
      .name = "help",
      .group = "Around it",
      .summary = "how to use a verb, with examples",
      .arguments = "[VERB...]",
      .most = 2,
      .options =
          [] {
            return options({{"man", "", "all of it, as a manual page"}, {"list", "", "all of it, as JSON"}});
          },
      .examples = examples};
}

std::string listed(const Program& program) {
  const auto verb = [&](const About* v) {
    return "{\"name\":" + json_quoted(v->name) + ",\"group\":" + json_quoted(v->group) +
           ",\"summary\":" + json_quoted(v->summary) + ",\"usage\":" + json_quoted(usage(program, *v)) +
           ",\"arguments\":" + json_quoted(v->arguments) + ",\"least\":" + std::to_string(v->least) +
           ",\"most\":" + std::to_string(v->most) + ",\"onlyUnder\":" + (v->only_under ? "true" : "false") +
           ",\"options\":" + array(options_of(*v), json) +
           ",\"examples\":" + array(v->examples, json_quoted) + "}";
  };
  return "{\"program\":" + json_quoted(program.name) + ",\"version\":" + json_quoted(program.version) +
         ",\"everywhere\":" + array(described(program.everywhere()), json) +
         ",\"verbs\":" + array(program.verbs, verb) + "}";
}

}  // namespace eddy::command
