#include "core/base/terms.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

#include "core/base/utf8.h"

namespace eddy {
namespace {

// In the order of folding.py. What is not itself is made of others, moved to another one, or the first of pairs: a
// capital, moved to its small letter after it.
enum class What { letter, alone, mark, dropped, sign, space, made_of, moved, pairs };
struct Row {
  uint32_t key;  // the first character, up to the next row's; the lowest four bits say what
  int32_t value;
};
#include "terms_table.inc"

constexpr size_t kMostMarks = 16;   // of one letter; no script has as many
constexpr char32_t kNone = 0xfffd;  // no letter, as what is not UTF-8

// The marks that are left out elsewhere, but make another letter of these: short i, short u and yi; gje and kje.
bool makes_a_letter(char32_t base, char32_t mark) {
  switch (mark) {
    case 0x301: return base == U'г' || base == U'к';
    case 0x306: return base == U'и' || base == U'у';
    case 0x308: return base == U'і';
    default: return false;
  }
}

bool is_half_a_flag(char32_t c) { return c >= 0x1f1e6 && c <= 0x1f1ff; }

class Terms {
 public:
  void read(std::string_view text) {
    while (!text.empty()) take(take_letter(text));
  }
  std::vector<Term> end() {
    close();
    return std::move(out_);
  }

 private:
  void take(char32_t c);
  void take_made(const Row& row, char32_t c);
  void take_ascii(char c);
  void put(What what, char32_t c);
  void put_base(bool alone, char32_t c);
  void put_mark(char32_t c);
  void put_gap(Gap gap);
  void close();
  Term& begin(bool alone);
  bool joins() const { return gap_ == Gap::none && !out_.empty(); }

  std::vector<Term> out_;
  Gap gap_ = Gap::none;
  char32_t base_ = 0;  // the letter that marks belong to
  // In one order, whichever they were typed in: forms of the same text differ in it, too.
  std::u32string marks_;
};

void Terms::take_ascii(char c) {
  if (c >= 'A' && c <= 'Z') return put_base(false, char32_t(c - 'A' + 'a'));
  if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return put_base(false, char32_t(c));
  put_gap(c == ' ' || (c >= '\t' && c <= '\r') ? Gap::space : Gap::sign);
}

void Terms::take(char32_t c) {
  if (c < 0x80) return take_ascii(char(c));
  if (c >= 0xac00 && c <= 0xd7a3) {  // a syllable of Hangul: 19 first letters, 21 vowels, 27 ends or none
    const auto n = c - 0xac00;
    put_base(true, 0x1100 + n / 588);
    put_mark(0x1161 + n % 588 / 28);
    if (n % 28) put_mark(0x11a7 + n % 28);
    return;
  }
  const auto* row = std::prev(std::upper_bound(std::begin(kRows), std::end(kRows), c,
                                               [](char32_t x, const Row& r) { return x < r.key >> 4; }));
  const auto first = row->key >> 4;
  switch (const auto what = What(row->key & 15)) {
    case What::made_of: return take_made(*row, c);
    case What::moved: return take(char32_t(int32_t(c) + row->value));
    case What::pairs: return put_base(false, c + ((c - first) % 2 ? 0 : 1));
    default: return put(what, c);
  }
}

void Terms::take_made(const Row& row, char32_t c) {
  const auto* text = reinterpret_cast<const char*>(kTexts) + row.value;
  for (auto n = row.key >> 4; n < c; ++n) text += std::string_view(text).size() + 1;
  read(text);  // each of these is itself
}

void Terms::put(What what, char32_t c) {
  switch (what) {
    case What::letter: return put_base(false, c);
    case What::alone: return put_base(true, c);
    case What::mark: return put_mark(c);
    case What::space: return put_gap(Gap::space);
    case What::sign: return put_gap(Gap::sign);
    default:
      if (makes_a_letter(base_, c)) put_mark(c);
  }
}

Term& Terms::begin(bool alone) {
  out_.push_back({out_.empty() ? Gap::none : gap_, alone, {}});
  gap_ = Gap::none;
  return out_.back();
}

void Terms::put_base(bool alone, char32_t c) {
  const bool ends_a_flag = is_half_a_flag(c) && is_half_a_flag(base_) && marks_.empty();
  const bool goes_on = joins() && (ends_a_flag || (!alone && !out_.back().alone));
  close();
  put_letter(goes_on ? out_.back().text : begin(alone).text, c);
  base_ = ends_a_flag ? kNone : c;
}

void Terms::put_mark(char32_t c) {
  if (!joins()) begin(false);
  marks_.insert(std::upper_bound(marks_.begin(), marks_.end(), c), c);
  if (marks_.size() > kMostMarks) marks_.pop_back();
}

void Terms::put_gap(Gap gap) {
  close();
  gap_ = std::max(gap_, gap);
}

void Terms::close() {
  for (const auto m : marks_) put_letter(out_.back().text, m);
  marks_.clear();
  base_ = 0;
}

}  // namespace

std::vector<Term> terms_in(std::string_view text) {
  Terms terms;
  terms.read(text);
  return terms.end();
}

std::string_view rule_of_terms() { return kRule; }

}  // namespace eddy
