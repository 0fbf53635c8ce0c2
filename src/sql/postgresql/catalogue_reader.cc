#include "sql/postgresql/catalogue_reader.h"

#include <charconv>
#include <limits>
#include <map>

namespace ombud::sql::postgresql {

namespace {

const std::string& text_of(const Value& value) {
  static const std::string none;
  const std::string* text = std::get_if<std::string>(&value);
  return text == nullptr ? none : *text;
}

char letter_of(const Value& value) {
  const std::string& text = text_of(value);
  return text.empty() ? ' ' : text[0];
}

std::int64_t number_of(const Value& value) {
  const std::int64_t* number = std::get_if<std::int64_t>(&value);
  return number == nullptr ? 0 : *number;
}

bool truth_of(const Value& value) {
  const bool* truth = std::get_if<bool>(&value);
  return truth != nullptr && *truth;
}

std::vector<std::int64_t> numbers_in(std::string_view text) {
  std::vector<std::int64_t> numbers;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    std::int64_t number = 0;
    const auto [rest, error] = std::from_chars(at, end, number);
    if (error == std::errc{}) numbers.push_back(number);
    at = error == std::errc{} ? rest : at + 1;
  }
  return numbers;
}

OnChange on_change(char letter) {
  switch (letter) {
    case 'c':
      return OnChange::cascade;
    case 'n':
      return OnChange::set_null;
    case 'd':
      return OnChange::set_default;
    case 'r':
      return OnChange::restrict;
    default:
      return OnChange::no_action;
  }
}

TypeKind kind_of(std::string_view name) {
  static const std::map<std::string_view, TypeKind> kinds = {
      {"bool", TypeKind::boolean},
      {"int2", TypeKind::integer},
      {"int4", TypeKind::integer},
      {"int8", TypeKind::integer},
      {"oid", TypeKind::integer},
      {"numeric", TypeKind::decimal},
      {"float4", TypeKind::real},
      {"float8", TypeKind::real},
      {"text", TypeKind::text},
      {"varchar", TypeKind::text},
      {"bpchar", TypeKind::text},
      {"name", TypeKind::text},
      {"char", TypeKind::text},
      {"citext", TypeKind::text},
      {"date", TypeKind::day},
      {"timestamp", TypeKind::instant},
      {"timestamptz", TypeKind::instant},
      {"time", TypeKind::time},
      {"timetz", TypeKind::time},
      {"interval", TypeKind::interval},
      {"uuid", TypeKind::uuid},
      {"json", TypeKind::json},
      {"jsonb", TypeKind::json},
      {"xml", TypeKind::xml},
      {"bytea", TypeKind::blob},
  };
  const auto at = kinds.find(name);
  return at == kinds.end() ? TypeKind::other : at->second;
}

}  // namespace

// The server's own tables, with some thousand columns, have lower numbers than anybody's can have
// (FirstNormalObjectId): leaving them out in the questions spares most of the reading.
Result<Catalogue> ServerCatalogueReader::read() {
  catalogue_.engine = Engine::postgresql;
  const std::optional<Row> usual =
      TRY(connection_.one(Statement("select coalesce(current_schema(), 'public')")));
  if (usual) catalogue_.usual_schema = text_of(usual->at(0));
  TRY(read_types());
  TRY(read_tables());
  TRY(read_parents());
  TRY(read_columns());
  TRY(read_constraints());
  TRY(read_indexes());
  TRY(read_triggers());
  TRY(read_rules());
  return std::move(catalogue_);
}

// A catalogue is held whole anyway, and a cursor would ask the server three times as often.
Result<void> ServerCatalogueReader::each(const Statement& statement,
                                         const std::function<Result<void>(const Row&)>& take) {
  constexpr std::size_t any_number = std::numeric_limits<std::size_t>::max();
  for (const Row& row : TRY(connection_.all(statement, any_number))) TRY(take(row));
  return {};
}

Result<void> ServerCatalogueReader::read_types() {
  const Statement types(
      "with recursive used as ("
      " select oid, typname, typtype, typcategory, typbasetype, typtypmod, typnotnull from pg_type"
      "  where oid in (select atttypid from pg_attribute where attrelid >= 16384 and attnum > 0)"
      " union select b.oid, b.typname, b.typtype, b.typcategory, b.typbasetype, b.typtypmod,"
      "  b.typnotnull from pg_type b join used u on b.oid = u.typbasetype)"
      " select oid, typname, typtype, typcategory, typbasetype, typtypmod, typnotnull from used");
  return each(types, [&](const Row& row) -> Result<void> {
    types_[number_of(row[0])] = {text_of(row[1]),   letter_of(row[2]), letter_of(row[3]),
                                 number_of(row[4]), number_of(row[5]), truth_of(row[6])};
    return {};
  });
}

Result<void> ServerCatalogueReader::read_tables() {
  const Statement tables(
      "select c.oid, n.nspname, c.relname, c.relkind, cast(c.reltuples as bigint),"
      " obj_description(c.oid, 'pg_class')"
      " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
      " where c.relkind in ('r', 'p', 'v', 'm', 'f')"
      " and n.nspname not in ('pg_catalog', 'information_schema')"
      " and n.nspname !~ '^pg_(toast|temp)'"
      " order by n.nspname collate \"C\", c.relname collate \"C\"");
  return each(tables, [&](const Row& row) -> Result<void> {
    Table table = CatalogueReader::table(text_of(row[1]), text_of(row[2]));
    const char kind = letter_of(row[3]);
    if (kind == 'v' || kind == 'm') table.kind = Table::Kind::view;
    if (kind == 'r') table.row_id = name("ctid");
    if (kind != 'v') table.estimated_rows = number_of(row[4]);
    table.comment = text_of(row[5]);
    positions_[number_of(row[0])] = catalogue_.tables.size();
    catalogue_.tables.push_back(std::move(table));
    return {};
  });
}

Result<void> ServerCatalogueReader::read_parents() {
  const Statement parents("select inhrelid, inhparent from pg_inherits order by 1, inhseqno");
  return each(parents, [&](const Row& row) -> Result<void> {
    Table* child = table_at(row[0]);
    Table* parent = table_at(row[1]);
    if (child == nullptr || parent == nullptr) return {};
    child->kind = Table::Kind::partition;
    if (!child->parent) child->parent = positions_[number_of(row[1])];
    parent->row_id.reset();  // Two children may have rows at the same place.
    return {};
  });
}

Result<void> ServerCatalogueReader::read_columns() {
  const Statement columns(
      "select a.attrelid, a.attnum, a.attname, a.atttypid,"
      " format_type(a.atttypid, a.atttypmod), a.atttypmod, a.attnotnull, a.attgenerated,"
      " a.attidentity, pg_get_expr(d.adbin, d.adrelid), col_description(a.attrelid, a.attnum)"
      " from pg_attribute a join pg_class c on c.oid = a.attrelid"
      " left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum"
      " where a.attrelid >= 16384 and a.attnum > 0 and not a.attisdropped"
      " and c.relkind in ('r', 'p', 'v', 'm', 'f')"
      " order by a.attrelid, a.attnum");
  return each(columns, [&](const Row& row) -> Result<void> {
    Table* table = table_at(row[0]);
    if (table == nullptr) return {};
    table->columns.push_back(column_of(row));
    columns_.emplace(std::pair(number_of(row[0]), number_of(row[1])), table->columns.back().name);
    return {};
  });
}

Column ServerCatalogueReader::column_of(const Row& row) const {
  Column column = CatalogueReader::column(text_of(row[2]));
  column.type = text_of(row[4]);
  column.nullable = !truth_of(row[6]);
  column.comment = text_of(row[10]);
  if (!is_null(row[9])) column.fallback = text_of(row[9]);
  column.generated = letter_of(row[7]) == 's' || letter_of(row[7]) == 'v';
  if (column.generated) column.fallback.reset();
  column.identity =
      letter_of(row[8]) != ' ' || (column.fallback && column.fallback->starts_with("nextval("));
  // A domain is what it is made of, and may itself forbid null.
  std::int64_t modifier = number_of(row[5]);
  auto type = types_.find(number_of(row[3]));
  while (type != types_.end() && type->second.kind == 'd') {
    column.nullable = column.nullable && !type->second.not_null;
    if (modifier < 0) modifier = type->second.modifier;
    type = types_.find(type->second.base);
  }
  if (type == types_.end()) return column;
  const Type& base = type->second;
  column.kind = kind_of(base.name);
  if (base.kind == 'e') column.kind = TypeKind::enumeration;
  if (base.category == 'A') column.kind = TypeKind::array;
  // The server counts four bytes of its own in.
  if (modifier >= 4 && (base.name == "varchar" || base.name == "bpchar"))
    column.limit = modifier - 4;
  return column;
}

Result<void> ServerCatalogueReader::read_constraints() {
  // Where a partitioned table is referred to, each of its partitions has a constraint beside the
  // one that was declared; those say nothing new.
  const Statement constraints(
      "select c.conname, c.contype, c.conrelid, cast(c.conkey as text), c.confrelid,"
      " cast(c.confkey as text), c.confdeltype, c.confupdtype"
      " from pg_constraint c"
      " where c.conrelid >= 16384 and c.contype in ('p', 'f') and not exists ("
      "  select 1 from pg_constraint p where p.oid = c.conparentid and p.conrelid = c.conrelid)"
      " order by c.conrelid, c.conname");
  return each(constraints, [&](const Row& row) -> Result<void> {
    Table* table = table_at(row[2]);
    if (table == nullptr) return {};
    std::vector<Name> columns = columns_at(row[2], text_of(row[3]));
    if (letter_of(row[1]) == 'p') {
      table->primary_key = std::move(columns);
      return {};
    }
    if (table_at(row[4]) == nullptr) return {};
    table->foreign_keys.push_back({text_of(row[0]), std::move(columns),
                                   positions_[number_of(row[4])],
                                   columns_at(row[4], text_of(row[5])),
                                   on_change(letter_of(row[6])), on_change(letter_of(row[7]))});
    return {};
  });
}

Result<void> ServerCatalogueReader::read_indexes() {
  const Statement indexes(
      "select i.indrelid, c.relname, i.indisunique, i.indpred is not null,"
      " cast(i.indkey as text), i.indnkeyatts"
      " from pg_index i join pg_class c on c.oid = i.indexrelid"
      " where i.indrelid >= 16384 and i.indisvalid and not i.indisprimary"
      " order by i.indrelid, c.relname");
  return each(indexes, [&](const Row& row) -> Result<void> {
    Table* table = table_at(row[0]);
    if (table == nullptr) return {};
    std::vector<Name> columns = columns_at(row[0], text_of(row[4]));
    // Columns that are only carried along stand last.
    const auto leading = static_cast<std::size_t>(number_of(row[5]));
    if (columns.size() > leading) columns.erase(columns.begin() + number_of(row[5]), columns.end());
    // Of columns and an expression the columns alone are not unique.
    const bool unique = truth_of(row[2]) && columns.size() == leading;
    table->indexes.push_back({text_of(row[1]), std::move(columns), unique, truth_of(row[3])});
    return {};
  });
}

Result<void> ServerCatalogueReader::read_triggers() {
  const Statement triggers(
      "select tgrelid, tgname, tgtype & 8 <> 0, tgtype & 16 <> 0, tgtype & 4 <> 0"
      " from pg_trigger where not tgisinternal and tgenabled <> 'D' order by tgrelid, tgname");
  return each(triggers, [&](const Row& row) -> Result<void> {
    if (Table* table = table_at(row[0]))
      table->triggers.push_back(
          {text_of(row[1]), truth_of(row[2]), truth_of(row[3]), truth_of(row[4])});
    return {};
  });
}

Result<void> ServerCatalogueReader::read_rules() {
  // A view is itself a rule, of event 1.
  const Statement rules("select ev_class from pg_rewrite where ev_type <> '1'");
  return each(rules, [&](const Row& row) -> Result<void> {
    if (Table* table = table_at(row[0])) table->has_rules = true;
    return {};
  });
}

Table* ServerCatalogueReader::table_at(const Value& oid) {
  const auto at = positions_.find(number_of(oid));
  return at == positions_.end() ? nullptr : &catalogue_.tables[at->second];
}

std::vector<Name> ServerCatalogueReader::columns_at(const Value& oid,
                                                    const std::string& numbers) const {
  std::vector<Name> names;
  for (const std::int64_t number : numbers_in(numbers)) {
    const auto at = columns_.find({number_of(oid), number});
    if (at == columns_.end()) break;
    names.push_back(at->second);
  }
  return names;
}

}  // namespace ombud::sql::postgresql
