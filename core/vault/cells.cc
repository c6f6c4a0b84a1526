#include "core/vault/cells.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "core/crypto/keys.h"

namespace eddy {
namespace {

constexpr Field kFields[] = {
#include "eddy_fields.inc"
};

struct Piece {
  uint32_t field;
  std::string_view bytes;  // with its tag
};

// The next field on the wire. Groups (wire types 3 and 4) are not used by any record and are refused.
Piece next_piece(Reader& r) {
  const auto* from = r.in.data();
  const auto tag = r.varint();
  const auto field = tag >> 3;
  if (field == 0 || field > 0x1fffffff) throw Failure{Reason::record_malformed, "bad field number"};
  switch (tag & 7) {
    case 0: r.varint(); break;
    case 1: r.take(8); break;
    case 2: r.take(r.varint()); break;
    case 5: r.take(4); break;
    default: throw Failure{Reason::record_malformed, "bad wire type"};
  }
  return {uint32_t(field), {from, size_t(r.in.data() - from)}};
}

uint64_t element(std::string_view bytes) { return Reader{digest("eddy/tag/v1", bytes, 16)}.get<uint64_t>(); }

bool before(const Cell& a, const Cell& b) {
  return std::tie(a.field, a.sub, a.stamp) < std::tie(b.field, b.sub, b.stamp);
}

bool is_text(int table, uint32_t field) {
  const auto* f = find_field(table, field);
  return f && f->free_text;
}

// Of two that a work computer wrote: what either had seen is removed.
Cell both(Cell a, const Cell& b) {
  std::vector<uint64_t> covers;
  std::set_union(a.covers.begin(), a.covers.end(), b.covers.begin(), b.covers.end(),
                 std::back_inserter(covers));
  if (a.stamp < b.stamp) a.stamp = b.stamp;
  a.covers = std::move(covers);
  return a;
}

const Cell* fate_cell(const Cells& cells, uint64_t sub) {
  const auto at =
      std::find_if(cells.begin(), cells.end(), [&](const Cell& c) { return c.field == 0 && c.sub == sub; });
  return at == cells.end() ? nullptr : &*at;
}

bool has(const std::vector<uint64_t>& sorted, uint64_t id) {
  return std::binary_search(sorted.begin(), sorted.end(), id);
}

// Which of two values of one cell stays; the bytes decide where stamps are equal, so that the order never
// matters.
const Cell& winner(const Cell& a, const Cell& b) {
  if (a.field == 0 && (a.bytes == "P") != (b.bytes == "P")) return a.bytes == "P" ? a : b;
  if (a.stamp == b.stamp) return std::tie(a.bytes, a.covers) < std::tie(b.bytes, b.covers) ? b : a;
  return a.stamp < b.stamp ? b : a;
}

// The versions of one text that nothing covers.
void remove_covered(std::vector<Cell>& versions) {
  std::set<uint64_t> covered;
  for (const auto& v : versions) covered.insert(v.covers.begin(), v.covers.end());
  const auto gone = [&](const Cell& v) { return covered.count(v.stamp.id) != 0; };
  versions.erase(std::remove_if(versions.begin(), versions.end(), gone), versions.end());
}

bool sound_cell(int table, const Cell& c) {
  if (std::adjacent_find(c.covers.begin(), c.covers.end(), std::greater_equal<>()) != c.covers.end())
    return false;
  if (c.field == 0 && c.sub == 1) return c.bytes == "R";
  if (c.field == 0) return c.sub == 0 && (c.bytes.empty() || c.bytes == "T" || c.bytes == "P");
  const auto* f = find_field(table, c.field);
  if (f && ((c.sub != 0 && !f->tags) || (!c.covers.empty() && !f->free_text))) return false;
  const bool one = f && (f->free_text || f->tags);
  int pieces = 0;
  for (Reader r{c.bytes}; !r.in.empty(); ++pieces) {
    const auto piece = next_piece(r);
    if (piece.field != c.field || (one && (Reader{piece.bytes}.varint() & 7) != 2)) return false;
  }
  if (f && f->tags && !c.bytes.empty() && c.sub != element(c.bytes)) return false;
  return !one || pieces <= 1;
}

uint64_t after(uint64_t hlc, const Cell& c) { return std::max(hlc, c.stamp.order() + 1); }

std::vector<uint64_t> sorted(std::set<uint64_t> ids) { return {ids.begin(), ids.end()}; }

}  // namespace

const Field* find_field(int table, uint32_t number) {
  for (const auto& f : kFields)
    if (f.table == table && uint32_t(f.number) == number) return &f;
  return nullptr;
}

std::string_view text_of(const Cell& cell) {
  if (cell.bytes.empty()) return {};
  Reader r{cell.bytes};
  if ((r.varint() & 7) != 2) return {};
  return r.take(r.varint());
}

std::string typed_text(int table, std::string_view message) {
  std::string out;
  for (Reader r{message}; !r.in.empty();) {
    const auto piece = next_piece(r);
    const auto* f = find_field(table, piece.field);
    if (!f || (!f->free_text && !f->tags) || f->names) continue;
    Reader text{piece.bytes};
    text.varint();
    if (!out.empty()) out += '\n';
    out += text.take(text.varint());
  }
  return out;
}

namespace {
Cells split_all(int table, std::string_view message, const Stamp& stamp, bool versions) {
  Cells out;
  std::map<uint32_t, size_t> whole;  // fields whose occurrences are one cell
  Reader r{message};
  try {
    while (!r.in.empty()) {
      const auto piece = next_piece(r);
      const auto* f = find_field(table, piece.field);
      const uint64_t sub = f && f->tags ? element(piece.bytes) : 0;
      if (f && f->free_text && versions) {
        auto version = stamp;
        for (const auto& c : out) version.id += c.field == piece.field;
        out.push_back({piece.field, 0, version, std::string(piece.bytes), {}});
        continue;
      }
      if (f && f->tags) {
        const auto same = [&](const Cell& c) { return c.field == piece.field && c.sub == sub; };
        if (std::any_of(out.begin(), out.end(), same)) continue;
      } else if (const auto known = whole.find(piece.field); known != whole.end()) {
        auto& bytes = out[known->second].bytes;
        if (f && f->free_text) bytes.clear();  // the last one on the wire is the value
        bytes += piece.bytes;
        continue;
      } else {
        whole[piece.field] = out.size();
      }
      out.push_back({piece.field, sub, stamp, std::string(piece.bytes), {}});
    }
  } catch (const Failure&) {
    throw Failure{Reason::record_malformed, "not a message"};
  }
  std::sort(out.begin(), out.end(), before);
  return out;
}
}  // namespace

Cells split(int table, std::string_view message, const Stamp& stamp) {
  return split_all(table, message, stamp, false);
}
Cells split_versions(int table, std::string_view message, const Stamp& stamp) {
  return split_all(table, message, stamp, true);
}

std::string join(const Cells& cells) {
  std::string out;
  for (const auto& c : cells)
    if (c.field != 0) out += c.bytes;
  return out;
}

Cells merge(int table, const Cells& a, const Cells& b) {
  std::map<std::pair<uint32_t, uint64_t>, std::vector<Cell>> by_key;
  for (const auto* side : {&a, &b})
    for (const auto& c : *side) {
      auto& held = by_key[{c.field, c.sub}];
      if (c.field == 0 && c.sub == 1 && !held.empty()) {
        held = {both(held[0], c)};
      } else if (!is_text(table, c.field)) {
        held = {held.empty() ? c : winner(held[0], c)};
      } else if (const auto same = std::find_if(held.begin(), held.end(),
                                                [&](const Cell& h) { return h.stamp.id == c.stamp.id; });
                 same != held.end()) {
        *same = winner(*same, c);
      } else {
        held.push_back(c);
      }
    }
  Cells out;
  for (auto& [key, held] : by_key) {
    if (key.first == 0 && key.second == 0 && held[0].bytes == "P")
      return {held[0]};  // nothing else is kept of what was purged
    if (is_text(table, key.first)) remove_covered(held);
    out.insert(out.end(), held.begin(), held.end());
  }
  std::sort(out.begin(), out.end(), before);
  return out;
}

bool sound(int table, const Cells& cells) {
  try {
    return std::all_of(cells.begin(), cells.end(), [&](const Cell& c) { return sound_cell(table, c); });
  } catch (const Failure&) {
    return false;
  }
}

Cells edit(int table, const Cells& current, std::string_view message, Stamp stamp,
           const std::vector<uint64_t>* seen) {
  Cells fresh = split(table, message, stamp), out;
  for (const auto& old : current) {  // known fields left out are cleared
    const auto here = [&](const Cell& c) { return c.field == old.field && c.sub == old.sub; };
    if (old.bytes.empty() || !find_field(table, old.field)) continue;
    if (std::none_of(fresh.begin(), fresh.end(), here)) fresh.push_back({old.field, old.sub, stamp, "", {}});
  }
  for (auto& c : fresh) {
    bool same = false;
    std::set<uint64_t> covers;
    for (const auto& old : current) {
      if (old.field != c.field || old.sub != c.sub) continue;
      if (is_text(table, c.field)) {
        const bool covered = !seen || std::find(seen->begin(), seen->end(), old.stamp.id) != seen->end();
        if (!covered) continue;
        covers.insert(old.stamp.id);
        covers.insert(old.covers.begin(), old.covers.end());
      }
      // Text that settles several versions is a change even where it equals one of them.
      same = old.bytes == c.bytes && covers.size() <= 1 + old.covers.size();
      c.stamp.hlc = after(c.stamp.hlc, old);
    }
    if (same) continue;
    c.covers = sorted(std::move(covers));
    out.push_back(std::move(c));
  }
  std::sort(out.begin(), out.end(), before);
  return out;
}

Cells trash(const Cells& current, Stamp stamp) {
  std::set<uint64_t> seen;
  for (const auto& c : current) {
    if (c.field != 0) seen.insert(c.stamp.id);
    if (c.field == 0) stamp.hlc = after(stamp.hlc, c);
  }
  return {{0, 0, stamp, "T", sorted(std::move(seen))}};
}

Cells restore(int table, const Cells& current, Stamp stamp) {
  const auto* removed = fate_cell(current, 1);
  const auto gone = [&](const Cell& c) {
    return c.field != 0 && !c.bytes.empty() && has(removed->covers, c.stamp.id);
  };
  const bool again = removed && std::any_of(current.begin(), current.end(), gone);
  for (const auto& c : current)
    if (c.field == 0 || again) stamp.hlc = after(stamp.hlc, c);
  Cells out{{0, 0, stamp, "", {}}};
  std::map<uint32_t, std::set<uint64_t>> texts;  // a text's versions, all of which are written over
  for (const auto& c : current)
    if (again && is_text(table, c.field))
      texts[c.field].insert(c.stamp.id), texts[c.field].insert(c.covers.begin(), c.covers.end());
  for (const auto& c : current) {
    if (!again || c.field == 0 || c.bytes.empty()) continue;
    auto version = stamp;
    for (const auto& o : out) version.id += o.field == c.field && o.sub == c.sub;
    out.push_back({c.field, c.sub, version, c.bytes, sorted(texts[c.field])});
  }
  return out;
}

Cells purge(Stamp stamp) { return {{0, 0, stamp, "P", {}}}; }

Cells remove(const Cells& current, Stamp stamp) {
  std::set<uint64_t> seen;
  for (const auto& c : current) {
    if (c.field != 0) seen.insert(c.stamp.id);
    if (c.field == 0) stamp.hlc = after(stamp.hlc, c);
  }
  return {{0, 1, stamp, "R", sorted(std::move(seen))}};
}

Cells at_work(Cells cells) {
  const auto* removed = fate_cell(cells, 1);
  for (auto& c : cells)
    if (removed && c.field != 0 && has(removed->covers, c.stamp.id)) c.bytes.clear();
  return cells;
}

const Cell* removal(const Cells& cells) { return fate_cell(cells, 1); }

bool purges(const Cells& cells) {
  const auto* said = fate_cell(cells, 0);
  return said && said->bytes == "P";
}

Fate fate(const Cells& cells) {
  const auto* said = fate_cell(cells, 0);
  const auto* gone = fate_cell(cells, 1);
  if (said && said->bytes == "P") return Fate::purged;
  const auto* trashed = said && said->bytes == "T" ? said : nullptr;
  if (!trashed && !gone) return Fate::live;
  const auto unseen = [&](const Cell& c) {
    return c.field != 0 && !(trashed && has(trashed->covers, c.stamp.id)) &&
           !(gone && has(gone->covers, c.stamp.id));
  };
  if (std::any_of(cells.begin(), cells.end(), unseen)) return Fate::live;
  const auto empty = [](const Cell& c) { return c.field == 0 || c.bytes.empty(); };
  return gone && std::all_of(cells.begin(), cells.end(), empty) ? Fate::purged : Fate::trashed;
}

// clocks = varint stamps, each: u64 hlc | varint device | u64 id; then
//          0x00: every cell of the body has the only stamp (a record written once: 19 bytes), or
//          0x01 and every cell: varint field | varint stamp | varint size | u8 tagged | u64 sub | varint covers, u64 each
Packed pack(int table, const Cells& cells, Devices& devices) {
  Packed out{join(cells), {}};
  std::vector<Stamp> stamps;
  std::string list;
  bool plain = true;
  for (const auto& c : cells) {
    auto at = std::find(stamps.begin(), stamps.end(), c.stamp);
    if (at == stamps.end()) at = stamps.insert(stamps.end(), c.stamp);
    plain = plain && c.field != 0 && !c.bytes.empty() && c.covers.empty();
    put_varint(list, c.field);
    put_varint(list, uint64_t(at - stamps.begin()));
    put_varint(list, c.bytes.size());
    list += char(c.sub != 0);
    if (c.sub) put<uint64_t>(list, c.sub);
    put_varint(list, c.covers.size());
    for (const auto id : c.covers) put<uint64_t>(list, id);
    if (c.field == 0) list += c.bytes;
  }
  put_varint(out.clocks, stamps.size());
  for (const auto& s : stamps) {
    put<uint64_t>(out.clocks, s.hlc);
    put_varint(out.clocks, devices.number(s.device));
    put<uint64_t>(out.clocks, s.id);
  }
  plain = plain && stamps.size() == 1 && split(table, out.body, stamps[0]) == cells;
  out.clocks += char(!plain);
  if (!plain) out.clocks += list;
  return out;
}

Cells unpack(int table, std::string_view body, std::string_view clocks, Devices& devices) {
  Reader r{clocks}, b{body};
  std::vector<Stamp> stamps;
  for (auto n = r.varint(); n > 0; --n) {
    Stamp s;
    s.hlc = r.get<uint64_t>();
    s.device = devices.device(uint32_t(r.varint()));
    s.id = r.get<uint64_t>();
    stamps.push_back(s);
  }
  if (r.get<uint8_t>() == 0) {
    if (stamps.size() != 1) Reader::torn();
    return split(table, body, stamps[0]);
  }
  Cells out;
  while (!r.in.empty()) {
    Cell c;
    c.field = uint32_t(r.varint());
    const auto stamp = r.varint();
    if (stamp >= stamps.size()) Reader::torn();
    c.stamp = stamps[stamp];
    const auto size = r.varint();
    if (r.get<uint8_t>()) c.sub = r.get<uint64_t>();
    for (auto n = r.varint(); n > 0; --n) c.covers.push_back(r.get<uint64_t>());
    c.bytes = c.field == 0 ? r.take(size) : b.take(size);
    out.push_back(std::move(c));
  }
  if (!b.in.empty()) Reader::torn();
  return out;
}

std::string renumbered(std::string_view clocks, Devices& from, Devices& to) {
  Reader r{clocks};
  std::string out;
  const auto stamps = r.varint();
  put_varint(out, stamps);
  for (auto n = stamps; n > 0; --n) {
    put<uint64_t>(out, r.get<uint64_t>());
    put_varint(out, to.number(from.device(uint32_t(r.varint()))));
    put<uint64_t>(out, r.get<uint64_t>());
  }
  return out.append(r.in);
}

}  // namespace eddy
