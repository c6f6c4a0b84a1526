// A person who practises, at the boundary.
#pragma once
#include <functional>

#include "eddy/api/insights.pb.h"
#include "tests/core/support.h"

namespace eddy::test {

struct Practised : World {
  Practised() { routes(); }
  Practised(const std::string& home, bool work) : World(home) {
    init(work);
    routes();
  }
  // `after` -1: not answered.
  void done(const std::string& practice, int before, int after, int64_t ms,
            records::Arm arm = records::ARM_PINNED, bool worse = false) {
    records::Entry e;
    auto& m = *e.mutable_practice_done();
    m.set_practice(practice), m.set_before(before), m.set_played_s(45), m.set_arm(arm);
    if (after >= 0) m.set_after(after);
    if (worse) m.set_worse(true);
    journal.keep(at(ms), e, true);
  }
  template <class Reply, class Request>
  Reply call(const char* method, int64_t ms, const Request& request) {
    Reply reply;
    reply.ParseFromString(
        router.call(std::string("eddy.api.") + method, at(ms), request.SerializeAsString()));
    return reply;
  }
  api::HelpsReply helps(int day) {
    return call<api::HelpsReply>("Insights/Helps", kMonday + day * kDay + 12 * kHour, api::HelpsRequest());
  }
  void set(const std::function<void(records::Settings&)>& how, int64_t ms = kMonday) {
    records::Settings change;
    how(change);
    session.change_settings(at(ms), change, false);
  }

 private:
  void routes() { add_insights(*this), add_player(*this), add_journal(*this); }
};

}  // namespace eddy::test
