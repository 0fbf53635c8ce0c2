#pragma once
// How a person is erased by default, so that nothing is lost that others need: which rows may go,
// and what happens to each field of the rows that stay.

#include "discovery/model.h"

namespace ombud::discovery {

/// Sets TableView::delete_rows and because. Rows go only where nothing that stays refers to them
/// and no law keeps them.
void choose_rows(Model& model);

/// The field's method, constant and reason for a row that stays.
void choose_erase(const Model& model, std::size_t table, const sql::Column& column,
                  datamap::Field& field);

}  // namespace ombud::discovery
