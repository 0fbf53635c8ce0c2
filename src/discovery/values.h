#pragma once
// What values say of how tables hang together. Names deceive: a column customer_id whose values are
// not among the customers' keys leads elsewhere, and an e-mail address that stands in two tables
// joins them though nothing says so. Values are compared by the database; only counts are kept.

#include "base/progress.h"
#include "base/result.h"
#include "discovery/model.h"
#include "sql/connection.h"

namespace ombud::discovery {

/// Holds the proposed references against sampled values: those that values contradict go, those
/// that they confirm become surer. Errc::unavailable and "sql.cancelled" of the connection.
Result<void> check_references(sql::Connection& connection, Model& model);

/// Pairs of a type and an id ("entity_table" with "entity_id") that refer to a different table by
/// row.
Result<void> find_polymorphic(sql::Connection& connection, Model& model);

}  // namespace ombud::discovery
