#include "apps/cli/round.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "apps/cli/files.h"
#include "apps/command/columns.h"
#include "bindings/cpp/carrier.h"

namespace eddy::cli {

std::string host_name() {
  char name[65] = {};
  return gethostname(name, 64) == 0 && *name ? name : "this computer";
}

std::string ago(double ms) {
  const auto minutes = int64_t(ms / 60'000);
  const auto plural = [](int64_t n, const char* one) {
    return std::to_string(n) + " " + one + (n == 1 ? "" : "s") + " ago";
  };
  if (minutes < 2) return "just now";
  if (minutes < 120) return plural(minutes, "minute");
  return minutes < 48 * 60 ? plural(minutes / 60, "hour") : plural(minutes / (24 * 60), "day");
}

namespace {
std::string device_name(const api::SyncState::Device& d) {
  if (!d.name().empty()) return one_line(d.name()).words();
  return d.this_device() ? "this device" : "another device";  // whose that is, its name would say
}
}  // namespace

void list_devices(const Shell& shell, const DeviceList& devices,
                  const std::function<std::string(const api::SyncState::Device&)>& said) {
  int widest = 24;
  const auto name = [](const api::SyncState::Device& d) { return device_name(d) + "  " + short_id(d); };
  for (const auto& d : devices) widest = std::max(widest, command::columns_of(name(d)));
  for (const auto& d : devices)
    shell.say("  " + command::padded(name(d), widest + 1) + (d.work() ? "work   " : "own    ") + said(d));
}

std::string short_id(const api::SyncState::Device& device) { return hex_of(device.id()).substr(0, 8); }

api::SyncState sync_state(Shell& shell) {
  return shell.client.call<api::SyncState>("Sync/GetState", api::Nothing());
}

void tell_notices(Shell& shell, const api::SyncState& s) {
  for (const auto& n : s.notice()) shell.say(n.text());
  if (s.withheld())
    shell.say(
        "The server keeps something back that another of your devices has published. If that lasts longer "
        "than a day, do not trust it.");
}

api::SyncState carry_on(Shell& shell, const std::function<void(const api::SyncState&)>& told) {
  client::Carrier carrier;
  for (;;) {
    const auto reply = client::sync_round(shell.client, carrier, true);
    const auto& s = reply.state();
    told(s);
    const bool waits =
        s.pairing() == api::SyncState::WAIT_FOR_NEWCOMER || s.pairing() == api::SyncState::ASK_DIGITS ||
        s.pairing() == api::SyncState::SHOW_DIGITS || s.pairing() == api::SyncState::WAIT_FOR_ANSWER;
    if (!waits) return s;
    const auto ms = reply.again_ms() - shell.now_ms();
    std::this_thread::sleep_for(std::chrono::milliseconds(int64_t(std::min(std::max(ms, 100.0), 2000.0))));
  }
}

void need_success(const api::SyncState& s) {
  if (!s.has_failed()) return;
  if (s.failed().reason() == api::Error::UNREACHABLE)
    throw Ended(10 + int(s.failed().kind()),
                "Nobody answers at " + s.server() + ". Nothing is lost: what is new waits on this device.");
  throw client::Error(s.failed());
}

void tell_round(Shell& shell, const api::SyncState& s) {
  shell.print(s);
  tell_notices(shell, s);
  if (s.notice_size()) shell.client.call<api::Nothing>("Sync/Acknowledge", api::Nothing());
  need_success(s);
  if (s.revoked())
    throw Ended(10 + int(api::Error::REFUSED),
                "This device was taken out of your devices. What it holds stays here and can be read; "
                "nothing new comes or goes.");
  const auto entries = [](int n) { return std::to_string(n) + (n == 1 ? " entry" : " entries"); };
  shell.say(!s.sent() && !s.received()
                ? "Nothing new. Your devices agree."
                : "In step. " + (s.received() ? entries(s.received()) + " came" : "Nothing came") +
                      (s.sent() ? "; what was only here is on the server, sealed." : "; nothing went."));
  if (s.waiting())
    shell.say(std::to_string(s.waiting()) + (s.waiting() == 1 ? " change is" : " changes are") +
              " only here.");
}

void sync_once(Shell& shell) {
  client::Carrier carrier;
  const auto reply = [&] {
    Progress progress(shell, "Syncing");
    return client::sync_round(shell.client, carrier, true, [&](const api::SyncState& s) {
      if (s.sent() || s.received())
        progress.say(std::to_string(s.sent()) + " sent, " + std::to_string(s.received()) + " received");
      return true;
    });
  }();
  tell_round(shell, reply.state());
}

int round_as_far(Shell& shell) {
  try {
    sync_once(shell);
    return 0;
  } catch (const Ended& e) {
    shell.tell(std::string("eddy: ") + e.what());
    return e.code;
  } catch (const client::Error& e) {
    return tell(shell, e.error);
  }
}

}  // namespace eddy::cli
