// An entry as shells have it, and a record as the store has it.
#pragma once
#include <string>

#include "core/vault/factors.h"
#include "core/vault/vault.h"
#include "eddy/records/entry.pb.h"

namespace eddy {

// The one record that an Entry holds: its table number, and its wire bytes.
int table_of(const eddy::records::Entry& entry);
std::string body_of(const eddy::records::Entry& entry);
eddy::records::Entry to_entry(const Stored& stored);
// With what is told beside it: whether it is from work, how many earlier versions there are, what its factors are called.
eddy::records::Entry shown(Vault& vault, const Stored& stored);
eddy::records::Entry shown(Vault& vault, const Stored& stored, FactorNames& names);
// The record that an entry is about; null where its kind is about no other.
std::string* subject_of(eddy::records::Entry& entry);
// The kind that it names; 0 where there is none.
int subject_table(int table);

}  // namespace eddy
