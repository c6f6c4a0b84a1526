#include "core/vault/slots.h"

#include <algorithm>

namespace eddy {
namespace {
constexpr std::string_view kMagic = "EDDYKEYS";
constexpr uint32_t kVersion = 3, kCounts = 3;  // from which on it is counted how often it was changed
constexpr std::string_view kLabel = "eddy/slot/v1";

std::string copy_of(uint32_t version, std::string_view message) {
  std::string out(kMagic);
  put<uint32_t>(out, version);
  put<uint32_t>(out, uint32_t(message.size()));
  out += message;
  return out + digest("eddy/keys-file/v1", out);
}

struct Copy {
  uint32_t version;
  std::string message;
};

// A whole copy at the front of `in`, or none.
std::optional<Copy> whole_copy(std::string_view in) {
  try {
    Reader r{in};
    if (r.take(kMagic.size()) != kMagic) return std::nullopt;
    const auto version = r.get<uint32_t>();
    const auto message = r.take(r.get<uint32_t>());
    const auto covered = in.substr(0, in.size() - r.in.size());
    if (r.take(32) != digest("eddy/keys-file/v1", covered)) return std::nullopt;
    if (version > kVersion) throw Failure{Reason::store_too_new, "version " + std::to_string(version)};
    return Copy{version, std::string(message)};
  } catch (const Failure& f) {
    if (f.fault == Fault::too_new) throw;
    return std::nullopt;
  }
}
}  // namespace

Secret inbox_seed(const Secret& key) { return derive(key, "eddy/inbox/v1"); }

Slots Slots::make(const Secret& key, bool work, Random& random) {
  Slots s;
  random.fill(s.id_.data(), s.id_.size());
  s.version_ = kVersion;
  s.check_ = key_check(key);
  s.inbox_public_ = box_public(inbox_seed(key));
  s.work_ = work;
  return s;
}

Slots Slots::read(Files& files, const std::string& path) {
  const auto file = files.read(path);
  if (!file) throw Failure{Reason::no_diary, "no keys file"};
  return parse(*file);
}

Slots Slots::parse(std::string_view file) {
  // Both copies have one size, so the second begins in the middle whatever the first has become.
  const auto first = whole_copy(file), second = whole_copy(file.substr(file.size() / 2));
  if (!first && !second) throw Failure{Reason::keys_damaged, "keys: neither copy of the slots is whole"};
  const auto& [version, message] = first ? *first : *second;
  Slots s;
  s.half_damaged_ = !first || !second;
  s.version_ = version;
  Reader r{message};
  s.id_ = to_id(r.take(16), "store");
  s.check_ = r.take(16);
  s.inbox_public_ = r.take(32);
  s.work_ = r.get<uint8_t>() != 0;
  for (int n = r.get<uint8_t>(); n > 0; --n) {
    Slot slot;
    slot.kind = Kind(r.get<uint8_t>());
    slot.salt = r.take(16);
    slot.cost.passes = r.get<uint64_t>();
    slot.cost.memory = r.get<uint64_t>();
    slot.wrapped = r.take(r.get<uint16_t>());
    s.slots_.push_back(std::move(slot));
  }
  if (version >= kCounts) s.changes_ = r.get<uint32_t>();
  if (!r.in.empty()) s.mac_ = r.take(kHashSize);
  return s;
}

bool Slots::authentic(const Secret& key) const {
  const auto mac = derive(derive(key, "eddy/keys-mac/v1"), message());
  return mac_.size() == kHashSize && sodium_memcmp(mac.data(), mac_.data(), kHashSize) == 0;
}

void Slots::authenticate(const Secret& key) {
  version_ = kVersion;
  inbox_public_ = box_public(inbox_seed(key));
  mac_ = derive(derive(key, "eddy/keys-mac/v1"), message()).bytes();
}

std::string Slots::file() const {
  const auto copy = copy_of(version_, message() + mac_);
  return copy + copy;
}

std::string Slots::message() const {
  std::string m(view(id_));
  m += check_ + inbox_public_;
  put<uint8_t>(m, work_);
  put<uint8_t>(m, uint8_t(slots_.size()));
  for (const auto& slot : slots_) {
    put<uint8_t>(m, slot.kind);
    m += slot.salt;
    put<uint64_t>(m, slot.cost.passes);
    put<uint64_t>(m, slot.cost.memory);
    put<uint16_t>(m, uint16_t(slot.wrapped.size()));
    m += slot.wrapped;
  }
  if (version_ >= kCounts) put<uint32_t>(m, changes_);
  return m;
}

void Slots::write(Files& files, const std::string& path) const { files.replace(path, file()); }

const Slots::Slot* Slots::find(Kind kind) const {
  const auto found =
      std::find_if(slots_.begin(), slots_.end(), [&](const Slot& s) { return s.kind == kind; });
  return found == slots_.end() ? nullptr : &*found;
}

void Slots::drop(Kind kind) {
  slots_.erase(std::remove_if(slots_.begin(), slots_.end(), [&](const Slot& s) { return s.kind == kind; }),
               slots_.end());
}

void Slots::set(Kind kind, const Secret& with, const Secret& key, std::string salt, Cost cost,
                Random& random) {
  drop(kind);
  slots_.push_back({kind, std::move(salt), cost, wrap(with, key.bytes(), kLabel, random)});
}

void Slots::become_work() {
  work_ = true;
  drop(kPhrase);
}

Cost Slots::passphrase_cost() const {
  const auto* slot = find(kPassphrase);
  return slot ? slot->cost : Cost{0, 0};
}

void Slots::set_passphrase(const Secret& key, std::string_view passphrase, Random& random, Cost cost) {
  std::string salt(16, '\0');
  random.fill(salt.data(), salt.size());
  set(kPassphrase, from_passphrase(passphrase, salt, cost), key, salt, cost, random);
}

void Slots::set_phrase(const Secret& key, const Secret& root, Random& random) {
  set(kPhrase, derive(root, "eddy/words-slot/v1"), key, std::string(16, '\0'), {0, 0}, random);
}

void Slots::set_device(const Secret& key, const Secret& given, Random& random) {
  set(kDevice, derive(given, "eddy/device-slot/v1"), key, std::string(16, '\0'), {0, 0}, random);
}

Secret Slots::open_device(const Secret& given) const {
  const auto* slot = find(kDevice);
  if (!slot) throw Failure{Reason::no_such_key, "device_key: this store has none"};
  return open(*slot, derive(given, "eddy/device-slot/v1"));
}

Secret Slots::open(const Slot& slot, const Secret& with) const {
  std::string clear;
  if (!unwrap(with, slot.wrapped, kLabel, clear))
    throw Failure{slot.kind == kPassphrase ? Reason::wrong_passphrase
                  : slot.kind == kPhrase   ? Reason::wrong_phrase
                                           : Reason::wrong_device_key,
                  "does not open this store"};
  Secret key(clear);
  sodium_memzero(clear.data(), clear.size());
  check(key);
  return key;
}

Secret Slots::open(std::string_view passphrase) const {
  const auto* slot = find(kPassphrase);
  if (!slot) throw Failure{Reason::no_such_key, "passphrase: this store has none"};
  if (slot->cost.memory > (4ull << 30) || slot->cost.passes > 100 || slot->cost.memory < 8192 ||
      !slot->cost.passes)
    throw Failure{Reason::keys_damaged, "keys: impossible cost"};
  return open(*slot, from_passphrase(passphrase, slot->salt, slot->cost));
}

Secret Slots::open(const Secret& root) const {
  const auto* slot = find(kPhrase);
  if (!slot) throw Failure{Reason::no_such_key, "recovery_phrase: this store has none"};
  return open(*slot, derive(root, "eddy/words-slot/v1"));
}

void Slots::check(const Secret& key) const {
  if (sodium_memcmp(key_check(key).data(), check_.data(), 16) != 0)
    throw Failure{Reason::key_of_another, "belongs to another store"};
}

}  // namespace eddy
