#include "subjects/show.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "subjects/mask.h"
#include "subjects/walk.h"

namespace ombud::subjects {

namespace {

using Values = std::map<std::string, sql::Row>;  // By key_text() of the row.

// What stands in some columns of some rows.
Result<Values> read(connectors::Connector& connector, const sql::Table& table,
                    const std::vector<sql::Row>& keys, const std::vector<std::string>& columns) {
  Values values;
  const sql::Engine engine = connector.connection().engine();
  const Key key = key_of(table, engine);
  const std::size_t key_size = key.columns.size();
  if (keys.empty() || columns.empty()) return values;
  sql::Statement statement("SELECT ");
  statement.names(key.columns).text(", ").names(TRY(names_of(table, columns)));
  statement.text(" FROM ").append(sql::table_name(table, engine)).text(" WHERE ");
  statement.append(rows_are(key, keys, engine));
  TRY(connector.connection().each(statement, [&](const sql::Row& row) -> Result<void> {
    const auto middle = row.begin() + static_cast<std::ptrdiff_t>(key_size);
    values[key_text(sql::Row(row.begin(), middle))] = sql::Row(middle, row.end());
    return {};
  }));
  return values;
}

std::optional<std::string> text_in(const sql::Value& value) {
  if (sql::is_null(value)) return std::nullopt;
  if (const auto* blob = std::get_if<sql::Blob>(&value))
    return "(" + std::to_string(blob->bytes.size()) + " B)";
  return replace_broken_utf8(sql::plain(value));
}

std::optional<std::string> masked_in(const datamap::Field& field, const sql::Value& value) {
  const std::optional<std::string> text = text_in(value);
  if (!text) return std::nullopt;
  return masked(field.category, field.data_class, field.part, *text);
}

std::vector<std::string> columns_of(const std::vector<datamap::Field>& fields) {
  std::vector<std::string> columns;
  for (const datamap::Field& field : fields) columns.push_back(field.column);
  return columns;
}

// Personal fields of the table that are still there.
std::vector<datamap::Field> fields_of(const datamap::Map& map, const sql::Table& table,
                                      const std::string& label) {
  std::vector<datamap::Field> fields;
  const datamap::Table* known = map.table(label);
  if (known == nullptr) return fields;
  for (const datamap::Field& field : known->fields)
    if (field.is_personal() && table.column(field.column) != nullptr) fields.push_back(field);
  return fields;
}

std::vector<sql::Row> first_keys(const Traced::TableRows& rows) {
  std::vector<sql::Row> keys;
  for (const auto& row : rows.rows) {
    if (keys.size() == rows_shown) break;
    keys.push_back(row.key);
  }
  return keys;
}

Result<ShownTable> shown_table(accounts::Office& office, connectors::Connector& connector,
                               const datamap::Map& map, const Traced::TableRows& rows) {
  const sql::Catalogue& catalogue = *TRY(connector.catalogue());
  const sql::Table* table = catalogue.find(rows.table);
  if (table == nullptr) return fail(Errc::conflict, "subjects.table_gone", {{"table", rows.table}});
  ShownTable shown{connector.system().name, rows.table, "", 0, 0, {}, {}};
  if (const datamap::Table* known = map.table(rows.table)) shown.subject = known->subject;
  for (const auto& row : rows.rows) {
    shown.rows += row.copies;
    shown.shared += row.shared ? row.copies : 0;
  }
  shown.fields = fields_of(map, *table, rows.table);
  const Values values = TRY(read(connector, *table, first_keys(rows), columns_of(shown.fields)));
  for (const auto& row : rows.rows) {
    const auto at = values.find(key_text(row.key));
    if (at == values.end()) continue;
    ShownRow one{row_number(office, shown.system, shown.table, row.key), row.shared, {}};
    for (std::size_t i = 0; i < shown.fields.size(); ++i)
      one.values.push_back(masked_in(shown.fields[i], at->second[i]));
    shown.shown.push_back(std::move(one));
  }
  return shown;
}

Result<void> show_system(accounts::Office& office, const connectors::System& system, Shown& shown,
                         Progress& progress) {
  const auto connector = TRY(connectors::open(office, system));
  const datamap::Executable map = TRY(datamap::executable(office, *connector));
  const Traced traced = TRY(trace(*connector, map.map, shown.person, progress));
  for (const Traced::TableRows& rows : traced.own)
    shown.tables.push_back(TRY(shown_table(office, *connector, map.map, rows)));
  for (const Traced::TableRows& rows : traced.pointing) {
    Pointing pointing{system.name, rows.table, 0};
    for (const auto& row : rows.rows) pointing.rows += row.copies;
    shown.pointing.push_back(std::move(pointing));
  }
  return {};
}

bool has_matches(const Person& person, const std::string& system) {
  return std::any_of(person.matches.begin(), person.matches.end(),
                     [&](const Match& match) { return match.system == system; });
}

Result<Person> settled(accounts::Office& office, const std::string& handle) {
  Person who = TRY(person(office, handle));
  if (who.needs_choice) return fail(Errc::conflict, "subjects.choose_before", {{"person", handle}});
  return who;
}

// One fact of a row, as people compare it: all parts of a name, all of an address.
struct Fact {
  std::optional<std::string> shown;
  std::string normal;
};

Fact fact_of(const datamap::Table& table, DataCategory category,
             const std::vector<datamap::Field>& fields, const sql::Row& values,
             const detectors::Reading& reading) {
  Fact fact;
  if (category == DataCategory::name) {
    const std::string name = name_in(table, columns_of(fields), values);
    if (name.empty()) return fact;
    std::string plain = name;
    std::replace(plain.begin(), plain.end(), ',', ' ');
    fact.shown = masked(category, DataClass::ordinary, "full", plain);
    for (const std::string& word : words_of(name)) fact.normal += word + " ";
    return fact;
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].category != category) continue;
    const std::optional<std::string> text = text_in(values[i]);
    if (!text || trim(*text).empty()) continue;
    const std::string part = masked(category, fields[i].data_class, fields[i].part, *text);
    fact.shown = fact.shown ? *fact.shown + " " + part : part;
    const auto sought = sought_of(category, *text, reading);
    fact.normal += (sought ? sought->normal : fold(trim(*text))) + "|";
  }
  return fact;
}

constexpr DataCategory compared_categories[] = {
    DataCategory::name,   DataCategory::birth_date, DataCategory::national_id,
    DataCategory::email,  DataCategory::phone,      DataCategory::postal_address,
    DataCategory::gender, DataCategory::employment};

struct Standing {
  Compared::Side side;
  std::map<DataCategory, Fact> facts;
};

Result<void> stand(accounts::Office& office, const connectors::System& system,
                   const std::vector<Person>& persons, std::vector<Standing>& all) {
  const detectors::Reading reading = reading_of(office);
  const auto connector = TRY(connectors::open(office, system));
  const datamap::Executable map = TRY(datamap::executable(office, *connector));
  const sql::Catalogue& catalogue = *TRY(connector->catalogue());
  for (const Person& person : persons)
    for (const Match& match : person.matches) {
      const sql::Table* table = catalogue.find(match.table);
      const datamap::Table* known = map.map.table(match.table);
      if (match.system != system.name || table == nullptr || known == nullptr) continue;
      const std::vector<datamap::Field> fields = fields_of(map.map, *table, match.table);
      const Values values = TRY(read(*connector, *table, {match.key}, columns_of(fields)));
      if (values.empty()) continue;
      Standing one{{person.handle, row_number(office, match.system, match.table, match.key),
                    match.system, match.table, known->subject},
                   {}};
      for (const DataCategory category : compared_categories)
        one.facts[category] = fact_of(*known, category, fields, values.begin()->second, reading);
      all.push_back(std::move(one));
    }
  return {};
}

void add_lines(const std::vector<Standing>& all, Compared& compared) {
  for (const Standing& one : all) compared.sides.push_back(one.side);
  for (const DataCategory category : compared_categories) {
    Compared::Line line{category, {}, false};
    std::optional<std::string> first;
    bool any = false;
    for (const Standing& one : all) {
      const Fact& fact = one.facts.at(category);
      line.values.push_back(fact.shown);
      if (!fact.shown) continue;
      any = true;
      if (first && *first != fact.normal) line.differs = true;
      if (!first) first = fact.normal;
    }
    if (any) compared.lines.push_back(std::move(line));
  }
}

}  // namespace

Result<void> tell_view(accounts::Office& office, const Person& person, const std::string& reference,
                       std::string event,
                       std::vector<std::pair<std::string, std::string>> details) {
  if (trim(reference).empty()) return fail(Errc::invalid, "subjects.no_reference");
  evidence::Told told;
  told.event = std::move(event);
  told.use = UseKind::view;
  told.account = office.actor.account;
  told.person = person.id;
  told.reference = reference;
  told.object = "subjects";
  told.details = std::move(details);
  TRY(office.log.append_now(told));
  return {};
}

Result<Shown> show(accounts::Office& office, const std::string& handle,
                   const std::string& reference, Progress& progress) {
  Shown shown;
  shown.person = TRY(settled(office, handle));
  TRY(tell_view(office, shown.person, reference, "subjects.shown"));
  for (const connectors::System& system : TRY(connectors::list(office))) {
    if (!has_matches(shown.person, system.name)) continue;
    if (Result<void> done = show_system(office, system, shown, progress); !done)
      shown.not_reached.push_back({system.name, done.error()});
  }
  return shown;
}

Result<std::vector<Revealed>> reveal(accounts::Office& office, const Revealing& wanted,
                                     Progress& progress) {
  const Person who = TRY(settled(office, wanted.handle));
  const Failure none =
      fail(Errc::not_found, "subjects.no_such_field",
           {{"system", wanted.system}, {"table", wanted.table}, {"column", wanted.column}});
  if (!has_matches(who, wanted.system)) return none;
  const connectors::System system = TRY(connectors::find(office, wanted.system));
  // Whether he may is known before it is told that he did, and told before the system is asked.
  const datamap::Map confirmed = TRY(datamap::latest(office, system, true));
  const datamap::Table* known = confirmed.table(wanted.table);
  const datamap::Field* field = known == nullptr ? nullptr : known->field(wanted.column);
  if (field == nullptr || !field->is_personal()) return none;
  if (!accounts::may_read(office.actor, field->data_class, accounts::Task::reveal))
    return fail(Errc::forbidden, "subjects.not_revealed", {{"column", wanted.column}});
  TRY(tell_view(office, who, wanted.reference, "subjects.revealed",
                {{"system", wanted.system}, {"table", wanted.table}, {"column", wanted.column}}));
  const auto connector = TRY(connectors::open(office, system));
  const datamap::Executable map = TRY(datamap::executable(office, *connector));
  const sql::Table* table = TRY(connector->catalogue())->find(wanted.table);
  if (table == nullptr) return none;
  const Traced traced = TRY(trace(*connector, map.map, who, progress));
  std::vector<Revealed> all;
  for (const Traced::TableRows& rows : traced.own) {
    if (rows.table != wanted.table) continue;
    const Values values = TRY(read(*connector, *table, first_keys(rows), {wanted.column}));
    for (const auto& row : rows.rows) {
      const auto at = values.find(key_text(row.key));
      if (at == values.end()) continue;
      std::optional<std::string> text = text_in(at->second.front());
      if (text && text->size() > most_revealed)
        text = replace_broken_utf8(text->substr(0, most_revealed)) + " …";
      all.push_back({row_number(office, wanted.system, wanted.table, row.key), std::move(text)});
    }
  }
  return all;
}

Result<Compared> compare(accounts::Office& office, const std::vector<std::string>& handles,
                         const std::string& reference) {
  if (handles.empty() || handles.size() > most_compared)
    return fail(Errc::invalid, "subjects.compare_some", {{"most", std::to_string(most_compared)}});
  std::vector<Person> persons;
  for (const std::string& handle : handles) persons.push_back(TRY(person(office, handle)));
  for (const Person& person : persons)
    TRY(tell_view(office, person, reference, "subjects.compared"));
  Compared compared;
  std::vector<Standing> all;
  for (const connectors::System& system : TRY(connectors::list(office))) {
    if (std::none_of(persons.begin(), persons.end(),
                     [&](const Person& person) { return has_matches(person, system.name); }))
      continue;
    if (Result<void> done = stand(office, system, persons, all); !done)
      compared.not_reached.push_back({system.name, done.error()});
  }
  add_lines(all, compared);
  return compared;
}

Result<std::vector<std::pair<std::string, std::string>>> addresses_of(
    connectors::Connector& connector, const datamap::Map& map, const std::vector<RowHit>& hits) {
  std::vector<std::pair<std::string, std::string>> addresses;
  const sql::Catalogue& catalogue = *TRY(connector.catalogue());
  std::map<std::string, std::vector<sql::Row>> keys;
  for (const RowHit& hit : hits)
    if (hit.system == connector.system().name && keys[hit.table].size() < keys_a_statement)
      keys[hit.table].push_back(hit.key);
  for (const auto& [label, rows] : keys) {
    const sql::Table* table = catalogue.find(label);
    if (table == nullptr) continue;
    std::vector<std::string> columns(2);
    for (const datamap::Field& field : fields_of(map, *table, label)) {
      if (field.category != DataCategory::postal_address) continue;
      if (field.part == "street") columns[0] = field.column;
      if (field.part == "postal_code") columns[1] = field.column;
    }
    if (columns[0].empty() || columns[1].empty()) continue;
    for (const auto& [key, values] : TRY(read(connector, *table, rows, columns)))
      if (!sql::is_null(values[0]) && !sql::is_null(values[1]))
        addresses.emplace_back(sql::plain(values[0]), sql::plain(values[1]));
  }
  return addresses;
}

}  // namespace ombud::subjects
