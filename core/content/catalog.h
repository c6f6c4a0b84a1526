// Every practice, card, study and line this Eddy knows: the built-in pack, compiled into the core, and a
// person's own. Words are looked up by what they are in the pack's own language; where a translation lacks
// one, the original shows.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "eddy/content/pack.pb.h"

namespace eddy {

class Catalog {
 public:
  // The built-in pack is read when it is first asked for: opening a diary does not wait for it.
  void add(std::string_view pack);  // compiled; INVALID where it is not a pack or takes a built-in id

  const content::Practice* find(std::string_view id) const;  // null: no such practice
  const content::Practice& get(std::string_view id) const;   // NOT_FOUND
  const std::vector<content::Practice>& practices() const { return held().practices; }
  const std::vector<std::string>& feelings() const { return held().feelings; }
  const std::vector<content::Heard>& heard() const { return held().heard; }
  const std::vector<content::Meaning>& meanings() const { return held().meanings; }
  // In all languages at once; see content::Quiet. None: the pack is not here yet.
  const std::vector<std::string>& quiet_names() const { return held().quiet_names; }
  int edition() const { return held().edition; }  // another one whenever something was added
  const content::Evidence* evidence(std::string_view id) const;
  const std::vector<content::CrisisLine>& crisis_lines() const { return held().lines; }
  const std::vector<content::EmergencyNumber>& emergency_numbers() const { return held().emergency; }

  std::string say(std::string_view language, const std::string& text) const;
  // Its words in the language asked for, as far as there are any.
  content::Practice in_language(content::Practice practice, std::string_view language) const;
  // The language the words will be in where `language` is asked for: itself, however its code is written, or its sister of
  // another region, or the built-in pack's.
  std::string known(std::string_view language) const;
  bool reviewed(std::string_view language) const;  // by a native speaker
  struct Phrases {
    std::string name;  // of the language, in itself
    bool reviewed = false;
    std::unordered_map<std::string, std::string> text;
  };
  const std::map<std::string, Phrases, std::less<>>& languages() const { return held().languages; }
  // The built-in pack as it is embedded, for the tools that look at it.
  static std::string_view built_in();

 private:
  struct Held {
    std::vector<content::Practice> practices;
    std::vector<content::Evidence> evidence;
    std::vector<content::CrisisLine> lines;
    std::vector<content::EmergencyNumber> emergency;
    std::vector<std::string> feelings;
    std::vector<content::Heard> heard;
    std::vector<content::Meaning> meanings;
    std::vector<std::string> quiet_names;
    int edition = 0;
    std::map<std::string, Phrases, std::less<>> languages;
    void add(std::string_view pack);
  };
  Held& held() const;
  mutable std::unique_ptr<Held> held_;
};

// Calls `with` for every text of a practice that a person reads or hears.
void each_text(content::Practice& practice, const std::function<void(std::string&)>& with);

}  // namespace eddy
