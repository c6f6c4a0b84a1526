#include "core/content/catalog.h"

#include <algorithm>

#include "core/base/failure.h"

namespace eddy {
namespace {
const unsigned char kBuiltIn[] = {
#include "eddy_pack.inc"
};
}  // namespace

std::string_view Catalog::built_in() { return {reinterpret_cast<const char*>(kBuiltIn), sizeof kBuiltIn}; }

Catalog::Catalog() { add(built_in()); }

void Catalog::add(std::string_view bytes) {
  content::Pack pack;
  if (!pack.ParseFromArray(bytes.data(), int(bytes.size()))) throw Failure{Fault::invalid, "pack", "not a compiled pack"};
  for (const auto& p : pack.practice())
    if (p.id().empty() || find(p.id())) throw Failure{Fault::invalid, "pack", "the id " + p.id() + " is taken or empty"};
  practices_.insert(practices_.end(), pack.practice().begin(), pack.practice().end());
  evidence_.insert(evidence_.end(), pack.evidence().begin(), pack.evidence().end());
  lines_.insert(lines_.end(), pack.crisis_line().begin(), pack.crisis_line().end());
  emergency_.insert(emergency_.end(), pack.emergency_number().begin(), pack.emergency_number().end());
  feelings_.insert(feelings_.end(), pack.feeling().begin(), pack.feeling().end());
  languages_[pack.language()].reviewed = true;
  for (const auto& t : pack.translation()) {
    auto& words = languages_[t.language()];
    words.reviewed = t.reviewed();
    for (const auto& s : t.saying()) words.text[s.source()] = s.text();
  }
}

const content::Practice* Catalog::find(std::string_view id) const {
  const auto found = std::find_if(practices_.begin(), practices_.end(), [&](const auto& p) { return p.id() == id; });
  return found == practices_.end() ? nullptr : &*found;
}

const content::Practice& Catalog::get(std::string_view id) const {
  if (const auto* p = find(id)) return *p;
  throw Failure{Fault::not_found, "practice", "no such practice"};
}

const content::Evidence* Catalog::evidence(std::string_view id) const {
  const auto found = std::find_if(evidence_.begin(), evidence_.end(), [&](const auto& e) { return e.id() == id; });
  return found == evidence_.end() ? nullptr : &*found;
}

std::string Catalog::say(std::string_view language, const std::string& text) const {
  const auto words = languages_.find(language);
  if (words == languages_.end()) return text;
  const auto found = words->second.text.find(text);
  return found == words->second.text.end() ? text : found->second;
}

bool Catalog::reviewed(std::string_view language) const {
  const auto words = languages_.find(language);
  return words != languages_.end() && words->second.reviewed;
}

content::Practice Catalog::in_language(content::Practice practice, std::string_view language) const {
  each_text(practice, [&](std::string& text) { text = say(language, text); });
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
