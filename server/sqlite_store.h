// The store in one file, for one box. Plain SQLite: what it holds is sealed already.
#pragma once
#include <memory>
#include <string>

#include "server/store.h"

namespace eddy::server {

// Opens or makes the file. Every commit is on the disk when it returns (WAL, synchronous FULL). Throws DAMAGED, FULL or
// TOO_NEW; never replaces a file it cannot read.
std::unique_ptr<Store> open_sqlite(const std::string& path);

}  // namespace eddy::server
