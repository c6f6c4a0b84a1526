// What may come into a space, from whom and on which way: one pure function, asked at every door before anything is
// written. It knows no store; what it lets through could be read, exported and published again by any later version.
#pragma once
#include "core/vault/cells.h"

namespace eddy {

enum class Author { own, work };  // a device of one's own; a computer that somebody else controls
// Published cells; a drop into home; what was given while locked, which whoever can write the folder could have sealed; an
// import.
enum class Door { changes, drop, inbox, file };

// What one record holds at most: far more than anybody writes in one, and far less than what would slow
// whoever takes it in, or could not be published again.
constexpr size_t kMostVersions = 64;    // of a text, side by side
constexpr size_t kMostElements = 1024;  // of a list of tags, on or off
constexpr size_t kMostCells = 4096;
// Of what a work computer writes an eighth: one's own text, which covers them all, still has room for its words.
constexpr size_t kMostCovers = 16384;       // in all its cells
constexpr size_t kLargestCell = 128 << 10;  // bytes, with its covers
constexpr size_t kLargestRecord = 1 << 20;  // bytes, of all its cells
bool fits(int table, const Cells& cells, Author author);

// Throws DAMAGED with what is wrong:
//   - more than fits in a record
//   - cells that this store could not have written (`sound`); none, but in published changes
//   - stamps from beyond the ceiling of their author, 2^44 ms for work and 2^45 for one's own: a wild clock can be corrected
//   - a space or a kind that there is none of
//   - settings under another id than their space's, or in a drop, or in the inbox; or put away
//   - in a drop or the inbox, anything but values: no fate, nothing cleared, nothing covered
//   - in a file, or from work, a purge: nothing is removed for good but by a device of one's own
void admit(Author author, Door door, int space, const Id& id, int table, const Cells& cells);

// The one record of settings that a space has: everybody knows its id.
Id settings_id(int space);

// The id of the stamp of what a drop makes; of its texts' further versions one more each.
uint64_t drop_stamp(const Id& id);
// Whether a work computer may have written of it what it says: it is in the work space, or words of it were
// given from there and are as they came.
bool from_work(int space, const Id& id, const Cells& cells);

// Ms of one's own clock that a stamp takes at most.
constexpr int64_t kLatestStamp = (int64_t(1) << 43) - 1;

}  // namespace eddy
