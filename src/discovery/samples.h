#pragma once
// Looks into the tables: some rows of each, spread over its keys, value by value. What is kept are
// counts (Facts).

#include "base/clock.h"
#include "base/progress.h"
#include "base/result.h"
#include "discovery/model.h"
#include "sql/connection.h"

namespace ombud::discovery {

struct Sampling {
  std::int64_t rows = 1000;  // Of a table.
  Day today;
};

/// Fills the facts of every column, and how many rows each table has. A table that can't be read
/// says so in Facts::not_read; only a connection that is lost ends it: Errc::unavailable
/// "sql.unreachable", or "sql.cancelled".
Result<void> look_into(sql::Connection& connection, Model& model, const Sampling& sampling,
                       Progress& progress);

}  // namespace ombud::discovery
