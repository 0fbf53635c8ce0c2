#pragma once
// What stands around a column says of it where its own name is silent.

#include <optional>
#include <string>
#include <vector>

#include "discovery/model.h"

namespace ombud::discovery {

/// True of numbers that count seconds since 1970: "timecreated".
bool counts_seconds(const sql::Column& column, const std::vector<std::string>& words);
/// By what the whole table is about: all of a table of grades is of grades.
std::optional<Guess> by_topic(const Model& model, std::size_t table, const ColumnView& column);
/// By the lookup that the column's key leads to: where somebody works and as what.
std::optional<Guess> by_lookup(const Model& model, std::size_t table, const ColumnView& column);
/// Where nothing else says when something happened, the day on which the row was written does.
void date_by_creation(TableView& table);

}  // namespace ombud::discovery
