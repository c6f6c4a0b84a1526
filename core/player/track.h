// A practice as sound, rendered beforehand: for a locked phone or a dark room, where a page's timers stop. Pure.
//   16-bit mono at 8 kHz. Soft noise swells while air goes in and sinks while it goes out; a low tone says that something
//   begins (held while a part of the body is tight); the last scene fades to silence, and nothing rings at the end.
#pragma once
#include <string>
#include <vector>

#include "core/content/catalog.h"
#include "eddy/content/player.pb.h"

namespace eddy {

constexpr int kTrackRate = 8000;          // samples a second
constexpr int kTrackPortion = 60 * 1000;  // ms

// Every scene from `now_ms` to the end, the ending one too. INVALID ("state") where a scene waits for an answer for ever.
std::vector<content::Scene> track_scenes(const Catalog& catalog, const content::State& state, double now_ms);
// The samples of [from_ms, to_ms) after `now_ms`, little endian. Any portions side by side are the whole.
std::string track_samples(const std::vector<content::Scene>& scenes, double now_ms, int64_t from_ms,
                          int64_t to_ms);
// A WAV file's head, for so many bytes of samples.
std::string track_head(uint32_t size);

}  // namespace eddy
