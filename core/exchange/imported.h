// What the table `imported` remembers: which import a record came with, and of what lies in the trash whether its import was
// taken back or the person put it there by hand.
#pragma once
#include <string>
#include <string_view>

#include "core/vault/vault.h"

namespace eddy {

// The name of no import: under it is what was taken back.
std::string undone_import();
bool was_undone(Vault& vault, int64_t rid);
// In the trash by the person's own hand: there it stays.
bool put_away(Vault& vault, const Stored& there);
void note_imported(Vault& vault, int64_t rid, std::string_view import);
void note_undone(Vault& vault, int64_t rid);

}  // namespace eddy
