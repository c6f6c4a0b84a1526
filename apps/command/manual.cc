#include "apps/command/manual.h"

#include <algorithm>
#include <sstream>

#include "apps/command/columns.h"

namespace eddy::command {
namespace {

// Words as they are: what the language of the page would take for its own is marked. `options`: dashes stay dashes.
std::string escaped(const std::string& words, bool options = false) {
  std::string out;
  for (size_t i = 0; i < words.size(); ++i) {
    const char c = words[i];
    const bool first = i == 0 || words[i - 1] == '\n';
    if (first && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\')
      out += "\\e";
    else if (c == '-' &&
             (options || (i + 1 < words.size() && words[i + 1] == '-') || (i && words[i - 1] == '-')))
      out += "\\-";
    else if (c == '\'' && options)
      out += "\\(aq";
    else if (c == '`')
      out += "\\(ga";
    else
      out += c;
  }
  return out;
}

std::string upper(std::string s) {
  for (auto& c : s) c = char(std::toupper(static_cast<unsigned char>(c)));
  return s;
}

// Every sentence begins a line of its own, as the language of the page has it, and no line is long.
std::string sentences(const std::string& words) {
  auto parts = words;
  for (size_t at = 0; (at = parts.find(". ", at)) != std::string::npos; ++at)
    if (at + 2 < parts.size() && std::isupper(static_cast<unsigned char>(parts[at + 2])))
      parts[at + 1] = '\n';
  std::string out;
  for (const auto& line : broken(parts, 72))
    out += (out.empty() ? "" : "\n") + escaped(parts.substr(line.from, line.to - line.from));
  return out;
}

std::string paragraphs(const std::string& words) {
  std::string out;
  std::stringstream all(words);
  bool empty = false;
  for (std::string line; std::getline(all, line);) {
    if (line.empty()) {
      empty = true;
      continue;
    }
    if (empty) out += ".PP\n";
    empty = false;
    out += sentences(line) + "\n";
  }
  return out;
}

std::string option(const Described& o) {
  std::string out = ".TP\n\\fB\\-\\-" + escaped(o.name, true) + "\\fR";
  if (!o.value.empty()) out += " \\fI" + escaped(o.value, true) + "\\fR";
  out += "\n" + sentences(o.summary + (o.many ? "; may be given more than once" : "") +
                          (o.usual.empty() ? "" : " (usual: " + o.usual + ")"));
  return out + "\n";
}

std::string verb_section(const Program& program, const About& v) {
  std::string out = std::string(".SS ") + escaped(v.name, true) + "\n" + sentences(v.summary) +
                    ".\n.PP\n.nf\n\\fB" + escaped(usage(program, v), true) + "\\fR\n.fi\n";
  if (*v.more) out += ".PP\n" + paragraphs(v.more);
  for (const auto& o : options_of(v)) out += option(o);
  if (!v.examples.empty()) out += ".PP\n.nf\n";
  for (const auto* e : v.examples) out += "    " + escaped(e, true) + "\n";
  if (!v.examples.empty()) out += ".fi\n";
  return out;
}

std::string part(const Part& p) {
  std::string out = std::string(".SH ") + upper(p.heading) + "\n";
  std::stringstream all(p.words);
  for (std::string line; std::getline(all, line);) {
    const auto colon = line.find(": ");
    if (colon == std::string::npos)
      out += sentences(line) + "\n";
    else
      out += ".TP\n\\fB" + escaped(line.substr(0, colon), true) + "\\fR\n" +
             sentences(line.substr(colon + 2)) + "\n";
  }
  return out;
}

}  // namespace

std::string manual(const Program& program) {
  const std::string name = program.name;
  std::string out = ".\\\" Made by `" + name + " help --man` from the table of verbs.\n.TH " + upper(name) +
                    " " + program.section + " " + program.date + " \"Eddy " + program.version +
                    "\" \"Eddy\"\n.SH NAME\n" + name + " \\- " + escaped(program.summary) +
                    "\n.SH SYNOPSIS\n.B " + name +
                    "\n[\\fIOPTIONS\\fR] \\fIVERB\\fR [\\fIOPTIONS\\fR] [\\fIWORDS\\fR]\n.SH DESCRIPTION\n" +
                    paragraphs(program.description) + ".SH OPTIONS OF EVERY VERB\n";
  for (const auto& o : described(program.everywhere())) out += option(o);
  out += ".SH VERBS\n";
  for (const auto* v : program.verbs) out += verb_section(program, *v);
  for (const auto& p : program.parts) out += part(p);
  return out;
}

}  // namespace eddy::command
