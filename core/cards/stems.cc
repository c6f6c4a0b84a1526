#include "core/cards/stems.h"

#include <algorithm>
#include <iterator>

extern "C" {
#include <api.h>
#include <stem_UTF_8_english.h>
#include <stem_UTF_8_french.h>
#include <stem_UTF_8_german.h>
#include <stem_UTF_8_portuguese.h>
#include <stem_UTF_8_spanish.h>
}

#include "core/base/hindi.h"

namespace eddy {

struct Stems::Way {
  std::string_view language;
  SN_env* (*begin)();
  void (*end)(SN_env*);
  int (*stem)(SN_env*);
};

namespace {
bool is_language(std::string_view code, std::string_view language) {
  return code.substr(0, code.find('-')) == language;
}
}  // namespace

Stems::Stems(std::string_view language) {
  static constexpr Way kWays[] = {
      {"en", english_UTF_8_create_env, english_UTF_8_close_env, english_UTF_8_stem},
      {"es", spanish_UTF_8_create_env, spanish_UTF_8_close_env, spanish_UTF_8_stem},
      {"pt", portuguese_UTF_8_create_env, portuguese_UTF_8_close_env, portuguese_UTF_8_stem},
      {"fr", french_UTF_8_create_env, french_UTF_8_close_env, french_UTF_8_stem},
      {"de", german_UTF_8_create_env, german_UTF_8_close_env, german_UTF_8_stem},
      {"hi", nullptr, nullptr, nullptr},
      {"tl", nullptr, nullptr, nullptr}};
  const auto* way = std::find_if(std::begin(kWays), std::end(kWays),
                                 [&](const Way& w) { return is_language(language, w.language); });
  if (way == std::end(kWays)) return;
  way_ = way;
  if (way->begin) snowball_ = way->begin();
}

Stems::~Stems() {
  if (snowball_) way_->end(snowball_);
}

std::string Stems::spelt(const std::string& word) const {
  return way_ && way_->language == "hi" ? hindi_in_latin(word) : word;
}

std::string Stems::of(const std::string& word) const {
  if (snowball_) {
    const auto* letters = reinterpret_cast<const symbol*>(word.data());
    if (SN_set_current(snowball_, int(word.size()), letters) != 0 || way_->stem(snowball_) < 0) return word;
    return {reinterpret_cast<const char*>(snowball_->p), size_t(snowball_->l)};
  }
  if (!way_) return word;
  return way_->language == "hi" ? hindi_stem(word) : way_->language == "tl" ? tagalog_stem(word) : word;
}

}  // namespace eddy
