#include "apps/cli/stage.h"

#include <sys/ioctl.h>
#include <unistd.h>

namespace eddy::cli {
namespace {

volatile sig_atomic_t interrupted = 0;
void on_signal(int) { interrupted = 1; }
constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};

}  // namespace

Signals::Signals() {
  interrupted = 0;
  struct sigaction act{};
  act.sa_handler = on_signal;
  for (size_t i = 0; i < 3; ++i) sigaction(kSignals[i], &act, &old_[i]);
}

Signals::~Signals() {
  for (size_t i = 0; i < 3; ++i) sigaction(kSignals[i], &old_[i], nullptr);
  interrupted = 0;
}

bool Signals::came() { return interrupted; }
void Signals::take() { interrupted = 1; }

Stage::Stage() {
  tcgetattr(STDIN_FILENO, &before_);
  auto keys = before_;
  keys.c_lflag &= ~tcflag_t(ICANON | ECHO);
  keys.c_cc[VMIN] = 0, keys.c_cc[VTIME] = 0;
  tcsetattr(STDIN_FILENO, TCSANOW, &keys);
  put("\033[?1049h\033[?25l\033[2J");
}

Stage::~Stage() {
  put("\033[0m\033[?25h\033[?1049l");
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
}

void Stage::put(const std::string& s) {
  for (size_t at = 0; at < s.size();) {
    const auto n = ::write(STDOUT_FILENO, s.data() + at, s.size() - at);
    if (n <= 0) return;
    at += size_t(n);
  }
}

Size size_now() {
  winsize w{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) != 0 || w.ws_col == 0) return {24, 80};
  return {w.ws_row, w.ws_col};
}

}  // namespace eddy::cli
