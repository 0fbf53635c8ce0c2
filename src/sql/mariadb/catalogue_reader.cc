#include "sql/mariadb/catalogue_reader.h"

#include <map>
#include <tuple>

namespace ombud::sql::mariadb {

namespace {

std::string text_of(const Value& value) { return shown(value); }

std::optional<std::int64_t> number_of(const Value& value) {
  if (const std::int64_t* number = std::get_if<std::int64_t>(&value)) return *number;
  return {};
}

bool truth_of(const Value& value) { return number_of(value).value_or(0) != 0; }

OnChange on_change(std::string_view word) {
  if (word == "CASCADE") return OnChange::cascade;
  if (word == "SET NULL") return OnChange::set_null;
  if (word == "SET DEFAULT") return OnChange::set_default;
  if (word == "RESTRICT") return OnChange::restrict;
  return OnChange::no_action;
}

TypeKind kind_of(std::string_view name, std::string_view type) {
  // MariaDB's BOOLEAN is a number of one digit; a bit alone is used as one too.
  if (type == "tinyint(1)" || type == "bit(1)") return TypeKind::boolean;
  static const std::map<std::string_view, TypeKind> kinds = {
      {"tinyint", TypeKind::integer},   {"smallint", TypeKind::integer},
      {"mediumint", TypeKind::integer}, {"int", TypeKind::integer},
      {"bigint", TypeKind::integer},    {"year", TypeKind::integer},
      {"bit", TypeKind::integer},       {"decimal", TypeKind::decimal},
      {"float", TypeKind::real},        {"double", TypeKind::real},
      {"char", TypeKind::text},         {"varchar", TypeKind::text},
      {"tinytext", TypeKind::text},     {"text", TypeKind::text},
      {"mediumtext", TypeKind::text},   {"longtext", TypeKind::text},
      {"date", TypeKind::day},          {"datetime", TypeKind::instant},
      {"timestamp", TypeKind::instant}, {"time", TypeKind::time},
      {"uuid", TypeKind::uuid},         {"json", TypeKind::json},
      {"binary", TypeKind::blob},       {"varbinary", TypeKind::blob},
      {"tinyblob", TypeKind::blob},     {"blob", TypeKind::blob},
      {"mediumblob", TypeKind::blob},   {"longblob", TypeKind::blob},
      {"enum", TypeKind::enumeration},  {"set", TypeKind::enumeration},
  };
  const auto at = kinds.find(name);
  return at == kinds.end() ? TypeKind::other : at->second;
}

}  // namespace

Result<Catalogue> ServerCatalogueReader::read() {
  catalogue_.engine = Engine::mariadb;
  catalogue_.usual_schema = database_;
  const std::vector<std::string> all = TRY(schemas());
  for (const std::string& schema : all) {
    TRY(read_tables(schema));
    TRY(read_columns(schema));
    TRY(read_json_columns(schema));
    TRY(read_indexes(schema));
    TRY(read_triggers(schema));
  }
  for (const std::string& schema : all) TRY(read_foreign_keys(schema));
  return std::move(catalogue_);
}

// Only InnoDB has foreign keys, and lists them in one table, by "database/table". Where this user
// may read that (PROCESS) it says at once that no key leaves its database, as on most servers; to
// see it in information_schema every table of every database is opened.
Result<bool> ServerCatalogueReader::may_be_linked() {
  const Statement across(
      "select 1 from information_schema.innodb_sys_foreign"
      " where substring_index(for_name, '/', 1) <> substring_index(ref_name, '/', 1) limit 1");
  const Result<std::vector<Row>> found = connection_.all(across);
  if (found) return !found->empty();
  const Errc why = found.error().code;
  const bool can_not_be_asked =
      why == Errc::forbidden || why == Errc::not_found || why == Errc::invalid;
  if (!can_not_be_asked) return fail(found.error());
  return true;
}

Result<std::vector<std::string>> ServerCatalogueReader::schemas() {
  std::vector<std::string> all = {database_};
  if (!TRY(may_be_linked())) return all;
  const Statement linked(
      "select unique_constraint_schema from information_schema.referential_constraints"
      " where constraint_schema = ? and unique_constraint_schema <> ?"
      " union select constraint_schema from information_schema.referential_constraints"
      " where unique_constraint_schema = ? and constraint_schema <> ? order by 1",
      {database_, database_, database_, database_});
  for (const Row& row : TRY(connection_.all(linked))) all.push_back(text_of(row[0]));
  return all;
}

Result<void> ServerCatalogueReader::read_tables(const std::string& schema) {
  const Statement tables(
      "select t.table_name, t.table_type, t.table_rows, t.table_comment,"
      " coalesce(e.transactions, 'YES') = 'YES'"
      " from information_schema.tables t"
      " left join information_schema.engines e on e.engine = t.engine"
      " where t.table_schema = ?"
      " and t.table_type in ('BASE TABLE', 'SYSTEM VERSIONED', 'VIEW') order by t.table_name",
      {schema});
  return connection_.each(tables, [&](const Row& row) -> Result<void> {
    Table table = CatalogueReader::table(schema, text_of(row[0]));
    const std::string type = text_of(row[1]);
    if (type == "VIEW")
      table.kind = Table::Kind::view;
    else
      table.comment = text_of(row[3]);  // A view's says only that it is one.
    table.keeps_history = type == "SYSTEM VERSIONED";
    table.estimated_rows = number_of(row[2]).value_or(-1);
    table.transactional = truth_of(row[4]);
    positions_[{schema, table.name.text()}] = catalogue_.tables.size();
    catalogue_.tables.push_back(std::move(table));
    return {};
  });
}

Result<void> ServerCatalogueReader::read_columns(const std::string& schema) {
  const Statement columns(
      "select table_name, column_name, data_type, column_type, is_nullable = 'YES', extra,"
      " character_maximum_length, column_default, column_comment, is_generated = 'ALWAYS'"
      " from information_schema.columns where table_schema = ?"
      " order by table_name, ordinal_position",
      {schema});
  return connection_.each(columns, [&](const Row& row) -> Result<void> {
    Table* table = table_at(schema, text_of(row[0]));
    if (table != nullptr) table->columns.push_back(column_of(row));
    return {};
  });
}

Column ServerCatalogueReader::column_of(const Row& row) const {
  Column column = CatalogueReader::column(text_of(row[1]));
  column.type = text_of(row[3]);
  column.kind = kind_of(text_of(row[2]), column.type);
  column.nullable = truth_of(row[4]);
  const std::string extra = text_of(row[5]);
  column.identity = extra.find("auto_increment") != std::string::npos;
  if (column.kind == TypeKind::text || column.kind == TypeKind::blob)
    column.limit = number_of(row[6]);
  // The default is SQL text here, so that a null one is the word.
  if (!is_null(row[7]) && text_of(row[7]) != "NULL") column.fallback = text_of(row[7]);
  column.comment = text_of(row[8]);
  column.generated = truth_of(row[9]) || extra.find("GENERATED") != std::string::npos;
  return column;
}

// JSON is a longtext that checks itself.
Result<void> ServerCatalogueReader::read_json_columns(const std::string& schema) {
  const Statement checks(
      "select table_name, constraint_name from information_schema.check_constraints"
      " where constraint_schema = ? and level = 'Column'"
      " and check_clause = concat('json_valid(`', replace(constraint_name, '`', '``'), '`)')",
      {schema});
  return connection_.each(checks, [&](const Row& row) -> Result<void> {
    Table* table = table_at(schema, text_of(row[0]));
    if (table == nullptr) return {};
    for (Column& column : table->columns)
      if (column.name.text() == text_of(row[1])) column.kind = TypeKind::json;
    return {};
  });
}

Result<void> ServerCatalogueReader::read_indexes(const std::string& schema) {
  const Statement indexes(
      "select table_name, index_name, non_unique = 0, column_name"
      " from information_schema.statistics where table_schema = ?"
      " order by table_name, index_name, seq_in_index",
      {schema});
  return connection_.each(indexes, [&](const Row& row) -> Result<void> {
    Table* table = table_at(schema, text_of(row[0]));
    if (table == nullptr) return {};
    const std::string index = text_of(row[1]);
    const Column* column = table->column(text_of(row[3]));
    if (column == nullptr) return {};
    if (index == "PRIMARY") {
      table->primary_key.push_back(column->name);
      return {};
    }
    if (table->indexes.empty() || table->indexes.back().name != index)
      table->indexes.push_back({index, {}, truth_of(row[2]), false});
    table->indexes.back().columns.push_back(column->name);
    return {};
  });
}

Result<void> ServerCatalogueReader::read_triggers(const std::string& schema) {
  const Statement triggers(
      "select event_object_table, trigger_name, event_manipulation"
      " from information_schema.triggers where event_object_schema = ?"
      " order by event_object_table, trigger_name",
      {schema});
  return connection_.each(triggers, [&](const Row& row) -> Result<void> {
    Table* table = table_at(schema, text_of(row[0]));
    const std::string event = text_of(row[2]);
    if (table != nullptr)
      table->triggers.push_back(
          {text_of(row[1]), event == "DELETE", event == "UPDATE", event == "INSERT"});
    return {};
  });
}

// In two questions: joined, the server opens every table of every database.
Result<void> ServerCatalogueReader::read_foreign_keys(const std::string& schema) {
  const Statement rules(
      "select table_name, constraint_name, delete_rule, update_rule"
      " from information_schema.referential_constraints where constraint_schema = ?",
      {schema});
  std::map<std::pair<std::string, std::string>, std::pair<OnChange, OnChange>> rule_of;
  TRY(connection_.each(rules, [&](const Row& row) -> Result<void> {
    rule_of[{text_of(row[0]), text_of(row[1])}] = {on_change(text_of(row[2])),
                                                   on_change(text_of(row[3]))};
    return {};
  }));
  const Statement keys(
      "select table_name, constraint_name, column_name, referenced_table_schema,"
      " referenced_table_name, referenced_column_name from information_schema.key_column_usage"
      " where constraint_schema = ? and table_schema = ? and referenced_table_name is not null"
      " order by table_name, constraint_name, ordinal_position",
      {schema, schema});
  return connection_.each(keys, [&](const Row& row) -> Result<void> {
    const std::string constraint = text_of(row[1]);
    const auto rule = rule_of.find({text_of(row[0]), constraint});
    if (rule == rule_of.end()) return {};
    Table* from = table_at(schema, text_of(row[0]));
    Table* to = table_at(text_of(row[3]), text_of(row[4]));
    if (from == nullptr || to == nullptr) return {};
    const Column* column = from->column(text_of(row[2]));
    const Column* target = to->column(text_of(row[5]));
    if (column == nullptr || target == nullptr) return {};
    if (from->foreign_keys.empty() || from->foreign_keys.back().name != constraint) {
      ForeignKey key;
      key.name = constraint;
      key.to_table = static_cast<std::size_t>(to - catalogue_.tables.data());
      std::tie(key.on_delete, key.on_update) = rule->second;
      from->foreign_keys.push_back(std::move(key));
    }
    from->foreign_keys.back().columns.push_back(column->name);
    from->foreign_keys.back().to_columns.push_back(target->name);
    return {};
  });
}

Table* ServerCatalogueReader::table_at(const std::string& schema, const std::string& table) {
  const auto at = positions_.find({schema, table});
  return at == positions_.end() ? nullptr : &catalogue_.tables[at->second];
}

}  // namespace ombud::sql::mariadb
