#pragma once
// By what the rows of a table are told apart: the primary key; else a unique key whose columns are
// never null; else the whole row, equal rows being counted.

#include <string>
#include <vector>

#include "sql/catalogue.h"
#include "sql/value.h"

namespace ombud::subjects {

struct Key {
  std::vector<sql::Name> columns;
  bool whole_row = false;
};

Key key_of(const sql::Table& table, sql::Engine engine);

/// A key as one text, for maps.
std::string key_text(const sql::Row& key);

}  // namespace ombud::subjects
