#pragma once
// What a reference means: whose rows they are.

#include "discovery/model.h"

namespace ombud::discovery {

/// Gives each reference that leads to a person, to what is told of one, or to an address its means.
/// Rows are about at most one of the persons that they name; the others are mentioned.
void choose_means(Model& model);
/// Ends the search for details: an address that persons own is only mentioned by other rows.
void settle_addresses(Model& model);

/// True of persons who work with others' rows: employees, users, doctors.
bool is_staff(const TableView& table);

}  // namespace ombud::discovery
