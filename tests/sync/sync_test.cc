// Two to three devices and a box, as a person lives with them.
#include "tests/sync/devices.h"
#include "tests/sync/memory_store.h"

namespace eddy::test {
namespace {
constexpr int64_t kNoon = 1'772'452'800'000;
Moment at(int64_t ms) { return {ms, 0}; }

struct Person {
  Box box{std::make_unique<MemoryStore>()};
  Device phone{1}, work{2};
  Person() {
    phone.join(box, at(kNoon), "Phone");
    phone.exchange(box, at(kNoon));
    pair(box, phone, work, at(kNoon), true);
    phone.exchange(box, at(kNoon));
    work.exchange(box, at(kNoon));
    records::Settings words;
    words.set_words(true);
    work.session.change_settings(at(kNoon), words, false);
  }
};

TEST(Sync, WorkIsSharedAndHomeIsNot) {
  Person p;
  EXPECT_TRUE(p.work.session.work());
  p.work.note(at(kNoon), "only at work");
  p.work.exchange(p.box, at(kNoon + 1000));
  p.phone.exchange(p.box, at(kNoon + 2000));
  EXPECT_TRUE(p.phone.has("only at work"));
  p.phone.note(at(kNoon), "only mine", records::SPACE_HOME);
  p.phone.note(at(kNoon), "for both");
  p.phone.exchange(p.box, at(kNoon + 3000));
  p.work.exchange(p.box, at(kNoon + 4000));
  EXPECT_FALSE(p.work.has("only mine"));
  EXPECT_TRUE(p.work.has("for both"));
  EXPECT_EQ(p.phone.everything(1), p.work.everything(1));
}

}  // namespace
}  // namespace eddy::test
