#pragma once
// What a column says of a person, judged by its name, its type and what its table is taken for, and
// by what its sampled values count to.

#include <optional>
#include <string>

#include "discovery/model.h"

namespace ombud::discovery {

/// By name and type, in a table taken for what its role says. Nothing: no rule speaks of it.
std::optional<Guess> guess_by_name(const TableView& table, const ColumnView& column);
/// By name and type alone: what stands for itself in any table (an e-mail address, a first name).
std::optional<Guess> guess_anywhere(const ColumnView& column);
/// By content alone, with the counts in the reason. Nothing where too little was seen.
std::optional<Guess> guess_by_content(const TableView& table, const ColumnView& column);

/// By what lies within values that hold others; Guess::inside says where. Nothing where no value
/// holds another, or none that tells of a person.
std::optional<Guess> guess_by_inside(const TableView& table, const ColumnView& column);

/// Fills ColumnView::guess of every column: content speaks before a name that it contradicts.
void guess_columns(Model& model);

}  // namespace ombud::discovery
