#include "core/player/track.h"

#include <algorithm>
#include <cmath>

#include "core/base/bytes.h"
#include "core/player/player.h"

namespace eddy {
namespace pb = eddy::content;
namespace {

constexpr double kTau = 6.283185307179586;
constexpr double kBed = 0.035, kSwell = 0.13, kTone = 0.10;  // of full scale
constexpr int kWarm = 800;      // samples until the filter has forgotten where it began
constexpr double kTouch = 0.7;  // s: a tone that says "now"
constexpr double kEase = 0.25;  // s: no tone begins or ends with a click

// Noise that is the same for the same sample, wherever a portion begins (the finalizer of splitmix64).
double noise(int64_t n) {
  uint64_t x = uint64_t(n) + 0x9e3779b97f4a7c15u;
  x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
  x = (x ^ x >> 27) * 0x94d049bb133111ebu;
  return double(int64_t(x ^ x >> 31)) / 9.3e18;
}

double hertz(pb::Cue cue) {
  switch (cue) {
    case pb::CUE_TENSE: return 110;
    case pb::CUE_RELEASE: return 82.4;
    case pb::CUE_MOVE: return 130.8;
    case pb::CUE_STEP: return 98;
    default: return 0;  // breath is noise alone
  }
}

// 0 to 1: rises and falls over kEase at both ends of a tone of `length` s, `t` s into it.
double envelope(double t, double length) {
  const double edge = std::min(t, length - t) / kEase;
  return edge <= 0 ? 0 : edge >= 1 ? 1 : 0.5 - 0.5 * std::cos(kTau / 2 * edge);
}

}  // namespace

std::vector<pb::Scene> track_scenes(const Catalog& catalog, const pb::State& state, double now_ms) {
  std::vector<pb::Scene> out;
  for (double at = now_ms;;) {
    auto scene = player_at(catalog, state, at);
    if (scene.ended()) {
      scene.set_start_ms(at);
      out.push_back(std::move(scene));
      return out;
    }
    const double next = scene.next_change_ms();
    if (next <= at || out.size() > 10'000) throw Failure{Reason::bad_request, "state: waits for an answer"};
    out.push_back(std::move(scene));
    at = next;
  }
}

std::string track_samples(const std::vector<pb::Scene>& scenes, double now_ms, int64_t from_ms,
                          int64_t to_ms) {
  const auto sample = [](int64_t ms) { return ms * kTrackRate / 1000; };
  std::string out;
  if (scenes.empty() || to_ms <= from_ms) return out;
  out.reserve(size_t(sample(to_ms) - sample(from_ms)) * 2);
  const double end = scenes.back().start_ms();
  const double fades = scenes.size() > 1 ? scenes[scenes.size() - 2].start_ms() : end;
  size_t at = 0;
  double one = 0, two = 0;  // two poles at about 500 Hz: water rather than hiss
  for (int64_t n = sample(from_ms) - kWarm; n < sample(to_ms); ++n) {
    one += 0.33 * (noise(n) - one);
    two += 0.33 * (one - two);
    if (n < sample(from_ms)) continue;
    const double ms = now_ms + double(n) * 1000 / kTrackRate;
    while (at + 1 < scenes.size() && scenes[at + 1].start_ms() <= ms) ++at;
    const auto& scene = scenes[at];
    double value = 0;
    if (!scene.ended()) {
      const double length = (scene.next_change_ms() - scene.start_ms()) / 1000;
      const double t = (ms - scene.start_ms()) / 1000;
      double size = 0;
      if (length > 0) {
        const double share = std::clamp(t / length, 0.0, 1.0);
        size = scene.progress_from() +
               (scene.progress_to() - scene.progress_from()) * (0.5 - 0.5 * std::cos(kTau / 2 * share));
      }
      value = two * (kBed + kSwell * size) * 3;
      if (const double f = hertz(scene.cue()))
        value += kTone * std::sin(kTau * f * t) *
                 envelope(t, scene.cue() == pb::CUE_TENSE ? length : std::min(kTouch, length));
      if (ms >= fades && end > fades) value *= (end - ms) / (end - fades);
    }
    const auto s = int16_t(std::lround(std::clamp(value, -1.0, 1.0) * 32'767));
    put<uint16_t>(out, uint16_t(s));
  }
  return out;
}

std::string track_head(uint32_t size) {
  std::string h = "RIFF";
  put<uint32_t>(h, 36 + size);
  h += "WAVEfmt ";
  put<uint32_t>(h, 16);
  put<uint16_t>(h, 1);  // PCM
  put<uint16_t>(h, 1);  // mono
  put<uint32_t>(h, kTrackRate);
  put<uint32_t>(h, kTrackRate * 2);
  put<uint16_t>(h, 2);
  put<uint16_t>(h, 16);
  h += "data";
  put<uint32_t>(h, size);
  return h;
}

}  // namespace eddy
