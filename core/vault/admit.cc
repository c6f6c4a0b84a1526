#include "core/vault/admit.h"

#include <algorithm>

#include "core/crypto/keys.h"
#include "core/vault/projections.h"

namespace eddy {
namespace {

[[noreturn]] void refuse(const char* why) { throw Failure{Fault::damaged, "record", why}; }

}  // namespace

void admit(Author author, Door door, int space, const Id& id, int table, const Cells& cells) {
  if (table <= 0) refuse("of no kind");
  if (space != 1 && space != 2) refuse("of no space");
  const bool one_new = door == Door::drop || door == Door::inbox;
  if (cells.empty() && door != Door::changes) refuse("nothing");
  if (!sound(table, cells)) refuse("cells that are no whole fields");
  const int ceiling = author == Author::work ? 44 : 45;
  const auto wild = [&](const Cell& c) { return (c.stamp.order() >> 16) >> ceiling != 0; };
  if (std::any_of(cells.begin(), cells.end(), wild)) refuse("a stamp that no clock can show");
  if (table == kSettings && (one_new || id != settings_id(space))) refuse("settings of another place");
  const auto is_fate = [](const Cell& c) { return c.field == 0; };
  if (table == kSettings && std::any_of(cells.begin(), cells.end(), is_fate))
    refuse("settings are not put away");
  const auto is_value = [](const Cell& c) { return c.field != 0 && !c.bytes.empty() && c.covers.empty(); };
  if (one_new && !std::all_of(cells.begin(), cells.end(), is_value))
    refuse("what is given brings values only");
  if ((door == Door::file || author == Author::work) && purges(cells))
    refuse("nothing is removed for good but by a device of one's own");
}

Id settings_id(int space) {
  const char byte = char(space);
  return to_id(std::string(6, '\0') + digest("eddy/settings/v1", {&byte, 1}, 16).substr(0, 10), "settings");
}

}  // namespace eddy
