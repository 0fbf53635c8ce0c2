#pragma once
// How one comparison is said to an engine: by the form that a column has there, an expression that
// compares, and one that says whether the stored value can be compared at all.

#include <optional>
#include <string>
#include <vector>

#include "conditions/conditions.h"

namespace ombud::conditions {

/// A column of the catalogue as it is named in the statement, its table or alias before it.
struct Place {
  const sql::Column* column = nullptr;
  sql::Statement name;
};

/// `holds` may be anything where `known` is not true. Several leaves stand for one comparison where
/// a column has values of several forms; a value is known in one of them at most.
struct Leaf {
  sql::Statement holds;
  sql::Statement known;
};

using Leaves = std::vector<Leaf>;

Op opposite(Op op);
sql::Literal sign(Op op);

// Nothing where the column can't be compared with such a value.
Leaves day_leaves(const Place& place, Op op, const OnDay& on, sql::Engine engine);
Leaves number_leaves(const Place& place, Op op, const Value& value, sql::Engine engine);
Leaves text_leaves(const Place& place, Op op, const std::string& text, sql::Engine engine);
Leaves truth_leaves(const Place& place, Op op, bool truth, sql::Engine engine);

/// Column against column, as moments, numbers, text or truth.
Leaves column_leaves(const Place& left, Op op, const Place& right, sql::Engine engine);
/// A reference to a row of another table: an equality that an index serves, false for null. Nothing
/// where the columns' types are of different sorts.
std::optional<sql::Statement> joined(const Place& there, const Place& here, sql::Engine engine);

/// Moments as text "2026-01-31 00:00:00" and whether they are such; nothing where the column has
/// none by its own clock.
std::optional<Leaf> moment_text(const Place& place, sql::Engine engine);

}  // namespace ombud::conditions
