// A store's records written out, cell by cell: what frozen stores and exports are compared with.
#pragma once
#include <string>

#include "core/vault/vault.h"

namespace eddy::test {

// A record's place, and every cell of it: field (and which element of tags), stamp, wire bytes (fate: T or
// P), what it covers.
std::string cells_of(const Stored& stored);
// All of a store's, in the order of their ids.
std::string cells_of(Vault& vault);

}  // namespace eddy::test
