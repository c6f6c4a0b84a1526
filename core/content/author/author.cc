#include "core/content/author/author.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include <algorithm>
#include <map>
#include <set>

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
    const bool for_calls = std::find(p.where().begin(), p.where().end(), int(pb::CALL)) != p.where().end();
    if ((for_calls || p.kind() == pb::CARD) && p.heard_size() < 3)
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

}  // namespace

pb::Pack read_pack(const std::vector<Source>& files, const pb::Pack& known, std::vector<Problem>& problems) {
  pb::Pack all;
  struct Place {
    std::string file;
    int line;
  };
  std::vector<Place> practices, sayings;
  for (const auto& f : files) {
    google::protobuf::TextFormat::Parser parser;
    Collect errors(f.name, problems);
    Tree tree;
    parser.RecordErrorsTo(&errors);
    parser.WriteLocationsTo(&tree);
    pb::Pack one;
    if (!parser.ParseFromString(f.text, &one)) continue;
    if (!pb::Pack().ParseFromString(one.SerializeAsString())) {
      problems.push_back({f.name, 0, "holds a text that is not UTF-8"});
      continue;
    }
    const auto* field = pb::Pack::descriptor()->FindFieldByName("practice");
    for (int i = 0; i < one.practice_size(); ++i)
      practices.push_back({f.name, tree.GetLocation(field, i).line + 1});
    const auto* translation = pb::Pack::descriptor()->FindFieldByName("translation");
    const auto* saying = pb::Translation::descriptor()->FindFieldByName("saying");
    for (int t = 0; t < one.translation_size(); ++t)
      for (int i = 0; i < one.translation(t).saying_size(); ++i)
        sayings.push_back({f.name, tree.GetTreeForNested(translation, t)->GetLocation(saying, i).line + 1});
    all.MergeFrom(one);
  }
  const auto whole = [&](const std::string& what) {
    problems.push_back({files.empty() ? "" : files[0].name, 0, what});
  };
  if (all.id().empty()) whole("the pack needs an id");
  if (all.language().empty()) whole("the pack needs a language, like \"en\"");
  std::map<std::string, int> seen;
  for (const auto& p : known.practice()) seen[p.id()] = 1;
  for (int i = 0; i < all.practice_size() && i < int(practices.size()); ++i) {
    const auto& at = practices[size_t(i)];
    Checker{all, known, problems, at.file, at.line}.practice(all.practice(i));
    if (seen[all.practice(i).id()]++)
      problems.push_back({at.file, at.line, "the id \"" + all.practice(i).id() + "\" is taken"});
  }
  std::set<std::string> sources;
  for (auto pack : {known, all}) {
    pack.clear_translation();
    texts(pack, sources);
  }
  auto at = sayings.begin();
  for (const auto& t : all.translation()) {
    if (t.language().empty()) whole("a translation needs a language, like \"es\"");
    for (const auto& h : t.heard())
      if (!sources.count(h.practice()))
        whole(t.language() + ": \"" + h.practice() + "\" is not a practice of the pack");
    std::set<std::string> had;
    for (const auto& s : t.saying()) {
      const auto wrong = [&, place = *at](const std::string& what) {
        problems.push_back({place.file, place.line, t.language() + ": \"" + s.source() + "\" " + what});
      };
      ++at;
      if (!sources.count(s.source())) wrong("is not a text of the pack");
      if (s.text().empty()) wrong("has no translation");
      if (!had.insert(s.source()).second) wrong("is translated twice");
    }
  }
  for (const auto& e : all.evidence())
    if (e.id().empty() || e.source().empty() || e.found().empty())
      whole("evidence \"" + e.id() + "\" needs id, found and source");
  for (const auto& c : all.crisis_line())
    if (c.source().empty() || !is_date(c.seen()) || c.number().empty() || c.country().size() != 2)
      whole("crisis line \"" + c.name() +
            "\" needs a country, a number, its source page and the date that page was seen");
  for (const auto& c : all.emergency_number())
    if (c.source().empty() || !is_date(c.seen()) || c.number_size() == 0 || c.country().size() != 2)
      whole("emergency number of \"" + c.country() +
            "\" needs a number, its source and the date it was seen");
  return all;
}

}  // namespace eddy
