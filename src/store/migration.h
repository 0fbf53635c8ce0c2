#pragma once
// A step of the own database's schema, compiled in from ROOM/schema/NNNN_what.sql.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "sql/statement.h"

namespace ombud::store {

/// SQL in the type vocabulary ${uuid} ${int} ${bool} ${instant} ${day} ${json} ${blob} ${text}.
/// Above each CREATE TABLE stands one comment, `-- installation table: why` or
/// `-- organisation table`; the latter's primary, unique and foreign keys begin with
/// organisation_id. `0003_x.sqlite.sql` and `0003_x.postgresql.sql` are for one engine only.
struct Migration {
  std::string_view room;
  std::string_view file;
  std::string_view sql;
};

/// Holds the rules above against all rooms' migrations together, in their order. Errc::invalid,
/// each with {room, file}: "store.unmarked_table" {table} (no mark, or more than one),
/// "store.unknown_type" {type} (also a type written as the engine calls it),
/// "store.no_organisation" {table} (an organisation table without organisation_id ${uuid}),
/// "store.key_without_organisation" {table, columns}, "store.key_across" {table, other} (a foreign
/// key between the two kinds of table), "store.key_added_later" {table} (a key in an ALTER TABLE,
/// which is not read here).
Result<void> check(std::span<const Migration> migrations);

/// A migration made ready for one engine.
struct Step {
  std::string sha256;                            // Of the migration's text, in hexadecimal.
  std::vector<std::string> statements;           // In the engine's own types.
  std::vector<std::string> tables;               // That it makes.
  std::vector<std::string> organisation_tables;  // Of these, the organisations'.
};

/// False where the file's name says that it is for the other engine.
bool is_for(const Migration& migration, sql::Engine engine);
/// Errc::invalid "store.unknown_type".
Result<Step> prepare(const Migration& migration, sql::Engine engine);

}  // namespace ombud::store
