// The store on a database: one file on one box (SQLite), or a PostgreSQL that many boxes share.
#pragma once
#include <memory>
#include <string>

#include "server/store.h"

namespace eddy::server {

// A path, or a postgres:// URL (also "host=... dbname=..."). Makes its tables where there are none. Every commit is durable
// when it returns. Throws DAMAGED, FULL, OFFLINE or TOO_NEW; never replaces a file it cannot read.
std::unique_ptr<Store> open_store(const std::string& where);
// A copy of an SQLite store as of one moment, while others write to it. REFUSED where `to` is there.
void copy_sqlite(const std::string& from, const std::string& to);

}  // namespace eddy::server
