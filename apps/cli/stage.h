// The terminal while a practice plays: its other screen, no cursor, keys as they are pressed. As it was
// before, whatever ends it; and the signals that may.
#pragma once
#include <signal.h>
#include <termios.h>

#include <string>

namespace eddy::cli {

// Ctrl-C and the like end a practice as Esc does, instead of the program.
class Signals {
 public:
  Signals();
  ~Signals();
  Signals(const Signals&) = delete;
  static bool came();
  static void take();  // as if one had come

 private:
  struct sigaction old_[3]{};
};

class Stage {
 public:
  Stage();
  ~Stage();
  Stage(const Stage&) = delete;
  static void put(const std::string& s);

 private:
  termios before_{};
};

struct Size {
  int rows, columns;
};
Size size_now();

}  // namespace eddy::cli
