#pragma once
// How one CSV file is written: what stands before its header, and what separates its fields.

#include <string_view>

#include "base/result.h"

namespace ombud::tables {

struct Dialect {
  std::size_t prefix_bytes = 0;  // A byte order mark and a line "sep=;", kept as they are.
  std::size_t first_line = 1;    // Of the header.
  char separator = ',';
};

/// Of a file's beginning; `whole` where that is all of it. The separator is the one of ; , tab and
/// | by which the records have the same number of fields, the largest; where none does, the one
/// that the header has most of.
Dialect dialect_of(std::string_view beginning, bool whole);

}  // namespace ombud::tables
