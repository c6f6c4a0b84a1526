// What the tests of the Daylio reader share: its files, how a row reads, letters as other machines write them.
#pragma once
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "core/base/moment.h"
#include "core/exchange/daylio_rows.h"
#include "core/exchange/letters.h"
#include "core/exchange/scripts.h"
#include "tests/places.h"

namespace eddy::test {
using namespace std::string_literals;
using Strings = std::vector<std::string>;

inline const std::string kDaylioHeader = "full_date,date,weekday,time,mood,activities,note_title,note\n";

// One of daylio/: invented rows, each file with one trait that real ones have.
inline std::string fixture(const std::string& name) {
  std::ifstream f(source() + "/tests/core/daylio/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(f), {}};
}

inline DaylioFile read_daylio_file(std::string_view bytes, const DaylioOptions& options = {}) {
  const auto file = read_daylio(read_letters(bytes).text, options);
  EXPECT_TRUE(file.has_value());
  return file.value_or(DaylioFile{});
}

inline std::string shown(const DaylioRow& r) {
  const auto day = floor_div(r.local_ms, kDay), minutes = (r.local_ms - day * kDay) / kMinute;
  std::ostringstream out;
  out << iso_date(day) << ' ' << minutes / 60 << ':' << minutes % 60 / 10 << minutes % 10 << ' ' << r.mood
      << " [";
  for (const auto& a : r.activities) out << (&a == &r.activities[0] ? "" : "; ") << a;
  out << "] " << r.words;
  return out.str();
}

// Without a byte order mark.
inline std::string utf16(std::string_view text, bool big) {
  std::string out;
  const auto unit = [&](char32_t u) {
    const char high = char(u >> 8), low = char(u);
    out += big ? high : low;
    out += big ? low : high;
  };
  while (!text.empty()) {
    const auto c = take_letter(text);
    if (c < 0x10000) {
      unit(c);
    } else {
      unit(0xd800 + ((c - 0x10000) >> 10));
      unit(0xdc00 + ((c - 0x10000) & 0x3ff));
    }
  }
  return out;
}

}  // namespace eddy::test
