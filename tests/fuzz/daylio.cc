// Any bytes as a stranger's file: what they are taken for, their letters, their rows; every row kept, listed
// or empty. The same bytes as a time, a date and a note.
#include <algorithm>

#include "core/exchange/clock_text.h"
#include "core/exchange/csv.h"
#include "core/exchange/daylio_rows.h"
#include "core/exchange/letters.h"
#include "core/exchange/plain.h"
#include "core/exchange/scripts.h"
#include "core/exchange/sheet_number.h"
#include "core/exchange/sniff.h"

namespace {

void must(bool holds) {
  if (!holds) __builtin_trap();
}

void rows(const std::string& text, const eddy::DaylioOptions& options) {
  const auto file = eddy::read_daylio(text, options);
  if (!file) return;
  const auto all = eddy::read_csv(text);
  must(file->rows.size() + file->left.size() + size_t(file->blank) + 1 == all.size());
  const auto by_line = [](const auto& a, const auto& b) { return a.line < b.line; };
  must(std::is_sorted(file->rows.begin(), file->rows.end(), by_line));
  must(std::is_sorted(file->left.begin(), file->left.end(), by_line));
  for (const auto& r : file->rows) must(!r.mood.empty());
  const bool asks = std::any_of(file->left.begin(), file->left.end(),
                                [](const auto& l) { return l.why == eddy::Left::date_order; });
  must(asks == file->date_order_open);
  must(!file->date_order_open || file->orders.size() > 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)eddy::kind_of(bytes);
  const auto text = eddy::read_letters(bytes).text;
  for (std::string_view rest = text; !rest.empty();) {
    const auto before = rest;
    std::string same;
    eddy::put_letter(same, eddy::take_letter(rest));
    must(same == before.substr(0, before.size() - rest.size()));  // UTF-8, whatever it was
  }
  rows(text, {});
  rows(text, {eddy::DateOrder::mdy, 20'000});
  must(eddy::plain_words(text).size() <= text.size());
  if (const auto minutes = eddy::minutes_of_day(text)) must(*minutes >= 0 && *minutes < 25 * 60);
  if (const auto date = eddy::date_in(text))
    for (const auto order : {eddy::DateOrder::ymd, eddy::DateOrder::dmy, eddy::DateOrder::mdy})
      (void)eddy::day_of(*date, order);
  (void)eddy::of_another_calendar(text);
  if (const auto minutes = eddy::time_behind(text)) must(*minutes >= 0 && *minutes < 25 * 60);
  if (const auto number = eddy::sheet_number(text)) must(number->minutes.value_or(0) < 24 * 60);
  (void)eddy::month_and_day(text);
  (void)eddy::lone_number(text);
  return 0;
}
