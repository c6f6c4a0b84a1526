// What somebody typed, held against the table.
#pragma once
#include <functional>
#include <map>
#include <optional>

#include "apps/command/verb.h"

namespace eddy::command {

// --name value, --name=value, --flag, and the words that are left.
class Options {
 public:
  bool has(const std::string& name) const { return given(name) != named_.end(); }
  std::string text(const std::string& name, const std::string& usual = "") const;
  std::vector<std::string> all(const std::string& name) const;
  // Whole numbers only; Usage where it is not one, or is outside `low` and `high`.
  std::optional<int> number(const std::string& name, int low = -1'000'000'000,
                            int high = 1'000'000'000) const;
  // Where "-" was given for words of a person's own (a value called TEXT or WORDS, or what stands behind a verb that takes WORDS),
  // `ask` is asked for them: what is typed as an argument every user of the machine can see, and the shell remembers it.
  void ask_for_words(const About& verb, const std::function<std::string(const std::string& what)>& ask);
  // Everything that was given, by name and in its order within a name.
  const std::multimap<std::string, std::string>& named() const { return named_; }
  bool mended() const { return mended_; }  // some of it was not UTF-8, and is now
  bool bare() const { return bare_; }      // nothing was given, but perhaps what every verb takes
  std::vector<std::string> rest;           // behind the verb

 private:
  friend class Parser;
  using Named = std::multimap<std::string, std::string>;
  Named::const_iterator given(
      const std::string& name) const;  // asking for what is not in the table is a mistake of ours
  Named named_;
  std::vector<std::string> known_;
  bool bare_ = true, mended_ = false;
};

struct Parsed {
  const About* verb = nullptr;  // none: only options, or help for nothing in particular
  bool help = false, version = false;
  Options options;
};

// Throws Usage, with the option or verb that was probably meant. Nothing is guessed: a name counts only when it is whole.
Parsed parse(const Program& program, const std::vector<std::string>& words);

}  // namespace eddy::command
