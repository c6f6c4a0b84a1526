#include "core/vault/admit.h"

#include <algorithm>
#include <map>

#include "core/crypto/keys.h"
#include "core/vault/projections.h"

namespace eddy {
namespace {

[[noreturn]] void refuse(const char* why) { throw Failure{Reason::record_damaged, why}; }

}  // namespace

bool fits(int table, const Cells& cells, Author author) {
  size_t bytes = 0, covers = 0;
  std::map<uint32_t, size_t> of_field;
  for (const auto& c : cells) {
    const auto* f = find_field(table, c.field);
    if (c.bytes.size() + sizeof(uint64_t) * c.covers.size() > kLargestCell) return false;
    if (f && ++of_field[c.field] > (f->tags ? kMostElements : kMostVersions)) return false;
    bytes += c.bytes.size(), covers += c.covers.size();
  }
  return cells.size() <= kMostCells && covers <= (author == Author::work ? kMostCovers / 8 : kMostCovers) &&
         bytes <= kLargestRecord;
}

uint64_t drop_stamp(const Id& id) {
  return Reader{digest("eddy/drop-stamp/v1", view(id), 16)}.get<uint64_t>();
}

bool from_work(int space, const Id& id, const Cells& cells) {
  const auto first = drop_stamp(id);
  const auto words = [](const Cell& c) {  // or a picture; numbers beside them say nothing by themselves
    return c.field != 0 && !c.bytes.empty() && (Reader{c.bytes}.varint() & 7) == 2;
  };
  return space == 1 || std::any_of(cells.begin(), cells.end(), [&](const Cell& c) {
           return words(c) && c.stamp.id - first < kMostVersions;
         });
}

void admit(Author author, Door door, int space, const Id& id, int table, const Cells& cells) {
  if (table <= 0) refuse("of no kind");
  if (space != 1 && space != 2) refuse("of no space");
  const bool one_new = door == Door::drop || door == Door::inbox;
  if (cells.empty() && door != Door::changes) refuse("nothing");
  if (!sound(table, cells)) refuse("cells that are no whole fields");
  if (!fits(table, cells, author)) refuse("more than a record holds");
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
