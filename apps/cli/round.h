// A round of sync, as `sync`, `pair`, `revoke`, `afresh` and `restore` make one.
#pragma once
#include <functional>

#include "apps/cli/shell.h"
#include "eddy/api/sync.pb.h"

namespace eddy::cli {

std::string host_name();
std::string ago(double ms);  // "3 hours ago"
api::SyncState sync_state(Shell& shell);
using DeviceList = google::protobuf::RepeatedPtrField<api::SyncState::Device>;
// A line for each: its name, whose it is, and what is said of it.
void list_devices(const Shell& shell, const DeviceList& devices,
                  const std::function<std::string(const api::SyncState::Device&)>& said);
std::string short_id(const api::SyncState::Device& device);  // another name for it, where two have the same
void tell_notices(Shell& shell, const api::SyncState& s);
// Goes on until the round ends; while a pairing waits for somebody, once a second.
api::SyncState carry_on(Shell& shell, const std::function<void(const api::SyncState&)>& told);
// What stopped a round, thrown; returns where nothing did.
void need_success(const api::SyncState& s);
// What a round came to; throws where it did not come to its end.
void tell_round(Shell& shell, const api::SyncState& s);
void sync_once(Shell& shell);
// The same where what follows is done in any case: says what stopped it, and returns its exit code; 0 where nothing did.
int round_as_far(Shell& shell);

}  // namespace eddy::cli
