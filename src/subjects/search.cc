#include "subjects/search.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "subjects/keys.h"
#include "subjects/walk.h"
#include "vault/vault.h"

namespace ombud::subjects {

namespace {

// One table's identifying fields, with names from the catalogue.
struct Fields {
  const datamap::Table* map = nullptr;
  const sql::Table* table = nullptr;
  Key key;
  std::vector<const datamap::Field*> fields;
  std::vector<std::string> columns;
  std::vector<sql::Name> names;
};

std::optional<Fields> fields_of(const sql::Catalogue& catalogue, const datamap::Map& all,
                                const datamap::Table& map) {
  if (map.holds == datamap::Holds::reference) return std::nullopt;
  std::vector<std::string> identifying;
  for (const datamap::Field& field : map.fields)
    if (field.identifies) identifying.push_back(field.column);
  Fields fields{&map, catalogue.find(map.name), {}, {}, {}, {}};
  if (fields.table == nullptr) return std::nullopt;
  // A partition's rows are read with the table that it is part of.
  if (home_of(catalogue, all, map.name, identifying) != map.name) return std::nullopt;
  fields.key = key_of(*fields.table, catalogue.engine);
  for (const datamap::Field& field : map.fields) {
    const sql::Column* column = fields.table->column(field.column);
    if (!field.identifies || column == nullptr) continue;
    fields.fields.push_back(&field);
    fields.columns.push_back(field.column);
    fields.names.push_back(column->name);
  }
  if (fields.key.columns.empty()) return std::nullopt;
  return fields;
}

sql::Statement selecting(const Fields& fields, sql::Engine engine) {
  sql::Statement statement("SELECT ");
  statement.names(fields.key.columns);
  for (const sql::Name& name : fields.names) statement.text(", ").name(name);
  return statement.text(" FROM ").append(sql::table_name(*fields.table, engine));
}

// A name and its words, as they were typed and with capitals: an index on a surname serves them.
std::vector<std::string> name_forms(const std::string& name) {
  std::string plain = name;
  std::replace(plain.begin(), plain.end(), ',', ' ');
  std::vector<std::string> forms{name};
  for (const std::string& word : split(plain, ' ')) {
    if (word.empty()) continue;
    forms.push_back(word);
    std::string capital = word;
    if (capital[0] >= 'a' && capital[0] <= 'z') capital[0] = static_cast<char>(capital[0] - 32);
    if (capital != word) forms.push_back(std::move(capital));
  }
  return forms;
}

// Which fields of the table a value is looked for in, in the forms an index may hold.
bool append_forms(sql::Statement& statement, const Fields& fields, const Criteria& criteria) {
  bool any = false;
  for (const Sought& sought : criteria.values)
    for (std::size_t i = 0; i < fields.fields.size(); ++i) {
      if (fields.fields[i]->category != sought.category) continue;
      std::vector<sql::Value> forms;
      if (sought.category == DataCategory::name) {
        for (const std::string& form : name_forms(sought.forms.front())) forms.emplace_back(form);
      } else {
        for (const std::string& form : sought.forms) forms.emplace_back(form);
      }
      statement.text(any ? sql::Literal(" OR ") : sql::Literal(" WHERE "));
      statement.name(fields.names[i]).text(" IN (").values(forms).text(")");
      any = true;
    }
  return any;
}

class Comparer {
 public:
  Comparer(const connectors::System& system, const Fields& fields, const Criteria& criteria,
           const detectors::Reading& reading)
      : system_(system), fields_(fields), criteria_(criteria), reading_(reading) {}

  std::optional<RowHit> compare(const sql::Row& row) const;
  RowHit hit_of(const sql::Row& row) const;

 private:
  bool is_met_by(const Sought& sought, const std::string& name,
                 const std::vector<sql::Value>& values) const;
  std::string name_of(const std::vector<sql::Value>& values) const;

  const connectors::System& system_;
  const Fields& fields_;
  const Criteria& criteria_;
  const detectors::Reading& reading_;
};

std::vector<sql::Value> values_of(const Fields& fields, const sql::Row& row) {
  return {row.begin() + static_cast<std::ptrdiff_t>(fields.key.columns.size()), row.end()};
}

RowHit Comparer::hit_of(const sql::Row& row) const {
  RowHit hit;
  hit.system = system_.name;
  hit.system_id = system_.id;
  hit.table = fields_.map->name;
  hit.person = fields_.map->holds == datamap::Holds::person;
  hit.key.assign(row.begin(),
                 row.begin() + static_cast<std::ptrdiff_t>(fields_.key.columns.size()));
  const std::vector<sql::Value> values = values_of(fields_, row);
  hit.name = name_of(values);
  hit.signs = signs_of(*fields_.map, fields_.columns, values);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (fields_.fields[i]->category == DataCategory::name || sql::is_null(values[i])) continue;
    if (auto sought = sought_of(fields_.fields[i]->category, sql::plain(values[i]), reading_))
      hit.has.push_back(*std::move(sought));
  }
  return hit;
}

std::string Comparer::name_of(const std::vector<sql::Value>& values) const {
  return name_in(*fields_.map, fields_.columns, values);
}

bool Comparer::is_met_by(const Sought& sought, const std::string& name,
                         const std::vector<sql::Value>& values) const {
  // A name alone says little; in rows that only tell of a person it says nothing.
  if (sought.category == DataCategory::name)
    return fields_.map->holds == datamap::Holds::person && name_is_met(sought, name);
  for (std::size_t i = 0; i < values.size(); ++i)
    if (fields_.fields[i]->category == sought.category && !sql::is_null(values[i]) &&
        is_met(sought, sql::plain(values[i]), reading_))
      return true;
  return false;
}

// Most rows meet nothing: what they have is read only of those that do.
std::optional<RowHit> Comparer::compare(const sql::Row& row) const {
  const std::vector<sql::Value> values = values_of(fields_, row);
  const std::string name = name_of(values);
  std::optional<RowHit> hit;
  for (const Sought& sought : criteria_.values) {
    if (!is_met_by(sought, name, values)) continue;
    if (!hit) hit = hit_of(row);
    hit->matched.push_back(sought.word());
    hit->strong = hit->strong || sought.strong;
  }
  return hit;
}

Result<void> search_table(connectors::Connector& connector, const Fields& fields,
                          const Criteria& criteria, const detectors::Reading& reading,
                          std::vector<std::string>& by_index_only, std::vector<RowHit>& hits) {
  if (fields.fields.empty() || criteria.values.empty()) return {};
  sql::Connection& connection = connector.connection();
  const Comparer comparer(connector.system(), fields, criteria, reading);
  sql::Statement statement = selecting(fields, connection.engine());
  if (fields.table->estimated_rows > scanned_rows) {
    if (!append_forms(statement, fields, criteria)) return {};
    const std::string label = connector.system().name + "." + fields.map->name;
    if (std::find(by_index_only.begin(), by_index_only.end(), label) == by_index_only.end())
      by_index_only.push_back(label);
  }
  return connection.each(statement, [&](const sql::Row& row) -> Result<void> {
    if (auto hit = comparer.compare(row)) hits.push_back(*std::move(hit));
    return {};
  });
}

// The key's columns in their own types: a text given for a number is compared as the engine does.
Result<void> search_key(connectors::Connector& connector, const sql::Catalogue& catalogue,
                        const datamap::Map& map, const SoughtKey& key,
                        const detectors::Reading& reading, std::vector<RowHit>& hits) {
  const datamap::Table* table = map.table(key.table);
  const auto fields = table == nullptr ? std::nullopt : fields_of(catalogue, map, *table);
  const Failure none = fail(Errc::not_found, "subjects.no_such_table",
                            {{"system", key.system}, {"table", key.table}});
  if (!fields) return none;
  if (fields->key.columns.size() != key.values.size())
    return fail(Errc::invalid, "subjects.bad_key");
  sql::Connection& connection = connector.connection();
  sql::Row values;
  for (const std::string& value : key.values) values.emplace_back(value);
  sql::Statement statement = selecting(*fields, connection.engine());
  statement.text(" WHERE ");
  statement.append(
      sql::key_is_one_of(fields->key.columns, std::vector<sql::Row>{values}, connection.engine()));
  const Criteria nothing;
  const Comparer comparer(connector.system(), *fields, nothing, reading);
  return connection.each(statement, [&](const sql::Row& row) -> Result<void> {
    RowHit hit = comparer.hit_of(row);
    hit.matched = {"key"};
    hit.by_key = hit.strong = true;
    hits.push_back(std::move(hit));
    return {};
  });
}

// Whether the column can hold the number at all: some engines refuse the question otherwise.
bool takes(const sql::Column& column, const std::string& number) {
  if (column.kind == sql::TypeKind::text) return true;
  const bool digits =
      !number.empty() && number.size() <= 18 &&
      std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
  return column.kind == sql::TypeKind::integer && digits;
}

sql::Value number_as(const sql::Column& column, const std::string& number) {
  if (column.kind != sql::TypeKind::integer) return number;
  std::int64_t value = 0;
  std::from_chars(number.data(), number.data() + number.size(), value);
  return value;
}

// By what an organisation itself knows its people: the key of a table of persons, or a number that
// the map calls a reference to a person. Other tables have the same numbers for other people, so a
// person must choose.
Result<void> search_number(connectors::Connector& connector, const Fields& fields,
                           const std::string& number, const detectors::Reading& reading,
                           std::vector<RowHit>& hits) {
  if (fields.map->holds != datamap::Holds::person || fields.key.whole_row) return {};
  sql::Connection& connection = connector.connection();
  sql::Statement where;
  bool any = false;
  for (const sql::Column& column : fields.table->columns) {
    const datamap::Field* field = fields.map->field(column.name.text());
    const bool is_key = fields.key.columns.size() == 1 && fields.key.columns.front() == column.name;
    const bool is_number = field != nullptr && field->category == DataCategory::person_ref;
    if ((!is_key && !is_number) || !takes(column, number)) continue;
    where.text(any ? sql::Literal(" OR ") : sql::Literal(" WHERE "));
    where.append(sql::key_is_one_of(std::vector<sql::Name>{column.name},
                                    std::vector<sql::Row>{sql::Row{number_as(column, number)}},
                                    connection.engine()));
    any = true;
  }
  if (!any) return {};
  const Criteria nothing;
  const Comparer comparer(connector.system(), fields, nothing, reading);
  return connection.each(selecting(fields, connection.engine()).append(where),
                         [&](const sql::Row& row) -> Result<void> {
                           RowHit hit = comparer.hit_of(row);
                           hit.matched = {"number"};
                           hits.push_back(std::move(hit));
                           return {};
                         });
}

}  // namespace

std::vector<std::string> signs_of(const datamap::Table& table,
                                  const std::vector<std::string>& columns,
                                  const std::vector<sql::Value>& values) {
  std::vector<std::string> signs;
  const auto add = [&](DataCategory category, const std::string& value) {
    if (is_placeholder(value)) return;
    const std::string kind(word(category));
    signs.push_back(kind + "=" + to_hex(vault::sha256(kind + "=" + fold(value)).substr(0, 16)));
  };
  add(DataCategory::name, name_in(table, columns, values));
  for (std::size_t i = 0; i < columns.size() && i < values.size(); ++i) {
    const datamap::Field* field = table.field(columns[i]);
    if (field == nullptr || sql::is_null(values[i]) || field->category == DataCategory::name ||
        field->category == DataCategory::birth_date ||
        field->category == DataCategory::postal_address)
      continue;
    add(field->category, sql::plain(values[i]));
  }
  return signs;
}

bool are_one(const std::vector<std::string>& then, const std::vector<std::string>& now) {
  if (then.empty()) return true;
  const auto is_of = [](const std::string& sign, DataCategory category) {
    return sign.starts_with(std::string(word(category)) + "=");
  };
  bool any = false;
  for (const std::string& sign : then) {
    if (std::find(now.begin(), now.end(), sign) == now.end()) continue;
    if (is_of(sign, DataCategory::national_id) || is_of(sign, DataCategory::email)) return true;
    any = true;
  }
  const auto has_national_id = [&](const std::vector<std::string>& signs) {
    return std::any_of(signs.begin(), signs.end(), [&](const std::string& sign) {
      return is_of(sign, DataCategory::national_id);
    });
  };
  return any && !(has_national_id(then) && has_national_id(now));
}

std::string name_in(const datamap::Table& table, const std::vector<std::string>& columns,
                    const std::vector<sql::Value>& values) {
  std::string first;
  std::string last;
  std::string full;
  for (std::size_t i = 0; i < columns.size() && i < values.size(); ++i) {
    const datamap::Field* field = table.field(columns[i]);
    if (field == nullptr || field->category != DataCategory::name || sql::is_null(values[i]))
      continue;
    const std::string value = trim(sql::plain(values[i]));
    std::string& to = field->part == "last" ? last : field->part == "full" ? full : first;
    to += (to.empty() ? "" : " ") + value;
  }
  if (!last.empty() && !first.empty()) return last + ", " + first;
  return full.empty() ? first + last : full;
}

Result<std::vector<RowHit>> search(connectors::Connector& connector, const datamap::Map& map,
                                   const Criteria& criteria, const detectors::Reading& reading,
                                   std::vector<std::string>& by_index_only, Progress& progress) {
  const sql::Catalogue& catalogue = *TRY(connector.catalogue());
  std::vector<RowHit> hits;
  for (const SoughtKey& key : criteria.keys)
    if (key.system == connector.system().name)
      TRY(search_key(connector, catalogue, map, key, reading, hits));
  std::uint64_t done = 0;
  for (const datamap::Table& table : map.tables) {
    if (const auto fields = fields_of(catalogue, map, table)) {
      TRY(search_table(connector, *fields, criteria, reading, by_index_only, hits));
      for (const std::string& number : criteria.numbers)
        TRY(search_number(connector, *fields, number, reading, hits));
    }
    progress.tell("tables", ++done, map.tables.size());
  }
  return hits;
}

}  // namespace ombud::subjects
