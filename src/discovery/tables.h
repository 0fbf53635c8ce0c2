#pragma once
// What each table holds: persons, what is told of persons, or what is nobody's.

#include "discovery/model.h"

namespace ombud::discovery {

/// Persons and organisations' contacts, by names, columns and content.
void find_persons(Model& model);
/// Relatives and referees are there for somebody's sake: their rows are told of that person. So are
/// rows that have names in them but whose table is called something else (an order's receiver). Run
/// when all references are known.
void find_dependants(Model& model);
/// What hangs on persons: address tables that they own, and tables whose rows belong to them by the
/// references' means. Run after choose_means; true where a table's role changed.
bool find_details(Model& model);
/// True of a table of street, city and postal code that nobody has claimed.
bool could_be_owned(const TableView& table);
/// True of a table of what forms were filled in with, whosever it is: "form_field_values".
bool holds_answers(const TableView& table);
/// Those that are none of all that, but bear somebody's e-mail, name or number all the same.
void find_leftovers(Model& model);

/// The word for the person a table holds: "member", "employee"; "person" where nothing says more.
std::string subject_of(const TableView& table);

}  // namespace ombud::discovery
