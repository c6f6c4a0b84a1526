#include "core/exchange/exported.h"

#include <algorithm>
#include <map>

namespace eddy {
namespace {

// A cell's note: its bytes are here; it is cleared; or, for field 0, the fate itself.
constexpr char kPresent = 0, kCleared = 1, kTagged = 2;

std::string clocks_of(const Cells& cells) {
  std::vector<Stamp> stamps;
  std::string list, out;
  for (const auto& c : cells) {
    auto at = std::find(stamps.begin(), stamps.end(), c.stamp);
    if (at == stamps.end()) at = stamps.insert(stamps.end(), c.stamp);
    const char cleared = c.bytes.empty() ? kCleared : kPresent;
    put_varint(list, c.field);
    put_varint(list, uint64_t(at - stamps.begin()));
    list += c.field == 0 && !cleared ? c.bytes[0] : char(cleared | (c.sub ? kTagged : 0));
    if (c.sub) put<uint64_t>(list, c.sub);
    put_varint(list, c.covers.size());
    for (const auto id : c.covers) put<uint64_t>(list, id);
  }
  put_varint(out, stamps.size());
  for (const auto& s : stamps) {
    put<uint64_t>(out, s.hlc);
    out += view(s.device);
    put<uint64_t>(out, s.id);
  }
  return out + list;
}

// Cells without their bytes, but for field 0.
Cells read_clocks(std::string_view in, std::vector<bool>& cleared) {
  Cells out;
  Reader r{in};
  std::vector<Stamp> stamps;
  for (auto n = r.varint(); n > 0; --n) {
    Stamp s;
    s.hlc = r.get<uint64_t>();
    s.device = to_id(r.take(16), "clocks");
    s.id = r.get<uint64_t>();
    stamps.push_back(s);
  }
  while (!r.in.empty()) {
    Cell c;
    c.field = uint32_t(r.varint());
    const auto stamp = r.varint();
    if (stamp >= stamps.size()) Reader::torn();
    c.stamp = stamps[stamp];
    const char mark = r.take(1)[0];
    if (c.field == 0 && mark != kCleared) c.bytes = std::string(1, mark);
    if (mark & kTagged) c.sub = r.get<uint64_t>();
    cleared.push_back(c.field == 0 || (mark & kCleared));
    for (auto n = r.varint(); n > 0; --n) c.covers.push_back(r.get<uint64_t>());
    out.push_back(std::move(c));
  }
  return out;
}

const Cell* same_place(const Cells& cells, const Cell& c) {
  for (const auto& o : cells)
    if (o.field == c.field && o.sub == c.sub) return &o;
  return nullptr;
}

}  // namespace

Cells cells_in(const api::Exported& e, int table, const std::string& body) {
  std::vector<bool> cleared;
  auto cells = read_clocks(e.clocks(), cleared);
  const auto said = split(table, body, {});
  std::map<size_t, std::string> extra;
  for (Reader r{e.extra()}; !r.in.empty();) {
    const auto index = r.varint();
    extra[index] = r.take(r.varint());
  }
  Cells whole;
  for (size_t i = 0; i < cells.size(); ++i) {
    auto& c = cells[i];
    if (const auto x = extra.find(i); x != extra.end())
      c.bytes = x->second;
    else if (!cleared[i]) {
      const auto* shown = same_place(said, c);
      if (!shown) continue;  // taken out by hand
      c.bytes = shown->bytes;
    }
    whole.push_back(std::move(c));
  }
  return whole;
}

api::Exported exported(Board& board, const Stored& stored, FactorNames& names) {
  api::Exported e;
  *e.mutable_entry() = to_entry(stored);
  names.tell(*e.mutable_entry());
  e.set_clocks(clocks_of(stored.cells));
  const auto said = split(stored.table, body_of(e.entry()), {});
  std::string extra;
  for (size_t i = 0; i < stored.cells.size(); ++i) {
    const auto& c = stored.cells[i];
    if (c.field == 0 || c.bytes.empty()) continue;
    const auto* shown = find_field(stored.table, c.field) ? same_place(said, c) : nullptr;
    if (shown && shown->bytes == c.bytes) continue;
    put_varint(extra, i);
    put_varint(extra, c.bytes.size());
    extra += c.bytes;
  }
  e.set_extra(extra);
  e.mutable_entry()->clear_versions();  // they are in `extra`
  if (e.entry().board_item().has_picture()) {
    try {
      e.set_picture(board.picture(e.entry().board_item()));
    } catch (const Failure& f) {
      if (f.fault != Fault::not_found && f.fault != Fault::damaged)
        throw;  // the entry is worth keeping without it
    }
  }
  return e;
}

}  // namespace eddy
