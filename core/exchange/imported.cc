#include "core/exchange/imported.h"

#include "core/crypto/sign.h"

namespace eddy {
namespace {

void note(Vault& vault, int64_t rid, std::string_view import) {
  auto s = vault.db().prepare("INSERT OR IGNORE INTO imported(import, rid) VALUES(?, ?)");
  s.bind(import).bind(rid).run();
}

}  // namespace

std::string undone_import() { return digest("eddy/import/undone", "", 16); }

bool was_undone(Vault& vault, int64_t rid) {
  auto s = vault.db().prepare("SELECT 1 FROM imported WHERE import = ? AND rid = ?");
  const auto undone = undone_import();
  return s.bind(undone).bind(rid).step();
}

bool put_away(Vault& vault, const Stored& there) {
  if (fate(there.cells) != Fate::trashed) return false;
  auto s = vault.db().prepare("SELECT 1 FROM imported WHERE rid = ? AND import != ?");
  const auto undone = undone_import();
  return s.bind(there.rid).bind(undone).step();
}

void note_imported(Vault& vault, int64_t rid, std::string_view import) {
  const auto undone = undone_import();
  auto s = vault.db().prepare("DELETE FROM imported WHERE import = ? AND rid = ?");
  s.bind(undone).bind(rid).run();
  note(vault, rid, import);
}

void note_undone(Vault& vault, int64_t rid) { note(vault, rid, undone_import()); }

}  // namespace eddy
