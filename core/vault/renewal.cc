// A work computer's file written anew, under another key.
#include "core/vault/session.h"

namespace eddy {
namespace {
constexpr size_t kMostInboxes = 4;  // seeds of keys before this one
}  // namespace

std::optional<Session::Renewal> Session::prepare_renewal(std::string_view passphrase) {
  if (memory_ || passphrase.empty()) return std::nullopt;
  auto key = Secret::make(*random_);
  auto slots = Slots::make(key, true, *random_);
  slots.set_passphrase(key, passphrase, *random_, cost());
  slots.authenticate(key);
  return Renewal{std::move(key), std::move(slots)};
}

void Session::renew_if_due(std::string_view passphrase) {
  if (!vault_ || vault_->read_only() || !work() || vault_->local("clean") != "1") return;
  if (const auto next = prepare_renewal(passphrase)) renew(*next);
}

// diary.new.db is whole before keys.next is there; keys.next without diary.new.db: the file was swapped already. One program at a
// time, and nobody writes into the old file from the moment the new one is known to hold all of it.
void Session::renew(const Renewal& next) {
  const auto folder = path("renewed");
  const auto tidy = [&] {
    for (const char* left : {"/diary.db", "/diary.db-wal", "/diary.db-shm", "/diary.db-mark", ""})
      files_->remove(folder + left);
  };
  std::unique_ptr<Files::Hold> alone;
  try {
    alone = files_->hold(path("renewing"));
    if (!alone || files_->exists(path("keys.next"))) return;  // another program does it, or was ended at it
    const auto seen = vault_->db().integer("PRAGMA data_version");
    // What was sealed for the old key, also by a program that is locked still, is opened by its seed.
    const auto before = std::string(inbox_seed(*key_).bytes()) + vault_->local("inbox_before");
    vault_->set_local("inbox_before", std::string_view(before).substr(0, kMostInboxes * Secret::kSize));
    vault_->write_work(folder, next.key);
    Vault::require_whole(*files_, folder);
    files_->rename(folder + "/diary.db", path("diary.new.db"));
    tidy();
    const Transaction still(vault_->db());
    if (vault_->db().integer("PRAGMA data_version") != seen)
      throw Failure{Reason::store_busy, "another program has written meanwhile"};
    files_->replace(path("keys.next"), next.slots.file());
    files_->rename(path("diary.new.db"), path("diary.db"));
  } catch (const Failure&) {  // a full disk: the next unlock tries again
    try {
      tidy();
      // Where the new file is at its place, whatever was said of that, its keys are these alone.
      if (files_->exists(path("diary.new.db"))) {
        files_->remove(path("keys.next"));
        files_->remove(path("diary.new.db"));
      }
    } catch (const Failure&) {
    }
    return;
  }
  vault_->leave();
  vault_.reset();
  key_.reset();
  settings_.reset();
  slots_.reset();
  end_renewal();
  slots_ = next.slots;
  key_.emplace(next.key.bytes());
  vault_ = std::make_unique<Vault>(*files_, *random_, home_, false, *key_, false);
  ++openings_;
  remember_slots(*key_);
}

// One that was cut short: before the files are swapped it is forgotten; after it, it is ended.
void Session::settle_renewal() {
  const auto alone = files_->hold(path("renewing"));
  if (!alone) throw Failure{Reason::store_busy, "another program writes this diary anew"};
  if (!files_->exists(path("keys.next"))) return;  // it was quicker
  if (!files_->exists(path("diary.new.db"))) return end_renewal();
  files_->remove(path("keys.next"));
  files_->remove(path("diary.new.db"));
}

// Takes no room on the disk.
void Session::end_renewal() {
  for (const char* old : {"diary.db-wal", "diary.db-shm", "diary.db-mark"}) files_->remove(path(old));
  files_->rename(path("keys.next"), path("keys"));
}

}  // namespace eddy
