#include "core/content/catalog.h"

#include <algorithm>

#include "core/base/failure.h"

namespace eddy {
namespace {
const unsigned char kBuiltIn[] = {
#include "eddy_pack.inc"
};
}  // namespace

std::string_view Catalog::built_in() {
  return {reinterpret_cast<const char*>(kBuiltIn), sizeof kBuiltIn - 1};
}

Catalog::Held& Catalog::held() const {
  if (!held_) {
    auto fresh = std::make_unique<Held>();
    fresh->add(built_in());
    held_ = std::move(fresh);
  }
  return *held_;
}

namespace {
const content::Practice* find_in(const std::vector<content::Practice>& all, std::string_view id) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& p) { return p.id() == id; });
  return found == all.end() ? nullptr : &*found;
}
}  // namespace

namespace {
// What the player counts on, whoever compiled the pack.
bool playable(const content::Practice& p) {
  const auto day = [](int64_t s) { return s >= 0 && s <= 86'400; };
  bool well = day(p.min_s()) && day(p.max_s()) && day(p.usual_s()) && p.breath_size() <= 20 &&
              p.move_size() <= 200 && p.step_size() <= 200;
  for (const auto& b : p.breath()) well = well && b.ms() >= 200 && b.ms() <= 60'000;
  for (const auto& m : p.move())
    well = well && day(m.min_s()) && day(m.max_s()) && m.max_s() >= m.min_s() && m.tense_s() >= 0 &&
           m.tense_s() <= m.min_s();
  for (const auto& s : p.step()) well = well && day(s.min_s()) && day(s.max_s()) && s.max_s() >= s.min_s();
  return well;
}
}  // namespace

void Catalog::add(std::string_view pack) {
  if (pack.empty()) throw missing("pack", "a compiled pack");
  held().add(pack);
}

void Catalog::Held::add(std::string_view bytes) {
  content::Pack pack;
  if (!pack.ParseFromArray(bytes.data(), int(bytes.size())))
    throw Failure{Reason::pack_unusable, "not a compiled pack"};
  for (const auto& p : pack.practice()) {
    if (!playable(p)) throw Failure{Reason::pack_unusable, p.id() + " has a length that can not be played"};
    if (p.id().empty() || find_in(practices, p.id()))
      throw Failure{Reason::pack_unusable, "the id " + p.id() + " is taken or empty"};
  }
  practices.insert(practices.end(), pack.practice().begin(), pack.practice().end());
  evidence.insert(evidence.end(), pack.evidence().begin(), pack.evidence().end());
  lines.insert(lines.end(), pack.crisis_line().begin(), pack.crisis_line().end());
  emergency.insert(emergency.end(), pack.emergency_number().begin(), pack.emergency_number().end());
  feelings.insert(feelings.end(), pack.feeling().begin(), pack.feeling().end());
  heard.insert(heard.end(), pack.heard().begin(), pack.heard().end());
  meanings.insert(meanings.end(), pack.meaning().begin(), pack.meaning().end());
  for (const auto& q : pack.quiet()) quiet_names.insert(quiet_names.end(), q.name().begin(), q.name().end());
  ++edition;
  // What a page fetches for the search has sentences in a language, and no words that are shown in it.
  if (!pack.language().empty() && !languages.count(pack.language()))
    languages[pack.language()] = {pack.name(), true, {}};
  for (const auto& t : pack.translation()) {
    auto& phrases = languages[t.language()];
    phrases.reviewed = t.reviewed();
    if (!t.name().empty()) phrases.name = t.name();
    for (const auto& s : t.saying()) phrases.text[s.source()] = s.text();
  }
}

const content::Practice* Catalog::find(std::string_view id) const { return find_in(held().practices, id); }

const content::Practice& Catalog::get(std::string_view id) const {
  if (const auto* p = find(id)) return *p;
  if (id.empty()) throw missing("practice", "an id");
  throw Failure{Reason::no_practice, "no such practice"};
}

const content::Evidence* Catalog::evidence(std::string_view id) const {
  const auto& all = held().evidence;
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& e) { return e.id() == id; });
  return found == all.end() ? nullptr : &*found;
}

namespace {
// "pt_PT" as "pt-pt"; of Filipino, which systems say, the name of the language here.
std::string plain_code(std::string_view code) {
  std::string out(code.substr(0, code.find_first_of(".@")));
  for (auto& c : out) c = c == '_' ? '-' : c >= 'A' && c <= 'Z' ? char(c + 0x20) : c;
  if (out == "fil" || out.starts_with("fil-")) out.replace(0, 3, "tl");
  return out;
}
std::string without_region(const std::string& code) { return code.substr(0, code.find('-')); }
}  // namespace

std::string Catalog::known(std::string_view language) const {
  const auto& all = held().languages;
  if (all.count(language)) return std::string(language);
  const auto asked = plain_code(language);
  for (const auto& [code, phrases] : all)
    if (plain_code(code) == asked) return code;
  for (const auto& [code, phrases] : all)
    if (!asked.empty() && without_region(plain_code(code)) == without_region(asked)) return code;
  return "en";
}

std::string Catalog::say(std::string_view language, const std::string& text) const {
  const auto& all = held().languages;
  const auto phrases = all.find(language);
  if (phrases == all.end()) return text;
  const auto found = phrases->second.text.find(text);
  return found == phrases->second.text.end() ? text : found->second;
}

bool Catalog::reviewed(std::string_view language) const {
  const auto& all = held().languages;
  const auto phrases = all.find(language);
  return phrases != all.end() && phrases->second.reviewed;
}

content::Practice Catalog::in_language(content::Practice practice, std::string_view language) const {
  each_text(practice, [&](std::string& text) { text = say(language, text); });
  practice.set_language(known(language));
  return practice;
}

void each_text(content::Practice& p, const std::function<void(std::string&)>& with) {
  const auto one = [&](std::string* text) {
    if (!text->empty()) with(*text);
  };
  one(p.mutable_title());
  one(p.mutable_about());
  one(p.mutable_caution());
  one(p.mutable_steady());
  for (auto& b : *p.mutable_breath()) one(b.mutable_say());
  for (auto& m : *p.mutable_move()) one(m.mutable_say()), one(m.mutable_seated()), one(m.mutable_unseen());
  for (auto& s : *p.mutable_step()) {
    one(s.mutable_say());
    for (auto& c : *s.mutable_choice()) one(c.mutable_say());
  }
  for (auto& g : *p.mutable_group()) {
    one(g.mutable_title());
    for (auto& l : *g.mutable_line()) one(&l);
  }
  for (auto& q : *p.mutable_prompt()) {
    one(q.mutable_ask());
    for (auto& o : *q.mutable_offer()) one(&o);
  }
}

}  // namespace eddy
