// The one seeded diary every test and measurement uses: as many years as asked, about 27 entries a day, 60 %
// with notes, a median of 12 words from a 20,000-word vocabulary whose frequencies follow Zipf's law.
#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "eddy/records/entry.pb.h"

namespace eddy::test {

struct Diary {
  int64_t begin_ms = 1'456'833'600'000;  // 2016-03-01
  int years = 10;
  int per_year = 10'000;
  uint64_t seed = 1;
};
// Calls `with` for every entry, oldest first.
void make_diary(const Diary& diary, const std::function<void(const records::Entry&)>& with);
// The n-th most frequent word of the vocabulary, from 0.
std::string word(int n);

}  // namespace eddy::test
