// The narrow waist: bytes in, bytes out, one lock a core, no exception leaves.
#include <sodium.h>

#include <condition_variable>
#include <mutex>
#include <string>

#include "bindings/c/eddy.h"
#include "core/api/core.h"
#include "core/base/error.h"
#include "core/base/failure.h"
#include "eddy/api/error.pb.h"

struct eddy_core {
  mutable std::mutex mutex;  // one call at a time
  eddy::Core core;

  std::mutex guard;  // guards the two below, so that closing can wait for those who are in already
  std::condition_variable left;
  int inside = 0;
  bool closing = false;
};

struct eddy_reply {
  bool ok = false;
  std::string data;
};

namespace {

std::string error(const eddy::Failure& f) { return eddy::error_of(f).SerializeAsString(); }

struct Inside {
  explicit Inside(eddy_core* c) : core(c) {
    const std::lock_guard<std::mutex> lock(core->guard);
    if (core->closing) throw eddy::Failure{eddy::Reason::closing, "the core is being closed"};
    ++core->inside;
  }
  ~Inside() {
    const std::lock_guard<std::mutex> lock(core->guard);
    if (--core->inside == 0 && core->closing) core->left.notify_all();
  }
  eddy_core* core;
};

}  // namespace

uint32_t eddy_abi(void) { return 1; }
const char* eddy_version(void) { return EDDY_VERSION; }

eddy_core* eddy_new(void) {
  try {
    return new eddy_core;
  } catch (...) {
    return nullptr;
  }
}

void eddy_free(eddy_core* core) {
  if (!core) return;
  {
    std::unique_lock<std::mutex> lock(core->guard);
    core->closing = true;
    core->left.wait(lock, [&] { return core->inside == 0; });
  }
  delete core;
}

eddy_reply* eddy_call(eddy_core* core, const char* method, double now_ms, const uint8_t* request,
                      size_t size) {
  auto* reply = new eddy_reply;
  try {
    if (!core || !method || (!request && size))
      throw eddy::Failure{eddy::Reason::bad_request, "a pointer is missing"};
    const Inside inside(core);
    const std::lock_guard<std::mutex> alone(core->mutex);
    reply->data = core->core.call(method, now_ms, {reinterpret_cast<const char*>(request), size});
    reply->ok = true;
  } catch (const eddy::Failure& f) {
    reply->data = error(f);
  } catch (const std::bad_alloc&) {
    reply->data = error(eddy::Failure{eddy::Reason::no_memory, "not enough"});
  } catch (const std::exception& e) {
    reply->data = error(eddy::Failure{eddy::Reason::bug_inside, "an exception of another kind"});
  }
  return reply;
}

uint32_t eddy_revision(const eddy_core* core) {
  if (!core) return 0;
  const std::lock_guard<std::mutex> alone(core->mutex);
  return core->core.revision();
}

int eddy_reply_ok(const eddy_reply* reply) { return reply && reply->ok; }
const uint8_t* eddy_reply_data(const eddy_reply* reply) {
  return reply ? reinterpret_cast<const uint8_t*>(reply->data.data()) : nullptr;
}
size_t eddy_reply_size(const eddy_reply* reply) { return reply ? reply->data.size() : 0; }

void eddy_reply_free(eddy_reply* reply) {
  if (!reply) return;
  sodium_memzero(reply->data.data(), reply->data.size());
  delete reply;
}
