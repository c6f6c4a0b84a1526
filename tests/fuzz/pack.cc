// Any text as a pack's source: problems or a pack; and what checks out can be added and played.
#include <google/protobuf/stubs/logging.h>

#include "core/base/failure.h"
#include "core/content/author/author.h"
#include "core/player/player.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto quiet = google::protobuf::SetLogHandler(nullptr);
  (void)quiet;
  std::vector<eddy::Problem> problems;
  const auto pack =
      eddy::read_pack({{"x", std::string(reinterpret_cast<const char*>(data), size)}}, {}, problems);
  if (!problems.empty()) return 0;
  try {
    eddy::Catalog catalog;
    catalog.add(pack.SerializeAsString());
    for (const auto& p : pack.practice()) {
      if (!eddy::is_played(p) || p.max_s() > 3600) continue;
      const auto state = eddy::player_begin(catalog, p.id(), p.usual_s(), eddy::content::BREAK, {}, 1e12);
      double now = 1e12;
      for (int i = 0; i < 5000; ++i) {
        const auto scene = eddy::player_at(catalog, state, now);
        if (scene.ended()) break;
        if (scene.next_change_ms() <= now) __builtin_trap();
        now = scene.next_change_ms();
      }
    }
  } catch (const eddy::Failure&) {
  }
  return 0;
}
