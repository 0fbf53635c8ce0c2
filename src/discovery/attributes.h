#pragma once
// Tables of attributes and values (meta_key, meta_value; field_id, value): one row is a phone, the
// next a colour, and the column's name says neither. The attribute's own name does.

#include "base/clock.h"
#include "base/result.h"
#include "discovery/model.h"
#include "sql/connection.h"

namespace ombud::discovery {

/// Fills Facts::inside of value columns with what stands under each attribute's name. One statement
/// a table, some thousand rows. Errc::unavailable and "sql.cancelled" of the connection.
Result<void> look_into_attributes(sql::Connection& connection, Model& model, Day today);

}  // namespace ombud::discovery
