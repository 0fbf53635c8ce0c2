#pragma once
// Lines of a table while they are read, from one file after the other: columns by their names, and
// what all of it may take.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tables/tables.h"

namespace ombud::tables {

class Gather {
 public:
  explicit Gather(Table& table) : table_(table) {}

  void begin(const std::string& file);
  /// The place of a column, made where there is none. Errc::invalid "tables.too_many_columns".
  Result<std::size_t> column(const std::string& name);
  /// Errc::invalid "tables.too_many_lines", "tables.too_much_text".
  Result<void> add(std::size_t row, std::vector<Value> values);
  Failure refuse(std::string key, Params more = {}) const;

 private:
  Table& table_;
  std::string file_;
  std::map<std::string, std::size_t, std::less<>> places_;
  std::size_t text_bytes_ = 0;
};

/// Rows of a sheet: finds the head, and gives the rest to a Gather under its columns.
class Sheet {
 public:
  explicit Sheet(Gather& gather) : gather_(gather) {}

  /// In the order of the file. Errc::invalid "tables.wide_row" {file, row}; those of Gather.
  Result<void> row(std::size_t number, std::vector<Value> values);
  /// Errc::invalid "tables.no_rows".
  Result<void> end();

 private:
  struct Held {
    std::size_t row = 0;
    std::vector<Value> values;
  };

  Result<void> take_head(const std::vector<Value>& values);
  Result<void> take(std::size_t number, std::vector<Value> values);

  Gather& gather_;
  std::optional<std::vector<std::size_t>> columns_;  // Of the head's cells, once it was found.
  std::vector<Held> held_;                           // Rows with one value, before it.
};

/// "A", "Z", "AA".
std::string column_letters(std::size_t column);

}  // namespace ombud::tables
