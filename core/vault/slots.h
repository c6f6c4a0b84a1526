// The `keys` file: how a passphrase or 24 words open the store. Two checksummed copies of one small message;
// the better one is read, and both are written anew together. It also carries the inbox's public key, so that
// what is given while locked can be sealed, and a check value, so that a wrong passphrase and damage are told
// apart.
//
//   copy = "EDDYKEYS" | u32 version | u32 size | size bytes | BLAKE2b-256 of all before it
//   message = id 16 | check 16 | inbox public key 32 | work u8 | u8 slots | slots | u32 changes | mac 32
//   changes = how often it was changed: the store remembers the newest; versions 1 and 2 have none
//   mac = BLAKE2b-256, keyed with derive(store key, "eddy/keys-mac/v1"), of the message before it; version 1 has none
//   slot = kind u8 | salt 16 | passes u64 | memory u64 | u16 size | wrapped store key
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/base/files.h"
#include "core/crypto/seal.h"

namespace eddy {

Secret inbox_seed(const Secret& key);

class Slots {
 public:
  enum Kind : uint8_t { kPassphrase = 1, kPhrase = 2, kDevice = 3 };

  static Slots make(const Secret& key, bool work, Random& random);
  // NOT_FOUND: no such file. TOO_NEW: written by a newer Eddy. DAMAGED: neither copy is whole. Reads only.
  static Slots read(Files& files, const std::string& path);
  static Slots parse(std::string_view file);
  void write(Files& files, const std::string& path) const;
  std::string file() const;

  void set_passphrase(const Secret& key, std::string_view passphrase, Random& random, Cost cost = {});
  void set_phrase(const Secret& key, const Secret& root, Random& random);
  // What the device's own authenticator gives (a fingerprint, a security key). Never the only slot: a passphrase is there.
  void set_device(const Secret& key, const Secret& given, Random& random);
  void forget_device() { drop(kDevice); }
  Cost passphrase_cost() const;  // none where there is none
  bool has_device() const { return find(kDevice) != nullptr; }
  Secret open_device(const Secret& given) const;
  // WRONG_KEY where it does not fit; NOT_FOUND where there is no slot of that kind.
  Secret open(std::string_view passphrase) const;
  Secret open(const Secret& root) const;
  void check(const Secret& key) const;  // WRONG_KEY

  // What only the store's key tells: whether all of it is as it was written, and whether what is sealed to it is sealed for
  // this store. Whoever has the disk can write the file.
  bool authentic(const Secret& key) const;
  bool sealed_by_version_1() const { return mac_.empty(); }  // which could not tell
  bool inbox_fits(const Secret& key) const { return inbox_public_ == box_public(inbox_seed(key)); }
  // After every change; the inbox's key becomes this store's own again.
  void authenticate(const Secret& key);
  // An older file, put back, is authentic, too: it was changed less often than the store knows of.
  uint32_t changes() const { return changes_; }
  void count_change() { ++changes_; }
  void set_work(bool work) { work_ = work; }
  void become_work();  // without its words
  bool work() const { return work_; }
  const Id& id() const { return id_; }
  std::string seal(std::string_view clear) const { return box_seal(inbox_public_, clear); }
  bool half_damaged() const { return half_damaged_; }

 private:
  struct Slot {
    Kind kind{};
    std::string salt;
    Cost cost;
    std::string wrapped;
  };
  const Slot* find(Kind kind) const;
  void drop(Kind kind);
  void set(Kind kind, const Secret& with, const Secret& key, std::string salt, Cost cost, Random& random);
  Secret open(const Slot& slot, const Secret& with) const;

  std::string message() const;  // without its mac
  Id id_{};
  uint32_t version_ = 0, changes_ = 0;  // of the file that was read; written is today's
  std::string check_, inbox_public_, mac_;
  bool work_ = false, half_damaged_ = false;
  std::vector<Slot> slots_;
};

}  // namespace eddy
