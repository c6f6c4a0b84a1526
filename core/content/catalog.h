// Every practice, card, study and line this Eddy knows: the built-in pack, compiled into the core, and a person's own.
// Words are looked up by what they are in the pack's own language; where a translation lacks one, the original shows.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "eddy/content/pack.pb.h"

namespace eddy {

class Catalog {
 public:
  Catalog();                        // with the built-in pack
  void add(std::string_view pack);  // compiled; INVALID where it is not a pack or takes a built-in id

  const content::Practice* find(std::string_view id) const;  // null: no such practice
  const content::Practice& get(std::string_view id) const;   // NOT_FOUND
  const std::vector<content::Practice>& practices() const { return practices_; }
  const std::vector<std::string>& feelings() const { return feelings_; }
  const content::Evidence* evidence(std::string_view id) const;
  const std::vector<content::CrisisLine>& crisis_lines() const { return lines_; }
  const std::vector<content::EmergencyNumber>& emergency_numbers() const { return emergency_; }

  std::string say(std::string_view language, const std::string& text) const;
  content::Practice in_language(content::Practice practice, std::string_view language) const;
  bool reviewed(std::string_view language) const;
  // The built-in pack as it is embedded, for the tools that look at it.
  static std::string_view built_in();

 private:
  struct Words {
    bool reviewed = false;
    std::unordered_map<std::string, std::string> text;
  };
  std::vector<content::Practice> practices_;
  std::vector<content::Evidence> evidence_;
  std::vector<content::CrisisLine> lines_;
  std::vector<content::EmergencyNumber> emergency_;
  std::vector<std::string> feelings_;
  std::map<std::string, Words, std::less<>> languages_;
};

// Calls `with` for every text of a practice that a person reads or hears.
void each_text(content::Practice& practice, const std::function<void(std::string&)>& with);

}  // namespace eddy
