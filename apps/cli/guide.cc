#include "apps/cli/guide.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "apps/cli/canvas.h"
#include "apps/cli/playing.h"
#include "apps/cli/stage.h"
#include "apps/command/columns.h"

namespace eddy::cli {
namespace {

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

// What a key does while a practice plays, drawn or not.
void press(Playing& playing, const Play& how, char key) {
  const auto& scene = playing.scene();
  if (key == 27 || key == 'q') return playing.answer(content::STOP);
  if (key == 'n') return playing.answer(content::NEXT_CALL);
  if (key == 'w' || key == 'W') return playing.answer(content::WORSE);
  if (key == ' ' || key == '\n') return playing.answer(content::NEXT);
  if (scene.choice_size() > 0 && key >= '1' && key < '1' + scene.choice_size())
    return playing.answer(content::CHOOSE, key - '1');
  if (how.rate && scene.before() < 0 && rating_of(key) >= 0)
    return playing.answer(content::BEFORE, rating_of(key));
}

// Waits for a key, or so long. What was typed, without what an arrow or a function key sends, which is Esc and more.
std::string keys_within(int ms) {
  pollfd keys{STDIN_FILENO, POLLIN, 0};
  if (::poll(&keys, 1, ms) <= 0) return "";
  char typed[256];
  const auto n = ::read(STDIN_FILENO, typed, sizeof typed);
  if (n <= 0 || (keys.revents & POLLERR)) Signals::take();  // the terminal has gone
  std::string out(typed, size_t(std::max<ssize_t>(n, 0)));
  for (size_t i = 0; i + 1 < out.size(); ++i)
    if (out[i] == 27 && (out[i + 1] == '[' || out[i + 1] == 'O')) return out.substr(0, i);
  return out;
}

bool is_wait(const Playing& playing) { return playing.reply().state().arm() == records::ARM_WAIT; }

constexpr int kAsked = 15'000;  // ms

void draw_question(const Shell& shell) {
  const Canvas canvas(shell.color);
  const auto size = size_now();
  std::string out;
  canvas.centre(out, size, size.rows / 2, "How tense, 0 to 10?", kStrong);
  canvas.centre(out, size, size.rows / 2 + 2, "1 to 9, 0 for ten, ` for none", kSoft);
  canvas.centre(out, size, size.rows, "esc goes on without    n next call", kSoft);
  Stage::put(out);
}

// A key where it is drawn; else a line, in which a number is itself.
std::optional<int> tension_in(const std::string& typed, bool drawn) {
  if (typed.empty()) return {};
  const int key = rating_of(typed[0]);
  if (drawn) return key < 0 ? std::nullopt : std::optional(key);
  const auto word = typed.substr(0, typed.find('\n'));
  if (word == "10") return 10;
  if (word.size() == 1 && word[0] >= '0' && word[0] <= '9') return word[0] - '0';
  return {};
}

// To its end without waiting. Where an answer would be waited for, the first choice is taken.
void in_no_time(Playing& playing) {
  for (playing.look(); !playing.scene().ended(); playing.look())
    playing.waits() ? playing.answer(content::CHOOSE, 0) : playing.skip_to_next();
}

// Line by line. On a terminal that cannot draw, a key counts once Enter is pressed.
class Lines {
 public:
  Lines(Shell& shell, Playing& playing, const Play& how)
      : shell_(shell), playing_(playing), how_(how), keys_(shell.tty_in && shell.tty_out && !shell.json) {}

  void run() {
    const Signals signals;
    if (!playing_.scene().caution().empty()) shell_.say(dim(playing_.scene().caution()));
    if (!how_.why.empty()) shell_.say(dim(how_.why));
    if (keys_)
      shell_.say(dim(std::string("q leaves, n is the next call, w says it makes it worse; then Enter.") +
                     (is_wait(playing_) ? " Enter alone ends the wait." : "")));
    for (playing_.look(); !playing_.scene().ended(); playing_.look()) {
      show();
      if (playing_.waits() && !keys_) {  // for nobody
        playing_.answer(content::CHOOSE, 0);
        continue;
      }
      wait();
      if (Signals::came() && !playing_.scene().ended()) playing_.answer(content::STOP);
    }
  }

 private:
  void show() {
    if (playing_.scene().prompt() == last_) return;
    last_ = playing_.scene().prompt();
    shell_.say(last_);
    for (int i = 0; i < playing_.scene().choice_size(); ++i)
      shell_.say("  " + std::to_string(i + 1) + "  " + playing_.scene().choice(i));
  }

  void wait() {
    const double rest = playing_.waits() ? 1000 : playing_.scene().next_change_ms() - playing_.now();
    const int ms = int(std::clamp(rest, 1.0, 1000.0));
    if (!keys_) {
      ::poll(nullptr, 0, ms);
      return;
    }
    auto typed = keys_within(ms);
    if (typed.size() > 1 && typed.back() == '\n') typed.pop_back();
    for (const char key : typed)
      if (!playing_.scene().ended()) press(playing_, how_, key), playing_.look();
  }

  Shell& shell_;
  Playing& playing_;
  const Play& how_;
  const bool keys_;
  std::string last_;
};

// Drawn, on a terminal that can.
class Screen {
 public:
  Screen(Shell& shell, Playing& playing, const Play& how)
      : playing_(playing), how_(how), canvas_(shell.color) {}

  void run() {
    const Signals signals;
    const Stage stage;
    for (;;) {
      if (playing_.now() >= playing_.scene().next_change_ms() && !playing_.waits()) playing_.look();
      if (Signals::came() && !playing_.scene().ended()) playing_.answer(content::STOP);
      if (playing_.scene().ended() && !rates()) return;
      frame();
      for (const char key : keys_within(rest())) take(key);
    }
  }

 private:
  // At the end, for eight seconds: how tense now?
  bool rates() {
    const auto& scene = playing_.scene();
    if (!how_.rate || !scene.finished() || scene.after() >= 0 || Signals::came()) return false;
    if (rating_until_ == 0) rating_until_ = playing_.now() + 8000;
    return playing_.now() <= rating_until_;
  }

  int rest() const {
    const auto& scene = playing_.scene();
    if (!how_.still && scene.easing() != "still") return 33;
    const double rest = scene.next_change_ms() > 0 ? scene.next_change_ms() - playing_.now() : 1000;
    return int(std::clamp(rest, 1.0, 250.0));
  }

  void take(char key) {
    if (!playing_.scene().ended()) return press(playing_, how_, key);
    if (rating_of(key) >= 0)
      playing_.answer(content::AFTER, rating_of(key));
    else
      Signals::take();
  }

  void frame() {
    const auto size = size_now();
    std::string out = "\033[?2026h";  // one frame at a time, where the terminal can
    if (size.rows != before_.rows || size.columns != before_.columns) out += "\033[2J";
    before_ = size;
    draw(out, size);
    Stage::put(out + "\033[?2026l");
  }

  // Small and still: the question, or why Eddy chose it.
  std::string beside() const {
    const auto& scene = playing_.scene();
    const bool ask = how_.rate && scene.before() < 0 && playing_.played_ms() < kAsked;
    if (ask) return "How tense now? 1 to 9, 0 for ten. Or just breathe.";
    return scene.worse() ? "" : how_.why;  // what it was chosen for is not what plays then
  }

  void draw(std::string& out, Size size) const {
    const auto& scene = playing_.scene();
    const auto lines = Text(scene.prompt()).lines(std::clamp(size.columns - 4, 1, 60), false);
    const auto caution = Text(scene.caution()).lines(std::max(1, size.columns - 2), false);
    const int words = int(lines.size()) + scene.choice_size();
    const int rows = std::max(3, size.rows - 6 - int(caution.size()) - words);
    const bool rating = scene.ended(), shape = scene.cue() != content::CUE_STEP;
    canvas_.disc(out, size, rows, rating ? 0 : how_.still || !shape ? 0.5 : easing(scene, playing_.now()));
    int row = rows + 3;
    if (rating) {
      canvas_.centre(out, size, row++, "And now? 1 to 9, 0 for ten, ` for none. Any other key leaves.",
                     kStrong);
      for (; row <= size.rows; ++row) canvas_.centre(out, size, row, "");
      return;
    }
    for (const auto& l : lines) canvas_.centre(out, size, row++, l, kStrong);
    for (int i = 0; i < scene.choice_size(); ++i)
      canvas_.centre(out, size, row++, std::to_string(i + 1) + "  " + scene.choice(i));
    for (const auto& l : caution) canvas_.centre(out, size, row++, l, kSoft);
    for (; row < size.rows - 1; ++row) canvas_.centre(out, size, row, "");
    canvas_.centre(out, size, size.rows - 1, beside(), kSoft);
    canvas_.centre(out, size, size.rows,
                   clock_of(scene.planned_s() - playing_.played_ms() / 1000) +
                       (is_wait(playing_) ? "    space ends it" : "") +
                       "    esc leave    n next call    w this makes it worse",
                   kSoft);
  }

  Playing& playing_;
  const Play& how_;
  const Canvas canvas_;
  Size before_{0, 0};
  double rating_until_ = 0;
};

}  // namespace

Tense ask_tension(const Shell& shell, bool wait_for_me) {
  const Signals signals;
  std::optional<Stage> stage;
  if (shell.draws())
    draw_question((stage.emplace(), shell));
  else
    shell.say("How tense, 0 to 10? Enter alone goes on without, n is the next call.");
  const auto typed = keys_within(wait_for_me ? -1 : kAsked);
  return {tension_in(typed, shell.draws()), Signals::came() || typed[0] == 'n' || typed[0] == 'q'};
}

api::PlayerReply play(Shell& shell, api::PlayerReply begun, const Play& how) {
  Playing playing(shell, std::move(begun), how.fast);
  if (how.before) playing.answer(content::BEFORE, *how.before);
  if (how.fast)
    in_no_time(playing);
  else if (shell.draws() && shell.tty_in && !shell.json)
    Screen(shell, playing, how).run();
  else
    Lines(shell, playing, how).run();
  if (how.after) playing.answer(content::AFTER, *how.after);
  return playing.reply();
}

}  // namespace eddy::cli
