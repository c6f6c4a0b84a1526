// What an imported row has beside its words, activities, becomes factors: of the row that is kept, and of one that an
// earlier Eddy kept with feelings in their place. Part of the import, and taken back with it.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "core/journal/factors.h"

namespace eddy {

class Activities {
 public:
  // `import`: by which it can be taken back.
  Activities(Session& session, Vault::Write& write, Moment now, std::string import)
      : session_(session), factors_(session), write_(write), now_(now), import_(std::move(import)) {}

  // Whether it can be a factor's name; what is too long is for the words.
  static bool fits(const std::string& activity);
  // Gives a new check-in of that space its factors.
  void put_on(records::CheckIn& check_in, int space, const std::vector<std::string>& activities);
  // The same for one that comes back from the trash.
  void bring_back(const Stored& check_in, const std::vector<std::string>& activities);
  // What it has of them as feelings it carries as factors from now on. False where there is nothing of that.
  bool turn(const Stored& check_in, const std::vector<std::string>& activities);
  static bool would_turn(Vault& vault, const Stored& check_in, const std::vector<std::string>& activities);

  // They are feelings again; of how many check-ins.
  static int turn_back(Session& session, Vault::Write& write, std::string_view import);
  // Factors that this import made and nothing carries, once its check-ins are put away, are put away, too.
  static void put_unused_away(Session& session, Vault::Write& write, std::string_view import);

 private:
  std::string id_of(const std::string& activity, int space);
  Session& session_;
  Factors factors_;
  Vault::Write& write_;
  Moment now_;
  std::string import_;
  std::map<std::pair<int, std::string>, std::string> known_;
};

}  // namespace eddy
