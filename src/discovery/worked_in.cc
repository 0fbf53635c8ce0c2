// What people said of columns, held against a map that was made before or after they said it.

#include <algorithm>
#include <set>

#include "discovery/answers.h"

namespace ombud::discovery {

namespace {

using datamap::Field;
using datamap::Holds;
using datamap::Map;
using datamap::Table;
using Place = std::pair<std::string, std::string>;

constexpr std::string_view said_here = "discovery.said_here(";

Table* table_in(Map& map, const std::string& name) {
  const auto at = std::find_if(map.tables.begin(), map.tables.end(),
                               [&](const Table& one) { return one.name == name; });
  return at == map.tables.end() ? nullptr : &*at;
}

const Field* field_in(const Map& map, const Place& place) {
  const Table* table = map.table(place.first);
  return table == nullptr ? nullptr : table->field(place.second);
}

bool is_said(const Map& map, const Place& place, const Said::Here& here) {
  const Field* field = field_in(map, place);
  if (!here.personal) return field == nullptr;
  return field != nullptr && map.table(place.first)->holds != Holds::reference &&
         (!here.category || *here.category == field->category);
}

// The column as the other map has it, in the order that the other map has; and the table's kind,
// where it was nobody's.
void take(Map& map, const Map& from, const Place& place) {
  Table* table = table_in(map, place.first);
  const Table* other = from.table(place.first);
  if (table == nullptr || other == nullptr) return;
  if (table->holds == Holds::reference && other->holds != Holds::reference) {
    std::vector<Field> kept = std::move(table->fields);
    *table = *other;
    for (const Field& field : kept) {
      const auto at = std::find_if(table->fields.begin(), table->fields.end(),
                                   [&](const Field& one) { return one.column == field.column; });
      if (at != table->fields.end()) *at = field;
    }
    return;
  }
  std::erase_if(table->fields, [&](const Field& one) { return one.column == place.second; });
  const Field* field = other->field(place.second);
  if (field == nullptr) return;
  const auto rank = [&](const std::string& column) {
    return other->field(column) == nullptr ? -1 : other->field(column) - other->fields.data();
  };
  const auto behind =
      std::find_if(table->fields.begin(), table->fields.end(),
                   [&](const Field& one) { return rank(one.column) > rank(field->column); });
  table->fields.insert(behind, *field);
}

}  // namespace

bool agrees(const Map& map, const Answer& answer) {
  return is_said(map, {answer.table, answer.column}, {answer.personal, answer.category, ""});
}

Result<std::vector<Place>> not_worked_in(accounts::Office& office, const connectors::System& system,
                                         const Map& map, Instant made_at) {
  std::set<Place> standing;
  std::set<Place> places;
  for (const Answer& one : TRY(answers(office, system))) {
    standing.insert({one.table, one.column});
    if (!agrees(map, one)) places.insert({one.table, one.column});
  }
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  TRY(transaction.each(
      "select table_name, column_name from discovery_answer where organisation_id = ? "
      "and system_id = ? and said_at <= ? and withdrawn_at > ?",
      {transaction.organisation().text, system.id.text, store::of_instant(made_at),
       store::of_instant(made_at)},
      [&](const sql::Row& row) -> Result<void> {
        Place place{store::text_in(row[0]), store::text_in(row[1])};
        if (!standing.contains(place)) places.insert(std::move(place));
        return {};
      }));
  return std::vector<Place>(places.begin(), places.end());
}

std::int64_t heed_in(Map& map, const Map& proposed, const Said& said) {
  std::set<Place> places;
  for (const auto& [place, here] : said.here) {
    if (!is_said(map, place, here)) places.insert(place);
  }
  for (const Table& table : map.tables) {
    for (const Field& field : table.fields) {
      const Place place{table.name, field.column};
      if (field.reason.starts_with(said_here) && !said.here.contains(place)) places.insert(place);
    }
  }
  for (const Place& place : places) take(map, proposed, place);
  return static_cast<std::int64_t>(places.size());
}

}  // namespace ombud::discovery
