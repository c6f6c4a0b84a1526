// A record as words for people, field by field: what tables and pages show. Keys and other bytes are not among them.
#pragma once
#include <string>
#include <vector>

#include "core/vault/factors.h"

namespace eddy {

struct ReadableField {
  std::string name;  // "how hard"
  std::string value;
  bool typed;  // by a person: no order to whoever shows it
};
struct Readable {
  std::string date, time, offset;  // as the wall showed it: 2026-03-02, 21:15, +01:00
  std::vector<ReadableField> fields;
};
Readable readable(const Stored& stored, FactorNames& names);
// The names of all fields of a kind, in their order.
std::vector<std::string> readable_names(int table);
// "check-in", as one names a file after it; "" where there is no such kind.
std::string kind_name(int table);

}  // namespace eddy
