#pragma once
// By what the rows of a table are told apart: the primary key; else a unique key whose columns are
// never null; else the whole row, equal rows being counted.

#include <string>
#include <vector>

#include "sql/catalogue.h"
#include "sql/key_text.h"

namespace ombud::subjects {

struct Key {
  std::vector<sql::Name> columns;
  bool whole_row = false;
};

Key key_of(const sql::Table& table, sql::Engine engine);

}  // namespace ombud::subjects
