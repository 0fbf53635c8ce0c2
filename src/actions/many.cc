#include "actions/many.h"

#include "holds/holds.h"

namespace ombud::actions {

Result<std::vector<std::string>> standing_numbers(accounts::Office& office,
                                                  const SystemId& system) {
  std::vector<std::string> numbers;
  for (const holds::Hold& hold : TRY(holds::list(office))) {
    if (hold.system && *hold.system == system)
      return fail(Errc::conflict, "actions.hold",
                  {{"number", hold.number}, {"reason", hold.reason}});
    if (hold.person) numbers.push_back(hold.number);
  }
  return numbers;
}

Result<KeySets> held_persons(accounts::Office& office, const connectors::System& system) {
  KeySets held;
  for (const holds::Hold& hold : TRY(holds::list(office))) {
    if (!hold.person) continue;
    const subjects::Person person = TRY(subjects::person(office, *hold.person));
    for (const subjects::Match& match : person.matches)
      if (match.system == system.name) held[match.table].insert(sql::key_text(match.key));
  }
  return held;
}

Result<KeySets> held_rows(accounts::Office& office, connectors::Connector& connector,
                          const datamap::Map& map, Progress& progress) {
  KeySets held = TRY(held_persons(office, connector.system()));
  for (const holds::Hold& hold : TRY(holds::list(office))) {
    if (!hold.person) continue;
    const subjects::Person person = TRY(subjects::person(office, *hold.person));
    const subjects::Traced traced = TRY(subjects::trace(connector, map, person, progress));
    for (const subjects::Traced::TableRows& rows : traced.own)
      for (const auto& row : rows.rows) held[rows.table].insert(sql::key_text(row.key));
  }
  return held;
}

Result<sql::Statement> condition_of(const Many& many, const sql::Catalogue& catalogue) {
  const sql::Table* table = catalogue.find(many.table);
  if (table == nullptr) return fail(Errc::conflict, "actions.table_gone", {{"table", many.table}});
  const conditions::Condition condition =
      TRY(conditions::from_json(TRY(evidence::read_json(many.meets))));
  return conditions::where(condition, catalogue, *table, catalogue.engine);
}

bool is_sought(detectors::Kind kind) {
  const DataCategory category = detectors::category_of(kind);
  return category == DataCategory::national_id || category == DataCategory::email ||
         category == DataCategory::phone || category == DataCategory::account_number;
}

std::uint32_t tail_of(std::string_view normal) {
  std::uint32_t tail = 0;
  std::uint32_t place = 1;
  for (std::size_t i = normal.size(); i-- > 0 && place < 10'000'000;) {
    if (normal[i] < '0' || normal[i] > '9') continue;
    tail += static_cast<std::uint32_t>(normal[i] - '0') * place;
    place *= 10;
  }
  return place == 10'000'000 ? tail : Sought::none;
}

Recheck recheck_of(const std::vector<detectors::Identifier>& identifiers, bool keep_identifiers,
                   const detectors::Reading& reading, RowHash& hash) {
  Recheck recheck;
  for (const detectors::Identifier& identifier : identifiers) {
    if (!is_sought(identifier.kind)) continue;
    const auto normal = detectors::normal_form(identifier.kind, identifier.value, reading);
    if (!normal) continue;
    const bool email = identifier.kind == detectors::Kind::email;
    recheck.sought.push_back(
        {hash.of_identifier(*normal), email ? Sought::none : tail_of(*normal)});
  }
  if (keep_identifiers) recheck.identifiers = identifiers;
  return recheck;
}

}  // namespace ombud::actions
