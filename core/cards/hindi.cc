#include <string>
#include <string_view>

#include "core/cards/stems.h"

namespace eddy {

std::string hindi_stem(const std::string& latin) {
  for (const std::string_view end :
       {"unga", "ungi", "enge", "iyon", "ega", "egi", "ian", "ion", "ta", "te", "ti", "na",
        "ne",   "ni",   "kar",  "ia",   "on",  "en",  "a",   "e",   "i",  "o",  "u"})
    if (latin.size() >= end.size() + 2 && latin.compare(latin.size() - end.size(), end.size(), end) == 0)
      return latin.substr(0, latin.size() - end.size());
  return latin;
}

}  // namespace eddy
