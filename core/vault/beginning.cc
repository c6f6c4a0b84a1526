#include "core/vault/beginning.h"

#include "core/vault/vault.h"

namespace eddy {
namespace {

std::string folder_in(const std::string& home) { return home + "/diary.begun"; }

// Its diary is in place, its keys are not yet: a move that a power cut interrupted. Where a disk renames in two steps the diary
// may have both of its names still; then it loses the first.
bool waits_for_keys(Files& files, const std::string& home) {
  const auto diary = home + "/diary.db", begun = folder_in(home);
  if (files.exists(home + "/keys") || !files.exists(begun + "/keys") || !files.exists(diary)) return false;
  return !files.exists(begun + "/diary.db") || files.rename_new(begun + "/diary.db", diary);
}

}  // namespace

// A log, or a mark, of another diary would be read as the new one's.
bool part_of_a_diary(Files& files, const std::string& home) {
  for (const char* part :
       {"keys", "diary.db", "diary.db-wal", "diary.db-journal", "diary.db-shm", "diary.db-mark"})
    if (files.exists(home + "/" + part)) return true;
  return false;
}

Beginning::Beginning(Files& files, const std::string& home)
    : files_(files), home_(home), folder_(folder_in(home)) {
  files_.make_folder(folder_);
  hold_ = files_.hold(folder_ + "/lock");
  if (!hold_) throw at_path(Reason::diary_being_made, home_, "another program is making a diary there");
  if (waits_for_keys(files_, home_))
    (void)files_.rename_new(folder_ + "/keys", home_ + "/keys");
  else
    forget();  // of one that was killed
}

Beginning::~Beginning() {
  try {
    if (waits_for_keys(files_, home_)) return;  // it will be ended
    forget();
    hold_.reset();
    files_.remove(folder_);
  } catch (const Failure&) {  // the next one forgets it
  }
}

void Beginning::forget() {
  // The keys first: what is left of a forgetting that was cut short must not look like a move that was.
  for (const char* made : {"/keys", "/diary.db", "/diary.db-wal", "/diary.db-shm", "/diary.db-mark"})
    files_.remove(folder_ + made);
}

void Beginning::put_in_place(const Slots& slots) {
  const auto taken = [] { return Failure{Reason::diary_there, "there is a store already"}; };
  const auto diary = home_ + "/diary.db", own_diary = folder_ + "/diary.db";
  Vault::require_whole(files_, folder_);
  slots.write(files_, folder_ + "/keys");
  if (part_of_a_diary(files_, home_) || !files_.rename_new(own_diary, diary)) throw taken();
  bool both = false;
  try {
    both = files_.rename_new(folder_ + "/keys", home_ + "/keys");
  } catch (const Failure&) {
    (void)files_.rename_new(diary, own_diary);
    throw;
  }
  if (both) return;
  (void)files_.rename_new(diary, own_diary);  // somebody's keys came in between
  throw taken();
}

void Beginning::end_interrupted(Files& files, const std::string& home) {
  if (waits_for_keys(files, home)) Beginning{files, home};
}

}  // namespace eddy
