#include "subjects/keys.h"

#include <algorithm>

namespace ombud::subjects {

namespace {

bool never_null(const sql::Table& table, const sql::Index& index) {
  return std::all_of(index.columns.begin(), index.columns.end(), [&](const sql::Name& name) {
    const sql::Column* column = table.column(name.text());
    return column != nullptr && !column->nullable;
  });
}

// Whether a value that was read is found again by equality. SQLite compares whatever lies there;
// MariaDB's FLOAT comes out with fewer digits than it holds.
bool comparable(const sql::Column& column, sql::Engine engine) {
  if (engine == sql::Engine::sqlite) return true;
  switch (column.kind) {
    case sql::TypeKind::real:
      return engine != sql::Engine::mariadb;
    case sql::TypeKind::blob:
    case sql::TypeKind::json:
    case sql::TypeKind::xml:
    case sql::TypeKind::other:
      return false;
    default:
      return true;
  }
}

}  // namespace

Key key_of(const sql::Table& table, sql::Engine engine) {
  if (!table.primary_key.empty()) return {table.primary_key, false};
  for (const sql::Index& index : table.indexes)
    if (index.unique && !index.partial && !index.columns.empty() && never_null(table, index))
      return {index.columns, false};
  Key key{{}, true};
  for (const sql::Column& column : table.columns)
    if (comparable(column, engine)) key.columns.push_back(column.name);
  return key;
}

}  // namespace ombud::subjects
