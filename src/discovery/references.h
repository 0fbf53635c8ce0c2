#pragma once
// Which table refers to which: as the database declares it, and as names say where it declares
// nothing.

#include "discovery/model.h"

namespace ombud::discovery {

/// The foreign keys of the catalogue.
void read_declared_references(Model& model);
/// What names say: customer_id → customer.id, kundnr → kunder.kundnr, created_by → the table whose
/// rows sign in. Only within a schema, and only between columns of types that can be equal.
void propose_references(Model& model);

/// True where the column names who did something to the row, not whose the row is.
bool names_a_doer(const std::vector<std::string>& words);

}  // namespace ombud::discovery
