// The one place that writes to the terminal (but for the guide, which draws). Nothing else in this shell
// includes <iostream> to write with.
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "apps/cli/shell.h"

namespace eddy::cli {
namespace {

void write(std::ostream& out, const std::vector<std::string>& lines) {
  for (const auto& line : lines) out << line << '\n';
  out << std::flush;
}

}  // namespace

int Shell::columns() const {
  winsize w{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col > 0 ? w.ws_col : 80;
}

void Shell::say(const Text& words) const {
  if (!json) write(std::cout, words.lines(tty_out ? columns() : 0, color));
}

void Shell::copy(const Text& words) const {
  if (!json) write(std::cout, words.lines(0, color));
}

void Shell::tell(const Text& words) const { write(std::cerr, words.lines(0, false)); }
void Shell::prompt(const Text& words) const {
  (isatty(STDERR_FILENO) ? std::cerr : std::cout) << words.words() << std::flush;
}

void Shell::print(const google::protobuf::Message& reply) const {
  if (json) put(client::to_json(reply, tty_out));
}

void Shell::put(const std::string& file) const { std::cout << file << std::endl; }
bool Shell::written() const { return bool(std::cout.flush()); }

Progress::Progress(const Shell& shell, std::string what)
    : what_(std::move(what)),
      columns_(shell.columns()),
      shown_(isatty(STDERR_FILENO) && !shell.json && !shell.dumb) {}

Progress::~Progress() {
  if (drew_) std::cerr << "\r\033[K" << std::flush;
}

void Progress::at(double part) {
  const int percent = int(std::clamp(part, 0.0, 1.0) * 100);
  if (!shown_ || percent == last_) return;
  last_ = percent;
  drew_ = true;
  const int width = std::max(10, std::min(40, columns_ - int(what_.size()) - 10));
  std::string bar;
  for (int i = 0; i < width; ++i) bar += i < width * percent / 100 ? "━" : "─";
  std::cerr << "\r\033[K" << what_ << ' ' << bar << ' ' << percent << " %" << std::flush;
}

void Progress::say(const std::string& words) {
  if (!shown_) return;
  drew_ = true;
  std::cerr << "\r\033[K" << what_ << ": " << words << std::flush;
}

}  // namespace eddy::cli
