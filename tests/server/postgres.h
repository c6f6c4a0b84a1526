// A real PostgreSQL of the test's own: made in a temporary folder, on a socket there and no network, ended with the test.
#pragma once
#include <string>

namespace eddy::test {

// The URL of a new, empty database in it; "" where PostgreSQL is not installed. Started when first asked for.
std::string postgres_database();
bool postgres_running();

}  // namespace eddy::test
