// A diary that is being made: in a folder beside its place, by one program at a time, and moved there when it is whole. Nothing
// that is there already is touched, whoever put it there and whenever; what is cleaned up is its own.
#pragma once
#include <memory>
#include <string>

#include "core/base/files.h"
#include "core/vault/slots.h"

namespace eddy {

// Whether anything lies there that a diary is made of, whole or not.
bool part_of_a_diary(Files& files, const std::string& home);

class Beginning {
 public:
  // DIARY_BEING_MADE where another program makes one there now.
  Beginning(Files& files, const std::string& home);
  ~Beginning();  // forgets what was not put in its place
  const std::string& folder() const { return folder_; }
  // The store in `folder`, closed, becomes the diary, and `slots` its keys. REFUSED where there is a diary or keys by now.
  void put_in_place(const Slots& slots);

  // Ends what a power cut interrupted between the two moves; nothing where there is nothing of that kind.
  static void end_interrupted(Files& files, const std::string& home);

 private:
  void forget();
  Files& files_;
  const std::string home_, folder_;
  std::unique_ptr<Files::Hold> hold_;
};

}  // namespace eddy
