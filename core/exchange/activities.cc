#include "core/exchange/activities.h"

#include <algorithm>
#include <set>

#include "core/base/fold.h"
#include "core/exchange/imported.h"

namespace eddy {
namespace rec = eddy::records;
namespace {

rec::CheckIn check_in_of(const Stored& stored) {
  rec::CheckIn c;
  if (!c.ParseFromString(join(stored.cells))) throw Failure{Reason::record_damaged, "not its message"};
  return c;
}

template <class List>
bool has(const List& list, const std::string& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

template <class List>
void take_out(List& list, const std::string& one) {
  list.erase(std::remove(list.begin(), list.end(), one), list.end());
}

std::vector<int64_t> rows_of(Vault& vault, const char* sql, std::string_view import) {
  std::vector<int64_t> out;
  auto s = vault.db().prepare(sql);
  s.bind(import);
  while (s.step()) out.push_back(s.integer(0));
  return out;
}

}  // namespace

bool Activities::fits(const std::string& activity) {
  const auto letters = letters_in(tidied(activity));
  return letters > 0 && letters <= size_t(kLongestName);
}

std::string Activities::id_of(const std::string& activity, int space) {
  auto& known = known_[{space, activity}];
  if (!known.empty()) return known;
  auto& v = session_.vault();
  bool made = false;
  factors_.know_trash();
  const int where = space == rec::SPACE_WORK ? space : 0;
  const auto f = factors_.called(
      write_, now_, activity, where, [&](const Stored& there) { return !put_away(v, there); }, &made);
  if (made) note_imported(v, f.rid, import_);
  known = view(f.id);
  return known;
}

void Activities::put_on(rec::CheckIn& check_in, int space, const std::vector<std::string>& activities) {
  for (const auto& a : activities) {
    if (!fits(a)) continue;
    if (auto id = id_of(a, space); !has(check_in.factor(), id)) check_in.add_factor(std::move(id));
  }
}

void Activities::bring_back(const Stored& stored, const std::vector<std::string>& activities) {
  turn(stored, activities);
  for (const auto& a : activities)
    if (fits(a)) id_of(a, stored.space);  // those that went with the import are here again, too
}

bool Activities::would_turn(Vault& vault, const Stored& stored, const std::vector<std::string>& activities) {
  if (vault.fate_of(stored) != Fate::live) return false;
  const auto c = check_in_of(stored);
  return std::any_of(activities.begin(), activities.end(),
                     [&](const auto& a) { return fits(a) && has(c.feelings(), a); });
}

bool Activities::turn(const Stored& stored, const std::vector<std::string>& activities) {
  auto& v = session_.vault();
  if (!would_turn(v, stored, activities)) return false;
  auto c = check_in_of(stored);
  rec::CheckIn turned;
  for (const auto& a : activities) {
    if (!fits(a) || !has(c.feelings(), a)) continue;
    take_out(*c.mutable_feelings(), a);
    turned.add_feelings(a);
    const auto id = id_of(a, stored.space);
    if (has(c.factor(), id)) continue;
    c.add_factor(id);
    turned.add_factor(id);
  }
  write_.change_tags({stored.id, stored.space, stored.table}, c.SerializeAsString());
  const auto body = turned.SerializeAsString();
  auto s = v.db().prepare("INSERT OR REPLACE INTO turned(import, rid, body) VALUES(?, ?, ?)");
  s.bind(import_).bind(stored.rid).bind(body).run();
  return true;
}

int Activities::turn_back(Session& session, Vault::Write& write, std::string_view import) {
  auto& v = session.vault();
  int count = 0;
  for (const auto rid : rows_of(v, "SELECT rid FROM turned WHERE import = ?", import)) {
    rec::CheckIn turned;
    {
      auto s = v.db().prepare("SELECT body FROM turned WHERE import = ? AND rid = ?");
      if (!s.bind(import).bind(rid).step()) continue;
      if (!turned.ParseFromArray(s.blob(0).data(), int(s.blob(0).size()))) continue;
    }
    const auto stored = v.at(rid);
    if (v.fate_of(stored) != Fate::live) continue;  // an edit would bring it back
    auto c = check_in_of(stored);
    for (const auto& id : turned.factor()) take_out(*c.mutable_factor(), id);
    for (const auto& f : turned.feelings())
      if (!has(c.feelings(), f)) c.add_feelings(f);
    write.change_tags({stored.id, stored.space, stored.table}, c.SerializeAsString());
    ++count;
  }
  auto s = v.db().prepare("DELETE FROM turned WHERE import = ?");
  s.bind(import).run();
  return count;
}

void Activities::put_unused_away(Session& session, Vault::Write& write, std::string_view import) {
  auto& v = session.vault();
  const auto made = rows_of(v, "SELECT rid FROM imported WHERE import = ?", import);
  const std::set<int64_t> rows(made.begin(), made.end());
  for (const auto& f : Factors(session).unused())
    if (rows.count(f.rid)) write.trash({f.id, f.space, f.table}), note_undone(v, f.rid);
}

}  // namespace eddy
