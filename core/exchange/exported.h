// A record as an export has it, and its cells out of it again.
//
//   clocks = varint stamps, each: u64 hlc | 16 device | u64 id; then every cell:
//            varint field | varint stamp | u8 mark | u64 sub where tagged | varint covers, u64 each
//   extra  = cells that the readable entry cannot hold: varint index | varint size | bytes
#pragma once
#include "core/board/board.h"
#include "core/vault/factors.h"
#include "eddy/api/exchange.pb.h"

namespace eddy {

api::Exported exported(Board& board, const Stored& stored, FactorNames& names);
// What it says, beside its clocks: a cell that was taken out by hand is not there. DAMAGED where the clocks are none.
Cells cells_in(const api::Exported& exported, int table, const std::string& body);

}  // namespace eddy
