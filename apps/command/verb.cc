#include "apps/command/verb.h"

#include <algorithm>
#include <boost/make_shared.hpp>
#include <sstream>

namespace eddy::command {

po::options_description options(const std::vector<Option>& all) {
  po::options_description d;
  for (const auto& o : all) {
    const po::value_semantic* value = nullptr;
    if (!*o.value)
      value = new po::untyped_value(true);  // the description owns it
    else if (o.many)
      value = po::value<std::vector<std::string>>()->value_name(o.value)->composing();
    else
      value = po::value<std::string>()->value_name(o.value);
    d.add(boost::make_shared<po::option_description>(o.name, value, o.summary));
  }
  return d;
}

std::vector<Described> described(const po::options_description& all) {
  std::vector<Described> out;
  for (const auto& o : all.options()) {
    Described t;
    t.name = o->long_name();
    t.summary = o->description();
    const auto semantic = o->semantic();
    t.many = semantic->is_composing();
    if (semantic->max_tokens() > 0) {
      t.value = semantic->name();
      // The library writes a usual value behind the name.
      if (const auto usual = t.value.find(" (="); usual != std::string::npos) {
        t.usual = t.value.substr(usual + 3, t.value.size() - usual - 4);
        t.value.resize(usual);
      }
    }
    out.push_back(std::move(t));
  }
  return out;
}

std::vector<Described> options_of(const About& verb) {
  return verb.options ? described(verb.options()) : std::vector<Described>();
}

const About* find(const Program& program, const std::vector<std::string>& words) {
  const About* found = nullptr;
  std::string name;
  for (const auto& w : words) {
    if (w.find(' ') != std::string::npos) break;  // one word, not two
    name += (name.empty() ? "" : " ") + w;
    const auto is = [&](const About* v) { return v->name == name; };
    const auto v = std::find_if(program.verbs.begin(), program.verbs.end(), is);
    if (v == program.verbs.end()) break;
    found = *v;
  }
  return found;
}

bool is_under(const About& verb, const About& parent) {
  return std::string(verb.name).rfind(std::string(parent.name) + " ", 0) == 0;
}

bool is_root(const About& verb) { return std::string(verb.name).find(' ') == std::string::npos; }

void no_verb(const Program& program, const std::string& word) {
  std::vector<std::string> known;
  for (const auto* v : program.verbs) known.emplace_back(v->name);
  const auto near = nearest(word, known);
  throw Usage("\"" + word + "\" is not a verb" + (near.empty() ? "; " : "; did you mean \"" + near + "\"? ") +
              "`" + program.name + " --help` lists them");
}

std::vector<const About*> under(const Program& program, const About& verb) {
  std::vector<const About*> out;
  for (const auto* v : program.verbs)
    if (is_under(*v, verb)) out.push_back(v);
  return out;
}

std::vector<std::string> choices(const std::string& value) {
  std::vector<std::string> out;
  if (value.find('|') == std::string::npos) return out;
  std::stringstream all(value);
  for (std::string one; std::getline(all, one, '|');) out.push_back(one);
  return out;
}

std::string usage(const Program& program, const About& verb) {
  std::string out = std::string(program.name) + " " + verb.name;
  if (verb.only_under) {
    char between = ' ';
    for (const auto* v : under(program, verb)) {
      out += between + std::string(v->name).substr(std::string(verb.name).size() + 1);
      between = '|';
    }
    return out;
  }
  if (*verb.arguments) out += std::string(" ") + verb.arguments;
  if (!options_of(verb).empty()) out += " [OPTIONS]";
  return out;
}

namespace {
// How many letters must be put in, taken out, changed or swapped.
size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::vector<size_t>> d(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (size_t i = 1; i <= a.size(); ++i)
    for (size_t j = 1; j <= b.size(); ++j) {
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}
}  // namespace

std::string nearest(const std::string& typed, const std::vector<std::string>& known) {
  if (typed.size() < 2 || typed.size() > 40) return "";
  std::string best;
  size_t least = std::max<size_t>(1, std::min<size_t>(3, typed.size() / 3 + 1)) + 1;
  for (const auto& k : known) {
    const bool begins = typed.size() > 2 && k.rfind(typed, 0) == 0;
    const auto d = begins ? 1 : distance(typed, k);
    if (d < least) best = k, least = d;
  }
  return best;
}

}  // namespace eddy::command
