#pragma once
// Objects out of JSON or YAML as lines: what lies deeper gets a column of its own, named by the way
// to it, so that a nested file is mapped like a sheet.

#include <nlohmann/json_fwd.hpp>

#include "tables/gather.h"

namespace ombud::tables {

/// A list of objects, an object with "records" or with nothing but one list of objects, or one
/// object. Errc::invalid "tables.no_records", "tables.too_deep"; those of Gather.
Result<void> gather_tree(const nlohmann::ordered_json& tree, Gather& gather);

}  // namespace ombud::tables
