#include "apps/cli/guide.h"

#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <clocale>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>

namespace eddy::cli {
namespace {

volatile sig_atomic_t interrupted = 0;
void on_signal(int) { interrupted = 1; }

// The terminal while playing: other screen, no cursor, keys as they are pressed.
class Stage {
 public:
  Stage() {
    tcgetattr(STDIN_FILENO, &before_);
    auto keys = before_;
    keys.c_lflag &= ~tcflag_t(ICANON | ECHO);
    keys.c_cc[VMIN] = 0, keys.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSANOW, &keys);
    struct sigaction act{};
    act.sa_handler = on_signal;
    for (const int s : {SIGINT, SIGTERM, SIGHUP})
      sigaction(s, &act, &old_[s == SIGINT ? 0 : s == SIGTERM ? 1 : 2]);
    put("\033[?1049h\033[?25l\033[2J");
  }
  ~Stage() {
    put("\033[0m\033[?25h\033[?1049l");
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    sigaction(SIGINT, &old_[0], nullptr), sigaction(SIGTERM, &old_[1], nullptr),
        sigaction(SIGHUP, &old_[2], nullptr);
  }
  static void put(const std::string& s) {
    for (size_t at = 0; at < s.size();) {
      const auto n = ::write(STDOUT_FILENO, s.data() + at, s.size() - at);
      if (n <= 0) return;
      at += size_t(n);
    }
  }

 private:
  termios before_{};
  struct sigaction old_[3]{};
};

struct Size {
  int rows, columns;
};
Size size_now() {
  winsize w{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) != 0 || w.ws_col == 0) return {24, 80};
  return {w.ws_row, w.ws_col};
}

class Canvas {
 public:
  Canvas(bool color) : color_(color) {
    const char* depth = std::getenv("COLORTERM");
    deep_ = depth && (std::strstr(depth, "truecolor") || std::strstr(depth, "24bit"));
  }

  // Half a cell is one dot; the edge fades over one dot, so that the disc grows smoothly.
  void disc(std::string& out, Size s, int rows, double part) const {
    const double height = rows * 2.0, radius = (0.28 + 0.70 * part) * std::min(height, double(s.columns)) / 2;
    const double cx = s.columns / 2.0, cy = height / 2.0;
    const int reach = std::min(s.columns / 2, int(std::min(height, double(s.columns)) / 2) + 2);
    const auto light = [&](int x, int y) {
      const double d = std::hypot(x + 0.5 - cx, y + 0.5 - cy);
      const double inside = std::clamp(radius - d + 0.5, 0.0, 1.0);
      return inside * (0.72 + 0.28 * std::clamp(d / std::max(1.0, radius), 0.0, 1.0));  // a soft rim
    };
    for (int row = 0; row < rows; ++row) {
      out += "\033[" + std::to_string(row + 2) + ";" + std::to_string(s.columns / 2 - reach + 1) + "H";
      std::string last;
      for (int x = s.columns / 2 - reach; x < s.columns / 2 + reach && x < s.columns; ++x) {
        const double top = light(x, row * 2), bottom = light(x, row * 2 + 1);
        if (!color_) {
          static const char* const shades[] = {" ", "·", "░", "▒", "▓"};
          out += shades[int(std::clamp((top + bottom) / 2 * 4.99, 0.0, 4.0))];
          continue;
        }
        // The half that is dark is left to the terminal's own background.
        const bool upper = top > kDark, lower = bottom > kDark;
        const auto code = upper ? shade(38, top) + shade(48, bottom) : shade(38, bottom) + "\033[49m";
        if (code != last) out += code, last = code;
        out += upper ? "▀" : lower ? "▄" : " ";
      }
      if (color_) out += "\033[0m";
    }
  }

 private:
  std::string shade(int layer, double light) const {
    const auto l = std::to_string(layer);
    if (light <= kDark) return layer == 48 ? "\033[49m" : "\033[39m";
    if (deep_) {
      const auto mix = [&](int low, int high) { return std::to_string(int(low + (high - low) * light)); };
      return "\033[" + l + ";2;" + mix(14, 96) + ";" + mix(32, 188) + ";" + mix(42, 196) + "m";
    }
    static const int ramp[] = {23, 23, 30, 30, 37, 37, 73, 80, 116};
    return "\033[" + l + ";5;" + std::to_string(ramp[int(std::clamp(light * 8.99, 0.0, 8.0))]) + "m";
  }
  static constexpr double kDark = 0.02;
  bool color_, deep_ = false;
};

void centre(std::string& out, Size s, int row, const std::string& text, const std::string& style) {
  if (row < 1 || row > s.rows) return;
  out += "\033[" + std::to_string(row) + ";1H\033[2K\033[" + std::to_string(row) + ";" +
         std::to_string(std::max(1, (s.columns - width_of(text)) / 2 + 1)) + "H" + style + text + "\033[0m";
}

std::string clock_of(double seconds) {
  const int s = std::max(0, int(std::ceil(seconds)));
  char text[16];
  std::snprintf(text, sizeof text, "%d:%02d", s / 60, s % 60);
  return text;
}

double easing(const content::Scene& scene, double now) {
  const double length = scene.next_change_ms() - scene.start_ms();
  if (length <= 0) return scene.progress_to();
  const double t = std::clamp((now - scene.start_ms()) / length, 0.0, 1.0);
  const double eased = scene.easing() == "sine" ? (1 - std::cos(t * M_PI)) / 2 : t;
  return scene.progress_from() + (scene.progress_to() - scene.progress_from()) * eased;
}

// 1 to 9, the key left of 1 is 0, and 0 is 10.
int rating_of(char key) {
  if (key >= '1' && key <= '9') return key - '0';
  if (key == '0') return 10;
  return key == '`' || key == '^' || key == '~' ? 0 : -1;
}

class Player {
 public:
  Player(Shell& shell, api::PlayerReply begun, const Play& how)
      : shell_(shell),
        how_(how),
        reply_(std::move(begun)),
        offset_(reply_.state().began_ms() - steady_now()) {}

  api::PlayerReply run() {
    if (how_.before) answer(content::BEFORE, *how_.before);
    if (how_.fast)
      fast();
    else if (shell_.tty_out && shell_.tty_in && !shell_.json)
      screen();
    else
      plain();
    if (how_.after) answer(content::AFTER, *how_.after);
    return reply_;
  }

 private:
  static double steady_now() {
    return double(std::chrono::duration_cast<std::chrono::milliseconds>(
                      std::chrono::steady_clock::now().time_since_epoch())
                      .count());
  }
  double now() const { return how_.fast ? fast_now_ : steady_now() + offset_; }

  // Playing has its own time, so that a whole practice can be played in no time.
  api::PlayerReply ask(const char* method, const google::protobuf::MessageLite& q) {
    const auto usual = shell_.client.clock;
    const double t = now();
    shell_.client.clock = [t] { return t; };
    auto reply = shell_.client.call<api::PlayerReply>(method, q);
    shell_.client.clock = usual;
    return reply;
  }
  void answer(content::Act act, int value = 0) {
    api::AnswerRequest q;
    *q.mutable_state() = reply_.state();
    q.set_act(act);
    q.set_value(value);
    reply_ = ask("Player/Answer", q);
  }
  void look() {
    api::AtRequest q;
    *q.mutable_state() = reply_.state();
    reply_ = ask("Player/At", q);
  }
  const content::Scene& scene() const { return reply_.scene(); }

  void fast() {
    fast_now_ = reply_.state().began_ms();
    for (look(); !scene().ended(); look()) fast_now_ = std::max(fast_now_, scene().next_change_ms());
  }

  void plain() {
    std::string last;
    struct sigaction act{}, old{};
    act.sa_handler = on_signal;
    sigaction(SIGINT, &act, &old);
    if (!scene().caution().empty()) shell_.say(shell_.dim(scene().caution()));
    for (look(); !scene().ended(); look()) {
      const auto line = scene().prompt();
      if (line != last) shell_.say(line);
      last = line;
      const double wait = scene().next_change_ms() - now();
      ::poll(nullptr, 0, int(std::clamp(wait, 1.0, 1000.0)));
      if (interrupted) answer(content::STOP);
    }
    sigaction(SIGINT, &old, nullptr);
    interrupted = 0;
  }

  void screen() {
    const Canvas canvas(shell_.color);
    const Stage stage;
    Size before{0, 0};
    double asked_until = 0;
    interrupted = 0;
    for (;;) {
      if (now() >= scene().next_change_ms() && scene().next_change_ms() > 0) look();
      if (interrupted && !scene().ended()) answer(content::STOP);
      const bool rating = how_.rate && scene().finished() && scene().after() < 0 && !interrupted;
      if (scene().ended() && !rating) return;
      if (rating && asked_until == 0) asked_until = now() + 8000;
      if (rating && now() > asked_until) return;
      const auto size = size_now();
      std::string out = "\033[?2026h";  // one frame at a time, where the terminal can
      if (size.rows != before.rows || size.columns != before.columns) out += "\033[2J";
      before = size;
      draw(out, canvas, size, rating);
      Stage::put(out + "\033[?2026l");
      pollfd keys{STDIN_FILENO, POLLIN, 0};
      const double rest = scene().next_change_ms() > 0 ? scene().next_change_ms() - now() : 1000;
      const int wait = how_.still || scene().easing() == "still" ? int(std::clamp(rest, 1.0, 250.0)) : 33;
      if (::poll(&keys, 1, wait) > 0) {
        if (keys.revents & (POLLHUP | POLLERR)) interrupted = 1;
        char typed[16];
        const auto n = ::read(STDIN_FILENO, typed, sizeof typed);
        for (ssize_t i = 0; i < n; ++i) {
          // An arrow or function key is Esc and more: not Esc.
          if (typed[i] == 27 && i + 1 < n && (typed[i + 1] == '[' || typed[i + 1] == 'O')) break;
          press(typed[i]);
        }
      }
    }
  }

  void press(char key) {
    if (scene().ended()) {
      const int value = rating_of(key);
      if (value >= 0)
        answer(content::AFTER, value);
      else
        interrupted = 1;
      return;
    }
    if (key == 27 || key == 'q') return answer(content::STOP);
    if (key == 'n') return answer(content::NEXT_CALL);
    if (key == 'w' || key == 'W') return answer(content::WORSE);
    if (key == ' ' || key == '\n') return answer(content::NEXT);
    if (scene().choice_size() > 0 && key >= '1' && key < '1' + scene().choice_size())
      return answer(content::CHOOSE, key - '1');
    if (how_.rate && scene().before() < 0 && rating_of(key) >= 0) answer(content::BEFORE, rating_of(key));
  }

  void draw(std::string& out, const Canvas& canvas, Size size, bool rating) const {
    const std::string soft = shell_.color ? "\033[2m" : "", strong = shell_.color ? "\033[1m" : "";
    const auto lines = wrapped(scene().prompt(), std::min(60, size.columns - 4));
    const int words = int(lines.size()) + scene().choice_size();
    const int rows = std::max(3, size.rows - 7 - words);
    const bool shape = scene().cue() != content::CUE_STEP;
    canvas.disc(out, size, rows, rating ? 0 : how_.still || !shape ? 0.5 : easing(scene(), now()));
    int row = rows + 3;
    if (rating) {
      centre(out, size, row++, "And now? 1 to 9, 0 for ten, ` for none. Any other key leaves.", strong);
      for (; row <= size.rows; ++row) centre(out, size, row, "", "");
      return;
    }
    for (const auto& l : lines) centre(out, size, row++, l, strong);
    for (int i = 0; i < scene().choice_size(); ++i)
      centre(out, size, row++, std::to_string(i + 1) + "  " + scene().choice(i), "");
    const bool ask = how_.rate && scene().before() < 0 && now() - reply_.state().began_ms() < 15'000;
    centre(out, size, row++, scene().caution(), soft);
    for (; row < size.rows - 1; ++row) centre(out, size, row, "", "");
    const double left = scene().planned_s() - (now() - reply_.state().began_ms()) / 1000;
    centre(out, size, size.rows - 1, ask ? "How tense now? 1 to 9, 0 for ten. Or just breathe." : "", soft);
    centre(out, size, size.rows, clock_of(left) + "    esc leave    n next call    w this makes it worse",
           soft);
  }

  Shell& shell_;
  const Play how_;
  api::PlayerReply reply_;
  double offset_;
  double fast_now_ = 0;
};

}  // namespace

api::PlayerReply play(Shell& shell, api::PlayerReply begun, const Play& how) {
  return Player(shell, std::move(begun), how).run();
}

}  // namespace eddy::cli
