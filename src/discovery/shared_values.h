#pragma once
// Persons known in two tables by the same e-mail address or national id.

#include "base/result.h"
#include "discovery/model.h"
#include "sql/connection.h"

namespace ombud::discovery {

/// Joins tables that share identifiers with a table of persons: rows that no better link leads
/// from belong to the person, two tables of persons hold the same one. `connection` may be null:
/// then names alone decide, and only for rows that no link leads from. Errc::unavailable
/// "sql.unreachable" and "sql.cancelled".
Result<void> join_shared_values(sql::Connection* connection, Model& model);

}  // namespace ombud::discovery
