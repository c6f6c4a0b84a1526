// Whether words may mean that the person who wrote them is in danger: suicide, harming oneself, being hurt at home. By phrases that
// are always at hand (heavy_phrases.h), and by what was learned from example sentences about what words mean (meanings.h, learn/),
// where the packs with those words are here. Can miss things and can be wrong: tests/core/heavy_test.cc counts how often.
#pragma once
#include <optional>
#include <string_view>

#include "core/content/catalog.h"
#include "core/journal/meanings.h"
#include "core/journal/sentences.h"

namespace eddy {

class Heavy {
 public:
  explicit Heavy(const Catalog& catalog) : catalog_(catalog) {}
  // `text` is UTF-8.
  bool sounds(std::string_view text);

 private:
  bool sounds_as_it_stands(std::string_view text);
  bool sounds_by_meaning(const std::vector<Sentence>& said);
  const Catalog& catalog_;
  std::optional<Meanings> meanings_;
  int edition_ = -1;  // of the catalogue that they are from
};

}  // namespace eddy
