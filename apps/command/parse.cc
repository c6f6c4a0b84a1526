#include "apps/command/parse.h"

#include <algorithm>
#include <cstdlib>

#include "apps/command/text.h"

namespace eddy::command {
namespace {

std::string quoted(const std::string& word) { return "\"" + word + "\""; }

// "--name=" is a name with an empty value, which the library takes for a mistake.
std::vector<po::option> empty_values(std::vector<std::string>& words) {
  const auto& w = words.front();
  if (w.size() < 4 || w.compare(0, 2, "--") != 0 || w.find('=') != w.size() - 1) return {};
  po::option o;
  o.string_key = w.substr(2, w.size() - 3);
  o.value.push_back("");
  o.original_tokens.push_back(w);
  words.erase(words.begin());
  return {o};
}

}  // namespace

class Parser {
 public:
  Parser(const Program& program, const std::vector<std::string>& words) : program_(program), words_(words) {}

  Parsed run() {
    everywhere_.add(program_.everywhere());
    if (look_for_verb()) return out_;
    po::options_description all;
    all.add(everywhere_);
    for (const auto& o : family()) all.add(o);
    take(parsed(all, false));
    return out_;
  }

 private:
  // What the line is about. True where the rest of it does not matter: help, or nothing but options.
  bool look_for_verb() {
    const auto first = parsed(everywhere_, true);
    std::vector<std::string> said;
    for (const auto& o : first.options) {
      if (o.unregistered && said.empty()) unknown(o.original_tokens[0], nullptr);
      if (o.position_key >= 0)
        said.push_back(o.value[0]);
      else if (!o.unregistered && o.string_key == "help")
        out_.help = true;
      else if (!o.unregistered && o.string_key == "version")
        out_.version = true;
    }
    if (!said.empty()) {
      root_ = find(program_, {said[0]});
      if (!root_) no_verb(program_, said[0]);
      out_.verb = find(program_, said);
    }
    if (root_ && !out_.help && !out_.version) return false;
    for (const auto& o : first.options)
      if (o.position_key < 0 && !o.unregistered) keep(o);
    out_.options.known_ = names(described(everywhere_));
    return true;
  }

  // The options of the verb and of those under it: which of them is meant shows only when all are read.
  std::vector<boost::shared_ptr<po::option_description>> family() const {
    std::vector<boost::shared_ptr<po::option_description>> out;
    std::vector<const About*> verbs = under(program_, *root_);
    verbs.push_back(root_);
    for (const auto* v : verbs) {
      if (!v->options) continue;
      const auto description = v->options();
      for (const auto& o : description.options())
        if (std::none_of(out.begin(), out.end(),
                         [&](const auto& k) { return k->long_name() == o->long_name(); }))
          out.push_back(o);
    }
    return out;
  }

  po::parsed_options parsed(const po::options_description& known, bool any) const {
    namespace style = po::command_line_style;
    po::positional_options_description words;
    words.add("words of a verb", -1);  // no option can be called that
    po::options_description all;
    all.add(known).add_options()("words of a verb", po::value<std::vector<std::string>>());
    po::command_line_parser parser(words_);
    parser.options(all).positional(words).style(style::unix_style & ~style::allow_guessing);
    parser.extra_style_parser(empty_values);
    if (any) parser.allow_unregistered();
    try {
      return parser.run();
    } catch (const po::unknown_option& e) {
      unknown(e.get_option_name(), out_.verb);
    } catch (const po::error_with_option_name& e) {
      const auto name = e.get_option_name();
      const bool takes = needs_value(all, name);
      throw Usage(name + (takes ? " needs a value" : " takes no value") + "; " + see());
    }
  }

  static bool needs_value(const po::options_description& all, const std::string& option) {
    const auto name = option.substr(std::min(option.find_first_not_of('-'), option.size()));
    const auto* o = all.find_nothrow(name, false);
    return !o || o->semantic()->max_tokens() > 0;
  }

  void take(const po::parsed_options& line) {
    std::vector<std::string> said;
    for (const auto& o : line.options)
      if (o.position_key >= 0) said.push_back(o.value[0]);
    out_.verb = find(program_, said);
    const auto& verb = *out_.verb;
    if (verb.only_under)
      throw Usage(said.size() > 1 ? quoted(said[1]) + " is not one of:  " + usage(program_, verb)
                                  : "Say which one:  " + usage(program_, verb));
    const auto depth = size_t(std::count(verb.name, verb.name + std::string(verb.name).size(), ' ')) + 1;
    out_.options.rest.assign(said.begin() + long(depth), said.end());
    const auto own = names(options_of(verb)), shared = names(described(everywhere_));
    out_.options.known_ = own;
    out_.options.known_.insert(out_.options.known_.end(), shared.begin(), shared.end());
    for (const auto& o : line.options)
      if (o.position_key < 0) one(o, shared);
    out_.options.bare_ = out_.options.bare_ && out_.options.rest.empty();
    count_words(verb);
    mend_letters(verb);
  }

  void one(const po::option& o, const std::vector<std::string>& shared) {
    const auto in = [&](const std::vector<std::string>& list) {
      return std::find(list.begin(), list.end(), o.string_key) != list.end();
    };
    if (!in(out_.options.known_)) unknown("--" + o.string_key, out_.verb);
    // "--note --mood 3": a value was forgotten, and the next option taken for it.
    if (o.original_tokens.size() > 1 && o.original_tokens[1].rfind("--", 0) == 0 &&
        in_family(o.original_tokens[1]))
      throw Usage("--" + o.string_key + " needs a value, and " + o.original_tokens[1] +
                  " came instead. A text that begins with dashes is given as --" + o.string_key + "='" +
                  o.original_tokens[1] + "'");
    if (!in(shared)) {
      const auto all = options_of(*out_.verb);
      const auto t =
          std::find_if(all.begin(), all.end(), [&](const Described& x) { return x.name == o.string_key; });
      if (!t->many && !t->value.empty() && out_.options.named_.count(o.string_key))
        throw Usage("--" + o.string_key + " was given twice; which one is meant?");
      out_.options.bare_ = false;
    }
    keep(o);
  }

  bool in_family(const std::string& token) const {
    const auto name =
        token.substr(2, token.find('=') == std::string::npos ? token.npos : token.find('=') - 2);
    return std::find(out_.options.known_.begin(), out_.options.known_.end(), name) !=
           out_.options.known_.end();
  }

  // What every verb takes may be said again: the last one counts, so that an alias can be overruled.
  void keep(const po::option& o) {
    const auto all = described(everywhere_);
    const auto overrules = [&](const Described& t) { return t.name == o.string_key && !t.many; };
    if (std::any_of(all.begin(), all.end(), overrules)) out_.options.named_.erase(o.string_key);
    out_.options.named_.emplace(o.string_key, o.value.empty() ? "" : o.value[0]);
  }

  void count_words(const About& verb) const {
    const auto n = int(out_.options.rest.size());
    if (n < verb.least)
      throw Usage(std::string("`") + program_.name + " " + verb.name +
                  "` needs more words:  " + usage(program_, verb));
    if (verb.most >= 0 && n > verb.most)
      throw Usage(quoted(out_.options.rest[size_t(verb.most)]) +
                  " is too much here:  " + usage(program_, verb));
  }

  // What is kept is UTF-8; names of files are what they are.
  void mend_letters(const About& verb) {
    const auto mend = [this](std::string& w) {
      if (is_utf8(w)) return;
      w = to_utf8(w);
      out_.options.mended_ = true;
    };
    if (std::string(verb.arguments).find("FILE") == std::string::npos)
      for (auto& w : out_.options.rest) mend(w);
    for (auto& [name, value] : out_.options.named_)
      for (const auto& t : options_of(verb))
        if (t.name == name && t.value != "FILE" && t.value != "FOLDER") mend(value);
  }

  static std::vector<std::string> names(const std::vector<Described>& all) {
    std::vector<std::string> out;
    for (const auto& t : all) out.push_back(t.name);
    return out;
  }

  std::string see() const {
    const std::string name = program_.name;
    const auto* verb = out_.verb ? out_.verb : root_;
    return verb ? "`" + name + " help " + verb->name + "` shows how" : "`" + name + " --help` shows how";
  }

  [[noreturn]] void unknown(std::string token, const About* verb) const {
    for (const auto& w : words_)  // the library may have taken it apart
      if (w[0] == '-' && w != "--" && w.rfind(token, 0) == 0)
        token = w.substr(0, w.rfind("--", 0) == 0 ? w.find('=') : w.npos);
    const auto* about = verb ? verb : root_;
    const bool text = token.rfind("--", 0) != 0 || token.find(' ') != std::string::npos;
    if (text && about)
      throw Usage(quoted(token) +
                  " begins with a dash, so it reads as an option, and there is none of that name. A text "
                  "like that goes behind two dashes:  " +
                  program_.name + " " + about->name + " -- '" + token + "'");
    std::vector<std::string> known = names(described(everywhere_));
    if (about)
      for (const auto& n : names(options_of(*about))) known.push_back(n);
    const auto near = nearest(token.substr(std::min(token.find_first_not_of('-'), token.size())), known);
    const auto where = about ? std::string("`") + program_.name + " " + about->name + "`"
                             : std::string("`") + program_.name + "` before a verb";
    throw Usage(token + " is not an option of " + where +
                (near.empty() ? "; " : "; did you mean --" + near + "? ") + see());
  }

  const Program& program_;
  const std::vector<std::string>& words_;
  po::options_description everywhere_;
  const About* root_ = nullptr;
  Parsed out_;
};

Options::Named::const_iterator Options::given(const std::string& name) const {
  if (std::find(known_.begin(), known_.end(), name) == known_.end())
    throw std::logic_error("--" + name + " is not in the table");
  return named_.find(name);
}

void Options::ask_for_words(const About& verb, const std::function<std::string(const std::string&)>& ask) {
  constexpr const char* kAsked = "-";
  const auto value_of = [&](const std::string& name) -> std::string {
    for (const auto& d : options_of(verb))
      if (d.name == name) return d.value;
    return "";
  };
  for (auto& [name, value] : named_) {
    const auto is = value_of(name);
    if (value == kAsked && (is == "TEXT" || is == "WORDS")) value = ask("--" + name);
    const auto equals = value.find('=');  // QUESTION=TEXT
    if (is == "QUESTION=TEXT" && equals != value.npos && value.substr(equals + 1) == kAsked)
      value = value.substr(0, equals + 1) + ask("--" + name + " " + value.substr(0, equals));
  }
  if (rest.size() == 1 && rest[0] == kAsked &&
      std::string_view(verb.arguments).find("WORDS") != std::string_view::npos)
    rest[0] = ask("it");
}

std::string Options::text(const std::string& name, const std::string& usual) const {
  const auto found = given(name);
  return found == named_.end() ? usual : found->second;
}

std::vector<std::string> Options::all(const std::string& name) const {
  std::vector<std::string> out;
  if (!has(name)) return out;
  for (auto [from, to] = named_.equal_range(name); from != to; ++from) out.push_back(from->second);
  return out;
}

std::optional<int> Options::number(const std::string& name, int low, int high) const {
  if (!has(name)) return std::nullopt;
  const auto t = text(name);
  char* end = nullptr;
  const long v = std::strtol(t.c_str(), &end, 10);
  if (t.empty() || *end) throw Usage("--" + name + " needs a whole number");
  if (v < low || v > high)
    throw Usage("--" + name + " needs a whole number from " + std::to_string(low) + " to " +
                std::to_string(high));
  return int(v);
}

Parsed parse(const Program& program, const std::vector<std::string>& words) {
  return Parser(program, words).run();
}

}  // namespace eddy::command
