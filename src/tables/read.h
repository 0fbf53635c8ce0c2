#pragma once
// The forms of file, each read into a Gather.

#include <string_view>

#include "tables/gather.h"

namespace ombud::tables {

/// UTF-8, UTF-16 or Windows-1252; the separator is found out.
Result<void> read_csv(const File& file, Gather& gather);
/// A list of objects, an object that holds one such list, or one object.
Result<void> read_json(const File& file, Gather& gather);
Result<void> read_yaml(const File& file, Gather& gather);
/// Says in `table` which sheets there are.
Result<void> read_xlsx(const File& file, std::string_view sheet, Table& table, Gather& gather);

}  // namespace ombud::tables
