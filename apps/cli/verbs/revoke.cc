#include <algorithm>

#include "apps/cli/entries.h"
#include "apps/cli/round.h"
#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

api::SyncState::Device called(Shell& shell, const std::string& name) {
  const auto s = sync_state(shell);
  std::vector<api::SyncState::Device> found;
  std::copy_if(s.device().begin(), s.device().end(), std::back_inserter(found),
               [&](const auto& d) { return !d.this_device() && (d.name() == name || short_id(d) == name); });
  if (found.size() > 1)
    throw Usage(
        "Two of your devices are called " + name +
        ". Nothing was changed; `eddy devices` shows another name for each: eight letters and digits.");
  if (found.empty())
    throw Usage("none of your other devices is called " + name + "; `eddy devices` lists them");
  return found[0];
}

bool is_in(Shell& shell, const std::string& id) {
  const auto s = sync_state(shell);
  return std::any_of(s.device().begin(), s.device().end(), [&](const auto& d) { return d.id() == id; });
}

constexpr const char* kFinal = "A device that is taken out does not come back by itself.";

void run_revoke(Shell& shell, const Options& o) {
  shell.must_answer(o, kFinal);
  shell.open();
  const auto device = called(shell, o.rest[0]);
  shell.confirm(o,
                "Take " + one_line(device.name()) +
                    " out? It gets new entries no more. What it already holds cannot be called back.",
                kFinal);
  api::RevokeRequest q;
  q.set_id(device.id());
  shell.client.call<api::Nothing>("Sync/Revoke", q);
  const int code = round_as_far(shell);
  if (is_in(shell, q.id()))
    throw Ended(code ? code : 1,
                "It is not out yet; that happens with the next sync that reaches the server.");
  shell.say("Out. Your other devices have new keys.");
  if (code) throw Ended(code, "It is out; the rest waits for the next `eddy sync`.");
}

}  // namespace

const Verb verbs::revoke{
    .about = {.name = "revoke",
              .group = "Your devices",
              .summary = "take a device out",
              .arguments = "NAME",
              .least = 1,
              .most = 1,
              .options = [] { return command::options({option::kYes}); },
              .more = "The others get new keys. What it already holds cannot be called back.",
              .examples = {"eddy revoke 'old phone'"}},
    .run = run_revoke};

}  // namespace eddy::cli
