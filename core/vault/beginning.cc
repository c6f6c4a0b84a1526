#include "core/vault/beginning.h"

namespace eddy {
namespace {

std::string folder_in(const std::string& home) { return home + "/begun"; }

// Its diary is in place, its keys are not yet.
bool interrupted(Files& files, const std::string& home) {
  return !files.exists(home + "/keys") && files.exists(folder_in(home) + "/keys") &&
         !files.exists(folder_in(home) + "/diary.db") && files.exists(home + "/diary.db");
}

}  // namespace

Beginning::Beginning(Files& files, const std::string& home)
    : files_(files), home_(home), folder_(folder_in(home)) {
  files_.make_folder(folder_);
  hold_ = files_.hold(folder_ + "/lock");
  if (interrupted(files_, home_))
    (void)files_.rename_new(folder_ + "/keys", home_ + "/keys");
  else
    forget();  // of one that was killed
}

Beginning::~Beginning() {
  try {
    if (interrupted(files_, home_)) return;  // it will be ended
    forget();
    hold_.reset();
    files_.remove(folder_);
  } catch (const Failure&) {  // the next one forgets it
  }
}

void Beginning::forget() {
  for (const char* made : {"/diary.db", "/diary.db-wal", "/diary.db-shm", "/diary.db-mark", "/keys"})
    files_.remove(folder_ + made);
}

void Beginning::put_in_place(const Slots& slots) {
  const auto taken = [] { return Failure{Fault::refused, "home", "there is a store already"}; };
  const auto diary = home_ + "/diary.db", own_diary = folder_ + "/diary.db";
  slots.write(files_, folder_ + "/keys");
  if (files_.exists(home_ + "/keys") || !files_.rename_new(own_diary, diary)) throw taken();
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
  if (interrupted(files, home)) Beginning{files, home};
}

}  // namespace eddy
