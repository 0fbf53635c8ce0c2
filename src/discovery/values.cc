#include "discovery/values.h"

#include <algorithm>

#include "discovery/overlap.h"

namespace ombud::discovery {

namespace {

using datamap::Link;
using datamap::reason_of;

std::vector<sql::Name> names_of(const TableView& table, const std::vector<std::string>& columns) {
  std::vector<sql::Name> names;
  names.reserve(columns.size());
  for (const std::string& column : columns) names.push_back(table.table->column(column)->name);
  return names;
}

}  // namespace

Result<void> check_references(sql::Connection& connection, Model& model) {
  std::vector<Reference> stand;
  for (Reference& one : model.references) {
    if (one.kind != Link::Kind::proposed) {
      stand.push_back(std::move(one));
      continue;
    }
    const TableView& from = model.tables[one.from];
    const TableView& to = model.tables[one.to];
    const auto both = TRY(overlap(connection, from, names_of(from, one.from_columns), to,
                                  names_of(to, one.to_columns)));
    if (!both || both->asked == 0) {
      one.confidence = std::min(one.confidence, 0.6);
      if (both) one.reason += " " + reason_of("discovery.no_value_to_confirm");
    } else if (both->share() < 0.5) {
      continue;
    } else {
      one.confidence = both->share() >= 0.95 ? std::max(one.confidence, 0.9) : 0.6;
      one.reason +=
          " " + reason_of("discovery.found_there", {{"found", std::to_string(both->found)},
                                                    {"asked", std::to_string(both->asked)}});
    }
    stand.push_back(std::move(one));
  }
  model.references = std::move(stand);
  return {};
}

}  // namespace ombud::discovery
