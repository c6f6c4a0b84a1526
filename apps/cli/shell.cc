#include "apps/cli/shell.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <sstream>

#include "bindings/cpp/host.h"

namespace eddy::cli {

Options::Options(const std::vector<std::string>& words, const std::vector<std::string>& known,
                 const std::vector<std::string>& flags) {
  const auto in = [](const std::vector<std::string>& list, const std::string& x) {
    return std::find(list.begin(), list.end(), x) != list.end();
  };
  for (size_t i = 0; i < words.size(); ++i) {
    const auto& w = words[i];
    if (w == "--") {
      rest.insert(rest.end(), words.begin() + long(i) + 1, words.end());
      break;
    }
    if (w.rfind("--", 0) != 0) {
      rest.push_back(w);
      continue;
    }
    const auto equals = w.find('=');
    const auto name = w.substr(2, equals == std::string::npos ? equals : equals - 2);
    if (in(flags, name))
      named_.emplace(name, "");
    else if (!in(known, name))
      throw Usage("--" + name + " is not an option here");
    else if (equals != std::string::npos)
      named_.emplace(name, w.substr(equals + 1));
    else if (i + 1 < words.size())
      named_.emplace(name, words[++i]);
    else
      throw Usage("--" + name + " needs a value");
  }
}

std::string Options::text(const std::string& name, const std::string& usual) const {
  const auto found = named_.find(name);
  return found == named_.end() ? usual : found->second;
}

std::vector<std::string> Options::all(const std::string& name) const {
  std::vector<std::string> out;
  for (auto [from, to] = named_.equal_range(name); from != to; ++from) out.push_back(from->second);
  return out;
}

std::optional<int> Options::number(const std::string& name) const {
  if (!has(name)) return std::nullopt;
  const auto t = text(name);
  char* end = nullptr;
  const long v = std::strtol(t.c_str(), &end, 10);
  if (t.empty() || *end || v < -1'000'000'000 || v > 1'000'000'000)
    throw Usage("--" + name + " needs a whole number");
  return int(v);
}

double Shell::now_ms() const { return now ? now->first : client::now_ms(); }
int Shell::offset_min(double ms) const { return now ? now->second : client::offset_min(ms); }

void Shell::set_zone(int years_back) {
  const double from = now_ms() - (years_back ? years_back * 366.0 : 8) * 86'400'000;
  client.call<api::Nothing>("Core/SetZone",
                            client::zone(from, now_ms(), [this](double ms) { return offset_min(ms); }));
}

api::Status Shell::attach() {
  set_zone(0);
  api::AttachRequest q;
  q.set_home(home);
  return client.call<api::Status>("Core/Attach", q);
}

std::optional<std::string> Shell::given_passphrase() {
  if (passphrase_file) {
    auto text = read_file(*passphrase_file);
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    return text;
  }
  // Taken once and wiped from the environment, which other programs of this user could read.
  static const std::optional<std::string> from_environment = []() -> std::optional<std::string> {
    char* value = std::getenv("EDDY_PASSPHRASE");
    if (!value) return std::nullopt;
    std::string copy = value;
    sodium_memzero(value, std::strlen(value));
    unsetenv("EDDY_PASSPHRASE");
    return copy;
  }();
  return from_environment;
}

namespace {
struct Quiet {  // no echo while a secret is typed
  termios before{};
  int fd;
  explicit Quiet(int f) : fd(f) {
    tcgetattr(fd, &before);
    auto quiet = before;
    quiet.c_lflag &= ~tcflag_t(ECHO);
    tcsetattr(fd, TCSAFLUSH, &quiet);
  }
  ~Quiet() { tcsetattr(fd, TCSAFLUSH, &before); }
};
}  // namespace

std::string Shell::passphrase(const char* prompt, bool again) {
  if (const auto given = given_passphrase()) return *given;
  if (!tty_in) {
    api::Error e;
    e.set_kind(api::Error::LOCKED);
    e.set_subject("passphrase");
    throw client::Error(e);
  }
  for (;;) {
    std::string first, second;
    {
      const Quiet quiet(STDIN_FILENO);
      std::cerr << prompt << ": " << std::flush;
      if (!std::getline(std::cin, first)) throw Usage("no passphrase was given");
      std::cerr << '\n';
      if (!again) return first;
      std::cerr << "Once more: " << std::flush;
      if (!std::getline(std::cin, second)) throw Usage("no passphrase was given");
      std::cerr << '\n';
    }
    if (first == second && !first.empty()) return first;
    std::cerr << (first.empty() ? "An empty passphrase protects nothing. Try again.\n"
                                : "The two are not the same. Try again.\n");
  }
}

void Shell::open(std::string* typed) {
  const auto status = attach();
  if (status.open()) {
    if (typed) *typed = passphrase("Passphrase");
    return;
  }
  if (!status.exists()) {
    api::Error e;
    e.set_kind(api::Error::NOT_FOUND);
    e.set_subject("store");
    throw client::Error(e);
  }
  api::UnlockRequest q;
  q.set_passphrase(passphrase("Passphrase"));
  const auto reply = client.call<api::UnlockReply>("Core/Unlock", q);
  if (typed) *typed = q.passphrase();
  sodium_memzero(q.mutable_passphrase()->data(), q.passphrase().size());
  if (reply.from_inbox() > 0)
    std::cerr << "Joined your diary: " << reply.from_inbox() << " given while it was locked.\n";
  if (reply.unreadable() > 0)
    std::cerr << reply.unreadable()
              << " given while locked could not be read. They are set aside in inbox.damaged, unchanged.\n";
  if (!reply.warning().empty())
    std::cerr << "The newest entries are missing from the disk: the file diary.db-wal was cut short or "
                 "removed. What is older is whole.\n";
}

void Shell::need_empty() {
  if (!attach().exists()) return;
  api::Error e;
  e.set_kind(api::Error::REFUSED);
  e.set_subject("home");
  throw client::Error(e);
}

bool Shell::try_open() {
  const auto status = attach();
  if (!status.exists()) return false;
  if (!given_passphrase() && !tty_in) return false;
  open();
  return true;
}

std::string Shell::ask(const std::string& question, const std::string& usual) {
  if (!tty_in) return usual;
  std::cerr << question << (usual.empty() ? " " : " [" + usual + "] ") << std::flush;
  std::string answer;
  if (!std::getline(std::cin, answer)) return usual;
  return answer.empty() ? usual : answer;
}

std::string Shell::choose(const std::string& question, const char* one, const char* other,
                          const std::string& usual) {
  for (;;) {
    const auto answer = ask(question + " (" + one + "/" + other + ")", usual);
    if (answer == one || answer == other) return answer;
    if (!tty_in || std::cin.eof()) throw Usage(std::string(one) + ", or " + other + "?");
  }
}

bool Shell::yes(const std::string& question) {
  const auto a = ask(question + " (y/n)");
  return a == "y" || a == "Y" || a == "yes";
}

void Shell::say(const std::string& words) const {
  if (json) return;
  if (!tty_out) {
    std::cout << words << std::endl;
    return;
  }
  for (size_t at = 0; at <= words.size();) {
    const auto end = std::min(words.find('\n', at), words.size());
    for (const auto& line : wrapped(words.substr(at, end - at), columns())) std::cout << line << '\n';
    at = end + 1;
  }
  std::cout << std::flush;
}

void Shell::print(const google::protobuf::Message& reply) const {
  if (json) std::cout << client::to_json(reply, tty_out) << std::endl;
}

api::Kept Shell::keep(const records::Entry& entry, bool anyway) {
  api::KeepRequest q;
  *q.mutable_entry() = entry;
  q.set_anyway(anyway);
  try {
    return client.call<api::Kept>("Journal/Keep", q);
  } catch (const client::Error& e) {
    if (e.error.kind() != api::Error::REFUSED || e.error.subject() != "other people's data" || !tty_in ||
        json)
      throw;
    std::cerr << "This looks like it holds a " << e.error.detail()
              << ". Other people's data does not belong in a diary.\n";
    if (!yes("Keep it all the same?")) throw;
    q.set_anyway(true);
    return client.call<api::Kept>("Journal/Keep", q);
  }
}

void Shell::after_keeping(const api::Kept& kept, const std::string& what) {
  print(kept);
  say(kept.sealed() ? what + " kept, sealed. It joins your diary when you unlock it." : what + " kept.");
  if (kept.care() == api::CARE_GROUNDING)
    say("\nThat was a lot. Do not take the next one yet if you can help it.\n  " +
        bold("eddy reset mind.ground") + "   feet on the floor, half a minute\n  " +
        bold("eddy cards people") + "        someone to talk to");
  if (kept.care() == api::CARE_HEAVY)
    say("\nSome of this sounds heavy. If it is about you, you can talk to someone now. If it was a caller, "
        "that is heavy too.\n"
        "Eddy noticed words or ratings here, can miss things, and told nobody.\n  " +
        bold("eddy cards people") + "                 your people and numbers to call\n  " +
        bold("eddy settings quiet-care=24h") + "      not now");
}

double parse_time(const Shell& shell, const std::string& text) {
  int y = 0, mo = 0, d = 0, h = 0, m = 0, s = 0, used = 0;
  std::string rest = text;
  const double now = shell.now_ms();
  const auto utc = [](int yy, int mm, int dd, int hh, int mi, int ss) {
    tm t{};
    t.tm_year = yy - 1900, t.tm_mon = mm - 1, t.tm_mday = dd, t.tm_hour = hh, t.tm_min = mi, t.tm_sec = ss;
    return double(timegm(&t)) * 1000;
  };
  const auto sane = [&] {
    if (h > 23 || m > 59 || s > 60 || h < 0 || m < 0 || s < 0) throw Usage("\"" + text + "\" is not a time");
  };
  const bool yesterday = rest.rfind("yesterday ", 0) == 0;
  if (yesterday) rest = rest.substr(10);
  if (std::sscanf(rest.c_str(), "%4d-%2d-%2d%n", &y, &mo, &d, &used) == 3 && used >= 8) {
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    if (mo < 1 || mo > 12 || d < 1 || d > days[mo - 1] || (mo == 2 && d == 29 && !leap))
      throw Usage("\"" + text + "\" is not a date");
    rest = rest.substr(size_t(used));
    int more = 0;
    if (!rest.empty()) {
      if ((rest[0] != 'T' && rest[0] != ' ') ||
          std::sscanf(rest.c_str() + 1, "%2d:%2d%n", &h, &m, &more) != 2)
        throw Usage("\"" + text + "\" is not a time");
      rest = rest.substr(size_t(more) + 1);
      if (std::sscanf(rest.c_str(), ":%2d%n", &s, &more) == 1) rest = rest.substr(size_t(more));
    }
    sane();
    const double local = utc(y, mo, d, h, m, s);
    if (rest == "Z") return local;
    int oh = 0, om = 0;
    if (rest.size() == 6 && (rest[0] == '+' || rest[0] == '-') &&
        std::sscanf(rest.c_str() + 1, "%2d:%2d", &oh, &om) == 2)
      return local - (rest[0] == '-' ? -1 : 1) * (oh * 60 + om) * 60'000.0;
    if (!rest.empty()) throw Usage("\"" + text + "\" ends with something that is not an offset like +01:00");
    return local - shell.offset_min(local - shell.offset_min(local) * 60'000.0) * 60'000.0;
  }
  if (std::sscanf(rest.c_str(), "%2d:%2d%n", &h, &m, &used) == 2 && size_t(used) == rest.size()) {
    sane();
    const double offset = shell.offset_min(now) * 60'000.0, day = 86'400'000.0;
    double at = std::floor((now + offset) / day) * day + (h * 60 + m) * 60'000.0 - offset;
    if (at > now) at -= day;
    if (yesterday) at = std::floor((now + offset) / day - 1) * day + (h * 60 + m) * 60'000.0 - offset;
    return at;
  }
  throw Usage("\"" + text + "\" is not a time; try 23:10, yesterday 23:10 or 2026-03-29T01:30:00+01:00");
}

std::string local_time(const Shell&, double ms, int offset_min, const char* format) {
  const time_t t = time_t(std::floor(ms / 1000)) + offset_min * 60;
  tm local{};
  gmtime_r(&t, &local);
  char out[64];
  return {out, std::strftime(out, sizeof out, format, &local)};
}

Progress::Progress(const Shell& shell, std::string what)
    : what_(std::move(what)), shown_(isatty(STDERR_FILENO) && !shell.json) {}
Progress::~Progress() {
  if (shown_ && last_ >= 0) std::cerr << "\r\033[K" << std::flush;
}
void Progress::at(double part) {
  const int percent = int(std::clamp(part, 0.0, 1.0) * 100);
  if (!shown_ || percent == last_) return;
  last_ = percent;
  const int width = std::max(10, std::min(40, columns() - int(what_.size()) - 10));
  std::string bar;
  for (int i = 0; i < width; ++i) bar += i < width * percent / 100 ? "━" : "─";
  std::cerr << "\r\033[K" << what_ << ' ' << bar << ' ' << percent << " %" << std::flush;
}

int width_of(const std::string& text) {
  int n = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\033') {
      i = std::min(text.find('m', i), text.size());
      continue;
    }
    n += (text[i] & 0xc0) != 0x80;
  }
  return n;
}

std::vector<std::string> wrapped(const std::string& text, int width) {
  if (width_of(text) <= width) return {text};
  const auto indent = text.substr(0, std::min(text.find_first_not_of(' '), text.size()));
  std::vector<std::string> lines(1);
  std::string word;
  for (size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] != ' ') {
      word += text[i];
      continue;
    }
    if (width_of(lines.back()) > int(indent.size()) && width_of(lines.back()) + width_of(word) > width) {
      lines.push_back(indent + word);
    } else {
      lines.back() += word;
    }
    word.clear();
    if (i < text.size() && width_of(lines.back()) < width) lines.back() += ' ';
  }
  for (auto& line : lines)
    while (!line.empty() && line.back() == ' ') line.pop_back();
  return lines;
}

int columns() {
  winsize w{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col > 0 ? w.ws_col : 80;
}

std::string hex_of(const std::string& bytes) {
  static const char digits[] = "0123456789abcdef";
  std::string out;
  for (const unsigned char c : bytes) out += {digits[c >> 4], digits[c & 15]};
  return out;
}

std::string id_from(const std::string& hex) {
  std::string out;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    if (!std::isxdigit(static_cast<unsigned char>(hex[i])) ||
        !std::isxdigit(static_cast<unsigned char>(hex[i + 1])))
      break;
    out += char(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  if (hex.size() != 32 || out.size() != 16)
    throw Usage("\"" + hex + "\" is not an entry's id: 32 letters and digits, as `eddy list` shows them");
  return out;
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Usage("cannot read " + path);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace eddy::cli
