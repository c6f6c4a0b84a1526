#include "core/content/author/author.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "core/base/hindi.h"
#include "core/base/tokens.h"

namespace eddy {
namespace pb = eddy::content;
namespace {

using Tree = google::protobuf::TextFormat::ParseInfoTree;

struct Collect : google::protobuf::io::ErrorCollector {
  Collect(std::string f, std::vector<Problem>& p) : file(std::move(f)), problems(p) {}
  void AddError(int line, int, const std::string& message) override {
    problems.push_back({file, line + 1, message});
  }
  std::string file;
  std::vector<Problem>& problems;
};

// Everything a practice must be to be played at any length and found by search.
struct Checker {
  const pb::Pack& pack;
  const pb::Pack& known;
  std::vector<Problem>& problems;
  std::string file;
  int line;

  void say(const std::string& what) const { problems.push_back({file, line, what}); }
  bool has_practice(const std::string& id) const {
    const auto in = [&](const pb::Pack& p) {
      return std::any_of(p.practice().begin(), p.practice().end(),
                         [&](const auto& q) { return q.id() == id; });
    };
    return in(pack) || in(known);
  }
  bool has_evidence(const std::string& id) const {
    const auto in = [&](const pb::Pack& p) {
      return std::any_of(p.evidence().begin(), p.evidence().end(),
                         [&](const auto& e) { return e.id() == id; });
    };
    return in(pack) || in(known);
  }

  void practice(const pb::Practice& p) const {
    const auto name = "practice \"" + p.id() + "\": ";
    if (p.id().empty()) return say("a practice needs an id, like \"breathe.sigh\"");
    if (p.id().find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") != std::string::npos)
      say(name + "an id has small letters, digits, dots and dashes");
    for (const auto& b : p.breath())
      if (b.ms() < 500 || b.ms() > 60'000) return say(name + "a beat lasts 500 to 60000 ms");
    for (const auto& m : p.move())
      if (std::max({m.min_s(), m.max_s(), m.tense_s(), m.release_s()}) > 86'400 || m.min_s() < 0 ||
          m.max_s() < 0 || m.tense_s() < 0)
        return say(name + "a move lasts less than a day");
    for (const auto& s : p.step())
      if (s.min_s() < 0 || s.max_s() < 0 || s.max_s() > 86'400 || s.min_s() > 86'400)
        return say(name + "a step lasts less than a day");
    if (p.min_s() < 0 || p.max_s() < 0 || p.max_s() > 86'400) return say(name + "lasts less than a day");
    if (p.kind() == pb::KIND_UNSPECIFIED) say(name + "needs a kind");
    if (p.title().empty()) say(name + "needs a title");
    if (p.about().empty()) say(name + "needs `about`, one line that says what it is for");
    if (p.where_size() == 0) say(name + "needs at least one `where`");
    for (const auto& e : p.evidence())
      if (!has_evidence(e)) say(name + "refers to evidence \"" + e + "\", which is not there");
    const int machines = (p.breath_size() > 0) + (p.move_size() > 0) + (p.step_size() > 0);
    if (machines > 1)
      say(name + "has more than one of breath, move and step; it can be played in one way only");
    if (machines == 0 && p.group_size() == 0 && p.prompt_size() == 0 && p.kind() != pb::BOARD &&
        p.kind() != pb::LIST)
      say(name + "has nothing in it: give it a breath, moves, steps, groups or prompts");
    if (machines) {
      if (p.min_s() <= 0 || p.max_s() < p.min_s() || p.usual_s() < p.min_s() || p.usual_s() > p.max_s())
        say(name + "needs min_s, usual_s and max_s, in that order of size");
      lengths(p, name);
    }
    std::set<std::string> ids;
    for (int i = p.step_size() - 1; i >= 0; --i) {
      const auto& s = p.step(i);
      for (const auto& c : s.choice())
        if (!c.go().empty() && !ids.count(c.go()))
          say(name + "a choice goes to \"" + c.go() + "\", which is not a later step");
      if (!s.id().empty() && !ids.insert(s.id()).second)
        say(name + "two steps have the id \"" + s.id() + "\"");
      if (s.practice().empty() == s.say().empty())
        say(name + "a step has either words to say or a practice to play");
      if (!s.practice().empty() && !has_practice(s.practice()))
        say(name + "plays \"" + s.practice() + "\", which is not there");
      if (s.practice() == p.id()) say(name + "plays itself");
      if (s.min_s() <= 0 || s.max_s() < s.min_s()) say(name + "a step needs min_s and max_s");
    }
    enough_heard(p, name);
  }

  void enough_heard(const pb::Practice& p, const std::string& name) const {
    const bool for_calls = std::find(p.where().begin(), p.where().end(), int(pb::CALL)) != p.where().end();
    if (!for_calls && p.kind() != pb::CARD) return;
    int heard = p.heard_size();
    for (const auto& h : pack.heard())
      if (h.practice() == p.id() && h.language() == pack.language()) heard += h.said_size();
    if (heard < 3)
      say(name + "needs at least three `heard` lines, so that search finds it by what is happening");
  }

  void lengths(const pb::Practice& p, const std::string& name) const {
    int cycle = 0, shortest = 1 << 30;
    for (const auto& b : p.breath()) {
      if (b.kind() == pb::HOLD &&
          std::find(p.not_for().begin(), p.not_for().end(), int(pb::NO_HOLDS)) == p.not_for().end())
        say(name + "has a hold, so it must say not_for: NO_HOLDS");
      cycle += b.ms();
    }
    for (const auto& m : p.move()) {
      if (m.min_s() <= 0 || m.max_s() < m.min_s()) say(name + "a move needs min_s and max_s");
      if (m.tense_s() &&
          (m.tense_s() < 5 || m.tense_s() > 7 || m.min_s() - m.tense_s() < 15 ||
           m.max_s() - m.tense_s() > 30) &&
          p.id() == "body.pmr")
        say(name + "tenses 5 to 7 s and releases 15 to 30 s");
      if (m.tense_s() >= m.min_s() && m.tense_s()) say(name + "leaves no time to release");
      shortest = std::min(shortest, m.min_s() * (m.both_sides() ? 2 : 1));
    }
    for (const auto& s : p.step()) shortest = std::min(shortest, s.min_s());
    if (cycle && p.min_s() * 1000 < cycle) say(name + "min_s is shorter than one whole breath");
    if (!cycle && p.min_s() < shortest) say(name + "min_s is shorter than its shortest part");
  }
};

// Every text a pack holds, however deep.
void texts(const google::protobuf::Message& m, std::set<std::string>& all) {
  const auto* r = m.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  r->ListFields(m, &fields);
  for (const auto* f : fields) {
    const int n = f->is_repeated() ? r->FieldSize(m, f) : 1;
    for (int i = 0; i < n; ++i) {
      if (f->type() == f->TYPE_MESSAGE)
        texts(f->is_repeated() ? r->GetRepeatedMessage(m, f, i) : r->GetMessage(m, f), all);
      else if (f->type() == f->TYPE_STRING)
        all.insert(f->is_repeated() ? r->GetRepeatedString(m, f, i) : r->GetString(m, f));
    }
  }
}

bool is_date(const std::string& s) { return s.size() == 10 && s[4] == '-' && s[7] == '-'; }

struct Place {
  std::string file;
  int line;
};
struct Places {  // of each, in the order in which the pack has them
  std::vector<Place> practices, sayings, heards;
};
using Problems = std::vector<Problem>;

void add(const Source& f, pb::Pack& all, Places& places, Problems& problems) {
  google::protobuf::TextFormat::Parser parser;
  Collect errors(f.name, problems);
  Tree tree;
  parser.RecordErrorsTo(&errors);
  parser.WriteLocationsTo(&tree);
  pb::Pack one;
  if (!parser.ParseFromString(f.text, &one)) return;
  if (!pb::Pack().ParseFromString(one.SerializeAsString()))
    return problems.push_back({f.name, 0, "holds a text that is not UTF-8"});
  const auto remember = [&](const Tree& of, const google::protobuf::Descriptor* type, const char* field,
                            int size, std::vector<Place>& where) {
    for (int i = 0; i < size; ++i)
      where.push_back({f.name, of.GetLocation(type->FindFieldByName(field), i).line + 1});
  };
  remember(tree, pb::Pack::descriptor(), "practice", one.practice_size(), places.practices);
  remember(tree, pb::Pack::descriptor(), "heard", one.heard_size(), places.heards);
  const auto* translation = pb::Pack::descriptor()->FindFieldByName("translation");
  for (int t = 0; t < one.translation_size(); ++t) {
    const auto& lines = *tree.GetTreeForNested(translation, t);
    const auto* type = pb::Translation::descriptor();
    remember(lines, type, "saying", one.translation(t).saying_size(), places.sayings);
  }
  all.MergeFrom(one);
}

void check_practices(const pb::Pack& all, const pb::Pack& known, const Places& places, Problems& problems) {
  std::map<std::string, int> seen;
  for (const auto& p : known.practice()) seen[p.id()] = 1;
  for (int i = 0; i < all.practice_size() && i < int(places.practices.size()); ++i) {
    const auto& at = places.practices[size_t(i)];
    Checker{all, known, problems, at.file, at.line}.practice(all.practice(i));
    if (seen[all.practice(i).id()]++)
      problems.push_back({at.file, at.line, "the id \"" + all.practice(i).id() + "\" is taken"});
  }
}

void check_translations(const pb::Pack& all, const pb::Pack& known, const Places& places,
                        Problems& problems) {
  std::set<std::string> sources;
  for (auto pack : {known, all}) {
    pack.clear_translation();
    pack.clear_heard();
    pack.clear_quiet();
    pack.clear_meaning();
    texts(pack, sources);
  }
  auto saying = places.sayings.begin();
  for (const auto& t : all.translation()) {
    const auto wrong = [&](const Place& at, const std::string& what) {
      problems.push_back({at.file, at.line, t.language() + ": " + what});
    };
    std::set<std::string> had;
    for (const auto& s : t.saying()) {
      const auto& at = *saying++;
      const auto name = "\"" + s.source() + "\" ";
      if (!sources.count(s.source())) wrong(at, name + "is not a text of the pack");
      if (s.text().empty()) wrong(at, name + "has no translation");
      if (!had.insert(s.source()).second) wrong(at, name + "is translated twice");
    }
  }
}

void check_heard(const pb::Pack& all, const pb::Pack& known, const Places& places, Problems& problems) {
  std::set<std::string> practices = {""}, languages = {all.language(), known.language()};
  for (const auto* pack : {&all, &known}) {
    for (const auto& p : pack->practice()) practices.insert(p.id());
    for (const auto& t : pack->translation()) languages.insert(t.language());
  }
  auto at = places.heards.begin();
  for (const auto& h : all.heard()) {
    const auto hold = [&](bool well, const std::string& what) {
      if (!well) problems.push_back({at->file, at->line, "heard: " + what});
    };
    hold(practices.count(h.practice()), "\"" + h.practice() + "\" is not a practice of the pack");
    hold(!h.language().empty() && languages.count(h.language()), "needs a language that the pack is in");
    hold(h.said_size() + h.words_size() > 0, "has neither sentences nor words");
    ++at;
  }
}

// What a person in need can dial or open, and anybody can look up. That the country has such a number, and that
// the date can be, is held by tests/gates/lines.
template <class Hold>
void hold_line(const pb::CrisisLine& c, const Hold& hold) {
  const auto name = "crisis line \"" + c.name() + "\" ";
  hold(c.country().size() == 2 && !c.name().empty() && !c.run_by().empty() && !c.source().empty(),
       name + "needs a country, a name, who runs it (`run_by`) and its source");
  hold(c.kind() != pb::CrisisLine::KIND_UNSPECIFIED, name + "needs a kind: CRISIS, ABUSE or WORK");
  hold(c.kind() == pb::CrisisLine::CRISIS || !c.purpose().empty(), name + "needs a purpose");
  hold(!c.number().empty() || !c.page().empty(), name + "needs a number or a page");
  for (const auto& number : {c.number(), c.text_number()})
    hold(
        number.find_first_not_of("0123456789 +-()*") == std::string::npos,
        name + "has a number with more in it than digits, spaces, + - ( ) and *; put the rest into `remark`");
  hold(c.page().empty() || c.page().rfind("https://", 0) == 0, name + "has a page that is no https address");
  hold(c.seen().empty() || is_date(c.seen()), name + "was seen on no date like 2026-03-02");
}

// What is about the pack as a whole.
std::vector<std::string> wrong_as_a_whole(const pb::Pack& all) {
  std::vector<std::string> out;
  const auto hold = [&](bool well, const std::string& what) {
    if (!well) out.push_back(what);
  };
  hold(!all.id().empty(), "the pack needs an id");
  hold(!all.language().empty(), "the pack needs a language, like \"en\"");
  for (const auto& t : all.translation())
    hold(!t.language().empty(), "a translation needs a language, like \"es\"");
  for (const auto& e : all.evidence())
    hold(!e.id().empty() && !e.source().empty() && !e.found().empty(),
         "evidence \"" + e.id() + "\" needs id, found and source");
  std::set<std::string> had;
  for (const auto& c : all.crisis_line()) {
    hold_line(c, hold);
    if (!c.number().empty())
      hold(had.insert(c.country() + std::to_string(c.kind()) + c.number()).second,
           "crisis line \"" + c.name() + "\": " + c.number() + " is there already");
  }
  for (const auto& q : all.quiet()) {
    hold(!q.language().empty(), "quiet names need a language, like \"en\"");
    for (const auto& name : q.name())
      hold(name.find_first_not_of("* ") != std::string::npos, "a quiet name has no letter in it");
  }
  std::map<std::string, std::set<std::string>> meanings;  // by language
  for (const auto& m : all.meaning()) {
    const auto name = "the meaning \"" + m.name() + "\" of \"" + m.language() + "\" ";
    hold(!m.language().empty() && !m.name().empty() && m.words_size() != 0,
         name + "needs a language, a name and words");
    hold(meanings[m.language()].insert(m.name()).second, name + "is there already");
  }
  for (const auto& [language, names] : meanings)
    hold(names == meanings.begin()->second,
         "\"" + language + "\" has other meanings than \"" + meanings.begin()->first + "\"");
  for (const auto& c : all.emergency_number())
    hold(!c.source().empty() && is_date(c.seen()) && c.number_size() != 0 && c.country().size() == 2,
         "emergency number of \"" + c.country() + "\" needs a number, its source and the date it was seen");
  return out;
}

// As a sentence's words are compared: in small letters without marks, in Latin ones where they are Hindi's. What cannot be one
// word of a sentence is named.
std::string compared(std::string_view words, const std::function<void(std::string_view)>& wrong) {
  constexpr size_t kShortestBeginning = 3;  // bytes: fewer begin too much
  std::string out;
  while (!words.empty()) {
    const auto word = words.substr(0, words.find(' '));
    words.remove_prefix(std::min(words.size(), word.size() + 1));
    if (word.empty()) continue;
    const auto tokens = tokens_in(word);
    const auto plain = tokens.empty() ? "" : hindi_in_latin(tokens[0]);
    const bool begins = word.back() == '*';
    if (tokens.size() != 1 || (begins && plain.size() < kShortestBeginning)) wrong(word);
    out += (out.empty() ? "" : " ") + plain + (begins ? "*" : "");
  }
  return out;
}

}  // namespace

pb::Pack read_pack(const std::vector<Source>& files, const pb::Pack& known, std::vector<Problem>& problems) {
  pb::Pack all;
  Places places;
  for (const auto& f : files) add(f, all, places, problems);
  for (auto& m : *all.mutable_meaning())
    for (auto& words : *m.mutable_words())
      words = compared(words, [&](std::string_view word) {
        problems.push_back({files[0].name, 0,
                            "the meaning \"" + m.name() + "\" of \"" + m.language() + "\": \"" +
                                std::string(word) + "\" is no single word, or too short a beginning"});
      });
  if (!problems.empty()) return all;  // whatever names what stands in such a file would be called wrong, too
  for (const auto& what : wrong_as_a_whole(all))
    problems.push_back({files.empty() ? "" : files[0].name, 0, what});
  check_practices(all, known, places, problems);
  check_translations(all, known, places, problems);
  check_heard(all, known, places, problems);
  return all;
}

}  // namespace eddy
