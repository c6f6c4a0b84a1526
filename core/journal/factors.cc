#include "core/journal/factors.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/base/fold.h"
#include "core/journal/screen.h"

namespace eddy {
namespace rec = eddy::records;
namespace {

constexpr int kMostOfOneName = 1000;  // factors that were called so once
constexpr int64_t kLately = 56 * kDay;
constexpr size_t kMostSuggested = 6;

// The same cells, whoever makes it: two devices that name the same have not written two versions of a text.
Cells cells_of_new(const Id& id, Moment now, const std::string& name) {
  rec::Factor f;
  f.set_at_ms(now.ms);
  f.set_offset_min(now.offset_min);
  f.set_name(name);
  Stamp stamp;
  stamp.id = Reader{digest("eddy/factor-stamp/v1", view(id), 16)}.get<uint64_t>();
  return split(kFactor, f.SerializeAsString(), stamp);
}

rec::Factor factor_of(const Stored& stored) {
  rec::Factor f;
  if (!f.ParseFromString(join(stored.cells))) throw Failure{Reason::record_damaged, "not its message"};
  return f;
}

Address address_of(const Stored& s) { return {s.id, s.space, s.table}; }

void must_live(Vault& vault, const std::optional<Stored>& factor) {
  if (!factor || vault.fate_of(*factor) != Fate::live) throw Failure{Reason::no_record, "no such factor"};
}

}  // namespace

std::vector<Factors::Group> Factors::groups() {
  auto& v = session_.vault();
  std::map<std::pair<int, std::string>, Group> by_name;
  for (auto& one : all_factors(v)) {
    auto means = meant_by(v, one.space, view(one.id));
    if (!means || v.fate_of(*means) != Fate::live) continue;
    auto& group = by_name[{means->space, folded(name_of(*means))}];
    if (group.all.empty() || means->id < group.kept.id) group.kept = std::move(*means);
    group.all.push_back(std::move(one));
  }
  std::vector<Group> out;
  for (auto& [name, group] : by_name) out.push_back(std::move(group));
  std::stable_sort(out.begin(), out.end(), [](const Group& a, const Group& b) {
    return folded(name_of(a.kept)) < folded(name_of(b.kept));
  });
  return out;
}

// From home, one of work is meant only where home never held such an id.
std::set<int64_t> Factors::carrying(const Group& group) {
  auto& v = session_.vault();
  std::set<int64_t> out;
  for (const auto& one : group.all) {
    const bool from_home = one.space == rec::SPACE_HOME || !v.find({one.id, rec::SPACE_HOME, kFactor});
    auto s = v.db().prepare("SELECT rid FROM carries WHERE factor = ? AND (space = ? OR (? AND space = 2))");
    s.bind(view(one.id)).bind(one.space).bind(int(from_home));
    while (s.step()) out.insert(s.integer(0));
  }
  return out;
}

Factors::Used Factors::used(const Group& group) {
  Used used{{}, carrying(group)};
  auto& out = used.factor;
  out.set_id(std::string(view(group.kept.id)));
  out.set_space(rec::Space(group.kept.space));
  out.set_name(name_of(group.kept));
  out.set_used(int(used.check_ins.size()));
  for (const auto& one : group.all) {
    if (one.rid == group.kept.rid) continue;
    auto* m = out.add_merged();
    m->set_id(std::string(view(one.id)));
    m->set_space(rec::Space(one.space));
    m->set_name(name_of(one));
  }
  return used;
}

api::OwnFactor Factors::told(const Stored& factor) {
  for (const auto& group : groups())
    for (const auto& one : group.all)
      if (one.rid == factor.rid) return used(group).factor;
  throw Failure{Reason::no_record, "no such factor"};
}

std::vector<Factors::Used> Factors::used() {
  std::vector<Used> out;
  if (!session_.allow_text()) return out;
  for (const auto& group : groups()) out.push_back(used(group));
  return out;
}

std::vector<api::OwnFactor> Factors::list() {
  std::vector<api::OwnFactor> out;
  for (auto& one : used()) out.push_back(std::move(one.factor));
  return out;
}

std::vector<api::OwnFactor::Merged> Factors::suggested(Moment now, const std::vector<Used>& used,
                                                       const QuietNames& quiet) {
  std::map<int64_t, int64_t> lately;  // when, by row
  auto s = session_.vault().db().prepare("SELECT rid, at FROM event WHERE at BETWEEN ? AND ? AND kind = 1");
  s.bind(now.ms - kLately).bind(now.ms);
  while (s.step()) lately[s.integer(0)] = s.integer(1);
  struct Often {
    const api::OwnFactor* factor;
    int times;
    int64_t last;
  };
  std::vector<Often> all;
  for (const auto& [factor, check_ins] : used) {
    Often often{&factor, 0, 0};
    for (const auto rid : check_ins)
      if (const auto at = lately.find(rid); at != lately.end())
        ++often.times, often.last = std::max(often.last, at->second);
    if (often.times > 0 && quiet.why(factor) == QuietNames::Why::none) all.push_back(often);
  }
  std::stable_sort(all.begin(), all.end(), [](const Often& a, const Often& b) {
    return std::tie(a.times, a.last) > std::tie(b.times, b.last);
  });
  std::vector<api::OwnFactor::Merged> out;
  std::set<std::string> names;  // one of home and one of work may be called the same
  for (const auto& often : all) {
    if (out.size() == kMostSuggested || !names.insert(folded(often.factor->name())).second) continue;
    auto& one = out.emplace_back();
    one.set_id(often.factor->id());
    one.set_space(often.factor->space());
    one.set_name(often.factor->name());
  }
  return out;
}

std::optional<api::OwnFactor::Merged> Factors::named(const std::string& name) {
  const auto small = folded(name);
  std::optional<api::OwnFactor::Merged> out;
  for (const auto& factor : list()) {
    const bool is_it = folded(factor.name()) == small;
    for (const auto& m : factor.merged())
      if (!is_it && !out && folded(m.name()) == small) out = m;
    if (!is_it) continue;
    out.emplace();
    out->set_id(factor.id());
    out->set_space(factor.space());
    out->set_name(factor.name());
    return out;
  }
  return out;
}

std::string Factors::checked_name(const std::string& name, bool anyway) {
  auto said = tidied(name);
  if (said.empty()) throw missing("name", "needs a name");
  if (letters_in(said) > size_t(kLongestName)) throw too_long("name", kLongestName);
  if (!session_.allow_text()) throw Failure{Reason::words_off, "numbers only on a work computer"};
  if (const auto found = other_peoples_data(said); !anyway && !found.empty())
    throw others_data({found.begin(), found.end()});
  return said;
}

std::vector<Stored> Factors::all_called(const std::string& folded_name, int space) {
  auto& v = session_.vault();
  std::vector<int64_t> rows;
  {
    auto s = v.db().prepare("SELECT rid FROM event INDEXED BY factor_by_name WHERE kind = 16 AND word = ?");
    s.text(folded_name);
    while (s.step()) rows.push_back(s.integer(0));
  }
  std::vector<Stored> out;
  for (const auto rid : rows)
    if (auto one = v.at(rid); one.space == space) out.push_back(std::move(one));
  std::sort(out.begin(), out.end(), [](const Stored& a, const Stored& b) { return a.id < b.id; });
  return out;
}

std::optional<Stored> Factors::find(const std::string& folded_name, int space) {
  const auto all = all_called(folded_name, space);
  if (all.empty()) return std::nullopt;
  return meant_by(session_.vault(), space, view(all[0].id));
}

Factors::Trash Factors::trash() {
  auto& v = session_.vault();
  std::vector<int64_t> rows;
  {
    auto s = v.db().prepare("SELECT rid FROM trash JOIN record USING(rid) WHERE kind = 16");
    while (s.step()) rows.push_back(s.integer(0));
  }
  Trash out;
  for (const auto rid : rows) {
    const auto one = v.at(rid);
    out.emplace(std::pair(one.space, folded(name_of(one))), rid);
  }
  return out;
}

void Factors::know_trash() {
  if (!trash_) trash_ = trash();
}

std::optional<Stored> Factors::in_trash(const std::string& folded_name, int space) {
  const auto now = trash_ ? Trash() : trash();
  const auto& all = trash_ ? *trash_ : now;
  const auto there = all.find({space, folded_name});
  if (there == all.end()) return std::nullopt;
  auto one = session_.vault().at(there->second);
  return session_.vault().fate_of(one) == Fate::trashed ? std::optional(std::move(one)) : std::nullopt;
}

void Factors::unite(Vault::Write& write, const Stored& factor, const Stored* except) {
  auto& v = session_.vault();
  const auto means = meant_by(v, factor.space, view(factor.id));
  for (const auto& other : all_called(folded(name_of(factor)), factor.space)) {
    if (other.rid == factor.rid || !means || means->rid == other.rid) continue;
    if (except && except->rid == other.rid) continue;
    const auto itself = meant_by(v, other.space, view(other.id));
    if (!itself || itself->rid != other.rid) continue;
    auto f = factor_of(other);
    f.set_merged_into(std::string(view(factor.id)));
    write.change(address_of(other), f.SerializeAsString(), nullptr);
  }
}

// What a name means already, seen from there. From home an id means home's own record first: work's is not seen where home ever
// had one.
std::optional<Stored> Factors::offered(const std::string& folded_name, int space) {
  auto& v = session_.vault();
  const int usual = session_.usual_space(kFactor);
  for (const int where : space ? std::vector{space} : std::vector{usual, int(rec::SPACE_WORK)}) {
    auto there = find(folded_name, where);
    if (!there || v.fate_of(*there) == Fate::purged) continue;
    if (space || where == usual || !v.find({there->id, usual, kFactor})) return there;
  }
  return std::nullopt;
}

Stored Factors::called(Vault::Write& write, Moment now, const std::string& name, int space, const Back& back,
                       bool* made) {
  auto& v = session_.vault();
  const auto small = folded(name);
  const auto bring = [&](const Stored& f) {
    if (v.fate_of(f) != Fate::trashed || !back(f)) return f;
    write.restore(address_of(f));
    if (made) *made = true;
    return v.at(f.rid);
  };
  if (const auto there = offered(small, space)) return bring(*there);
  const int into = space ? space : session_.usual_space(kFactor);
  for (int n = 0; n < kMostOfOneName; ++n) {
    const auto id = factor_id(small, n);
    const auto there = v.find({id, into, kFactor});
    if (!there) {
      if (const auto lies = in_trash(small, into)) return bring(*lies);  // it was called otherwise once
      write.put(id, kFactor, into, cells_of_new(id, now, tidied(name)));
      if (made) *made = true;
      return *v.find({id, into, kFactor});
    }
    if (v.fate_of(*there) == Fate::trashed && folded(name_of(*there)) == small) return bring(*there);
  }
  throw out_of_range("name", 0, kMostOfOneName);
}

api::OwnFactor Factors::name(Moment now, const api::NameFactorRequest& request) {
  auto& v = session_.vault();
  const auto said = checked_name(request.name(), request.anyway());
  Vault::Write w(v, now);
  std::optional<Stored> kept;
  if (request.id().empty()) {
    const int space = session_.work() ? rec::SPACE_WORK : request.space();
    kept = called(w, now, said, space, [](const Stored&) { return true; });
  } else {
    const auto of = v.get({to_id(request.id(), "id"), request.space(), kFactor});
    must_live(v, of);
    unite(w, of);
    const auto other = find(folded(said), of.space);
    auto f = factor_of(of);
    if (other && other->rid != of.rid) {
      f.set_merged_into(std::string(view(other->id)));
    } else {
      f.set_name(said);
    }
    w.change(address_of(of), f.SerializeAsString(), nullptr);
    kept = of;
  }
  w.commit();
  return told(*kept);
}

api::OwnFactor Factors::merge(Moment now, const api::MergeFactorsRequest& request) {
  auto& v = session_.vault();
  if (request.id().empty()) throw missing("id", "which one");
  const auto one = v.get({to_id(request.id(), "id"), request.space(), kFactor});
  must_live(v, one);
  Vault::Write w(v, now);
  if (request.into().empty()) {
    auto f = factor_of(one);
    f.clear_merged_into();
    w.change(address_of(one), f.SerializeAsString(), nullptr);
    w.commit();
    return told(one);
  }
  const auto other = v.get({to_id(request.into(), "into"), request.into_space(), kFactor});
  auto from = meant_by(v, one.space, view(one.id)), to = meant_by(v, other.space, view(other.id));
  must_live(v, from), must_live(v, to);
  if (from->rid == to->rid) return told(*to);  // one already
  // What the first means points at what the second means: so what was merged into it comes along, and no circle is made.
  if (from->space == rec::SPACE_WORK && to->space == rec::SPACE_HOME) std::swap(from, to);
  unite(w, *from, &*to);
  auto f = factor_of(*from);
  f.set_merged_into(std::string(view(to->id)));
  w.change(address_of(*from), f.SerializeAsString(), nullptr);
  w.commit();
  return told(*to);
}

void Factors::check(const rec::Entry& entry, int space, const Stored* before) {
  std::vector<std::string> ids(entry.check_in().factor().begin(), entry.check_in().factor().end());
  if (const auto& into = entry.factor().merged_into(); !into.empty()) ids.push_back(into);
  if (ids.empty()) return;
  const auto had = before ? to_entry(*before) : rec::Entry();
  const auto& carried = had.check_in().factor();
  for (const auto& id : ids) {
    if (std::find(carried.begin(), carried.end(), id) != carried.end() || had.factor().merged_into() == id)
      continue;
    if (!session_.allow_text()) throw Failure{Reason::words_off, "numbers only on a work computer"};
    auto& v = session_.vault();  // LOCKED: what cannot be looked up is not taken
    if (!v.named(space, kFactor, to_id(id, "factor"))) throw Failure{Reason::no_record, "no such factor"};
    const auto means = meant_by(v, space, id);
    if (before && entry.has_factor() && means && means->rid == before->rid)
      throw malformed("merged_into", "it would mean itself");
  }
}

std::vector<std::set<int64_t>> Factors::carrying(const std::vector<std::string>& matches) {
  std::vector<std::set<int64_t>> out(matches.size());
  std::optional<std::vector<Group>> all;
  for (size_t i = 0; i < matches.size(); ++i) {
    std::set<int64_t> rows;
    auto s = session_.vault().db().prepare("SELECT rowid FROM names WHERE names MATCH ?");
    s.text(matches[i]);
    while (s.step()) rows.insert(s.integer(0));
    if (rows.empty()) continue;
    if (!all) all = groups();
    for (const auto& group : *all)
      if (std::any_of(group.all.begin(), group.all.end(),
                      [&](const Stored& f) { return rows.count(f.rid) > 0; }))
        out[i].merge(carrying(group));
  }
  return out;
}

std::vector<Stored> Factors::unused() {
  std::vector<Stored> out;
  for (auto& group : groups())
    if (carrying(group).empty()) out.insert(out.end(), group.all.begin(), group.all.end());
  return out;
}

std::vector<Stored> Factors::merged_into(const std::set<int64_t>& factors) {
  std::vector<Stored> out;
  if (factors.empty()) return out;
  auto& v = session_.vault();
  for (auto& one : all_factors(v))
    if (const auto means = meant_by(v, one.space, view(one.id));
        means && means->rid != one.rid && factors.count(means->rid))
      out.push_back(std::move(one));
  return out;
}

void Factors::leave_home(Vault& vault, rec::CheckIn& check_in) {
  std::vector<std::string> there;
  for (const auto& id : check_in.factor())
    if (const auto means = meant_by(vault, rec::SPACE_HOME, id); means && means->space == rec::SPACE_WORK)
      there.emplace_back(view(means->id));
  check_in.clear_factor();
  for (auto& id : there) check_in.add_factor(std::move(id));
}

}  // namespace eddy
