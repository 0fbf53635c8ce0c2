#pragma once
// What a confirmed map relied on: the catalogue as it was at the confirmation, as compact JSON in
// the store, so that a later difference can be named by table and column and not just noticed.

#include <string>
#include <vector>

#include "base/result.h"
#include "datamap/datamap.h"
#include "sql/catalogue.h"

namespace ombud::datamap {

/// Tables, columns, types, keys, foreign keys, unique indexes and triggers; no rows, no counts.
std::string essence_of(const sql::Catalogue& catalogue);

struct Difference {
  /// What the map relies on and is not as it was: "datamap.changed_*".
  std::vector<Error> changes;
  /// What it does not know or need: "datamap.new_*", "datamap.gone_*".
  std::vector<Error> remarks;
};

/// Errc::internal "datamap.essence_damaged" where `essence` is none of essence_of().
Result<Difference> difference(const Map& map, const std::string& essence,
                              const sql::Catalogue& now);

/// What has come, gone or changed in tables and columns. Errc::internal "datamap.essence_damaged".
Result<std::vector<Change>> changes_in(const std::string& system, const std::string& essence,
                                       const sql::Catalogue& now);

}  // namespace ombud::datamap
