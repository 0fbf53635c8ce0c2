#pragma once
// Records out of a file: each of its records is new, changed, the same or wrong, and nothing is
// written unless all that was chosen is well. All of it is one change, which is undone as one.
//
// What a file does not speak of stays as it is. An empty cell empties its field; of lines (`rows`)
// those that say the same keep what the file does not know of them. So the same file twice changes
// nothing.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "records/mapping.h"

namespace ombud::records {

struct ImportWish {
  Mapping mapping;
  bool write = false;                         // Else only what would come of it.
  bool skip_wrong = false;                    // Write the others.
  bool ignore_rest = false;                   // Columns without a rule are left out.
  std::optional<std::set<std::size_t>> rows;  // By Line::number; nothing: all.
  std::string reason;
};

/// What is wrong with one cell, or with a row.
struct CellFault {
  std::size_t line = 0;  // Place in Table::lines.
  std::string column;    // As the file calls it; empty: the row as a whole.
  std::string path;      // "matrix.2.source"; empty where no field is meant.
  std::string said;      // What stands there.
  Error error;
};

enum class Came : std::uint8_t { fresh, changed, same, wrong };
/// "new", "changed", …
std::string_view word(Came came);

struct ImportedRecord {
  std::size_t line = 0;  // The first of its lines, as a place in Table::lines.
  Came came = Came::wrong;
  std::string number;  // Empty for one that is not there yet.
  std::string title;
  std::vector<std::string> fields;  // That change, by name.
};

struct Import {
  std::string key;  // The one that was used.
  std::vector<ImportedRecord> records;
  std::vector<CellFault> faults;
  std::vector<std::string> unsaid;  // Columns without a rule.
  std::optional<ChangeId> change;   // Nothing where nothing was written.

  std::size_t count(Came came) const;
};

inline constexpr std::size_t most_imported = 20'000;  // Records of one import.

/// Errc::forbidden as of edit(); Errc::invalid of check_mapping(), "records.mapping_no_title"
/// {field} where no column names the records, "records.columns_unsaid" {columns} where it is to be
/// written and a column has no rule, "records.too_many" {most}; Errc::conflict
/// "records.changed_meanwhile". Where something chosen is wrong, nothing is written and `change` is
/// empty.
Result<Import> import_table(accounts::Office& office, const Kinds& kinds, const Kind& kind,
                            const tables::Table& table, const ImportWish& wish);

/// "row 14", "list.json", "list.json, row 3": where a line stands, as a person finds it.
std::string place_of(const tables::Table& table, const tables::Line& line, Language language);

}  // namespace ombud::records
