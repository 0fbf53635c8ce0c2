#pragma once
// What a map comes to, in numbers, and its versions: said by the commands and by the routes.

#include <map>
#include <nlohmann/json.hpp>

#include "datamap/datamap.h"

namespace ombud::datamap {

struct Summary {
  std::size_t tables = 0, persons = 0, details = 0, rows_go = 0, personal = 0;
  std::map<DataClass, std::size_t> by_class;
  std::map<Erase, std::size_t> by_method;  // Of fields in rows that stay.
};

Summary summary_of(const Map& map);
nlohmann::ordered_json summary_json(const Map& map, const Summary& summary);

/// Errc::invalid "datamap.bad_version" {version}.
Result<std::int64_t> version_in(std::string_view text);

/// A version with the names of those who made and confirmed it.
struct NamedVersion {
  Version version;
  std::string made_by;
  std::string confirmed_by;  // Empty where it was not confirmed.
};

/// From the first on. Errors of versions() and accounts::find.
Result<std::vector<NamedVersion>> named_versions(accounts::Office& office,
                                                 const connectors::System& system);

}  // namespace ombud::datamap
