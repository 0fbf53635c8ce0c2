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
  std::vector<std::string> signs;
};

/// What identifies a row now, as hashes with the kind before them. Birth dates and addresses are
/// many people's and none of it.
std::vector<std::string> signs_of(const datamap::Table& table,
                                  const std::vector<std::string>& columns,
                                  const std::vector<sql::Value>& values);

/// Whether a row that had these signs and has those is still the same person's: a national id or an
/// e-mail stayed; or something else did, and no other national id stands there. A row that nothing
/// identified is nobody else's.
bool are_one(const std::vector<std::string>& then, const std::vector<std::string>& now);

/// Errc::not_found "subjects.no_such_table" {system, table}, Errc::invalid "subjects.bad_key" for a
/// key; errors of reading the system.
Result<std::vector<RowHit>> search(connectors::Connector& connector, const datamap::Map& map,
                                   const Criteria& criteria, const detectors::Reading& reading,
                                   std::vector<std::string>& by_index_only, Progress& progress);

/// The row's full name from its fields' parts.
std::string name_in(const datamap::Table& table, const std::vector<std::string>& columns,
                    const std::vector<sql::Value>& values);

}  // namespace ombud::subjects
