#pragma once
// What the columns of a kind are called in a sheet, out and in.

#include <string>
#include <string_view>
#include <vector>

#include "records/kind.h"

namespace ombud::records {

/// What is no field of the kind, and has a column all the same.
inline constexpr std::string_view number_path = "record.number";
inline constexpr std::string_view state_path = "record.state";
inline constexpr std::string_view owner_path = "record.owner";

struct Heading {
  std::string path;               // "name", "matrix.source", "record.number"
  std::string label;              // "Name", "Matrix: Source"; none twice.
  const Field* field = nullptr;   // Nothing for the record's own.
  const Field* within = nullptr;  // The field of rows that it stands in.
};

/// Number first, then the fields in their order, each of rows as a column, state and owner last.
std::vector<Heading> headings_of(const Kind& kind, Language language);

}  // namespace ombud::records
