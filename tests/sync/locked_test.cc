// Locked means gone: this process's whole memory is looked through for what an account's device has at hand while it is open.
// The same search finds a planted copy of each form in the same process.
#include <sodium.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "core/sync/account.h"
#include "eddy/sync/v1/local.pb.h"
#include "tests/memory.h"
#include "tests/places.h"
#include "tests/sync/devices.h"
#include "tests/sync/memory_store.h"

namespace eddy::test {
namespace {

constexpr char kPass[] = "four calm stones";
constexpr char kWords[] = "a sentence nobody else may read";

// By name, each inverted.
using Needles = std::vector<std::pair<std::string, std::string>>;

void add(Needles& all, const std::string& name, std::string_view bytes) {
  all.emplace_back(name, inverted(bytes));
  auto spelled = hex(bytes);
  all.emplace_back(name + " in hex", inverted(spelled));
}

// What a signature is made with, of a seed (RFC 8032, 5.1.5).
std::string expanded(std::string_view seed) {
  std::string out(64, '\0');
  crypto_hash_sha512(raw(out), raw(seed), seed.size());
  out[0] = char(out[0] & 248), out[31] = char((out[31] & 127) | 64);
  return out.substr(0, 32);
}

Needles keys_of(Device& d, const std::string& home) {
  Needles out;
  sync::v1::Local local;
  EXPECT_TRUE(local.ParseFromString(d.session.vault().local("sync")));
  add(out, "the seed that signs", local.sign_seed());
  add(out, "what signs", expanded(local.sign_seed()));
  add(out, "the seed of its box", local.box_seed());
  const sync::DeviceKeys keys{Secret(local.sign_seed()), Secret(local.box_seed())};
  auto s = d.session.vault().db().prepare("SELECT body FROM roster ORDER BY version DESC LIMIT 1");
  s.step();
  for (const auto& [epoch, key] : sync::open_grants(wire::stored_roster(s.blob(0)).list, keys)) {
    add(out, "the key of space " + std::to_string(epoch.first), key.key.bytes());
    add(out, "the key of its bundles", key.bundles.bytes());
    add(out, "the key of its drops", key.drops.bytes());
  }
  {
    Session other;  // the file's own key
    other.attach(home);
    add(out, "the key of the file", other.prove_passphrase(kPass).bytes());
  }
  std::string utf16;
  for (const char c : std::string_view(kWords)) utf16 += {c, '\0'};
  out.emplace_back("the words", inverted(kWords));
  out.emplace_back("the words in UTF-16", inverted(utf16));
  out.emplace_back("the passphrase", inverted(kPass));
  return out;
}

int looked_through() {
  int wrong = 0;
  Folder folder;
  Box box(std::make_unique<MemoryStore>());
  const auto home = folder / "phone";
  auto phone = std::make_unique<Device>(home, std::string(kPass), true, 7);
  phone->join(box, at(kNoon), "phone");
  (void)phone->sync_round(box, at(kNoon));
  for (int i = 0; i < 5; ++i) phone->note(at(kNoon + i), kWords, records::SPACE_HOME);
  (void)phone->sync_round(box, at(kNoon + kMinute));
  EXPECT_TRUE(phone->has("sentence"));
  const auto needles = keys_of(*phone, home);
  for (const auto& [name, needle] : needles) {
    auto planted = inverted(needle);
    const int seen = found_in_memory(needle);
    explicit_bzero(planted.data(), planted.size());
    if (seen < 1) ++wrong, fprintf(stderr, "not seen where it was planted: %s\n", name.c_str());
  }
  phone->lock();
  explicit_bzero(phone->passphrase.data(), phone->passphrase.size());  // this test's own
  explicit_bzero(phone->words.data(), phone->words.size());
  for (const auto& [name, needle] : needles)
    if (const int found = found_in_memory(needle))
      ++wrong, fprintf(stderr, "after lock, %d times: %s\n", found, name.c_str());
  return wrong;
}

TEST(Memory, NothingOfAnAccountStaysAfterLock) {
  const auto child = fork();  // so that what other tests left in memory does not matter
  if (child == 0) {
    const int wrong = looked_through();
    _exit(std::min(wrong, 100) + testing::Test::HasFailure());
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

// What was under way ends with it, and the next opening begins anew.
TEST(Locked, ARoundInBetweenGoesOnAfterTheNextOpening) {
  Folder folder;
  Box box(std::make_unique<MemoryStore>());
  Device phone(folder / "phone", std::string(kPass), true, 7);
  phone.join(box, at(kNoon), "phone");
  api::StepRequest q;
  q.set_now(true);
  ASSERT_TRUE(phone.sync.step(at(kNoon), q).has_call());
  phone.lock();
  try {
    (void)phone.sync.step(at(kNoon), q);
    ADD_FAILURE() << "it goes on while it is locked";
  } catch (const Failure& f) {
    EXPECT_EQ(f.fault, Fault::locked);
  }
  phone.session.unlock_passphrase(kPass);
  phone.sync.attend();
  EXPECT_EQ(phone.sync_round(box, at(kNoon + kMinute)).failed().kind(), api::Error::KIND_UNSPECIFIED);
}

}  // namespace
}  // namespace eddy::test
