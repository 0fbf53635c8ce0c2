#pragma once
// Before anything is erased: can it be, with the system's own means, and how well would the rows be
// found? Each field of a map gets a grade and its reasons, from the catalogue and the user's rights
// alone; no row is read and nothing is tried.

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "datamap/datamap.h"
#include "sql/connection.h"

namespace ombud::discovery {

/// From best to worst; a field's grade is the worst of its reasons'.
enum class Grade : std::uint8_t {
  ready,    // Can be erased, and is found by an index.
  care,     // Can be erased, with something that a person should know before.
  kept,     // Stays, as the map says, with a reason.
  blocked,  // What the map wants can't be done there.
};
std::string_view word(Grade grade);

struct Finding {
  Grade grade = Grade::ready;
  Error what;  // "discovery.preflight_*".
};

struct FieldPreflight {
  std::string column;
  datamap::Erase erase = datamap::Erase::keep;
  Grade grade = Grade::ready;  // Of the field and of its table together.
  std::vector<Finding> findings;
};

struct TablePreflight {
  std::string table;
  bool rows_go = false;
  Grade grade = Grade::ready;
  std::vector<Finding> findings;  // What holds for all its fields.
  std::vector<FieldPreflight> fields;
};

/// Every table of persons or their details. `rights` by the table's name in the map; a table that
/// is not in it counts as one without rights.
std::vector<TablePreflight> preflight(const datamap::Map& map, const sql::Catalogue& catalogue,
                                      const std::map<std::string, sql::Rights>& rights);

/// The same with the rights asked of the system. Errors of the connection.
Result<std::vector<TablePreflight>> preflight(connectors::Connector& connector,
                                              const datamap::Map& map);

/// `datamap preflight`.
cli::Command preflight_command(accounts::Entrance& entrance);

}  // namespace ombud::discovery
