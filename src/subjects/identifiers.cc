// What identifies the person, read from his rows now; and where he is mentioned in others'.

#include <algorithm>
#include <functional>
#include <set>

#include "base/text.h"
#include "subjects/criteria.h"
#include "subjects/search.h"
#include "subjects/walk.h"

namespace ombud::subjects {

namespace {

using detectors::Identifier;
using detectors::Kind;

void add(std::vector<Identifier>& all, Kind kind, std::string value) {
  if (std::none_of(all.begin(), all.end(), [&](const Identifier& other) {
        return other.kind == kind && other.value == value;
      }))
    all.push_back({kind, std::move(value)});
}

bool is_of(const Person& person, const connectors::System& system, const datamap::Table& table) {
  return std::any_of(person.matches.begin(), person.matches.end(), [&](const Match& match) {
    return match.system == system.name && match.table == table.name;
  });
}

// A birth date is many people's and an address a household's: neither is looked for in texts.
bool is_looked_for(const Sought& sought) {
  return sought.kind != Kind::birth_date && sought.kind != Kind::address;
}

void add_row(const datamap::Table& map, const std::vector<std::string>& columns,
             const sql::Row& row, const detectors::Reading& reading, std::vector<Identifier>& all) {
  const std::string name = name_in(map, columns, row);
  if (name.find(' ') != std::string::npos && !is_placeholder(name)) add(all, Kind::name, name);
  for (std::size_t i = 0; i < row.size(); ++i) {
    const datamap::Field* field = map.field(columns[i]);
    if (sql::is_null(row[i]) || field->category == DataCategory::name) continue;
    const std::string value = sql::plain(row[i]);
    const auto sought = sought_of(field->category, value, reading);
    if (!sought || !is_looked_for(*sought)) continue;
    // Many systems take the e-mail address for the user name; in texts it is the address.
    const bool address =
        sought->kind == Kind::username && detectors::is_valid(Kind::email, value, reading);
    add(all, address ? Kind::email : sought->kind, value);
  }
}

// Of a table's rows, those columns that identify somebody.
struct Reading {
  const datamap::Table& map;
  const sql::Table& table;
  Key key;
  std::vector<std::string> columns;
};

Result<Reading> reading_table(const sql::Catalogue& catalogue, const datamap::Table& map) {
  const sql::Table* table = catalogue.find(map.name);
  if (table == nullptr) return fail(Errc::conflict, "subjects.table_gone", {{"table", map.name}});
  Reading reading{map, *table, key_of(*table, catalogue.engine), {}};
  for (const datamap::Field& field : map.fields)
    if (field.identifies) reading.columns.push_back(field.column);
  return reading;
}

using TakeRow = std::function<void(const sql::Row& key, const std::vector<sql::Value>& values)>;

Result<void> read_rows(sql::Connection& connection, const Reading& reading,
                       std::span<const sql::Row> keys, const TakeRow& take) {
  const std::vector<sql::Name> names = TRY(names_of(reading.table, reading.columns));
  const sql::Engine engine = connection.engine();
  const auto width = static_cast<std::ptrdiff_t>(reading.key.columns.size());
  for (std::size_t at = 0; at < keys.size(); at += keys_a_statement) {
    const auto some = keys.subspan(at, std::min(keys_a_statement, keys.size() - at));
    sql::Statement statement("SELECT ");
    statement.names(reading.key.columns).text(", ").names(names).text(" FROM ");
    statement.append(sql::table_name(reading.table, engine)).text(" WHERE ");
    statement.append(rows_are(reading.key, some, engine));
    TRY(connection.each(statement, [&](const sql::Row& row) -> Result<void> {
      take({row.begin(), row.begin() + width}, {row.begin() + width, row.end()});
      return {};
    }));
  }
  return {};
}

Result<void> read_table(connectors::Connector& connector, const datamap::Table& map,
                        const Person& person, const detectors::Reading& how,
                        std::vector<Identifier>& all) {
  const Reading reading = TRY(reading_table(*TRY(connector.catalogue()), map));
  if (reading.columns.empty()) return {};
  std::map<std::string, const Match*> matches;
  std::vector<sql::Row> keys;
  for (const Match& match : person.matches) {
    if (match.system != connector.system().name || match.table != map.name) continue;
    matches.emplace(key_text(match.key), &match);
    keys.push_back(match.key);
  }
  return read_rows(connector.connection(), reading, keys,
                   [&](const sql::Row& key, const std::vector<sql::Value>& values) {
                     const auto match = matches.find(sql::key_text(key));
                     // The key may be somebody else's by now.
                     if (match != matches.end() &&
                         are_one(match->second->signs, signs_of(map, reading.columns, values)))
                       add_row(map, reading.columns, values, how, all);
                   });
}

// Where a mention can stand: in free text of anybody's row, and in any text of a row that only
// tells of somebody (his next of kin's name). Another person's own name is his.
bool may_mention(const sql::Table& table, datamap::Holds holds, const datamap::Field& field) {
  const sql::Column* column = table.column(field.column);
  const bool text = column != nullptr &&
                    (column->kind == sql::TypeKind::text || column->kind == sql::TypeKind::json);
  return text && (holds == datamap::Holds::detail || field.category == DataCategory::free_text ||
                  field.category == DataCategory::document);
}

std::string mention_number(const accounts::Office& office, const std::string& system,
                           const std::string& table, const std::string& column,
                           const sql::Row& key) {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const std::string blind =
      office.vault.blind_index(vault::Purpose::subject_identifier, "mention",
                               system + "|" + table + "|" + column + "|" + key_text(key));
  std::string number = "M-";
  for (std::size_t i = 0; i < 6; ++i) number += alphabet[static_cast<unsigned char>(blind[i]) & 31];
  return number;
}

// The person's own rows of a table, by key.
std::set<std::string> own_keys(const Traced& own, const std::string& table) {
  std::set<std::string> keys;
  for (const Traced::TableRows& rows : own.own)
    if (rows.table == table)
      for (const auto& row : rows.rows) keys.insert(key_text(row.key));
  return keys;
}

// One matcher a kind, so that a mention can say what stands there.
struct Matchers {
  std::vector<std::pair<std::string, detectors::PersonMatcher>> all;

  Matchers(const std::vector<Identifier>& identifiers, const detectors::Reading& reading) {
    std::map<Kind, std::vector<Identifier>> by_kind;
    for (const Identifier& identifier : identifiers) by_kind[identifier.kind].push_back(identifier);
    for (auto& [kind, some] : by_kind)
      all.emplace_back(std::string(detectors::word(kind)),
                       detectors::PersonMatcher(some, {reading, false}));
  }

  std::string kind_in(const std::string& text) const {
    for (const auto& [kind, matcher] : all)
      if (!matcher.find(text).empty()) return kind;
    return {};
  }
};

}  // namespace

Result<std::vector<Identifier>> identifiers(accounts::Office& office,
                                            connectors::Connector& connector,
                                            const datamap::Map& map, const Person& person) {
  std::vector<Identifier> all;
  const detectors::Reading reading = reading_of(office);
  for (const datamap::Table& table : map.tables)
    if (is_of(person, connector.system(), table))
      TRY(read_table(connector, table, person, reading, all));
  return all;
}

Result<std::vector<Identifier>> identifiers(accounts::Office& office,
                                            connectors::Connector& connector,
                                            const datamap::Map& map, const Chosen& group) {
  std::vector<Identifier> all;
  const datamap::Table* table = map.table(group.table);
  if (table == nullptr)
    return fail(Errc::conflict, "subjects.table_gone", {{"table", group.table}});
  const Reading reading = TRY(reading_table(*TRY(connector.catalogue()), *table));
  if (reading.columns.empty()) return all;
  const detectors::Reading how = reading_of(office);
  TRY(read_rows(connector.connection(), reading, group.keys,
                [&](const sql::Row&, const std::vector<sql::Value>& values) {
                  std::vector<Identifier> of_row;
                  add_row(*table, reading.columns, values, how, of_row);
                  std::move(of_row.begin(), of_row.end(), std::back_inserter(all));
                }));
  return all;
}

Result<std::vector<Mention>> mentions(accounts::Office& office, connectors::Connector& connector,
                                      const datamap::Map& map,
                                      const std::vector<Identifier>& identifiers, const Traced& own,
                                      Progress& progress) {
  const sql::Catalogue& catalogue = *TRY(connector.catalogue());
  const Matchers matchers(identifiers, reading_of(office));
  std::vector<Mention> all;
  std::uint64_t rows = 0;
  for (const datamap::Table& in : map.tables) {
    const sql::Table* table = catalogue.find(in.name);
    if (table == nullptr) continue;
    const Key key = key_of(*table, catalogue.engine);
    std::vector<std::string> columns;
    for (const datamap::Field& field : in.fields)
      if (may_mention(*table, in.holds, field)) columns.push_back(field.column);
    // A partition's rows are read with the table that it is part of.
    if (columns.empty() || key.whole_row || home_of(catalogue, map, in.name, columns) != in.name)
      continue;
    const std::set<std::string> mine = own_keys(own, in.name);
    std::vector<std::string> key_columns;
    for (const sql::Name& name : key.columns) key_columns.push_back(name.text());
    sql::Statement statement("SELECT ");
    statement.names(key.columns).text(", ").names(TRY(names_of(*table, columns)));
    statement.text(" FROM ").append(sql::table_name(*table, catalogue.engine));
    TRY(connector.connection().each(statement, [&](const sql::Row& row) -> Result<void> {
      progress.tell("rows", ++rows, 0);
      const sql::Row at(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(key.columns.size()));
      if (mine.contains(key_text(at))) return {};
      for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto* text = std::get_if<std::string>(&row[key.columns.size() + i]);
        const std::string kind = text == nullptr ? std::string() : matchers.kind_in(*text);
        if (!kind.empty())
          all.push_back({mention_number(office, connector.system().name, in.name, columns[i], at),
                         in.name, columns[i], key_columns, at, kind});
      }
      return {};
    }));
  }
  return all;
}

}  // namespace ombud::subjects
