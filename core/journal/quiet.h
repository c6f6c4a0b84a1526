// Which factors of one's own nothing is said of: they are kept and counted, and never suggested, ranked or given an effect.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/base/terms.h"
#include "core/content/catalog.h"
#include "core/vault/session.h"
#include "eddy/api/journal.pb.h"

namespace eddy {

class QuietNames {
 public:
  // The people on one's list are read here, once. While the pack is not here yet, every name is quiet.
  QuietNames(Session& session, const Catalog& catalog);
  enum class Why {
    none,
    theme,   // words of danger, alcohol, drugs, medicine, eating, self-harm
    person,  // somebody on one's list
  };
  Why why(std::string_view name) const;
  // Of one's own, and of whatever means it.
  Why why(const api::OwnFactor& factor) const;

 private:
  struct Word {
    std::string text;
    bool goes_on_before = false, goes_on_after = false;
  };
  using Phrase = std::vector<Word>;
  static Phrase read(std::string_view phrase);
  static bool stands_in(const Phrase& phrase, const std::vector<Term>& name);
  std::vector<Phrase> themes_, people_;
};

}  // namespace eddy
