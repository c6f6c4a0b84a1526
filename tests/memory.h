// What a process holds in its memory.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace eddy::test {

// Kept where a search does not find it.
inline std::string inverted(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) out += char(~c);
  return out;
}

// Looks through all of this process's own writable memory. The needle is kept inverted, so that it does not
// find itself.
inline int found_in_memory(const std::string& inverted) {
  std::string needle = inverted;
  int hits = 0;
  std::ifstream maps("/proc/self/maps");
  FILE* memory = fopen("/proc/self/mem", "rb");
  std::vector<std::pair<uint64_t, uint64_t>> areas;
  for (std::string line; std::getline(maps, line);) {
    unsigned long from, to;
    char rights[5];
    if (sscanf(line.c_str(), "%lx-%lx %4s", &from, &to, rights) == 3 && rights[0] == 'r' && rights[1] == 'w')
      areas.push_back({from, to});
  }
  auto* part = static_cast<char*>(malloc(1 << 20));
  for (const auto& [from, to] : areas)
    for (uint64_t at = from; at < to; at += (1 << 20) - 64) {
      if (fseek(memory, long(at), SEEK_SET) != 0) break;
      const auto n = fread(part, 1, std::min<uint64_t>(1 << 20, to - at), memory);
      for (size_t i = 0; i + needle.size() <= n; ++i) {
        if (char(~part[i]) != needle[0] || part + i == needle.data()) continue;
        size_t j = 0;
        while (j < needle.size() && char(~part[i + j]) == needle[j]) ++j;
        hits += j == needle.size();
      }
      explicit_bzero(part, n);
    }
  free(part);
  fclose(memory);
  return hits;
}

}  // namespace eddy::test
