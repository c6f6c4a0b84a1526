// In which order the dates of a file have day, month and year: the whole file decides, or the person is asked.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/exchange/date_text.h"

namespace eddy {

// What a file says of one of its dates, in the order of the file. `beside` is the day of the month, where
// another column has it (-1: not), `weekday` what a column calls the day of the week.
struct DateClue {
  NumericDate date;
  int beside = -1;
  std::string weekday;
};
// The orders in which the dates of a file can be read: those that make dates of all of them; of these the
// ones in which none is after `today` (a day as above); of these the ones that what stands beside does not
// contradict; of these the ones in which the file runs one way in time. A step that would leave none is left
// out. Several: it stays open.
std::vector<DateOrder> orders_of(const std::vector<DateClue>& clues,
                                 std::optional<int64_t> today = std::nullopt);

}  // namespace eddy
