#pragma once
// Looks for values in the identifying fields of one system. Small tables are read and compared
// here, so that every spelling is met; large ones are asked by index for the written forms that we
// know.

#include <map>
#include <string>
#include <vector>

#include "base/progress.h"
#include "connectors/connectors.h"
#include "datamap/datamap.h"
#include "subjects/criteria.h"

namespace ombud::subjects {

/// Above this many rows a table is searched by index only.
inline constexpr std::int64_t scanned_rows = 50'000;

/// A row that met something.
struct RowHit {
  std::string system;
  SystemId system_id;
  std::string table;
  bool person = false;  // Of a table whose rows are persons.
  sql::Row key;
  std::vector<std::string> matched;
  bool by_key = false;
  bool strong = false;
  std::string name;         // Full name as it stands in the row, for comparing.
  std::vector<Sought> has;  // What identifies the row: strong things and others.
};

/// Errors of reading the system.
Result<std::vector<RowHit>> search(connectors::Connector& connector, const datamap::Map& map,
                                   const Criteria& criteria, const detectors::Reading& reading,
                                   std::vector<std::string>& by_index_only, Progress& progress);

/// The row's full name from its fields' parts.
std::string name_in(const datamap::Table& table, const std::vector<std::string>& columns,
                    const std::vector<sql::Value>& values);

}  // namespace ombud::subjects
