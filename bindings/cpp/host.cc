#include "bindings/cpp/host.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <ctime>

namespace eddy::client {

double now_ms() {
  return double(std::chrono::duration_cast<std::chrono::milliseconds>(
                    std::chrono::system_clock::now().time_since_epoch())
                    .count());
}

double steady_ms() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

int offset_min(double at_ms) {
  tzset();  // localtime_r() alone would keep the zone that this program was started in
  const time_t t = time_t(std::floor(at_ms / 1000));
  tm local{};
  localtime_r(&t, &local);
  return int(local.tm_gmtoff / 60);
}

namespace {

// Where the offset changes between two instants, to the minute: the first instant of the new one.
double change_between(double low, double high, const std::function<int(double)>& offset) {
  while (high - low > 60'000) {
    const double middle = std::floor((low + high) / 2 / 60'000) * 60'000;
    (offset(middle) == offset(low) ? low : high) = middle;
  }
  return high;
}

}  // namespace

double instant_of(double local_ms, const std::function<int(double)>& offset) {
  constexpr double kMinute = 60'000, kDay = 86'400'000;
  const double day = std::floor(local_ms / kDay) * kDay;
  const int before = offset(day - kDay), after = offset(day + 2 * kDay);
  for (const int of : {before, after})
    if (const double at = local_ms - of * kMinute; offset(at) == of) return at;
  return change_between(day - kDay, day + 2 * kDay, offset);
}

std::string default_home() {
  if (const char* data = std::getenv("XDG_DATA_HOME"); data && *data) return std::string(data) + "/eddy";
  const char* home = std::getenv("HOME");
  return std::string(home ? home : ".") + "/.local/share/eddy";
}

// Found by looking at every day and then closer: no zone database of our own.
api::Zone zone(double from_ms, double today_ms, const std::function<int(double)>& offset) {
  api::Zone zone;
  constexpr double kDay = 86'400'000;
  const double from = std::floor(from_ms / kDay) * kDay;
  zone.set_offset_min(offset(from));
  for (double day = from; day < today_ms + 396 * kDay; day += kDay) {
    if (offset(day) == offset(day + kDay)) continue;
    const double change = change_between(day, day + kDay, offset);
    auto* c = zone.add_change();
    c->set_from_ms(change);
    c->set_offset_min(offset(change));
  }
  return zone;
}

bool is_stale(const api::Zone& told, double now_ms) {
  constexpr double kSeason = 91 * 86'400'000.0;  // rules differ in one of them, where they differ
  for (double at = now_ms; at <= now_ms + 3 * kSeason; at += kSeason) {
    int offset = told.offset_min();
    for (const auto& c : told.change())
      if (at >= c.from_ms()) offset = c.offset_min();
    if (offset != offset_min(at)) return true;
  }
  return false;
}

namespace {

// A folder that is this user's alone.
bool is_own(const std::string& folder) {
  struct stat s{};
  return ::lstat(folder.c_str(), &s) == 0 && S_ISDIR(s.st_mode) && s.st_uid == ::getuid() &&
         (s.st_mode & 077) == 0;
}

}  // namespace

std::string door_path() {
  const auto user = std::to_string(::getuid());
  const char* run = std::getenv("XDG_RUNTIME_DIR");
  // Where nobody says: as a session would have it, else a folder that others can see and not enter.
  std::string folder = run && *run ? run : "/run/user/" + user;
  if (!(run && *run) && !is_own(folder)) {
    folder = "/tmp/eddy-" + user;
    (void)::mkdir(folder.c_str(), 0700);  // it may be there
    if (!is_own(folder)) return "";
  }
  return folder + "/eddy.sock";
}

bool door_hold() {
  const auto path = door_path();
  if (path.empty()) return true;
  static int held = -1;  // until this program ends, however it does
  if (held < 0) held = ::open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  return held < 0 || ::flock(held, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

std::string door_say(const std::string& line) {
  const auto path = door_path();
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof address.sun_path) return "";
  std::memcpy(address.sun_path, path.data(), path.size());
  const int s = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (s < 0) return "";
  const timeval patience{5, 0};
  setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(s, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  std::string answer;
  const auto sent = line + "\n";
  if (::connect(s, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
      ::send(s, sent.data(), sent.size(), MSG_NOSIGNAL) == ssize_t(sent.size())) {
    char c;
    while (::read(s, &c, 1) == 1 && c != '\n') answer += c;
  }
  ::close(s);
  return answer;
}

}  // namespace eddy::client
