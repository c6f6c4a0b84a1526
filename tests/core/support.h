// A folder of its own for every test, a session in it, and fixed times.
#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>

#include "core/api/services.h"
#include "tests/places.h"

namespace eddy::test {

constexpr int64_t kNoon = 1'772'452'800'000;  // 2026-03-02 12:00 UTC, a Monday
constexpr int64_t kMonday = kNoon - 12 * kHour;
inline Moment at(int64_t ms, int offset_min = 0) { return {ms, offset_min}; }

std::string read(const std::string& path);
void write(const std::string& path, const std::string& bytes);

// Every noun over one session, in memory (fast, seeded) or on the disk.
struct World : Services {
  World();                                  // in memory, open
  explicit World(const std::string& home);  // attached, as it is there
  void init(bool work = false) { session.init("pass", work, nullptr); }
  Id check_in(int mood, Moment when, const std::string& note = "");
  Id hard_call(int how_hard, records::CallKind kind, Moment when);
};

// A JPEG with JFIF, EXIF (with `secret` where GPS would be), a comment, and a scan with stuffed bytes.
std::string jpeg(const std::string& secret);
std::string output_of(const std::string& command);

#define EXPECT_FAULT(statement, kind)                                             \
  try {                                                                           \
    statement;                                                                    \
    ADD_FAILURE() << "no failure";                                                \
  } catch (const ::eddy::Failure& f) {                                            \
    EXPECT_EQ(f.fault, ::eddy::Fault::kind) << int(f.reason) << ": " << f.detail; \
  }

}  // namespace eddy::test
