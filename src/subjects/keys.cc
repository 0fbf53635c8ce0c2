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

// Types whose values can be compared for equality in every engine.
bool comparable(const sql::Column& column) {
  switch (column.kind) {
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

Key key_of(const sql::Table& table, sql::Engine) {
  if (!table.primary_key.empty()) return {table.primary_key, false};
  for (const sql::Index& index : table.indexes)
    if (index.unique && !index.partial && !index.columns.empty() && never_null(table, index))
      return {index.columns, false};
  Key key{{}, true};
  for (const sql::Column& column : table.columns)
    if (comparable(column)) key.columns.push_back(column.name);
  return key;
}

std::string key_text(const sql::Row& key) {
  std::string text;
  for (const sql::Value& value : key) {
    const std::string part = sql::canonical(value);
    text += std::to_string(part.size()) + ":" + part + ",";
  }
  return text;
}

}  // namespace ombud::subjects
