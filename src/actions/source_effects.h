#pragma once
// What a database would do by itself if rows went: cascades, references set null, triggers. Known
// and said before anything happens; a cascade that would take a row that the plan does not remove
// itself refuses the plan.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "actions/rows.h"
#include "base/result.h"
#include "sql/connection.h"

namespace ombud::actions {

/// Rows of one table that are to go.
struct Removal {
  std::size_t table = 0;  // Of the catalogue.
  std::vector<sql::Name> key;
  bool whole_row_is_key = false;
  std::vector<sql::Row> keys;
};

/// Rows of other people, or that stay, whose reference to a row that goes must be set null first.
struct Release {
  std::size_t table = 0;
  std::vector<sql::Name> columns;
  std::vector<sql::Name> key;
  std::vector<sql::Row> keys;
};

struct SourceEffects {
  std::vector<Error> cascades;    // Each refuses the plan; empty in an answer.
  std::vector<Error> by_itself;   // "actions.sets_null" {table, column, rows}.
  std::vector<Release> releases;  // Where `releasable` allows it and the columns may be null.
};

/// `releasable`: tables (by position) whose reference to the person is a mere mention.
/// Errc::conflict "actions.cascade" {table, taken}, "actions.blocked" {table, by, column,
/// rows}.
Result<SourceEffects> effects_of(sql::Connection& connection, const sql::Catalogue& catalogue,
                                 const std::vector<Removal>& removals,
                                 const std::set<std::size_t>& releasable);

/// "actions.trigger" {table, trigger} and "actions.rules" {table}: what runs when rows of the table
/// are changed or removed; what it does is not known to us.
std::vector<Error> triggers_of(const sql::Catalogue& catalogue, const sql::Table& table,
                               bool removes);

}  // namespace ombud::actions
