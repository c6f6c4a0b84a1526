// Records as cells. A record is its protobuf fields, each with its own clock; one rule merges every type.
//   unmarked field  one cell; the later stamp wins
//   tags            one cell for every element, on or off
//   free text       a register of versions: a version names the stamps it replaces; those nobody has replaced stay
//   field 0         the record's fate: trashed (lists the stamps it saw; an edit it had not seen restores), or
//                   purged (final); and beside it (sub 1) that a work computer removed it for good: the stamps it saw are in
//                   the trash for one's own devices, and a work computer keeps no word of them
// Merging is commutative, associative and idempotent. Fields this version does not know are carried unchanged.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/base/bytes.h"

namespace eddy {

// Hybrid logical clock (Kulkarni et al. 2014): 48 bits of ms, 16 of counter; then device; then a random id.
struct Stamp {
  uint64_t hlc = 0;
  Id device{};
  uint64_t id = 0;
  uint64_t order() const { return (hlc >> 63) ? hlc & 0xffff : hlc; }  // ms of 2^47 and more order as 0
  friend bool operator<(const Stamp& a, const Stamp& b) {
    return std::make_tuple(a.order(), a.device, a.id) < std::make_tuple(b.order(), b.device, b.id);
  }
  friend bool operator==(const Stamp& a, const Stamp& b) {
    return a.hlc == b.hlc && a.device == b.device && a.id == b.id;
  }
};

struct Cell {
  uint32_t field = 0;
  uint64_t sub = 0;  // of a tag: which element; of the fate: 1 for what a work computer removed
  Stamp stamp;
  std::string
      bytes;  // wire bytes, tag included; empty: cleared. Field 0: "T" trashed, "P" purged, "" neither; sub 1: "R"
  std::vector<uint64_t> covers;  // ids of the stamps it replaces (free text) or saw (field 0), sorted
  friend bool operator==(const Cell& a, const Cell& b) {
    return a.field == b.field && a.sub == b.sub && a.stamp == b.stamp && a.bytes == b.bytes &&
           a.covers == b.covers;
  }
};
using Cells = std::vector<Cell>;  // sorted by (field, sub, stamp)

struct Field {
  int table, number;
  bool free_text, tags;
  int names;  // the kind of the records whose ids it holds; 0: it holds none
};
// None: this version does not know the field.
const Field* find_field(int table, uint32_t number);

// Splits a message's wire bytes; every cell gets `stamp`. Throws INVALID where the bytes are not a message.
Cells split(int table, std::string_view message, const Stamp& stamp);
// The same, and of a text that stands there several times every one, as versions side by side; each has an id
// of its own, one more than the one before.
Cells split_versions(int table, std::string_view message, const Stamp& stamp);
// The message: cells side by side, so that the newest text comes last and wins.
std::string join(const Cells& cells);
Cells merge(int table, const Cells& a, const Cells& b);
// Whether this store could have written them: every cell one or more whole occurrences of its own field, or
// empty (a text and a tag at most one); an element only of tags, under its own name; covers, in order, only
// of texts and of the fate, which is one of three, or what was removed at work. Of a field that this version
// does not know, only that it is whole.
bool sound(int table, const Cells& cells);
// What saving `message` over `current` changes, stamped so that it wins. Known fields left out are cleared.
// Text covers the versions in `seen`, or all that are there where `seen` is null.
Cells edit(int table, const Cells& current, std::string_view message, Stamp stamp,
           const std::vector<uint64_t>* seen);
Cells trash(const Cells& current, Stamp stamp);
// Also writes again what a work computer removed, where no word of it is left.
Cells restore(int table, const Cells& current, Stamp stamp);
Cells purge(Stamp stamp);
// A work computer's "remove for good": it lists the stamps it saw.
Cells remove(const Cells& current, Stamp stamp);
const Cell* removal(const Cells& cells);  // that cell; null where nothing was removed so
// What a work computer keeps: of what one removed there the stamps, and none of the words. Merging what it
// kept with anything is the same as merging first: at_work(merge(at_work(a), b)) = at_work(merge(a, b)).
Cells at_work(Cells cells);

enum class Fate {
  live,
  trashed,
  purged
};  // purged, too: what a work computer removed and of which no word is here
Fate fate(const Cells& cells);
bool purges(const Cells& cells);  // it says "P": not only that no word is here
// Every word a person typed or tapped in a message, one text a line, no ids; all the versions of a text that stand side by
// side.
std::string typed_text(int table, std::string_view message);
// The text in a length-delimited cell's bytes.
std::string_view text_of(const Cell& cell);

// How a row holds cells: the joined message, and the clocks beside it. Devices are numbered by the store.
struct Devices {
  virtual ~Devices() = default;
  virtual uint32_t number(const Id& device) = 0;
  virtual Id device(uint32_t number) = 0;
};
struct Packed {
  std::string body, clocks;
};
Packed pack(int table, const Cells& cells, Devices& devices);
Cells unpack(int table, std::string_view body, std::string_view clocks, Devices& devices);
// The same clocks, by other numbers of the devices.
std::string renumbered(std::string_view clocks, Devices& from, Devices& to);

}  // namespace eddy
