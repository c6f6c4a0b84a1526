// Many threads against one core, and closing against calling. Run under the thread sanitizer.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

// The boundary itself, so that the test can see who is inside.
#include "bindings/c/boundary.cc"

namespace {

constexpr double kNow = 1'772'452'800'000;

int call(eddy_core* core, const char* method, const std::string& request = "") {
  auto* r = eddy_call(core, method, kNow, reinterpret_cast<const uint8_t*>(request.data()), request.size());
  const int ok = eddy_reply_ok(r);
  eddy_reply_free(r);
  return ok;
}

eddy_core* opened() {
  auto* core = eddy_new();
  EXPECT_TRUE(call(core, "eddy.api.Core/OpenInMemory", "\x08\x07"));
  EXPECT_TRUE(call(core, "eddy.api.Core/Init", "\x0a\x08xxxxxxxx"));
  return core;
}

TEST(Race, ManyThreadsOnOneCore) {
  auto* core = opened();
  std::atomic<int> kept{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 50; ++i) {
        kept += call(core, "eddy.api.Journal/CheckIn", "\x18\x04");
        call(core, t % 2 ? "eddy.api.Insights/Trends" : "eddy.api.Core/GetStatus");
        (void)eddy_revision(core);
      }
    });
  for (auto& t : threads) t.join();
  EXPECT_EQ(kept, 400);
  EXPECT_GE(eddy_revision(core), 400u);
  eddy_free(core);
}

// Callers that are in, working or waiting for their turn, get their answer; eddy_free waits for all of them.
TEST(Race, ClosingAgainstCalling) {
  for (int round = 0; round < 5; ++round) {
    auto* core = eddy_new();
    EXPECT_TRUE(call(core, "eddy.api.Core/OpenInMemory", "\x08\x07"));
    std::atomic<int> answered{0};
    std::vector<std::thread> threads;
    // The first derives a key, which takes long enough for the others to queue behind it.
    threads.emplace_back([&] { answered += call(core, "eddy.api.Core/Init", "\x0a\x08xxxxxxxx"); });
    for (int t = 0; t < 6; ++t)
      threads.emplace_back([&] { call(core, "eddy.api.Journal/CheckIn", "\x18\x04"), ++answered; });
    const auto inside = [&] {
      const std::lock_guard<std::mutex> lock(core->guard);
      return core->inside + answered;
    };
    while (inside() < 7) std::this_thread::yield();
    eddy_free(core);
    for (auto& t : threads) t.join();
    EXPECT_EQ(answered, 7);
  }
}

TEST(Race, LockingAgainstCalling) {
  auto* core = opened();
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 100; ++i) call(core, i % 2 ? "eddy.api.Core/Lock" : "eddy.api.Journal/List");
    });
  for (auto& t : threads) t.join();
  eddy_free(core);
}

}  // namespace
