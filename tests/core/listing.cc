#include "tests/core/listing.h"

#include <sstream>

namespace eddy::test {

std::string cells_of(const Stored& stored) {
  std::ostringstream out;
  out << hex(view(stored.id)) << " space " << stored.space << " kind " << stored.table << std::hex << '\n';
  for (const auto& c : stored.cells) {
    out << "  " << std::dec << c.field << std::hex;
    if (c.sub) out << '/' << c.sub;
    out << ' ' << c.stamp.hlc << '.' << hex(view(c.stamp.device)).substr(0, 8) << '.' << c.stamp.id << ' '
        << (c.bytes.empty() ? "cleared"
            : c.field == 0  ? c.bytes
                            : hex(c.bytes));
    for (const auto id : c.covers) out << " over " << id;
    out << '\n';
  }
  return out.str();
}

std::string cells_of(Vault& vault) {
  std::vector<int64_t> rows;
  auto s = vault.db().prepare("SELECT rid FROM record ORDER BY id");
  while (s.step()) rows.push_back(s.integer(0));
  std::string out;
  for (const auto rid : rows) out += cells_of(vault.at(rid));
  return out;
}

}  // namespace eddy::test
