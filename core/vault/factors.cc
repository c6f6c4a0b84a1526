#include "core/vault/factors.h"

#include <algorithm>

#include "core/base/fold.h"
#include "core/crypto/keys.h"

namespace eddy {
namespace rec = eddy::records;
namespace {

constexpr size_t kLongestWay =
    32;  // of merges one after the other: nobody makes more by hand, and others can send any

rec::Factor factor_in(const Stored& stored) {
  rec::Factor f;
  if (!f.ParseFromString(join(stored.cells))) throw Failure{Reason::record_damaged, "not its message"};
  return f;
}

bool same(const Stored& a, const Stored& b) { return a.rid == b.rid; }

}  // namespace

std::optional<Stored> meant_by(Vault& vault, int space, std::string_view id) {
  std::vector<Stored> way;
  std::string into;
  while (id.size() == sizeof(Id) && way.size() < kLongestWay) {
    auto next = vault.named(way.empty() ? space : way.back().space, kFactor, to_id(id, "factor"));
    if (!next) break;  // not here yet: the one before means itself
    const auto been = std::find_if(way.begin(), way.end(), [&](const Stored& s) { return same(s, *next); });
    if (been != way.end())
      return *std::min_element(been, way.end(), [](const Stored& a, const Stored& b) { return a.id < b.id; });
    way.push_back(std::move(*next));
    into = factor_in(way.back()).merged_into();
    id = into;
  }
  if (way.empty()) return std::nullopt;
  return std::move(way.back());
}

std::string name_of(const Stored& factor) { return factor_in(factor).name(); }

void FactorNames::tell(rec::Entry& entry) {
  auto& names = *entry.mutable_factor_name();
  for (const auto& id : entry.check_in().factor()) {
    const auto [at, fresh] = known_.try_emplace({entry.space(), id});
    if (fresh)
      if (const auto f = meant_by(vault_, entry.space(), id); f && vault_.fate_of(*f) == Fate::live)
        at->second = name_of(*f);
    if (!at->second.empty() && std::find(names.begin(), names.end(), at->second) == names.end())
      *entry.add_factor_name() = at->second;
  }
  std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return folded(a) < folded(b); });
}

std::vector<Stored> all_factors(Vault& vault) {
  std::vector<int64_t> rows;
  {
    auto s = vault.db().prepare(
        "SELECT rid FROM event INDEXED BY event_by_kind WHERE kind = 16 AND kind NOT IN (1, 2, 4)");
    while (s.step()) rows.push_back(s.integer(0));
  }
  std::vector<Stored> out;
  for (const auto rid : rows) out.push_back(vault.at(rid));
  return out;
}

Id factor_id(std::string_view folded, int n) {
  std::string said(folded);
  if (n > 0) said += '\n' + std::to_string(n);
  return to_id(std::string(6, '\0') + digest("eddy/factor/v1", said, 16).substr(0, 10), "factor");
}

}  // namespace eddy
