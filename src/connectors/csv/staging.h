#pragma once
// CSV files as tables of a private SQLite database: one row a record, in the file's order, which
// the row's id keeps; every column text; an empty field null and "" the empty text.

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "connectors/csv/folder.h"
#include "sql/connection.h"

namespace ombud::connectors::csv {

/// One loaded file, by the names that statements about it take.
struct Sheet {
  File file;
  sql::Name table;
  std::vector<sql::Name> columns;
  sql::Statement row_id;  // What the row's number is called: not a column of the file.
  std::size_t key = 0;    // Position of the key column; columns.size() where there is none.
  std::int64_t rows = 0;
};

/// Reads the file into a table of its own. Errc::invalid "connectors.csv_ragged" {file, line,
/// fields, expected}, "connectors.csv_no_row_id" {file} (columns named rowid, _rowid_ and oid, all
/// three); errors of RecordReader and of open_file.
Result<Sheet> load(sql::Connection& staging, File file);

/// Whether a column of this name may be a table's key: id, nr, medlemsnummer, MemberId, …
enum class KeyName : std::uint8_t { none, number, national_id };
KeyName key_name(std::string_view column);

/// select ROW_ID, columns … from TABLE order by ROW_ID.
sql::Statement rows_in_order(const Sheet& sheet);

}  // namespace ombud::connectors::csv
