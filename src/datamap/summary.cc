#include "datamap/summary.h"

#include <charconv>

namespace ombud::datamap {

Summary summary_of(const Map& map) {
  Summary summary;
  summary.tables = map.tables.size();
  for (const Table& table : map.tables) {
    if (table.holds == Holds::reference) continue;
    ++(table.holds == Holds::person ? summary.persons : summary.details);
    if (table.delete_rows) ++summary.rows_go;
    for (const Field& field : table.fields) {
      if (!field.is_personal()) continue;
      ++summary.personal;
      ++summary.by_class[field.data_class];
      if (!table.delete_rows) ++summary.by_method[field.erase];
    }
  }
  return summary;
}

nlohmann::ordered_json summary_json(const Map& map, const Summary& summary) {
  nlohmann::ordered_json object = {
      {"system", map.system},       {"version", map.version},
      {"confirmed", map.confirmed}, {"tables", summary.tables},
      {"persons", summary.persons}, {"details", summary.details},
      {"fields", summary.personal}, {"by_class", nlohmann::ordered_json::object()},
      {"rows_go", summary.rows_go}, {"by_method", nlohmann::ordered_json::object()}};
  for (const auto& [value, count] : summary.by_class)
    object["by_class"][std::string(word(value))] = count;
  for (const auto& [method, count] : summary.by_method)
    object["by_method"][std::string(word(method))] = count;
  return object;
}

Result<std::int64_t> version_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 1)
    return fail(Errc::invalid, "datamap.bad_version", {{"version", std::string(text)}});
  return number;
}

Result<std::vector<NamedVersion>> named_versions(accounts::Office& office,
                                                 const connectors::System& system) {
  std::vector<NamedVersion> all;
  for (const Version& version : TRY(versions(office, system))) {
    NamedVersion named{version, TRY(accounts::find(office, version.made_by)).name, ""};
    if (version.confirmed_at)
      named.confirmed_by = TRY(accounts::find(office, version.confirmed_by)).name;
    all.push_back(std::move(named));
  }
  return all;
}

}  // namespace ombud::datamap
