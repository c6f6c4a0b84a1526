// Takes a word to what it has in common with its other forms. English, French, German, Portuguese and Spanish by
// Snowball; Tagalog by its affixes; Hindi as it sounds in Latin letters, whichever letters it was typed in.
#pragma once
#include <memory>
#include <string>
#include <string_view>

struct SN_env;

namespace eddy {

class Stems {
 public:
  explicit Stems(std::string_view language);  // one without a way of its own: words stay as they are
  ~Stems();
  Stems(const Stems&) = delete;
  Stems& operator=(const Stems&) = delete;

  // How it is written, whoever types it: only Hindi has several ways. `word` is as tokens_in() gives it.
  std::string spelt(const std::string& word) const;
  // `word` is as spelt() gives it.
  std::string of(const std::string& word) const;

 private:
  struct Way;
  const Way* way_ = nullptr;
  SN_env* snowball_ = nullptr;
};

// hindi.cc
std::string hindi_stem(const std::string& latin);
// tagalog.cc
std::string tagalog_stem(std::string word);

}  // namespace eddy
