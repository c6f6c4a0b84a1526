#include "core/statistics/matched.h"

#include <cmath>

#include "core/statistics/student.h"

namespace eddy::statistics {
namespace {

constexpr int kApart = 4;  // days with it that are further apart than a weekend do not lie together

struct Run {
  int64_t from = 0, to = 0;
  std::vector<const Marked*> days;  // its own and those matched to it, in their order
};

// A day without it ends one.
std::vector<Run> runs(const std::vector<Marked>& days) {
  std::vector<Run> out;
  bool goes_on = false;
  for (const auto& d : days) {
    goes_on = goes_on && d.with && d.day - out.back().to <= kApart;
    if (!d.with) continue;
    if (!goes_on) out.push_back({d.day, d.day, {}});
    out.back().to = d.day;
    goes_on = true;
  }
  return out;
}

int64_t away(const Run& run, int64_t day) {
  return day < run.from ? run.from - day : day > run.to ? day - run.to : 0;
}

std::vector<Run> matched(const std::vector<Marked>& days) {
  auto out = runs(days);
  size_t next = 0;  // the first that does not end before the day
  for (const auto& d : days) {
    while (next < out.size() && out[next].to < d.day) ++next;
    Run* nearest = next > 0 ? &out[next - 1] : nullptr;
    if (next < out.size() && (!nearest || away(out[next], d.day) < away(*nearest, d.day)))
      nearest = &out[next];
    if (nearest && away(*nearest, d.day) <= kMatchedDays) nearest->days.push_back(&d);
  }
  return out;
}

// What a day's value is multiplied by: of one episode they add up to nothing.
struct Share {
  int64_t day = 0;
  double by = 0;
};
// In order of days. The variance of the sum, in units of a day's: over all pairs, in one pass, as days so far apart are alike by
// alike^distance.
double variance_of(const std::vector<Share>& shares, double alike) {
  double out = 0, carried = 0;
  int64_t last = shares.empty() ? 0 : shares[0].day;
  for (const auto& s : shares) {
    carried *= std::pow(alike, double(s.day - last));
    out += s.by * (s.by + 2 * carried);
    carried += s.by;
    last = s.day;
  }
  return out;
}

struct Found {
  Episode episode;
  std::vector<Share> shares;
};

// A day with it counts as much as any other of its episode; what it is held against shares that among the days of its kind.
Found found(const Run& run, double alike) {
  int n[2][2] = {};  // off and worked, without and with
  for (const auto* d : run.days) ++n[d->worked][d->with];
  Found out{{run.from, run.to, 0, 0, 0, 0}, {}};
  auto& e = out.episode;
  for (const auto& kind : n)
    if (kind[0] > 0 && kind[1] > 0) e.without += kind[0], e.with += kind[1];
  for (const auto* d : run.days) {
    const auto& of_kind = n[d->worked];
    if (of_kind[0] == 0 || of_kind[1] == 0) continue;
    out.shares.push_back({d->day, (d->with ? 1.0 : -double(of_kind[1]) / of_kind[0]) / e.with});
    e.difference += out.shares.back().by * d->value;
  }
  if (e.with > 0) e.worth = 1 / variance_of(out.shares, alike);
  return out;
}

std::vector<Found> all_found(const std::vector<Marked>& days, double alike) {
  std::vector<Found> out;
  for (const auto& run : matched(days))
    if (auto f = found(run, alike); f.episode.with > 0) out.push_back(std::move(f));
  return out;
}

// The mean of the differences by their worth. A day stands beside one of the next episode, so they are not quite independent:
// `more` is how much larger the variance of their mean is for that, mostly smaller.
Level level_of(const std::vector<Found>& all, const Believed& believed, double cover) {
  Level out;
  double worth = 0, square = 0;
  for (const auto& [e, shares] : all) {  // West 1979
    ++out.days;
    worth += e.worth;
    const double off = e.difference - out.mean;
    out.mean += off * e.worth / worth;
    square += e.worth * off * (e.difference - out.mean);
  }
  if (!out.known()) return out;
  std::vector<Share> together;
  for (const auto& [e, shares] : all)
    for (const auto& s : shares) together.push_back({s.day, s.by * e.worth});
  const double more = variance_of(together, believed.alike) / worth, free = out.days - 1;
  const double variance =
      (square / (out.days - more) * free + believed.spread * believed.spread * believed.spread_days) /
      (free + believed.spread_days);
  const double reach =
      student_quantile(0.5 + cover / 2, free + believed.spread_days) * std::sqrt(variance * more / worth);
  out.low = out.mean - reach;
  out.high = out.mean + reach;
  return out;
}

}  // namespace

std::vector<Episode> episodes(const std::vector<Marked>& days, const Believed& believed) {
  std::vector<Episode> out;
  for (const auto& f : all_found(days, believed.alike)) out.push_back(f.episode);
  return out;
}

Effect effect(const std::vector<Marked>& days, int64_t today, const Believed& believed, double error,
              double cover) {
  Effect out;
  const auto all = all_found(days, believed.alike);
  std::vector<Week> settled;
  for (size_t i = 0; i < all.size(); ++i) {
    const auto& e = all[i].episode;
    out.days += e.with;
    // Once the next one has begun, or its three weeks are over, no day to come is matched to it.
    if (i + 1 < all.size() || today - e.to > kMatchedDays) settled.push_back({e.difference, e.worth});
  }
  out.level = level_of(all, believed, cover);
  out.course = of_one(settled, error);
  return out;
}

}  // namespace eddy::statistics
