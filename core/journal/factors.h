// One's own factors: what a check-in can be tagged with. Named, renamed, made one, and counted.
//
// Within a space a name stands for one factor, however it is written (base/fold.h). On a computer that somebody else
// controls only those made there are offered, and none while words are off. A work record names none of home.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/journal/quiet.h"
#include "core/vault/factors.h"
#include "core/vault/session.h"
#include "eddy/api/journal.pb.h"

namespace eddy {

class Factors {
 public:
  explicit Factors(Session& session) : session_(session) {}

  // In the order of their names.
  std::vector<api::OwnFactor> list();
  // The same, each with the check-ins that carry it or what means it.
  struct Used {
    api::OwnFactor factor;
    std::set<int64_t> check_ins;  // rows
  };
  std::vector<Used> used();
  // Those that a check-in may offer: what was used in the last eight weeks, most first, of two used alike the one used later; no
  // name twice, and none that nothing is said of.
  std::vector<api::OwnFactor::Merged> suggested(Moment now, const std::vector<Used>& used,
                                                const QuietNames& quiet);
  // The one that is called so, however it is written: one that is listed before one that means it.
  std::optional<api::OwnFactor::Merged> named(const std::string& name);
  api::OwnFactor name(Moment now, const api::NameFactorRequest& request);
  api::OwnFactor merge(Moment now, const api::MergeFactorsRequest& request);

  // The factor of that name: the one there is, or a new one; as part of a write. `back`: whether it is brought back where
  // it was put away. `space`: 0 where the usual ones are meant, home before work. `made`: whether it was not there.
  using Back = std::function<bool(const Stored&)>;
  Stored called(Vault::Write& write, Moment now, const std::string& name, int space, const Back& back,
                bool* made = nullptr);
  // Others of its space that are called the same, as a work computer may have given one, mean it from now on: what becomes of
  // it becomes of them. But `except`, which it is about to mean itself.
  void unite(Vault::Write& write, const Stored& factor, const Stored* except = nullptr);
  // That what an entry names may be named from that space: what it did not name before. NOT_FOUND, REFUSED.
  void check(const records::Entry& entry, int space, const Stored* before);
  // For each the check-ins that carry a factor with such a word in its name; `matches` are as FTS5 has them.
  std::vector<std::set<int64_t>> carrying(const std::vector<std::string>& matches);
  // Those that no check-in carries, and that mean none which one does.
  std::vector<Stored> unused();
  // What means one of these rows, too: it goes with it.
  std::vector<Stored> merged_into(const std::set<int64_t>& factors);
  // Before many are looked for in one write, in which nothing new comes into the trash.
  void know_trash();
  // Of a check-in that goes to work: those that are there, and no more.
  static void leave_home(Vault& vault, records::CheckIn& check_in);

 private:
  struct Group {
    Stored kept;
    std::vector<Stored> all;
  };
  using Trash = std::map<std::pair<int, std::string>, int64_t>;  // rows, by space and folded name
  Trash trash();
  std::vector<Group> groups();
  std::set<int64_t> carrying(const Group& group);
  Used used(const Group& group);
  api::OwnFactor told(const Stored& factor);
  std::string checked_name(const std::string& name, bool anyway);
  std::vector<Stored> all_called(const std::string& folded_name, int space);
  std::optional<Stored> find(const std::string& folded_name, int space);
  std::optional<Stored> offered(const std::string& folded_name, int space);
  std::optional<Stored> in_trash(const std::string& folded_name, int space);
  Session& session_;
  std::optional<Trash> trash_;
};

}  // namespace eddy
