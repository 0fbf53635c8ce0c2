#pragma once
// The steps of a proposal in their order, and the map that comes of them.

#include "base/clock.h"
#include "base/progress.h"
#include "base/result.h"
#include "datamap/datamap.h"
#include "discovery/discovery.h"
#include "discovery/model.h"
#include "sql/connection.h"

namespace ombud::discovery {

struct Looking {
  sql::Connection* connection = nullptr;  // Null: names and declared keys alone.
  std::int64_t sample_rows = 1000;
  Day today;
  const Said* said = nullptr;  // Null: nobody has said anything.
};

/// Everything that the map says, still as it was found. Errc::unavailable "sql.unreachable" and
/// "sql.cancelled" of the connection; none without one.
Result<Model> understand(const sql::Catalogue& catalogue, const Looking& looking,
                         Progress& progress);

/// The proposal as a map that has no faults against its catalogue.
datamap::Map map_of(const Model& model);

}  // namespace ombud::discovery
